#include "apps/build_info.hpp"
#include "apps/headline.hpp"
#include "apps/page_parts.hpp"
#include "apps/summary.hpp"
#include "apps/workforce_size.hpp"
#include "sim/draws.hpp"
#include "tests/apps/small_study.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <sstream>

using namespace stempath;
using tests::small_record;
using tests::small_result;

TEST_CASE("the headline names the furthest below on each axis, and the answer", "[summary]") {
    auto const record = small_record();
    auto result = small_result();
    CHECK(apps::headline(record, result) ==
          "Women hold 36 % of STEM jobs in 2024 against 50 % of residents aged 18-64, two or more "
          "2.1 % against 3.0 %: parity is not reached by 2024.");
    result.parity.first_year = {2024, std::nullopt};
    CHECK(apps::headline(record, result)
              .ends_with(": parity is reached by 2024 in 1 of 2 replicates only."));
    result.parity.reached = true;
    result.parity.median_year = 2023.5;
    CHECK(
        apps::headline(record, result) ==
        "Parity is reached between 2023 and 2024 (median of 2 replicates, 1 of which do not reach "
        "it by 2024): women hold 33 % of STEM jobs in 2023 against 50 % of residents aged 18-64, "
        "two or more 2.0 % against 3.0 %.");
    result.parity.groups.clear();
    result.parity.first_year = {2023};
    result.parity.median_year = 2023.0;
    CHECK(apps::headline(record, result) == "Parity is reached in 2023.");
}

TEST_CASE("parity that was lost again is said to be, and the base year's is not reached",
          "[summary]") {
    auto record = small_record();
    auto result = small_result();
    auto& parity = result.parity;
    parity.groups.clear();
    parity.first_year = {2022, 2022};
    parity.median_year = 2022.0;
    parity.kept.lost_year = {std::nullopt, std::nullopt};
    parity.kept.since = {2022, 2022};
    CHECK(apps::headline(record, result) ==
          "Parity is there since 2022, the base year (median of 2 replicates).");
    parity.kept.lost_year = {2023, 2024};
    parity.kept.since = {std::nullopt, std::nullopt};
    parity.kept.median_lost = 2023.5;
    CHECK(apps::headline(record, result) ==
          "Parity is there in 2022, the base year (median of 2 replicates), and lost again between "
          "2023 and 2024; it is there in 2024 in none of 2.");
    parity.first_year = {2023, 2023};
    parity.median_year = 2023.0;
    parity.kept.lost_year = {std::nullopt, 2024};
    parity.kept.since = {2023, std::nullopt};
    parity.kept.median_lost = std::nullopt;
    CHECK(apps::headline(record, result) ==
          "Parity is reached in 2023 (median of 2 replicates), and lost again in 1 of 2; it is "
          "there in 2024 in 1 of 2.");
    parity.first_year = {2022, std::nullopt};
    parity.median_year = std::nullopt;
    parity.kept.lost_year = {2023, std::nullopt};
    CHECK(apps::headline(record, result) == "Parity is reached by 2024 in 1 of 2 replicates only, "
                                            "and lost again in all of them.");
    parity.goals = {{2023, 0.5, 0.2, 0.1, 0.9, 1, 2, false, 0}};
    std::istringstream page(apps::summary(record, result, false));
    std::string words;
    for (std::string word; page >> word;)
        words += word + ' ';
    CHECK(words.find("(1 of 2 replicates, 1 of which has lost it again; not resolved: run more)") !=
          std::string::npos);
}

TEST_CASE("axes come in the order of the lens", "[summary]") {
    auto record = small_record();
    record.settings.parity.lens = {"race_ethnicity", "sex"};
    CHECK(apps::headline(record, small_result())
              .starts_with("Two or more hold 2.1 % of STEM jobs in 2024 against 3.0 % of residents "
                           "aged 18-64, women 36 % against 50 %:"));
}

TEST_CASE("the size is that of the definition's workforce", "[summary]") {
    auto record = small_record();
    auto result = small_result();
    auto const size = [&](std::string const& workforce) {
        record.settings.parity.workforce = workforce;
        return apps::workforce_people(record, result, 2024);
    };
    CHECK(size("ncses_broad") == 206.0); // 74 + 54 + 72 + 6 in two replicates at 1 in 2
    CHECK(size("related") == 78.0);
    CHECK(size("post") == std::nullopt);
    result.tables.push_back({"stocks",
                             "synthetic persons",
                             "",
                             {{"year", {"2024"}}, {"stage", {"school", "post"}}},
                             {5, 9},
                             {25, 81}});
    CHECK(size("post") == 9.0);
    CHECK(apps::workforce_people(record, result, 2050) == std::nullopt);
}

