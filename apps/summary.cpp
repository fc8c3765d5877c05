#include "apps/summary.hpp"

#include "apps/build_info.hpp"
#include "apps/headline.hpp"
#include "apps/terminal.hpp"
#include "apps/text_table.hpp"
#include "apps/words.hpp"
#include "apps/workforce_size.hpp"
#include "sim/draws.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

constexpr std::size_t page_columns = 90;

std::string ratio_text(double ratio) {
    return std::isfinite(ratio) ? fmt::format("{:.2f}", ratio) : "-";
}

std::string points_text(double share) {
    return std::isfinite(share) ? fmt::format("{:.1f}", 100.0 * share) : "-";
}

std::string signed_points(double share) {
    return std::isfinite(share) ? fmt::format("{:+.1f}", 100.0 * share) : "-";
}

//! How the judged number of a group is called and explained; empty where `held` is that number.
struct IndexColumn {
    std::string head, caption;
};

IndexColumn index_column(StudyRecord const& record) {
    auto const& index = record.settings.parity.index;
    if (index == "difference")
        return {"diff.", "; diff.: held - ref., in percentage points"};
    if (index == "count")
        return {"persons", fmt::format("; persons: in {}", record.workforce)};
    return index == "share" ? IndexColumn{}
                            : IndexColumn{"ratio", "; ratio: held / ref., 1 is proportional"};
}

std::string judged_text(StudyRecord const& record, models::GroupSeries const& group,
                        std::size_t at) {
    auto const& index = record.settings.parity.index;
    double const value = judged(record, group, at);
    if (index == "count")
        return fmt::format("{:.0f}", value);
    return index == "difference" ? signed_points(value) : ratio_text(value);
}

std::string sentence(std::string text) {
    if (!text.empty() && text.back() != '.')
        text += '.';
    return text;
}

bool any_undecided(models::ParityResult const& parity) {
    return std::any_of(parity.groups.begin(), parity.groups.end(),
                       [](models::GroupSeries const& group) { return !group.deciding; });
}

std::string group_table(StudyRecord const& record, models::ParityResult const& parity) {
    std::vector<std::int32_t> const years = shown_years(record);
    std::vector<std::size_t> gaps{0};
    std::vector<std::string> over{""}, head{""};
    auto const index = index_column(record).head;
    for (std::int32_t const year : years) {
        gaps.insert(gaps.end(), {3, 2});
        over.insert(over.end(), {fmt::format("{}", year), ""});
        if (!index.empty()) {
            gaps.push_back(2);
            over.emplace_back("");
            head.push_back(index);
        }
        head.insert(head.end(), {"held", "ref."});
    }
    TextTable table(gaps);
    table.row(over);
    table.row(head);
    models::GroupSeries const* before = nullptr;
    for (models::GroupSeries const* group : shown_groups(record, parity)) {
        if (before != nullptr && before->axis != group->axis)
            table.row({""});
        before = group;
        std::vector<std::string> cells{called(*group) + (group->deciding ? "" : " *")};
        for (std::int32_t const year : years) {
            std::size_t const at = year_position(*group, year);
            if (!index.empty())
                cells.push_back(judged_text(record, *group, at));
            cells.insert(cells.end(), {points_text(group->share_workforce[at]),
                                       points_text(group->share_reference[at])});
        }
        table.row(cells);
    }
    return table.text();
}

std::string table_caption(StudyRecord const& record, models::ParityResult const& parity) {
    std::string text = wrapped(fmt::format("held: % of {}; ref.: % of {}{}.", record.workforce,
                                           record.reference, index_column(record).caption),
                               page_columns);
    if (any_undecided(parity))
        text += "\n* does not decide on parity";
    return text + "\n";
}

std::string chances(models::ParityResult const& parity, std::uint32_t replicates) {
    std::string text;
    for (models::GoalResult const& goal : parity.goals)
        text += fmt::format("Chance of parity by {}: {:.2f}, give or take {:.2f}{}\n", goal.year,
                            goal.p, goal.se,
                            goal.resolved ? "" : " (not resolved: run more replicates)");
    if (!text.empty())
        text += wrapped(fmt::format("  Over {} replicate{}; give or take is one standard error, "
                                    "from their number. It holds the luck of single lives, not "
                                    "doubt about the figures that went in.",
                                    replicates, replicates == 1 ? "" : "s"),
                        page_columns, 2) +
                "\n";
    return text;
}

