#include "apps/parity_netcdf.hpp"

#include "apps/finding_tables.hpp"
#include "apps/result_tables.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace stempath::apps {

namespace {

using models::Band;
using models::ParityResult;
using output::NetcdfFile;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

//! Values by row and year; years past the last one reported are missing.
class Grid {
  public:
    Grid(std::size_t rows, std::size_t years) : years_(years), values_(rows * years, none) {}
    void row(std::size_t at, std::vector<double> const& values) {
        for (std::size_t y = 0; y < std::min(years_, values.size()); ++y)
            values_[at * years_ + y] = values[y];
    }
    std::vector<double> const& values() const { return values_; }

  private:
    std::size_t years_;
    std::vector<double> values_;
};

//! NAME, NAME_low and NAME_high along `dimension` and year.
void add_bands(NetcdfFile& file, std::string const& name, std::string const& table,
               std::string const& column, std::string const& dimension, std::size_t years,
               std::vector<Band const*> const& bands) {
    for (auto const& [ending, part] :
         {std::pair{"", &Band::mean}, {"_low", &Band::low}, {"_high", &Band::high}}) {
        Grid grid(bands.size(), years);
        for (std::size_t i = 0; i < bands.size(); ++i)
            grid.row(i, bands[i]->*part);
        file.variable({name + ending, {dimension, "year"}, meaning_of(table, column + ending), "1"},
                      grid.values());
    }
}

void add_people(NetcdfFile& file, ParityResult const& parity, std::size_t years) {
    using Member = Band models::GroupSeries::*;
    for (auto const& [name, member] :
         {std::pair<char const*, Member>{"difference", &models::GroupSeries::difference},
          {"missing", &models::GroupSeries::missing},
          {"entrants_of_group", &models::GroupSeries::entrants},
          {"residents_of_group", &models::GroupSeries::residents}}) {
        std::vector<Band const*> bands;
        for (auto const& group : parity.groups)
            bands.push_back(&(group.*member));
        std::string column(name);
        column = column.substr(0, column.find("_of_group"));
        add_bands(file, name, "parity_people", column, "lens_group", years, bands);
    }
    using Part = Band models::Careers::*;
    for (auto const& [name, part] :
         {std::pair<char const*, Part>{"careers", &models::Careers::hired},
          {"returned", &models::Careers::returned},
          {"moved_in", &models::Careers::moved_in}}) {
        std::vector<Band const*> bands;
        for (auto const& group : parity.groups)
            bands.push_back(&(group.careers.*part));
        add_bands(file, std::string(name) + "_of_group", "parity_people", name, "lens_group", years,
                  bands);
    }
}

void add_axes(NetcdfFile& file, ParityResult const& parity, std::size_t years) {
    if (parity.axes.empty())
        return;
    std::vector<std::string> names;
    std::vector<Band const*> proportionality, missing;
    for (auto const& axis : parity.axes) {
        names.push_back(axis.axis);
        proportionality.push_back(&axis.proportionality);
        missing.push_back(&axis.missing);
    }
    file.dimension("parity_axis", "axis of the lens whose groups are taken together", names);
    add_bands(file, "proportionality", "parity_axes", "proportionality", "parity_axis", years,
              proportionality);
    add_bands(file, "missing_in_all", "parity_axes", "missing", "parity_axis", years, missing);
}

//! Every definition with every group that one of them has.
void add_definitions(NetcdfFile& file, models::StudyResult const& study, std::size_t years) {
    auto const results = all_results(study);
    std::vector<std::string> names, kinds, words, groups;
    std::vector<double> median;
    std::map<std::string, std::size_t> group_at;
    for (auto const& [kind, result] : results) {
        names.push_back(result->name + (kind == std::string("class") ? " alone" : ""));
        kinds.emplace_back(kind);
        words.push_back(result->definition);
        median.push_back(result->median_year.value_or(none));
        for (auto const& group : result->groups)
            if (group_at.emplace(group.axis + "/" + group.name, groups.size()).second)
                groups.push_back(group.axis + "/" + group.name);
    }
    file.dimension("definition", meaning_of("parity_definitions", "definition"), names);
    file.dimension("definition_group", "AXIS/GROUP of any definition", groups);
    file.variable({"definition_kind", {"definition"}, meaning_of("parity_years", "kind"), ""},
                  kinds);
    file.variable({"definition_words", {"definition"}, meaning_of("parity_years", "words"), ""},
                  words);
    file.variable(
        {"definition_median_year", {"definition"}, meaning_of("parity_years", "median_year"), "1"},
        median);
    using Series = std::vector<double> models::GroupSeries::*;
    for (auto const& [name, of] :
         {std::pair<char const*, Series>{"share_workforce", &models::GroupSeries::share_workforce},
          {"share_reference", &models::GroupSeries::share_reference},
          {"ratio", &models::GroupSeries::ratio}}) {
        Grid grid(names.size() * groups.size(), years);
        for (std::size_t d = 0; d < results.size(); ++d)
            for (auto const& group : results[d].result->groups)
                grid.row(d * groups.size() + group_at[group.axis + "/" + group.name], group.*of);
        file.variable({std::string("definition_") + name,
                       {"definition", "definition_group", "year"},
                       meaning_of("parity_definitions", name),
                       "1"},
                      grid.values());
    }
}

void add_measures(NetcdfFile& file, models::StudyResult const& study, std::size_t years) {
    if (study.measures.empty())
        return;
    std::vector<std::string> names, units, groups;
    std::vector<Band const*> bands;
    for (auto const& series : study.measures) {
        names.push_back(series.name);
        units.push_back(series.unit);
        for (auto const& group : series.groups)
            bands.push_back(&group.value);
    }
    for (auto const& group : study.measures.front().groups)
        groups.push_back(group.axis.empty() ? "everybody" : group.axis + "/" + group.name);
    file.dimension("measure", meaning_of("measures", "measure"), names);
    file.dimension("measure_group", "everybody, and AXIS/GROUP of the lens", groups);
    file.variable({"measure_unit", {"measure"}, meaning_of("measures", "unit"), ""}, units);
    for (auto const& [name, part] :
         {std::pair{"mean", &Band::mean}, {"low", &Band::low}, {"high", &Band::high}}) {
        Grid grid(bands.size(), years);
        for (std::size_t i = 0; i < bands.size(); ++i)
            grid.row(i, bands[i]->*part);
        file.variable({std::string("measure_") + name,
                       {"measure", "measure_group", "year"},
                       meaning_of("measures", name),
                       "1"},
                      grid.values());
    }
}

} // namespace

void add_findings(NetcdfFile& file, models::StudyResult const& result, std::size_t years) {
    add_people(file, result.parity, years);
    add_axes(file, result.parity, years);
    if (all_results(result).size() > 1)
        add_definitions(file, result, years);
    add_measures(file, result, years);
}

} // namespace stempath::apps