TEST_CASE("posts that found nobody are those of all markets together", "[summary]") {
    auto const record = small_record();
    auto result = small_result();
    CHECK_FALSE(apps::open_posts(record, result, 2024));
    // Two replicates at 1 in 2: the sums are people.
    result.tables.push_back(
        {"vacancies",
         "synthetic persons",
         "",
         {{"year", {"2022", "2024"}}, {"market", {"a", "b"}}, {"fate", {"filled", "unfilled"}}},
         {0, 0, 0, 0, 50, 20, 40, 5},
         {}});
    auto const posts = apps::open_posts(record, result, 2024);
    REQUIRE(posts);
    CHECK(posts->all == 115.0);
    CHECK(posts->unfilled == 25.0);
    CHECK_FALSE(apps::open_posts(record, result, 2050));
    auto const page = apps::summary(record, result, false);
    CHECK(page.find("Open posts that found nobody: 25 of 115 in 2024.") != std::string::npos);
    CHECK(page.find("nobody: 0") == std::string::npos); // none was open in 2022
}

TEST_CASE("a share definition speaks of its own group", "[summary]") {
    auto record = small_record();
    record.settings.parity.index = "share";
    record.settings.parity.group = "men";
    CHECK(apps::headline(record, small_result()).starts_with("Men hold 64 % of"));
}

TEST_CASE("with a difference the page shows what is judged", "[summary]") {
    auto record = small_record();
    record.settings.parity.index = "difference";
    auto const page = apps::summary(record, small_result(), false);
    CHECK(page.find("diff.  held  ref.") != std::string::npos);
    CHECK(page.find("women         -20.0  30.0  50.0") != std::string::npos);
    CHECK(page.find("diff.: held - ref.") != std::string::npos);
    CHECK(page.find("ratio") == std::string::npos);
}

TEST_CASE("shares that round alike are told apart, and labels stand for names", "[summary]") {
    auto record = small_record();
    auto result = small_result();
    result.parity.groups.resize(2);
    result.parity.groups[1].label = "Men of all ages";
    result.parity.groups[0].deciding = false;
    result.parity.groups[1].share_workforce[2] = 0.4951;
    result.parity.groups[1].ratio[2] = 0.9902;
    CHECK(apps::headline(record, result)
              .starts_with("Men of all ages hold 49.5 % of STEM jobs in 2024 against 50.0 % of"));
    CHECK(apps::summary(record, result, false).find("Men of all ages") != std::string::npos);
}

TEST_CASE("the table shows the first year, goals and the last, four at most", "[summary]") {
    auto record = small_record();
    using Years = std::vector<std::int32_t>;
    CHECK(apps::shown_years(record) == Years{2022, 2023, 2024});
    record.settings.end_year = 2050;
    record.settings.parity.goals = {2050, 2030};
    CHECK(apps::shown_years(record) == Years{2022, 2030, 2050});
    record.settings.parity.goals = {2025, 2030, 2035, 2040};
    CHECK(apps::shown_years(record) == Years{2022, 2025, 2040, 2050});
    record.settings.parity.goals = {2060}; // beyond the run
    CHECK(apps::shown_years(record) == Years{2022, 2050});
}

TEST_CASE("the page of a small study", "[summary]") {
    auto record = small_record();
    record.results_dir = "results/small";
    auto result = small_result();
    record.judged_share = 0.683;
    result.warnings = {"aian is too small", models::process_noise_only};
    CHECK(apps::summary(record, result, false) ==
          R"(Women hold 36 % of STEM jobs in 2024 against 50 % of residents aged 18-64, two or more
2.1 % against 3.0 %: parity is not reached by 2024.

               2022                2023                2024
              ratio  held  ref.   ratio  held  ref.   ratio  held  ref.
women          0.60  30.0  50.0    0.66  33.0  50.0    0.72  36.0  50.0
men            1.40  70.0  50.0    1.34  67.0  50.0    1.28  64.0  50.0

two or more    0.67   2.0   3.0    0.67   2.0   3.0    0.70   2.1   3.0
aian *            -   0.0   0.0       -   0.0   0.0       -   0.0   0.0
held: % of STEM jobs; ref.: % of residents aged 18-64; ratio: held / ref., 1 is
proportional.
* does not decide on parity

Chance of parity by 2023: under 66 % (0 of 2 replicates; not resolved: run more)
  The range is what so many replicates can tell, with 95 %. It holds the luck of single
  lives, not doubt about the figures that went in.
Parity here: Ratio of shares at least 0.95 for 3 years.
Size: 200 STEM jobs in 2022, 206 in 2024 (people of any age).
Figures: 68 % of them are judgement, without a published source (stempath check lists the
grades).
Note: aian is too small.

Tables  results/small
Report  results/small/report.html
Run     2 replicates of 990 synthetic people (1 in 2), seed 7, 2 threads
        6,010 person-years in 0.50 s (12,020 a second), peak memory 210 MB
Digest  0123456789abcdef0123456789abcdef
Program stempath )" +
              apps::build_info().version +
              fmt::format(", draw contract {}\n", sim::draw_contract_version));
}

