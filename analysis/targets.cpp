#include "analysis/targets.hpp"

#include "analysis/target_row.hpp"
#include "models/csv.hpp"
#include "models/input_file.hpp"
#include "models/space.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace stempath::analysis {

namespace {

using models::Diagnostics;
using models::Pack;
using models::ProblemKind;
using models::suggestion;
using Names = std::vector<std::string>;

//! Columns that are there and should not be, or the other way round.
void check_columns(Pack const& pack, models::Csv const& csv, Diagnostics& problems) {
    Names const required{"target", "measure", "years", "value",  "low",
                         "high",   "unit",    "use",   "source", "grade"};
    Names allowed = required;
    for (auto const name : {"stage", "ncses_class", "education", "age", "region", "note"})
        allowed.emplace_back(name);
    for (auto const& axis : pack.axes)
        allowed.push_back(axis.name);
    for (auto const name : csv.header)
        if (!models::position_of(allowed, name))
            problems.add(ProblemKind::unknown_key, {csv.file, 1}, "",
                         fmt::format("unknown column \"{}\".{}", name, suggestion(name, allowed)));
    for (auto const& name : required)
        if (!csv.column(name))
            problems.add(ProblemKind::missing_key, {csv.file, 1}, "",
                         fmt::format("there is no column \"{}\".", name));
}

void check_ids(Targets const& targets, Diagnostics& problems) {
    std::set<std::string> seen;
    for (auto const& target : targets.all)
        if (!seen.insert(target.id).second || target.id.empty())
            problems.add(ProblemKind::duplicate, target.where, "target",
                         fmt::format("the id \"{}\" {}.", target.id,
                                     target.id.empty() ? "is empty" : "stands here twice"));
}

//! The coarsest classes in which every target can be counted.
models::FitClasses classes_of(std::vector<Target> const& targets) {
    std::set<std::int32_t> from{0};
    models::FitClasses found;
    for (auto const& t : targets) {
        found.by_region = found.by_region || !t.regions.empty();
        if (!t.from_age || t.quantity == Quantity::retired_share)
            continue;
        auto const later = t.quantity == Quantity::cohort_decay ? t.last - t.first : 0;
        for (auto const shift : {0, later}) {
            from.insert(*t.from_age + shift);
            if (*t.to_age < 200)
                from.insert(*t.to_age + shift + 1);
        }
    }
    found.age_from.assign(from.begin(), from.end());
    return found;
}

} // namespace

bool Target::of_all_groups() const {
    return std::all_of(groups.begin(), groups.end(), [](auto in) { return in != 0; });
}

std::optional<Targets> read_targets(Pack const& pack, Diagnostics& problems) {
    auto const before = problems.count();
    Targets targets;
    targets.path = std::filesystem::path(pack.directory) / pack.fit->targets;
    models::Csv csv;
    csv.file = targets.path.string();
    auto text = models::read_text_file(targets.path, pack.fit->targets_at, "fit.targets", problems);
    if (!text)
        return std::nullopt;
    csv.text = std::move(*text);
    if (!models::parse_csv(csv, problems))
        return std::nullopt;
    check_columns(pack, csv, problems);
    if (problems.count() != before)
        return std::nullopt;
    for (std::size_t row = 0; row < csv.rows(); ++row)
        if (auto target = read_target(pack, csv, row, problems))
            targets.all.push_back(std::move(*target));
    check_ids(targets, problems);
    if (problems.count() != before)
        return std::nullopt;
    targets.classes = classes_of(targets.all);
    for (auto const& target : targets.all)
        targets.last_year = std::max(targets.last_year, target.last);
    targets.last_year = std::max(targets.last_year, pack.base_year + 1);
    check_sums(pack, targets, problems);
    check_informed(pack, targets, problems);
    return problems.count() == before ? std::optional(std::move(targets)) : std::nullopt;
}

} // namespace stempath::analysis
