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

constexpr ResultColumn parity_people[] = {
    ResultColumn{"year", "calendar year", "calendar year"},
    ResultColumn{"axis", "", "axis of the group"},
    ResultColumn{"group", "", "group for which parity is judged"},
    ResultColumn{"persons", "people", "people of the group in the workforce: mean"},
    ResultColumn{"difference", "percentage points",
                 "share in the workforce less share in the reference: mean"},
    ResultColumn{"difference_low", "percentage points", "its 5 % quantile"},
    ResultColumn{"difference_high", "percentage points", "its 95 % quantile"},
    ResultColumn{"missing", "people",
                 "people of the group that the workforce lacks to be proportional: mean"},
    ResultColumn{"missing_low", "people", "its 5 % quantile"},
    ResultColumn{"missing_high", "people", "its 95 % quantile"},
    ResultColumn{"entrants", "people", "people who came into the workforce in the year: mean"},
    ResultColumn{"entrants_low", "people", "its 5 % quantile"},
    ResultColumn{"entrants_high", "people", "its 95 % quantile"},
    ResultColumn{"residents", "people", "of them those who live where the reference does: mean"},
    ResultColumn{"residents_low", "people", "its 5 % quantile"},
    ResultColumn{"residents_high", "people", "its 95 % quantile"},
    ResultColumn{"entrant_share", "1", "share of the group in all entrants of the year: mean"},
    ResultColumn{"careers", "people",
                 "residents of the reference's regions who took up STEM work in the year, wherever "
                 "it is, and had none before: mean"},
    ResultColumn{"careers_low", "people", "its 5 % quantile"},
    ResultColumn{"careers_high", "people", "its 95 % quantile"},
    ResultColumn{"returned", "people",
                 "of them those who had it at a year end before, from the base year on: mean; "
                 "missing: cannot be told"},
    ResultColumn{"returned_low", "people", "its 5 % quantile"},
    ResultColumn{"returned_high", "people", "its 95 % quantile"},
    ResultColumn{"moved_in", "people",
                 "people who came to live there in the year and had such work at once: mean"},
    ResultColumn{"moved_in_low", "people", "its 5 % quantile"},
    ResultColumn{"moved_in_high", "people", "its 95 % quantile"},
};

constexpr ResultColumn parity_axes[] = {
    ResultColumn{"year", "calendar year", "calendar year"},
    ResultColumn{"axis", "", "axis whose groups are taken together; everybody: entrants alone"},
    ResultColumn{"proportionality", "1",
                 "sum over groups of the lesser of both shares: 1 less dissimilarity; mean"},
    ResultColumn{"proportionality_low", "1", "its 5 % quantile"},
    ResultColumn{"proportionality_high", "1", "its 95 % quantile"},
    ResultColumn{"missing", "people", "people missing, all groups together: mean"},
    ResultColumn{"missing_low", "people", "its 5 % quantile"},
    ResultColumn{"missing_high", "people", "its 95 % quantile"},
    ResultColumn{"entrants", "people", "people who came into the workforce in the year: mean"},
    ResultColumn{"entrants_low", "people", "its 5 % quantile"},
    ResultColumn{"entrants_high", "people", "its 95 % quantile"},
    ResultColumn{"residents", "people", "of them those who live where the reference does: mean"},
    ResultColumn{"residents_low", "people", "its 5 % quantile"},
    ResultColumn{"residents_high", "people", "its 95 % quantile"},
    ResultColumn{"careers", "people",
                 "residents of the reference's regions who took up STEM work in the year, wherever "
                 "it is, and had none before: mean"},
    ResultColumn{"careers_low", "people", "its 5 % quantile"},
    ResultColumn{"careers_high", "people", "its 95 % quantile"},
    ResultColumn{"returned", "people",
                 "of them those who had it at a year end before, from the base year on: mean; "
                 "missing: cannot be told"},
    ResultColumn{"returned_low", "people", "its 5 % quantile"},
    ResultColumn{"returned_high", "people", "its 95 % quantile"},
    ResultColumn{"moved_in", "people",
                 "people who came to live there in the year and had such work at once: mean"},
    ResultColumn{"moved_in_low", "people", "its 5 % quantile"},
    ResultColumn{"moved_in_high", "people", "its 95 % quantile"},
};

