//! What a stage, field and credential count as.
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class CrosswalkReading {
  public:
    CrosswalkReading(PackReading& reading, Table& table) : reading_(reading), csv_(table.csv) {
        table.used.assign(csv_.columns(), true);
    }

    //! False after a problem.
    bool run() {
        auto const before = reading_.problems.count();
        if (!find_columns())
            return false;
        auto const& space = reading_.figures.space;
        auto const n = space.stages.size() * space.fields.size() * space.credentials.size();
        reading_.pack.crosswalk.assign(n, {});
        owner_.assign(n, no_row);
        first_line_.assign(space.stages.size(), 0);
        for (std::size_t stars = 0; stars <= row_dims.size(); ++stars)
            for (std::size_t row = 0; row < csv_.rows(); ++row)
                if (stars_of(row) == stars)
                    read_row(row);
        if (reading_.problems.count() == before)
            check_crosswalk_holes(reading_, {csv_.file, covered(), first_line_});
        return reading_.problems.count() == before;
    }

  private:
    void problem(ProblemKind kind, std::uint32_t line, std::string const& why) {
        reading_.problems.add(kind, {csv_.file, line}, "crosswalk", why);
    }

    bool find_columns() {
        std::vector<std::string> const names{"stage",  "field", "credential", "ncses_class",
                                             "census", "pew",   "stemm"};
        auto const before = reading_.problems.count();
        for (auto const name : csv_.header)
            if (!position_of(names, name))
                problem(ProblemKind::unknown_key, 1,
                        fmt::format("unknown column \"{}\".{}", name, suggestion(name, names)));
        for (std::size_t i = 0; i < names.size(); ++i) {
            auto const c = csv_.column(names[i]);
            if (!c)
                problem(ProblemKind::missing_key, 1,
                        fmt::format("there is no column \"{}\".", names[i]));
            column_[i] = c.value_or(0);
        }
        return reading_.problems.count() == before;
    }

    std::size_t stars_of(std::size_t row) const {
        std::size_t stars = 0;
        for (std::size_t i = 0; i < row_dims.size(); ++i)
            stars += csv_.field(row, column_[i]) == "*" ? 1 : 0;
        return stars;
    }

    void read_row(std::size_t row) {
        std::array<std::vector<std::int32_t>, 3> at;
        for (std::size_t i = 0; i < row_dims.size(); ++i) {
            std::string why;
            if (!reading_.figures.space.positions({row_dims[i], {}}, csv_.field(row, column_[i]), 0,
                                                  at[i], why)) {
                problem(ProblemKind::unknown_name, csv_.lines[row], why);
                return;
            }
        }
        if (at[0].size() == 1 && first_line_[static_cast<std::size_t>(at[0][0])] == 0)
            first_line_[static_cast<std::size_t>(at[0][0])] = csv_.lines[row];
        auto const counts = read_class(row);
        if (!counts)
            return;
        bool told = false;
        for (auto const s : at[0])
            for (auto const f : at[1])
                for (auto const c : at[2]) {
                    Coords cell;
                    cell[Dim::stage] = s;
                    cell[Dim::field] = f;
                    cell[Dim::credential] = c;
                    told = !set(cell, *counts, row, told) || told;
                }
    }

    std::vector<bool> covered() const {
        std::vector<bool> cells;
        for (auto const owner : owner_)
            cells.push_back(owner != no_row);
        return cells;
    }

    std::size_t position(Coords const& at) const {
        auto const& space = reading_.figures.space;
        return (static_cast<std::size_t>(at[Dim::stage]) * space.fields.size() +
                static_cast<std::size_t>(at[Dim::field])) *
                   space.credentials.size() +
               static_cast<std::size_t>(at[Dim::credential]);
    }

    //! A cell once taken is kept from rows with more stars; false when a row with as many has it.
    bool set(Coords const& at, WorkClass const& counts, std::size_t row, bool told) {
        auto const cell = position(at);
        auto const owner = owner_[cell];
        if (owner == no_row) {
            owner_[cell] = row;
            reading_.pack.crosswalk[cell] = counts;
            return true;
        }
        if (stars_of(owner) != stars_of(row))
            return true;
        if (!told)
            problem(ProblemKind::duplicate, csv_.lines[row],
                    fmt::format("gives {}, as line {} does; drop one, or make one more general "
                                "with *.",
                                reading_.figures.space.described(
                                    at, dims(Dim::stage, Dim::field, Dim::credential)),
                                csv_.lines[owner]));
        return false;
    }

    std::optional<WorkClass> read_class(std::size_t row) {
        std::vector<std::string> const classes{"none", "science_engineering", "related",
                                               "middle_skill"};
        auto const word = csv_.field(row, column_[3]);
        auto const at = position_of(classes, word);
        if (!at) {
            problem(ProblemKind::unknown_name, csv_.lines[row],
                    fmt::format("found the class \"{}\".{} It is one of {}.", word,
                                suggestion(word, classes), fmt::join(classes, ", ")));
            return std::nullopt;
        }
        WorkClass counts;
        counts.ncses = static_cast<WorkClass::Ncses>(*at);
        std::array<bool*, 3> const flags{&counts.census, &counts.pew, &counts.stemm};
        for (std::size_t i = 0; i < flags.size(); ++i) {
            auto const text = csv_.field(row, column_[4 + i]);
            if (text != "0" && text != "1") {
                problem(ProblemKind::wrong_type, csv_.lines[row],
                        fmt::format("found \"{}\" in column \"{}\"; 0 or 1 is allowed.", text,
                                    csv_.header[column_[4 + i]]));
                return std::nullopt;
            }
            *flags[i] = text == "1";
        }
        return counts;
    }

    static constexpr std::size_t no_row = ~std::size_t{0};
    static constexpr std::array<Dim, 3> row_dims{Dim::stage, Dim::field, Dim::credential};

    PackReading& reading_;
    Csv const& csv_;
    std::array<std::size_t, 7> column_{};
    std::vector<std::size_t> owner_;        //!< row by cell
    std::vector<std::uint32_t> first_line_; //!< by stage, of the first row that names it; 0: none
};

} // namespace

std::vector<std::string> workforce_presets() {
    return {"ncses_broad", "science_engineering", "related", "middle_skill", "census", "pew",
            "stemm"};
}

bool counts_as(WorkClass const& work, std::string_view preset) {
    using Ncses = WorkClass::Ncses;
    if (preset == "ncses_broad")
        return work.ncses != Ncses::none;
    if (preset == "science_engineering")
        return work.ncses == Ncses::science_engineering;
    if (preset == "related")
        return work.ncses == Ncses::related;
    if (preset == "middle_skill")
        return work.ncses == Ncses::middle_skill;
    return (preset == "census" && work.census) || (preset == "pew" && work.pew) ||
           (preset == "stemm" && work.stemm);
}

void read_crosswalk(PackReading& reading, Node const& node) {
    Section section(node, "crosswalk", reading.problems);
    stated_provenance(section, reading.file_wide);
    section.require("table", "Name the file: table = \"crosswalk.csv\".");
    auto const name = section.text("table");
    section.finish();
    auto* const table =
        name ? reading.figures.files.open(*name, node.find("table")->where, section.key("table"))
             : nullptr;
    reading.crosswalk_read = table != nullptr && CrosswalkReading(reading, *table).run();
}

} // namespace stempath::models
