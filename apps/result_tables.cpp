#include "apps/result_tables.hpp"

#include "models/measure_kinds.hpp"
#include "output/measure_csv.hpp"

#include <fmt/format.h>
#include <iterator>
#include <stdexcept>

namespace stempath::apps {

namespace {

// Arrays whose type is deduced would stand in writable memory (GCC 12).
constexpr ResultColumn parity[] = {
    ResultColumn{"year", "calendar year", "calendar year"},
    ResultColumn{"axis", "", "axis of the group"},
    ResultColumn{"group", "", "group for which parity is judged"},
    ResultColumn{"deciding", "", "1: the group decides on parity; 0: it is shown"},
    ResultColumn{"share_workforce", "1",
                 "share of the group in the workforce: mean over replicates"},
    ResultColumn{"share_reference", "1",
                 "share of the group in the reference: mean over replicates"},
    ResultColumn{"ratio", "1",
                 "share in the workforce over share in the reference: mean over replicates"},
    ResultColumn{"ratio_low", "1", "5 % quantile of the ratio over replicates"},
    ResultColumn{"ratio_high", "1", "95 % quantile of the ratio over replicates"},
    ResultColumn{"shortfall_points", "percentage points",
                 "share in the reference less share in the workforce"},
};

constexpr ResultColumn goals[] = {
    ResultColumn{"goal_year", "calendar year", "calendar year of a goal"},
    ResultColumn{"parity_p", "1", "share of replicates with parity by then"},
    ResultColumn{"parity_p_se", "1", "standard error of parity_p over replicates"},
};

constexpr ResultColumn replicates[] = {
    ResultColumn{"replicate", "", "number of the replicate"},
    ResultColumn{"digest", "", "digest of the replicate's tables"},
    ResultColumn{"ledger_digest", "", "digest of the replicate's ledger"},
    ResultColumn{"persons", "synthetic people", "people living at the end of the last year"},
    ResultColumn{"person_years", "synthetic person-years", "person-years simulated"},
    ResultColumn{"parity_first_year", "calendar year",
                 "first year of parity; missing: not within the horizon"},
};

ResultTable measure_table(models::MeasureKind const& kind) {
    ResultTable table{
        kind.name, "measure", fmt::format("{}.csv, results.nc", kind.name), kind.meaning, {}};
    for (auto const& stratum : kind.strata)
        table.columns.push_back({stratum.name,
                                 stratum.name == "year"  ? "calendar year"
                                 : stratum.whole_numbers ? "years"
                                                         : "",
                                 stratum.meaning});
    for (auto const& column : output::moment_columns())
        table.columns.push_back({column.name, column.unit, column.meaning});
    return table;
}

} // namespace

std::vector<ResultTable> result_tables() {
    std::vector<ResultTable> tables{
        {"parity",
         "result",
         "parity.csv, results.nc, groups of run --json",
         "shares of each group in the workforce and in the reference, and their ratio",
         {std::begin(parity), std::end(parity)}},
        {"goals",
         "result",
         "results.nc, parity.goals of run --json",
         "chance of parity by each goal year",
         {std::begin(goals), std::end(goals)}},
        {"replicates",
         "result",
         "replicates.csv, results.nc",
         "each replicate: digests, size, first year of parity",
         {std::begin(replicates), std::end(replicates)}}};
    for (auto const& kind : models::measure_kinds())
        tables.push_back(measure_table(kind));
    return tables;
}

std::span<ResultColumn const> columns_of(std::string_view table) {
    if (table == "parity")
        return parity;
    if (table == "goals")
        return goals;
    if (table == "replicates")
        return replicates;
    throw std::out_of_range(fmt::format("no table of results is called {}", table));
}

std::vector<std::string> column_names(std::string_view table) {
    std::vector<std::string> names;
    for (auto const& column : columns_of(table))
        names.emplace_back(column.name);
    return names;
}

std::string meaning_of(std::string_view table, std::string_view column) {
    for (auto const& known : columns_of(table))
        if (known.name == column)
            return std::string(known.meaning);
    throw std::out_of_range(fmt::format("{} has no column {}", table, column));
}

} // namespace stempath::apps
