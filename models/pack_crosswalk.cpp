//! What a stage, field and credential count as.
#include "models/pack_reading.hpp"

#include <fmt/format.h>

namespace stempath::models {

namespace {

class CrosswalkReading {
  public:
    CrosswalkReading(PackReading& reading, Table& table) : reading_(reading), csv_(table.csv) {
        table.used.assign(csv_.columns(), true);
    }

    void run() {
        std::vector<std::string> const names{"stage",  "field", "credential", "ncses_class",
                                             "census", "pew",   "stemm"};
        for (auto const name : csv_.header)
            if (!position_of(names, name))
                problem(ProblemKind::unknown_key, 1,
                        fmt::format("unknown column \"{}\".{}", name, suggestion(name, names)));
        for (std::size_t i = 0; i < names.size(); ++i) {
            auto const c = csv_.column(names[i]);
            if (!c) {
                problem(ProblemKind::missing_key, 1,
                        fmt::format("there is no column \"{}\".", names[i]));
                return;
            }
            column_[i] = *c;
        }
        auto const& space = reading_.figures.space;
        auto const n = space.stages.size() * space.fields.size() * space.credentials.size();
        reading_.pack.crosswalk.assign(n, {});
        stars_.assign(n, 4);
        for (std::size_t row = 0; row < csv_.rows(); ++row)
            read_row(row);
    }

  private:
    void problem(ProblemKind kind, std::uint32_t line, std::string const& why) {
        reading_.problems.add(kind, {csv_.file, line}, "crosswalk", why);
    }

    void read_row(std::size_t row) {
        constexpr std::array<Dim, 3> by{Dim::stage, Dim::field, Dim::credential};
        std::array<std::vector<std::int32_t>, 3> at;
        int stars = 0;
        for (std::size_t i = 0; i < by.size(); ++i) {
            auto const text = csv_.field(row, column_[i]);
            std::string why;
            stars += text == "*" ? 1 : 0;
            if (!reading_.figures.space.positions({by[i], {}}, text, 0, at[i], why)) {
                problem(ProblemKind::unknown_name, csv_.lines[row], why);
                return;
            }
        }
        auto const counts = read_class(row);
        if (!counts)
            return;
        auto const& space = reading_.figures.space;
        for (auto const s : at[0])
            for (auto const f : at[1])
                for (auto const c : at[2])
                    set((static_cast<std::size_t>(s) * space.fields.size() +
                         static_cast<std::size_t>(f)) *
                                space.credentials.size() +
                            static_cast<std::size_t>(c),
                        stars, *counts, row);
    }

    void set(std::size_t cell, int stars, WorkClass const& counts, std::size_t row) {
        if (stars == stars_[cell])
            problem(ProblemKind::duplicate, csv_.lines[row],
                    "an earlier row, equally specific, covers the same cell. Drop one.");
        if (stars >= stars_[cell])
            return;
        stars_[cell] = stars;
        reading_.pack.crosswalk[cell] = counts;
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

    PackReading& reading_;
    Csv const& csv_;
    std::array<std::size_t, 7> column_{};
    std::vector<int> stars_;
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
    if (!name)
        return;
    if (auto* const table =
            reading.figures.files.open(*name, node.find("table")->where, section.key("table")))
        CrosswalkReading(reading, *table).run();
}

} // namespace stempath::models
