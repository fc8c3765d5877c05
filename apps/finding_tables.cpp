#include "apps/finding_tables.hpp"

#include <algorithm>
#include <limits>

namespace stempath::apps {

namespace {

using models::Band;
using models::ParityResult;
using Row = std::vector<Cell>;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

void add(Row& row, Band const& band, std::size_t at, double factor = 1.0) {
    for (auto const* values : {&band.mean, &band.low, &band.high})
        row.emplace_back(factor * value_at(*values, at));
}

void add(Row& row, models::Careers const& careers, std::size_t at) {
    add(row, careers.hired, at);
    add(row, careers.returned, at);
    add(row, careers.moved_in, at);
}

FindingTable people(ParityResult const& parity) {
    FindingTable table{"parity_people", {}};
    for (auto const& group : parity.groups)
        for (std::size_t i = 0; i < group.year.size() && !group.missing.mean.empty(); ++i) {
            Row row{std::int64_t{group.year[i]}, group.axis, group.name,
                    value_at(group.persons, i)};
            add(row, group.difference, i, 100.0);
            add(row, group.missing, i);
            add(row, group.entrants, i);
            add(row, group.residents, i);
            row.emplace_back(value_at(group.entrant_share, i));
            add(row, group.careers, i);
            table.rows.push_back(std::move(row));
        }
    return table;
}

FindingTable axes(ParityResult const& parity) {
    FindingTable table{"parity_axes", {}};
    if (parity.groups.empty())
        return table;
    auto const& years = parity.groups.front().year;
    for (auto const& axis : parity.axes)
        for (std::size_t i = 0; i < years.size(); ++i) {
            Row row{std::int64_t{years[i]}, axis.axis};
            add(row, axis.proportionality, i);
            add(row, axis.missing, i);
            table.rows.push_back(std::move(row));
        }
    for (std::size_t i = 0; i < parity.entrants.mean.size(); ++i) {
        Row row{
            std::int64_t{years[i]}, std::string("everybody"), none, none, none, none, none, none};
        add(row, parity.entrants, i);
        add(row, parity.residents, i);
        add(row, parity.careers, i);
        table.rows.push_back(std::move(row));
    }
    for (auto& row : table.rows)
        row.resize(23, none);
    return table;
}

FindingTable definitions(models::StudyResult const& study) {
    FindingTable table{"parity_definitions", {}};
    for (auto const& [kind, result] : all_results(study))
        for (auto const& group : result->groups)
            for (std::size_t i = 0; i < group.year.size() && kind != std::string("main"); ++i)
                table.rows.push_back({result->name, std::string(kind), std::int64_t{group.year[i]},
                                      group.axis, group.name, std::int64_t{group.deciding ? 1 : 0},
                                      group.share_workforce[i], group.share_reference[i],
                                      group.ratio[i], group.ratio_low[i], group.ratio_high[i]});
    return table;
}

Row reached(std::string const& name, std::string const& kind, std::optional<double> median,
            std::vector<std::optional<std::int32_t>> const& first, std::string const& words,
            models::Kept const& kept) {
    auto const there =
        std::count_if(first.begin(), first.end(), [](auto const& y) { return y.has_value(); });
    return {name,
            kind,
            median.value_or(none),
            std::int64_t{there},
            static_cast<std::int64_t>(first.size()),
            words,
            kept.lost(),
            kept.median_lost.value_or(none),
            kept.at_end(),
            kept.median_since.value_or(none)};
}

FindingTable years(models::StudyResult const& study) {
    FindingTable table{"parity_years", {}};
    for (auto const& [kind, result] : all_results(study)) {
        table.rows.push_back(reached(result->name, kind, result->median_year, result->first_year,
                                     result->definition, result->kept));
        if (auto const& twin = result->by_class)
            table.rows.push_back(reached(result->name, "every_class", twin->median_year,
                                         twin->first_year, "in every class; last: " + twin->last,
                                         twin->kept));
        if (auto const& bound = result->inertia)
            table.rows.push_back(
                {result->name, std::string("inertia"),
                 bound->first_year ? static_cast<double>(*bound->first_year) : none,
                 std::int64_t{bound->first_year ? 1 : 0}, std::int64_t{1},
                 std::string("every entrant in proportion to the reference from the first year "
                             "on, leavers as simulated"),
                 none, none, none, none});
    }
    return table;
}

FindingTable change(ParityResult const& parity) {
    FindingTable table{"parity_change", {}};
    if (parity.by_class)
        for (auto const& c : parity.by_class->change)
            table.rows.push_back({std::int64_t{c.year}, c.axis, c.group, 100.0 * c.total(),
                                  100.0 * c.within, 100.0 * c.between});
    return table;
}

FindingTable needed(ParityResult const& parity) {
    FindingTable table{"parity_needed", {}};
    if (parity.inertia)
        for (auto const& n : parity.inertia->needed)
            table.rows.push_back({std::int64_t{n.year}, n.axis, n.group, n.needed,
                                  std::int64_t{n.needed <= 1.0 ? 1 : 0}, n.simulated});
    return table;
}

FindingTable inertia(ParityResult const& parity) {
    FindingTable table{"parity_inertia", {}};
    if (parity.inertia)
        for (auto const& of : parity.inertia->groups)
            table.rows.push_back({of.axis, of.group, std::int64_t{of.deciding ? 1 : 0},
                                  of.first_year ? static_cast<double>(*of.first_year) : none,
                                  of.index, std::int64_t{of.fails ? 1 : 0},
                                  std::int64_t{of.above ? 1 : 0}});
    return table;
}

FindingTable measures(models::StudyResult const& study) {
    FindingTable table{"measures", {}};
    auto const& groups = study.parity.groups;
    for (auto const& series : study.measures)
        for (auto const& group : series.groups)
            for (std::size_t i = 0; i < group.value.mean.size() && !groups.empty(); ++i) {
                Row row{std::int64_t{groups.front().year[i]}, series.name, series.unit, group.axis,
                        group.name};
                add(row, group.value, i);
                table.rows.push_back(std::move(row));
            }
    return table;
}

} // namespace

double value_at(std::vector<double> const& values, std::size_t at) {
    return at < values.size() ? values[at] : none;
}

std::vector<NamedResult> all_results(models::StudyResult const& result) {
    std::vector<NamedResult> all{{"main", &result.parity}};
    auto const append = [&](char const* kind, std::vector<ParityResult> const& results) {
        for (auto const& one : results)
            all.push_back({kind, &one});
    };
    append("beside", result.beside);
    append("preset", result.presets);
    append("class", result.classes);
    append("crossed", result.crossed);
    return all;
}

std::vector<FindingTable> finding_tables(models::StudyResult const& result) {
    std::vector<FindingTable> tables{
        people(result.parity), axes(result.parity),   definitions(result),    years(result),
        change(result.parity), needed(result.parity), inertia(result.parity), measures(result)};
    std::erase_if(tables, [](FindingTable const& table) { return table.rows.empty(); });
    return tables;
}

} // namespace stempath::apps