constexpr ResultColumn parity_definitions[] = {
    ResultColumn{"definition", "", "name of the definition, preset, class or crossing"},
    ResultColumn{"kind", "", "beside, preset, class or crossed"},
    ResultColumn{"year", "calendar year", "calendar year"},
    ResultColumn{"axis", "", "axis of the group"},
    ResultColumn{"group", "", "group for which parity is judged"},
    ResultColumn{"deciding", "", "1: the group decides on parity; 0: it is shown"},
    ResultColumn{"share_workforce", "1", "share of the group in the workforce: mean"},
    ResultColumn{"share_reference", "1", "share of the group in the reference: mean"},
    ResultColumn{"ratio", "1", "share in the workforce over share in the reference: mean"},
    ResultColumn{"ratio_low", "1", "5 % quantile of the ratio over replicates"},
    ResultColumn{"ratio_high", "1", "95 % quantile of the ratio over replicates"},
};

constexpr ResultColumn parity_years[] = {
    ResultColumn{"definition", "", "name of the definition, preset or class"},
    ResultColumn{"kind", "",
                 "main, beside, preset, class, crossed; every_class and inertia of a definition"},
    ResultColumn{"median_year", "calendar year",
                 "median of the first years of parity; missing: not within the horizon"},
    ResultColumn{"reached", "replicates", "replicates that reach it within the horizon"},
    ResultColumn{"replicates", "replicates", "number of replicates"},
    ResultColumn{"words", "", "the definition in words"},
    ResultColumn{"lost", "replicates", "of those that reach it, that lose it again by the end"},
    ResultColumn{"median_lost_year", "calendar year",
                 "median over replicates of the first year without it after that; missing: most "
                 "do not lose it"},
    ResultColumn{"kept", "replicates", "that have it in the last year"},
    ResultColumn{"median_kept_since", "calendar year",
                 "median of the years since when these have it without a break; missing: most do "
                 "not have it"},
};

constexpr ResultColumn parity_inertia[] = {
    ResultColumn{"axis", "", "axis of the group"},
    ResultColumn{"group", "", "group for which parity is judged"},
    ResultColumn{"deciding", "", "1: the group decides on parity; 0: it is shown"},
    ResultColumn{"first_year", "calendar year",
                 "first year of parity of the group with every entrant in proportion; missing: not "
                 "within the horizon"},
    ResultColumn{"index", "as parity.index", "what is judged of the group, in the last year"},
    ResultColumn{"fails", "", "1: the group stands in the way of parity in the last year"},
    ResultColumn{"above", "",
                 "1: holds more than its share in the base year; entrants in proportion bring it "
                 "down"},
};

constexpr ResultColumn parity_change[] = {
    ResultColumn{"year", "calendar year", "year up to which the change since the base year goes"},
    ResultColumn{"axis", "", "axis of the group"},
    ResultColumn{"group", "", "group for which parity is judged"},
    ResultColumn{"change", "percentage points", "change of the share in the workforce: mean"},
    ResultColumn{"within", "percentage points", "part of it from inside of the classes of work"},
    ResultColumn{"between", "percentage points", "part of it from the weights of the classes"},
};

constexpr ResultColumn parity_needed[] = {
    ResultColumn{"goal_year", "calendar year", "calendar year of a goal"},
    ResultColumn{"axis", "", "axis of the group"},
    ResultColumn{"group", "", "group that decides on parity"},
    ResultColumn{"needed", "1",
                 "share of all entrants from the first year on that parity of the group by then "
                 "needs; above 1 it is not possible"},
    ResultColumn{"possible", "", "1: the share is at most 1"},
    ResultColumn{"simulated", "1", "share of the entrants of the run up to then"},
};

constexpr ResultColumn measures[] = {
    ResultColumn{"year", "calendar year", "calendar year"},
    ResultColumn{"measure", "", "[measure.NAME] of the pack; _entrants, _leavers of stages"},
    ResultColumn{"unit", "", "of mean, low and high"},
    ResultColumn{"axis", "", "axis of the group; empty: everybody"},
    ResultColumn{"group", "", "group of the lens; empty: everybody"},
    ResultColumn{"mean", "as unit says", "mean over replicates"},
    ResultColumn{"low", "as unit says", "5 % quantile over replicates"},
    ResultColumn{"high", "as unit says", "95 % quantile over replicates"},
};

