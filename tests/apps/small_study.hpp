#pragma once

#include "apps/study_record.hpp"

namespace stempath::tests {

/*! A study that can be checked by hand: 2022 to 2024, goal 2023, two replicates at 1 in 2.
 *  Women hold 30, 33, 36 % against 50 %; aian hold nothing and do not decide.
 */
inline apps::StudyRecord small_record() {
    apps::StudyRecord record;
    record.scenario = "small";
    record.scenario_file = "small.toml";
    record.scenario_text = "pack = \"small\"\n";
    record.resolved_text = "seed = 7\n";
    record.pack = "small";
    record.inputs = {{"small.toml", "5a"}};
    record.base_year = 2022;
    record.settings.end_year = 2024;
    record.settings.scale = 0.5;
    record.settings.seed = 7;
    record.settings.replicates = 2;
    record.settings.parity.goals = {2023};
    record.settings.parity.from_age = 18;
    record.settings.parity.to_age = 64;
    record.workforce = "STEM jobs";
    record.reference = "residents aged 18-64";
    record.threads = 2;
    record.peak_rss_bytes = 210'000'000;
    return record;
}

inline models::GroupSeries small_group(std::string name, std::string axis, std::vector<double> held,
                                       std::vector<double> due) {
    models::GroupSeries group;
    group.name = std::move(name);
    group.axis = std::move(axis);
    group.year = {2022, 2023, 2024};
    for (std::size_t i = 0; i < held.size(); ++i)
        group.ratio.push_back(held[i] / due[i]);
    group.ratio_low = group.ratio;
    group.ratio_high = group.ratio;
    group.share_workforce = std::move(held);
    group.share_reference = std::move(due);
    return group;
}

inline models::StudyResult small_result() {
    models::StudyResult result;
    result.digest = "0123456789abcdef0123456789abcdef";
    result.ledger_digest = "fedcba9876543210fedcba9876543210";
    result.replicates = {{0, "aa", "ab", 1000, 3000, 0.25}, {1, "ba", "bb", 1002, 3010, 0.25}};
    result.persons = 990;
    result.person_years = 6010;
    result.wall_s = 0.5;
    result.peak_concurrent_runs = 2;
    result.level = "v3";
    result.tables.push_back({"workforce",
                             "synthetic persons",
                             "People in STEM jobs.",
                             {{"year", {"2022", "2023", "2024"}},
                              {"class", {"related", "middle_skill"}},
                              {"group", {"m", "w"}}},
                             {140, 60, 0, 0, 134, 66, 0, 0, 72, 6, 54, 74},
                             {9800, 1800, 0, 0, 8978, 2178, 0, 0, 2592, 18, 1458, 2738}});
    auto& parity = result.parity;
    parity.definition = "Ratio of shares at least 0.95 for 3 years.";
    parity.goals = {{2023, 0.0, 0.2, 0.0, 0.66, 0, 2, false}};
    parity.first_year = {std::nullopt, std::nullopt};
    parity.groups = {
        small_group("women", "sex", {0.30, 0.33, 0.36}, {0.5, 0.5, 0.5}),
        small_group("men", "sex", {0.70, 0.67, 0.64}, {0.5, 0.5, 0.5}),
        small_group("two_or_more", "race_ethnicity", {0.02, 0.02, 0.021}, {0.03, 0.03, 0.03}),
        small_group("aian", "race_ethnicity", {0, 0, 0}, {0, 0, 0})};
    parity.groups.back().deciding = false;
    return result;
}

} // namespace stempath::tests
