//! The head of a pack: kind, years, names, sources, traits.
#include "models/pack_reading.hpp"

#include <fmt/format.h>

namespace stempath::models {

namespace {

bool read_years(PackReading& reading, Section& root) {
    auto const* const node = root.require(
        "years", "Give years = [BASE, LAST]: the base year and the last that tables carry.");
    if (node == nullptr)
        return false;
    auto const years = as_range(*node, root.key("years"), -31000, 32000, reading.problems);
    if (years && years->second == years->first) {
        reading.problems.add(
            ProblemKind::out_of_range, node->where, "years",
            fmt::format("found {} twice; the last year must be after the base year.",
                        years->first));
        return false;
    }
    if (years && years->second - years->first > 1000)
        reading.problems.add(
            ProblemKind::out_of_range, node->where, "years",
            fmt::format("found {} years; 1,000 are the most.", years->second - years->first));
    if (!years || years->second - years->first > 1000)
        return false;
    reading.pack.base_year = static_cast<std::int32_t>(years->first);
    reading.pack.last_year = static_cast<std::int32_t>(years->second);
    return true;
}

//! The rows of sources.csv.
class SourceReading {
  public:
    SourceReading(PackReading& reading, Csv const& csv)
        : reading_(reading), csv_(csv), problems_(reading.problems) {}

    void run() {
        auto const before = problems_.count();
        for (auto const name : csv_.header)
            if (!position_of(columns_, name))
                problems_.add(
                    ProblemKind::unknown_key, {csv_.file, 1}, "",
                    fmt::format("unknown column \"{}\".{}", name, suggestion(name, columns_)));
        for (auto const& name : columns_)
            if (!csv_.column(name))
                problems_.add(ProblemKind::missing_key, {csv_.file, 1}, "",
                              fmt::format("there is no column \"{}\"; {} are needed.", name,
                                          fmt::join(columns_, ", ")));
        reading_.figures.provenance.table_read = problems_.count() == before;
        if (problems_.count() != before)
            return;
        for (std::size_t row = 0; row < csv_.rows(); ++row)
            read_row(row);
    }

  private:
    std::string field(std::size_t row, std::string_view name) const {
        return std::string(csv_.field(row, *csv_.column(name)));
    }

    void read_row(std::size_t row) {
        auto const id = field(row, "id");
        Location const where{csv_.file, csv_.lines[row]};
        auto& ids = reading_.figures.provenance.sources;
        if (id.empty())
            problems_.add(ProblemKind::bad_name, where, "",
                          "the id is empty. Give the source a name of its own.");
        else if (id == "judgement" || id == "fit" || id.find(',') != std::string::npos)
            problems_.add(ProblemKind::bad_name, where, "",
                          fmt::format("\"{}\" cannot be the id of a source: judgement and fit "
                                      "have a meaning of their own, and commas stand between ids.",
                                      id));
        else if (position_of(ids, id))
            problems_.add(ProblemKind::duplicate, where, "",
                          fmt::format("the id \"{}\" stands here twice.", id));
        else
            check_found(row, id, where);
        ids.push_back(id);
        reading_.pack.sources.push_back({id, field(row, "title"), field(row, "publisher"),
                                         field(row, "year"), field(row, "locator")});
    }

    //! A source that nobody could look up is none.
    void check_found(std::size_t row, std::string const& id, Location const& where) {
        for (auto const& name : columns_)
            if (csv_.field(row, *csv_.column(name)).find_first_not_of(' ') ==
                std::string_view::npos)
                problems_.add(ProblemKind::no_provenance, where, id,
                              fmt::format("the source has no {}{}.", name,
                                          name == "locator"
                                              ? ": give the address, or the table and page, where "
                                                "it is found"
                                              : ""));
    }

    PackReading& reading_;
    Csv const& csv_;
    Diagnostics& problems_;
    std::vector<std::string> const columns_{"id", "title", "publisher", "year", "locator"};
};

void read_sources(PackReading& reading, std::filesystem::path const& directory) {
    auto const path = directory / "sources.csv";
    auto& table_read = reading.figures.provenance.table_read;
    table_read = false;
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return;
    auto* const table = reading.figures.files.open("sources.csv", {path.string(), 0}, "");
    if (table == nullptr)
        return;
    table->used.assign(table->csv.columns(), true);
    SourceReading(reading, table->csv).run();
}

void read_last_age(PackReading& reading, Section& root) {
    auto const* const node = root.take("demography");
    if (node == nullptr)
        return;
    Section section(*node, "demography", reading.problems);
    section.require("last_age", "Give the last age, which is open: last_age = 100.");
    reading.figures.space.ages = true;
    reading.figures.space.last_age =
        static_cast<std::int32_t>(section.integer("last_age", 1, 200).value_or(100));
}

} // namespace

bool read_head(PackReading& reading, Section& root) {
    auto& pack = reading.pack;
    root.require("schema", "Write schema = 1.");
    root.integer("schema", 1, 1);
    root.require("kind", "Write kind = \"place\" or kind = \"teaching\".");
    auto const kind = root.choice("kind", {"place", "teaching"});
    root.require("title", "Give a title of one line.");
    pack.title = root.line("title").value_or("");
    pack.teaching = kind == "teaching";
    reading.place = reading.figures.provenance.required = kind == "place";
    bool const years = read_years(reading, root);
    bool const names = read_declared_names(reading, root);
    reading.figures.space.base_year = pack.base_year;
    reading.figures.space.last_year = pack.last_year;
    read_last_age(reading, root);
    read_sources(reading, pack.directory);
    if (auto const* const node = root.take("provenance")) {
        Section section(*node, "provenance", reading.problems);
        reading.file_wide = stated_provenance(section, {});
        section.finish();
    }
    if (auto const* const node = root.take("doubt"))
        reading.figures.doubt = read_doubt_rules(*node, reading.problems);
    pack.states_doubt = reading.figures.doubt.stated;
    return years && names;
}

void read_traits(PackReading& reading, Node const& node) {
    Section section(node, "traits", reading.problems);
    auto const from = stated_provenance(section, reading.file_wide);
    TraitSpec traits;
    if (auto const* const ages =
            section.require("develop_ages", "Give the ages at which traits change: [5, 29]."))
        if (auto const range =
                as_range(*ages, section.key("develop_ages"), 0, 200, reading.problems)) {
            traits.from_age = static_cast<std::int32_t>(range->first);
            traits.to_age = static_cast<std::int32_t>(range->second);
        }
    bool const stated = node.find("unit") != nullptr;
    auto const read = [&](std::string_view name, std::string_view unit, double& number) {
        auto own = from;
        if (!stated)
            own.unit = unit;
        if (auto const* const figure = section.require(name, "Give a number from 0 to 1."))
            number = read_constant(reading.figures, *figure, section.key(name), own, 0.0, 1.0)
                         .value_or(0.0);
    };
    read("kappa", "share of the gap closed a year", traits.kappa);
    read("rho", "share of variance", traits.rho);
    section.finish();
    reading.pack.traits = traits;
}

} // namespace stempath::models