constexpr ResultColumn goals[] = {
    ResultColumn{"goal_year", "calendar year", "calendar year of a goal"},
    ResultColumn{"parity_p", "1", "share of replicates with parity by then"},
    ResultColumn{"parity_p_se", "1", "standard error of parity_p over replicates"},
    ResultColumn{"parity_p_low", "1", "lower end of its 95 % interval"},
    ResultColumn{"parity_p_high", "1", "upper end of its 95 % interval"},
    ResultColumn{"parity_kept", "1",
                 "share of replicates with parity in that year itself: reached and not lost again"},
};

constexpr ResultColumn noise[] = {
    ResultColumn{"year", "calendar year", "calendar year: of a goal, or the last"},
    ResultColumn{"quantity", "",
                 "index (of a group), lowest index (of those that decide), persons (in the "
                 "workforce)"},
    ResultColumn{"axis", "", "axis of the group"},
    ResultColumn{"group", "", "group whose index it is"},
    ResultColumn{"mean", "index: 1, of a count people; persons: people", "mean over replicates"},
    ResultColumn{"sd", "as mean", "standard deviation over replicates"},
    ResultColumn{
        "sd_process", "as mean",
        "of it, the luck of single lives at the scale of the run, from pairs of replicates "
        "with the same figures"},
    ResultColumn{"sd_doubt", "as mean",
                 "what is left of the variance: doubt about the figures; missing: not told apart "
                 "from luck, which has no less than the whole"},
};

constexpr ResultColumn replicates[] = {
    ResultColumn{"replicate", "", "number of the replicate"},
    ResultColumn{"digest", "", "digest of the replicate's tables"},
    ResultColumn{"ledger_digest", "", "digest of the replicate's ledger"},
    ResultColumn{"persons", "synthetic people", "people living at the end of the last year"},
    ResultColumn{"person_years", "synthetic person-years", "person-years simulated"},
    ResultColumn{"parity_first_year", "calendar year",
                 "first year of parity; missing: not within the horizon"},
    ResultColumn{"parity_lost_year", "calendar year",
                 "first year without parity after that; missing: not lost within the horizon"},
    ResultColumn{"parity_kept_since", "calendar year",
                 "year since when parity is there without a break at the end; missing: it is not "
                 "there at the end"},
};

//! A table of results that files hold under its own name.
struct FileTable {
    std::string_view name, elsewhere, meaning;
    std::span<ResultColumn const> columns;
};

constexpr FileTable file_tables[] = {
    FileTable{"parity_people", "results.nc, groups of run --json",
              "people of each group: in the workforce, missing from it, entering it",
              parity_people},
    FileTable{"parity_axes", "results.nc, axes of run --json",
              "the groups of each axis of the lens together", parity_axes},
    FileTable{"parity_definitions", "results.nc, definitions of run --json",
              "shares and ratios by other definitions, presets and classes of the workforce",
              parity_definitions},
    FileTable{"parity_years", "results.nc, definitions of run --json",
              "when parity is reached, by every definition", parity_years},
    FileTable{"parity_change", "parity.by_class of run --json",
              "change of each group's share within and between the classes of the workforce",
              parity_change},
    FileTable{"parity_needed", "parity.inertia of run --json",
              "the share of entrants that parity by a goal year needs", parity_needed},
    FileTable{"parity_inertia", "parity.inertia of run --json",
              "parity of each group with every entrant in proportion to the reference",
              parity_inertia},
    FileTable{"measures", "results.nc, measures of run --json",
              "the measures of the pack's own, by group", measures},
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
        {"noise",
         "result",
         "noise.csv, results.nc, noise of run --json",
         "what makes replicates differ: luck of single lives, or doubt about figures",
         {std::begin(noise), std::end(noise)}},
        {"replicates",
         "result",
         "replicates.csv, results.nc",
         "each replicate: digests, size, first year of parity",
         {std::begin(replicates), std::end(replicates)}}};
    for (auto const& file : file_tables)
        tables.push_back({file.name,
                          "result",
                          fmt::format("{}.csv, {}", file.name, file.elsewhere),
                          file.meaning,
                          {file.columns.begin(), file.columns.end()}});
    for (auto const& kind : models::measure_kinds())
        tables.push_back(measure_table(kind));
    return tables;
}

std::span<ResultColumn const> columns_of(std::string_view table) {
    if (table == "parity")
        return parity;
    if (table == "goals")
        return goals;
    if (table == "noise")
        return noise;
    if (table == "replicates")
        return replicates;
    for (auto const& file : file_tables)
        if (file.name == table)
            return file.columns;
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
