//! Targets against each other: margins that must add up, and who informs whom.
#include "analysis/targets.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace stempath::analysis {

namespace {

using Names = std::vector<std::string>;

//! The selections of a row, one a column; the columns along which people can be divided.
Names columns_of(Target const& t) {
    Names columns{t.measure, t.years, t.age, t.region, t.stage, t.ncses_class, t.education};
    columns.insert(columns.end(), t.axes.begin(), t.axes.end());
    columns.emplace_back(unit_text(t.unit));
    return columns;
}

//! Rows of people who were counted: these add up.
bool adds_up(Target const& t) {
    bool const counted = t.unit == Unit::persons || t.unit == Unit::persons_per_year;
    return counted && t.quantity != Quantity::laterals;
}

//! Checks the parts along one column against the row of all of them.
class Margins {
  public:
    Margins(Targets const& targets, models::Diagnostics& problems) : problems_(problems) {
        for (auto const& t : targets.all)
            if (adds_up(t))
                rows_.emplace(columns_of(t), &t);
    }

    void check(std::size_t column, Names const& parts) {
        for (auto const& [columns, total] : rows_)
            if (columns[column] == "*")
                compare(columns, *total, column, parts);
    }

  private:
    void compare(Names columns, Target const& total, std::size_t column, Names const& parts) {
        double value = 0.0, low = 0.0, high = 0.0;
        for (auto const& part : parts) {
            columns[column] = part;
            auto const row = rows_.find(columns);
            if (row == rows_.end())
                return; // not all are there: nothing to compare
            value += row->second->value;
            low += row->second->low;
            high += row->second->high;
        }
        if (high < total.low || low > total.high)
            problems_.add(models::ProblemKind::sum, total.where, total.id,
                          fmt::format("a margin that does not sum: {} come to {:.10g} ({:.10g} to "
                                      "{:.10g}) together, and this row says {:.10g} ({:.10g} to "
                                      "{:.10g}). Mend one of them, or widen its range.",
                                      fmt::join(parts, ", "), value, low, high, total.value,
                                      total.low, total.high));
    }

    models::Diagnostics& problems_;
    std::map<Names, Target const*> rows_;
};

bool names(std::string const& pattern, std::string const& id) {
    if (!pattern.ends_with('*'))
        return pattern == id;
    return id.starts_with(pattern.substr(0, pattern.size() - 1));
}

//! The id that is nearest; a pattern has none.
std::string suggestion_of(std::string const& pattern, Targets const& targets) {
    Names ids;
    for (auto const& target : targets.all)
        ids.push_back(target.id);
    return pattern.ends_with('*') ? std::string() : models::suggestion(pattern, ids);
}

} // namespace

void check_sums(models::Pack const& pack, Targets const& targets, models::Diagnostics& problems) {
    Margins margins(targets, problems);
    constexpr std::size_t region = 3, ncses_class = 5, education = 6, first_axis = 7;
    margins.check(region, pack.regions);
    margins.check(ncses_class, {"science_engineering", "related", "middle_skill"});
    margins.check(education, {"below_bachelors", "bachelors_or_more"});
    for (std::size_t a = 0; a < pack.axes.size(); ++a)
        margins.check(first_axis + a, pack.axes[a].values);
}

void check_informed(models::Pack const& pack, Targets const& targets,
                    models::Diagnostics& problems) {
    for (auto const& parameter : pack.fit->parameters)
        for (auto const& pattern : parameter.informed_by)
            if (std::none_of(targets.all.begin(), targets.all.end(),
                             [&](Target const& t) { return names(pattern, t.id); }))
                problems.add(models::ProblemKind::unknown_name, parameter.informed_at,
                             "fit.parameter." + parameter.name + ".informed_by",
                             fmt::format("no target is named \"{}\".{}", pattern,
                                         suggestion_of(pattern, targets)));
}

} // namespace stempath::analysis
