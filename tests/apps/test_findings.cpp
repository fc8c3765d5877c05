#include "apps/finding_pages.hpp"
#include "apps/finding_tables.hpp"
#include "apps/parity_json.hpp"
#include "apps/result_tables.hpp"
#include "apps/study_files.hpp"
#include "apps/summary.hpp"
#include "tests/apps/small_study.hpp"
#include "tests/catch.hpp"
#include "tests/output/scratch_directory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

using namespace stempath;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

models::Band band(double base, double goal, double end) {
    return {{base, goal, end}, {base, goal - 1, end - 1}, {base, goal + 1, end + 1}};
}

//! The small study with all that is found besides.
models::StudyResult with_findings() {
    auto result = tests::small_result();
    auto& parity = result.parity;
    for (auto& group : parity.groups) {
        group.persons = {100, 100, 100};
        group.difference = band(-0.2, -0.17, -0.14);
        group.missing = band(2'000'000, 123'456, 980);
        group.entrants = band(none, 50, 60);
        group.residents = band(none, 40, 45);
        group.entrant_share = {none, 0.4, 0.5};
        group.careers = {band(none, 70, 75), band(none, 5, 9), band(none, 11, 13)};
    }
    parity.axes = {{"sex", band(0.8, 0.83, 0.86), band(2'000'000, 123'456, 980)}};
    parity.entrants = band(none, 100, 120);
    parity.residents = band(none, 80, 90);
    parity.residents_apart = true;
    parity.careers = {band(none, 170, 180), band(none, 10, 20), band(none, 30, 31)};
    models::ClassTwin twin;
    twin.classes = {"related", "middle_skill"};
    twin.class_median = {2023.0, std::nullopt};
    twin.first_year = {std::nullopt, std::nullopt};
    twin.last = "middle_skill";
    twin.change = {{"sex", "women", 2024, 0.04, 0.02}};
    parity.by_class = twin;
    models::InertiaBound bound;
    bound.first_year = 2024;
    bound.needed = {{"sex", "women", 2023, 1.4, 0.4}, {"sex", "men", 2023, 0.1, 0.6}};
    bound.groups = {{"sex", "women", true, std::nullopt, 0.9, true, false},
                    {"sex", "men", true, 2022, 1.1, false, true}};
    parity.inertia = bound;
    auto other = parity;
    other.name = "residents";
    other.groups[0].ratio = {0.51, 0.52, 0.53};
    result.beside = {other};
    models::MeasureSeries pay{"pay", "pay", "pay", "dollars a year", {}};
    pay.groups = {{"", "", "", band(50000, 51000, 52000)},
                  {"sex", "women", "women", band(45000, 46000, 47000)}};
    result.measures = {pay};
    return result;
}

std::size_t longest_line(std::string const& page) {
    std::size_t longest = 0;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);)
        longest = std::max(longest, line.size());
    return longest;
}

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("every finding has a table with the columns that are described", "[findings]") {
    auto const tables = apps::finding_tables(with_findings());
    CHECK(tables.size() == 8);
    for (auto const& table : tables) {
        INFO(table.name);
        CHECK(!table.rows.empty());
        for (auto const& row : table.rows)
            CHECK(row.size() == apps::columns_of(table.name).size());
    }
    // A study without findings has the years of its main definition alone.
    auto const plain = apps::finding_tables(tests::small_result());
    REQUIRE(plain.size() == 1);
    CHECK(plain[0].name == "parity_years");
}

TEST_CASE("findings as files", "[findings]") {
    tests::ScratchDirectory const scratch;
    auto const target = scratch.path() / "small";
    {
        output::ResultsDirectory directory(target);
        apps::write_study(directory, tests::small_record(), with_findings());
    }
    auto const text = [&](char const* name) { return tests::text_of(target / name); };
    CHECK(has(text("parity_people.csv"),
              "2023,sex,women,100,-17,-117,83,123456,123455,123457,50,49,51,40,39,41,0.4,70,69,71,"
              "5,4,6,11,10,12\n"));
    CHECK(has(text("parity_people.csv"),
              "2022,sex,women,100,-20,-20,-20,2000000,2000000,2000000,,,,,,,,,,,,,,,,\n"));
    CHECK(has(text("parity_axes.csv"),
              "2023,everybody,,,,,,,100,99,101,80,79,81,170,169,171,10,9,11,30,29,31\n"));
    CHECK(has(text("parity_definitions.csv"), "residents,beside,2023,sex,women,1,0.33,0.5,0.52,"));
    CHECK(
        has(text("parity_years.csv"), "main,every_class,,0,2,in every class; last: middle_skill"));
    CHECK(has(text("parity_years.csv"), "main,inertia,2024,1,1,"));
    CHECK(has(text("parity_change.csv"), "2024,sex,women,6,4,2\n"));
    CHECK(has(text("parity_inertia.csv"), "sex,women,1,,0.9,1,0\nsex,men,1,2022,1.1,0,1\n"));
    CHECK(has(text("parity_needed.csv"), "2023,sex,women,1.4,0,0.4\n"));
    CHECK(has(text("measures.csv"), "2024,pay,dollars a year,sex,women,47000,46999,47001\n"));
}

TEST_CASE("the page of findings says who is missing, who comes and what would do", "[findings]") {
    auto record = tests::small_record();
    record.settings.parity.lens = {"sex", "race_ethnicity"};
    record.settings.parity.reference_regions = {"inner_city"};
    record.reference_place = "the inner city";
    record.work = "STEM jobs";
    auto const result = with_findings();
    auto const people = apps::people_table(record, result.parity);
    CHECK(has(people, "123k"));
    CHECK(has(people, "2.0m"));
    CHECK(has(people, "980"));
    CHECK(has(people, "proportional"));
    CHECK(longest_line(people) <= 90);
    auto const entrants = apps::entrants_words(record, result.parity);
    auto const in_a_line = [](std::string words) {
        std::replace(words.begin(), words.end(), '\n', ' ');
        return words;
    };
    CHECK(in_a_line(entrants) ==
          "Of the residents hired at least these had such a job before, in 2022 or since: 10 in "
          "2023, 20 in 2024. People who move in with such a job come on top: 30 in 2023, 31 in "
          "2024. Residents of the inner city who come into STEM jobs in a year, moved in or hired: "
          "80 in 2023, 90 in 2024. ");
    CHECK(has(in_a_line(people), "hired: residents of the inner city hired into STEM jobs in the "
                                 "year, wherever these are, who had none;"));
    CHECK(apps::careers_words(record, result.parity) ==
          "Residents of the inner city hired into STEM jobs in a year who had none: 170 (169 to "
          "171) in 2023, 180 (179 to 181) in 2024.");
    record.settings.parity.except = {"elsewhere"};
    CHECK(has(apps::careers_words(record, result.parity), "who had none, wherever the jobs are: "));
    auto const summary = apps::summary(record, result, false);
    CHECK(has(summary, "Size: 200 STEM jobs in 2022, 200 in 2024 (people aged 18-64)."));
    auto const definitions = apps::definitions_table(record, result);
    CHECK(has(definitions, "residents"));
    CHECK(has(definitions, "0.51"));
    auto twins = apps::twins_words(record, result.parity);
    std::replace(twins.begin(), twins.end(), '\n', ' ');
    CHECK(has(twins, "is not there by 2024; the last class is middle-skill STEM jobs"));
    CHECK(has(twins, "women +6.0 (+4.0 and +2.0)"));
    CHECK(has(twins, "would be there in 2024;"));
    CHECK(has(twins, "In the way in 2024: women 0.90."));
    CHECK(has(twins, "Men hold more than their share in 2022: entrants in proportion bring them "
                     "down."));
    CHECK(has(twins, "women not possible (40 %)"));
    CHECK_FALSE(has(twins, "; men")); // who needs less than there is
    auto const measures = apps::measures_table(record, result);
    CHECK(has(measures, "Pay (dollars a year)"));
    CHECK(has(measures, "  women"));
    auto large = result;
    large.measures[0].groups[0].value = band(8.2e12, 999.6e6, 43.4562e9);
    auto const sums = apps::measures_table(record, large);
    CHECK(has(sums, "8.2tn"));
    CHECK(has(sums, "999.6m"));
    CHECK(has(sums, "43.5bn"));
    // The twin: nothing found, nothing said.
    auto const plain = tests::small_result();
    CHECK(apps::people_table(record, plain.parity).empty());
    CHECK(apps::entrants_words(record, plain.parity).empty());
    CHECK(apps::definitions_table(record, plain).empty());
    CHECK(apps::twins_words(record, plain.parity).empty());
    CHECK(apps::measures_table(record, plain).empty());
    CHECK(apps::careers_words(record, plain.parity).empty());
    CHECK(apps::crossed_words(record, plain).empty());
    auto nobody_hired = result.parity; // where all come from outside, entrants are shown
    nobody_hired.careers.hired = band(none, 0, 0);
    CHECK(apps::careers_words(record, nobody_hired).empty());
    CHECK(has(apps::people_table(record, nobody_hired), "entrants"));
}

TEST_CASE("the lowest joint groups that decide have a line", "[findings]") {
    auto result = tests::small_result();
    auto crossed = result.parity;
    crossed.name = "race_ethnicity.sex";
    crossed.groups = {tests::small_group("a.men", "race_ethnicity.sex", {1, 1, 1}, {1, 1, 1}),
                      tests::small_group("a.women", "race_ethnicity.sex", {1, 1, 2}, {5, 5, 5}),
                      tests::small_group("b.women", "race_ethnicity.sex", {1, 1, 1}, {9, 9, 9}),
                      tests::small_group("b.men", "race_ethnicity.sex", {1, 1, 3}, {5, 5, 5})};
    crossed.groups[1].label = "A women";
    result.crossed = {crossed};
    auto const record = tests::small_record();
    CHECK(apps::crossed_words(record, result) ==
          "By race ethnicity and sex at once the lowest in 2024: b.women 0.11, A women 0.40, b.men "
          "0.60.");
    result.crossed[0].groups[2].deciding = false;
    CHECK(has(apps::crossed_words(record, result), "in 2024: A women 0.40, b.men 0.60, a.men"));
    CHECK(apps::definitions_json(result)[0]["kind"] == "crossed");
    CHECK(has(apps::definitions_table(record, result), "race ethnicity and sex"));
}

TEST_CASE("findings in the document of a run", "[findings]") {
    auto const result = with_findings();
    auto const parity = apps::parity_json(result.parity);
    CHECK(parity["axes"][0]["series"][1]["proportionality"] == 0.83);
    CHECK(parity["entrants"][1]["residents"] == 80.0);
    CHECK(parity["by_class"]["median_year"].is_null());
    CHECK(parity["by_class"]["classes"][0]["median_year"] == 2023.0);
    CHECK(parity["by_class"]["change"][0]["within"] == 0.04);
    CHECK(parity["inertia"]["first_year"] == 2024);
    CHECK(parity["inertia"]["groups"][0]["first_year"].is_null());
    CHECK(parity["inertia"]["groups"][0]["fails"] == true);
    CHECK(parity["careers"][1]["careers"] == 170.0);
    CHECK(parity["careers"][1]["moved_in_high"] == 31.0);
    CHECK(apps::group_json(result.parity.groups[0])["series"][1]["returned"] == 5.0);
    CHECK(parity["inertia"]["needed"][0]["possible"] == false);
    auto const definitions = apps::definitions_json(result);
    REQUIRE(definitions.size() == 1);
    CHECK(definitions[0]["kind"] == "beside");
    CHECK(definitions[0]["groups"][0]["series"][0]["ratio"] == 0.51);
    auto const measures = apps::measures_json_of(result);
    CHECK(measures[0]["groups"][1]["name"] == "women");
    CHECK(measures[0]["groups"][1]["series"][2]["mean"] == 47000.0);
}
