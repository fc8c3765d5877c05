#include "apps/summary.hpp"

#include "apps/finding_pages.hpp"
#include "apps/headline.hpp"
#include "apps/page_parts.hpp"
#include "apps/report_words.hpp"
#include "apps/terminal.hpp"
#include "apps/words.hpp"
#include "apps/workforce_size.hpp"
#include "output/report_page.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

//! ", 3 of which have lost it again": by the goal year.
std::string lost_words(models::ParityResult const& parity, models::GoalResult const& goal) {
    auto const lost = goal.hits - goal.kept;
    return parity.kept.lost() == 0 || lost <= 0
               ? ""
               : fmt::format(", {} of which {} lost it again", lost, lost == 1 ? "has" : "have");
}

std::string chances(StudyRecord const& record, models::ParityResult const& parity) {
    std::string text;
    for (models::GoalResult const& goal : parity.goals)
        text +=
            wrapped(fmt::format("Chance of parity by {}: {} ({} of {} replicates{}{})", goal.year,
                                chance_words(goal), goal.hits, goal.n, lost_words(parity, goal),
                                goal.resolved ? "" : "; not resolved: run more"),
                    page_columns, 2) +
            "\n";
    if (!text.empty())
        text += wrapped(fmt::format(
                            "  The range is what so many replicates can tell, with 95 %. It "
                            "holds the luck of single lives{}.",
                            record.settings.doubt ? " and doubt about the figures that went in"
                                                  : ", not doubt about the figures that went in"),
                        page_columns, 2) +
                "\n";
    return text;
}

//! The workforce as it is judged, summed over the groups of one axis.
std::string judged_sizes(StudyRecord const& record, models::ParityResult const& parity) {
    if (parity.axes.empty())
        return "";
    double before = 0.0, after = 0.0;
    for (auto const& group : parity.groups)
        if (group.axis == parity.axes.front().axis && !group.persons.empty()) {
            before += group.persons.front();
            after += group.persons.back();
        }
    auto const aged = ages_words(record.settings.parity);
    auto const ages = aged.empty() ? "" : fmt::format(" (people{})", aged);
    return wrapped(fmt::format("Size: {} {} in {}, {} in {}{}.", people(before), record.workforce,
                               record.base_year, people(after), record.settings.end_year, ages),
                   page_columns) +
           "\n";
}

//! What makes replicates differ in the last year.
std::string noise(StudyRecord const& record, models::StudyResult const& result) {
    std::string text;
    for (models::NoiseSplit const& split : result.noise) {
        bool const persons = split.quantity == "persons";
        if (split.year != record.settings.end_year || split.quantity == "index" ||
            std::isnan(split.sd) || std::isnan(split.sd_process))
            continue;
        auto const number = [&](double sd) {
            return persons || record.settings.parity.index == "count" ? people(sd)
                                                                      : fmt::format("{:.2g}", sd);
        };
        text += text.empty()
                    ? fmt::format("Replicates differ in {} (standard deviations) by ", split.year)
                    : "; by ";
        text += fmt::format(
            "{} {}: {}", number(split.sd),
            persons ? "people in " + record.workforce : "in the lowest index that decides",
            split.not_told_apart() ? "luck at this scale and doubt are not told apart"
                                   : fmt::format("{} by luck at this scale, {} by doubt",
                                                 number(split.sd_process), number(split.sd_doubt)));
    }
    return text.empty() ? ""
                        : wrapped(fmt::format("{} (told from {} pairs of runs).", text,
                                              record.settings.twins),
                                  page_columns) +
                              "\n";
}

std::string sizes(StudyRecord const& record, models::StudyResult const& result) {
    if (auto const text = judged_sizes(record, result.parity); !text.empty())
        return text;
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

//! Posts for which nobody applied, in the years that people ask for.
std::string unfilled_words(StudyRecord const& record, models::StudyResult const& result) {
    std::string text;
    for (auto const year : shown_years(record)) {
        auto const posts = open_posts(record, result, year);
        if (!posts || posts->all <= 0.0)
            continue;
        text +=
            fmt::format("{}{} of {} in {}", text.empty() ? "Open posts that found nobody: " : ", ",
                        people(posts->unfilled), people(posts->all), year);
    }
    return text.empty() ? "" : wrapped(text + ".", page_columns) + "\n";
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
    if (record.results_dir)
        text += fmt::format("Report  {}\n", (*record.results_dir / output::report_file).string());
    text += fmt::format(
        "Run     {} replicate{} of {} synthetic people ({}), seed {}, {} thread{}\n",
        run.replicates, run.replicates == 1 ? "" : "s", people(static_cast<double>(result.persons)),
        scale_words(run.scale), run.seed, record.threads, record.threads == 1 ? "" : "s");
    text += fmt::format("        {} person-years in {} ({} a second), peak memory {}\n",
                        people(static_cast<double>(result.person_years)), duration(result.wall_s),
                        people(rate), bytes(static_cast<double>(record.peak_rss_bytes)));
    return text + fmt::format("Digest  {}\n", result.digest) + program_line();
}

} // namespace

std::string summary(StudyRecord const& record, models::StudyResult const& result, bool colour) {
    std::string const first = wrapped(headline(record, result), page_columns);
    std::string text = bold(first, colour) + "\n\n";
    if (auto const careers = careers_words(record, result.parity); !careers.empty())
        text += bold(wrapped(careers, page_columns), colour) + "\n\n";
    text += parity_table(record, result.parity);
    if (auto const crossed = crossed_words(record, result); !crossed.empty())
        text += wrapped(crossed, page_columns) + "\n\n";
    text += people_table(record, result.parity) + definitions_table(record, result) +
            measures_table(record, result) + entrants_words(record, result.parity);
    text += chances(record, result.parity) + noise(record, result) + parity_words(result.parity);
    text += twins_words(record, result.parity);
    text += sizes(record, result) + unfilled_words(record, result) + figures(record);
    text += notes(result.warnings, result.parity.goals.empty() ? "" : models::process_noise_only);
    return text + "\n" + footer(record, result);
}

} // namespace stempath::apps
