#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

//! A figure that a section must have.
void require_figure(PackReading& reading, Section& section, std::string_view name,
                    std::string_view what_to_write, Provenance const& from,
                    FigureRules const& rules, Cube& into) {
    if (auto const* const node = section.require(name, what_to_write))
        if (auto cube = read_figure(reading.figures, *node, section.key(name), from, rules))
            into = std::move(*cube);
}

void read_region_share(PackReading& reading, Section& section, Provenance const& from, Cube& into) {
    auto const* const node = section.take("region_share");
    into = Cube(1.0);
    if (node == nullptr && reading.pack.regions.size() > 1)
        section.require("region_share", "With several regions, give the share of each.");
    if (node == nullptr)
        return;
    auto const key = section.key("region_share");
    auto cube = read_figure(reading.figures, *node, key, from,
                            {.by = dims(Dim::region, Dim::group), .low = 0.0, .high = 1.0});
    if (!cube)
        return;
    into = expanded(*cube, dims(Dim::region), reading.figures.space);
    normalise(into, dims(Dim::region), false, reading.figures.space, key, reading.problems,
              &reading.figures.files);
}

//! Cohorts are run forward from the stage of the newly born; from another they would never leave
//! it.
void check_born(PackReading& reading, BaseSpec const& base, Node const& forward,
                std::string const& key) {
    if (!reading.pack.demography)
        return;
    auto const born = reading.pack.demography->born_into;
    if (std::find(base.forward.begin(), base.forward.end(), born) == base.forward.end())
        reading.problems.add(
            ProblemKind::conflict, forward.where, key,
            fmt::format("does not name {}, into which people are born (demography.born_into): "
                        "cohorts are run forward from there.",
                        reading.figures.space.stages[born]));
}

//! Stocks without an age profile could be given to nobody.
void check_profiles(PackReading& reading, BaseSpec const& base, Section const& section) {
    auto const& stages = reading.figures.space.stages;
    auto const any = [&](Cube const& cube, std::size_t s) {
        bool found = false;
        std::array<std::uint32_t, n_dims> extent{};
        for (auto const d : all_dims)
            extent[static_cast<std::size_t>(d)] = cube.extent(d);
        extent[static_cast<std::size_t>(Dim::stage)] = 1;
        for_each_cell(extent, [&](Coords c) {
            c[Dim::stage] = static_cast<std::int32_t>(s);
            found = found || cube.at(c) > 0.0;
        });
        return found;
    };
    for (std::size_t s = 0; s < stages.size(); ++s)
        if (any(base.stocks, s) && !any(base.age_profile, s))
            reading.problems.add(ProblemKind::not_covered, section.where(),
                                 section.key("age_profile"),
                                 fmt::format("stage {} has stocks and no age profile.", stages[s]));
}

} // namespace

void read_demography(PackReading& reading, Node const& node) {
    Section section(node, "demography", reading.problems);
    auto const from = stated_provenance(section, reading.file_wide);
    DemographySpec d;
    d.last_age = reading.figures.space.last_age;
    section.take("last_age");
    FigureRules const population{.by = dims(Dim::age, Dim::group), .low = 0.0};
    FigureRules const births{.by = dims(Dim::year, Dim::group), .low = 0.0, .at_base_year = 0.0};
    FigureRules const staying{.by = dims(Dim::year, Dim::age, Dim::region, Dim::group),
                              .low = 0.0,
                              .high = 1.0,
                              .at_base_year = 1.0};
    FigureRules const arrivals{
        .by = dims(Dim::year, Dim::age, Dim::group), .low = 0.0, .at_base_year = 0.0};
    require_figure(reading, section, "population", "Give persons by age x group at the base year.",
                   from, population, d.population);
    require_figure(reading, section, "births",
                   "Give persons by year x group; 0 where nobody is born.", from, births, d.births);
    require_figure(reading, section, "staying", "Give the probability to be here a year later.",
                   from, staying, d.staying);
    require_figure(reading, section, "arrivals",
                   "Give persons by year x age x group; 0 where nobody arrives.", from, arrivals,
                   d.arrivals);
    read_region_share(reading, section, from, d.region_share);
    if (auto const* const into = section.require("born_into", "Name the stage of the newly born."))
        d.born_into = read_stage_name(reading, *into, section.key("born_into")).value_or(0);
    section.finish();
    reading.pack.demography = std::move(d);
}

void read_base(PackReading& reading, Node const& node) {
    Section section(node, "base", reading.problems);
    if (!reading.figures.space.ages) {
        reading.problems.add(ProblemKind::conflict, node.where, "base",
                             "[base] needs [demography]; without it, give each stage a start.");
        return;
    }
    auto const from = stated_provenance(section, reading.file_wide);
    BaseSpec base;
    if (auto const* const forward = section.require(
            "forward", "Name the stages filled by running cohorts forward, that of the newly born "
                       "among them.")) {
        auto const names_before = reading.problems.count();
        base.forward = read_stage_names(reading, *forward, section.key("forward"));
        if (reading.problems.count() == names_before)
            check_born(reading, base, *forward, section.key("forward"));
    }
    auto const before = reading.problems.count();
    require_figure(reading, section, "stocks",
                   "Give persons by stage x field x credential x group.", from,
                   {.by = dims(Dim::stage, Dim::field, Dim::credential, Dim::group),
                    .low = 0.0,
                    .stages_by_name = true},
                   base.stocks);
    require_figure(reading, section, "age_profile", "Give the relative frequency by stage x age.",
                   from, {.by = dims(Dim::stage, Dim::age), .low = 0.0, .stages_by_name = true},
                   base.age_profile);
    require_figure(reading, section, "residual",
                   "Give the shares by stage x credential x age of the rest of the people.", from,
                   {.by = dims(Dim::stage, Dim::credential, Dim::age, Dim::group),
                    .low = 0.0,
                    .high = 1.0,
                    .stages_by_name = true},
                   base.residual);
    if (auto const* const tenure = section.take("tenure"))
        base.tenure =
            read_figure(reading.figures, *tenure, section.key("tenure"), from,
                        {.by = dims(Dim::stage, Dim::age), .low = 0.0, .stages_by_name = true});
    section.finish();
    if (reading.problems.count() == before) {
        auto const over = dims(Dim::stage, Dim::credential);
        base.residual = expanded(base.residual, over, reading.figures.space);
        normalise(base.residual, over, true, reading.figures.space, section.key("residual"),
                  reading.problems, &reading.figures.files);
        check_profiles(reading, base, section);
    }
    reading.pack.base = std::move(base);
}

} // namespace stempath::models