std::string sizes(StudyRecord const& record, models::StudyResult const& result) {
    auto const before = workforce_people(record, result, record.base_year);
    auto const after = workforce_people(record, result, record.settings.end_year);
    if (!before || !after)
        return "";
    // The measures count everybody; the definition may not.
    auto const& spec = record.settings.parity;
    bool const any_age = spec.from_age > 0 || spec.to_age < 100;
    return wrapped(fmt::format("Size: {} {} in {}, {} in {}{}.", people(*before), record.workforce,
                               record.base_year, people(*after), record.settings.end_year,
                               any_age ? " (people of any age)" : ""),
                   page_columns) +
           "\n";
}

//! `said` has its own place on the page.
std::string notes(std::vector<std::string> const& warnings, std::string_view said) {
    std::string text;
    for (std::string const& warning : warnings)
        if (warning != said)
            text += wrapped("Note: " + sentence(warning), page_columns, 2) + "\n";
    return text;
}

std::string figures(StudyRecord const& record) {
    return record.judged_share > 0.0
               ? wrapped(fmt::format("Figures: {:.0f} % of them are judgement, without a published "
                                     "source (stempath check lists the grades).",
                                     100.0 * record.judged_share),
                         page_columns) +
                     "\n"
               : "";
}

std::string scale_words(double scale) {
    double const one_in = 1.0 / scale;
    return scale == 1.0 ? "one for each person"
                        : fmt::format("1 in {:.{}f}", one_in, std::round(one_in) == one_in ? 0 : 2);
}

std::string footer(StudyRecord const& record, models::StudyResult const& result) {
    auto const& run = record.settings;
    double const rate = static_cast<double>(result.person_years) / std::max(result.wall_s, 1e-9);
    std::string text = fmt::format(
        "Tables  {}{}\n", record.results_dir ? record.results_dir->string() : "not written",
        record.results_dir && record.replaces ? " (an earlier run's were replaced)" : "");
    text += fmt::format(
        "Run     {} replicate{} of {} synthetic people ({}), seed {}, {} thread{}\n",
        run.replicates, run.replicates == 1 ? "" : "s", people(static_cast<double>(result.persons)),
        scale_words(run.scale), run.seed, record.threads, record.threads == 1 ? "" : "s");
    text += fmt::format("        {} person-years in {} ({} a second), peak memory {}\n",
                        people(static_cast<double>(result.person_years)), duration(result.wall_s),
                        people(rate), bytes(static_cast<double>(record.peak_rss_bytes)));
    text += fmt::format("Digest  {}\n", result.digest);
    return text + fmt::format("Program stempath {}, draw contract {}\n", build_info().version,
                              sim::draw_contract_version);
}

} // namespace

std::vector<std::int32_t> shown_years(StudyRecord const& record) {
    std::int32_t const last = record.settings.end_year;
    std::vector<std::int32_t> goals;
    for (std::int32_t const goal : record.settings.parity.goals)
        if (goal > record.base_year && goal < last)
            goals.push_back(goal);
    std::sort(goals.begin(), goals.end());
    goals.erase(std::unique(goals.begin(), goals.end()), goals.end());
    if (goals.size() > 2)
        goals.erase(goals.begin() + 1, goals.end() - 1);
    std::vector<std::int32_t> years{record.base_year};
    years.insert(years.end(), goals.begin(), goals.end());
    if (last != record.base_year)
        years.push_back(last);
    return years;
}

std::string summary(StudyRecord const& record, models::StudyResult const& result, bool colour) {
    std::string const first = wrapped(headline(record, result), page_columns);
    std::string text = bold(first, colour) + "\n\n";
    if (!result.parity.groups.empty())
        text += group_table(record, result.parity) + table_caption(record, result.parity) + "\n";
    text += chances(result.parity, record.settings.replicates);
    text += wrapped("Parity here: " + sentence(result.parity.definition), page_columns) + "\n";
    text += sizes(record, result) + figures(record);
    text += notes(result.warnings, result.parity.goals.empty() ? "" : models::process_noise_only);
    return text + "\n" + footer(record, result);
}

} // namespace stempath::apps
