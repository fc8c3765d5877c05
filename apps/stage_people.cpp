#include "apps/stage_people.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

namespace stempath::apps {

namespace {

using People = std::vector<std::vector<double>>; //!< [stage][value of the axis]

sim::MeasureTable const* stocks_of(models::StudyResult const& result) {
    auto const at =
        std::find_if(result.tables.begin(), result.tables.end(),
                     [](sim::MeasureTable const& table) { return table.name == "stocks"; });
    return at == result.tables.end() ? nullptr : &*at;
}

std::optional<std::size_t> stratum_of(sim::MeasureTable const& table, std::string_view name) {
    for (std::size_t s = 0; s < table.strata.size(); ++s)
        if (table.strata[s].name == name)
            return s;
    return std::nullopt;
}

std::optional<std::size_t> position(std::vector<std::string> const& names, std::string_view name) {
    auto const at = std::find(names.begin(), names.end(), name);
    return at == names.end() ? std::nullopt
                             : std::optional(static_cast<std::size_t>(at - names.begin()));
}

//! Where the cells of the table go: position by value of a stratum, none for what is not wanted.
using Places = std::vector<std::optional<std::size_t>>;

Places stage_places(PackFacts const& facts, std::vector<std::string> const& values) {
    Places places;
    for (auto const& value : values)
        places.push_back(position(facts.stages, value));
    return places;
}

Places group_places(PackFacts const& facts, std::vector<std::string> const& values,
                    std::size_t axis) {
    Places places(values.size());
    for (models::Group const& group : facts.groups)
        if (auto const at = position(values, group.name); at && axis < group.values.size())
            places[*at] = position(facts.axes[axis].values, group.values[axis]);
    return places;
}

//! Homes that count; where the table does not tell them apart they all do.
Places home_places(StudyRecord const& record, std::vector<std::string> const& values) {
    auto const& wanted = record.settings.parity.reference_regions;
    Places places(values.size(), 0);
    for (std::size_t v = 0; v < values.size() && values.size() > 1; ++v)
        if (!wanted.empty() && !position(wanted, values[v]))
            places[v] = std::nullopt;
    return places;
}

//! Strata of the table that say where a cell goes, and where that is.
struct Sorting {
    std::size_t stage, group;
    std::optional<std::size_t> home;
    Places stages, groups, homes;
};

//! Adds up the cells of one year, the first stratum.
People sum_year(sim::MeasureTable const& table, std::size_t year, Sorting const& by,
                People people) {
    std::vector<std::size_t> extent;
    for (auto const& stratum : table.strata)
        extent.push_back(stratum.values.size());
    std::size_t const cells = table.sum.size() / extent.front();
    std::vector<std::size_t> at(extent.size(), 0);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        bool const counts = !by.home || by.homes[at[*by.home]].has_value();
        if (auto const s = by.stages[at[by.stage]], g = by.groups[at[by.group]]; s && g && counts)
            people[*s][*g] += static_cast<double>(table.sum[year * cells + cell]);
        for (std::size_t d = extent.size(); d-- > 1;) {
            if (++at[d] < extent[d])
                break;
            at[d] = 0;
        }
    }
    return people;
}

} // namespace

std::vector<std::vector<std::vector<double>>>
people_by_stage(StudyRecord const& record, models::StudyResult const& result,
                std::vector<std::int32_t> const& years, std::size_t axis) {
    sim::MeasureTable const* const table = stocks_of(result);
    if (table == nullptr || axis >= record.facts.axes.size())
        return {};
    auto const stage = stratum_of(*table, "stage"), group = stratum_of(*table, "group"),
               home = stratum_of(*table, "home");
    if (!stage || !group)
        return {};
    Sorting const by{*stage,
                     *group,
                     home,
                     stage_places(record.facts, table->strata[*stage].values),
                     group_places(record.facts, table->strata[*group].values, axis),
                     home ? home_places(record, table->strata[*home].values) : Places{}};
    People const nobody(record.facts.stages.size(),
                        std::vector<double>(record.facts.axes[axis].values.size(), 0.0));
    double const replicas = record.settings.replicates * record.settings.scale;
    std::vector<People> all;
    for (std::int32_t const year : years)
        if (auto const y = position(table->strata.front().values, fmt::format("{}", year))) {
            People people = sum_year(*table, *y, by, nobody);
            for (auto& row : people)
                for (double& count : row)
                    count /= replicas;
            all.push_back(std::move(people));
        }
    return all;
}

} // namespace stempath::apps