TEST_CASE("chances are never 0 or 1, and the page says what they hold", "[summary]") {
    auto record = small_record();
    auto result = small_result();
    auto const has = [&](std::string const& text) {
        return apps::summary(record, result, false).find(text) != std::string::npos;
    };
    result.parity.goals = {{2023, 1.0, 0.005, 0.981, 1.0, 200, 200, true}};
    CHECK(has("Chance of parity by 2023: over 98.1 % (200 of 200 replicates)\n"));
    result.parity.goals = {{2023, 0.62, 0.034, 0.551, 0.684, 124, 200, true}};
    CHECK(has("Chance of parity by 2023: 62 %, 55 to 68 % (124 of 200 replicates)\n"));
    result.parity.goals = {{2023, 0.005, 0.006, 0.0009, 0.0278, 1, 200, true}};
    CHECK(has("Chance of parity by 2023: 0.5 %, 0.1 to 2.8 % (1 of 200 replicates)\n"));
    CHECK_FALSE(has("and doubt about the figures"));
    record.settings.doubt = true;
    record.settings.twins = 20;
    result.noise = {{"lowest index", "", "", 2024, 0.7, 0.031, 0.012, 0.0286},
                    {"index", "sex", "women", 2024, 0.7, 0.031, 0.012, 0.0286},
                    {"persons", "", "", 2024, 206.0, 9.0, 5.0, 7.5},
                    {"persons", "", "", 2023, 206.0, 1.0, 1.0, 1.0}};
    CHECK(has("luck of single\n  lives and doubt about the figures that went in."));
    CHECK_FALSE(has("not told apart"));
    auto const told = result.noise;
    result.noise[2].sd_doubt = std::nan("");
    CHECK(has("not told apart"));
    result.noise = told;
    std::string words;
    std::istringstream page(apps::summary(record, result, false));
    for (std::string word; page >> word;)
        words += word + ' ';
    CHECK(words.find("Replicates differ in 2024 (standard deviations) by 0.031 in the lowest index "
                     "that decides: 0.012 by luck at this scale, 0.029 by doubt; by 9 people in "
                     "STEM jobs: 5 by luck at this scale, 8 by doubt (told from 20 pairs of runs). "
                     "Parity here") != std::string::npos);
}

TEST_CASE("no line of the page is too wide", "[summary]") {
    auto record = small_record();
    record.settings.end_year = 2050;
    record.settings.parity.goals = {2023, 2024, 2049};
    std::istringstream page(apps::summary(record, small_result(), false));
    for (std::string line; std::getline(page, line);)
        CHECK(line.size() <= 100);
}

TEST_CASE("colour touches the headline only when it is wanted", "[summary]") {
    CHECK(apps::summary(small_record(), small_result(), true).starts_with("\033[1mWomen"));
    CHECK(apps::summary(small_record(), small_result(), false).find('\033') == std::string::npos);
}

TEST_CASE("definitions in words", "[summary]") {
    models::Pack pack;
    pack.stages.push_back({});
    pack.stages.back().name = "post";
    models::ParitySpec spec;
    spec.from_age = 18;
    spec.to_age = 64;
    CHECK(apps::workforce_words(spec, pack) == "STEM jobs");
    CHECK(apps::reference_words(spec, pack) == "all people in the model");
    pack.demography.emplace();
    CHECK(apps::reference_words(spec, pack) == "residents aged 18-64");
    spec.to_age = 200;
    CHECK(apps::reference_words(spec, pack) == "residents aged 18 and over");
    spec.from_age = 0;
    CHECK(apps::reference_words(spec, pack) == "residents");
    spec.workforce = "post";
    CHECK(apps::workforce_words(spec, pack) == "post");
    pack.stages.back().label = "Tenured posts";
    CHECK(apps::workforce_words(spec, pack) == "Tenured posts");
    spec.label = "posts in town";
    CHECK(apps::workforce_words(spec, pack) == "posts in town");
}
