//! Tables of targets: what is read, and what is refused with which words.
#include "tests/analysis/support.hpp"
#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "analysis/target_values.hpp"

#include <cmath>

using namespace stempath;

namespace {

std::string const table() { return tests::text_of("tests/packs/fit/fit_targets.csv"); }

//! What a table with one thing changed has wrong; `said` must be among it, with its line.
void refused(std::string const& from, std::string const& to, std::string const& said) {
    tests::FitPack const place(tests::replaced(table(), from, to));
    auto const text = place.problems(place.pack());
    INFO(to);
    INFO(text);
    CHECK(text.find(said) != std::string::npos);
}

} // namespace

TEST_CASE("targets are read with everything that they say", "[analysis]") {
    tests::FitPack const place;
    auto const pack = place.pack();
    auto const targets = place.targets(pack);
    REQUIRE(targets.all.size() == 13);
    auto const& women = targets.all[0];
    CHECK(women.id == "to_college_women");
    CHECK(women.quantity == analysis::Quantity::flow);
    CHECK(women.first == 3);
    CHECK(women.last == 10);
    CHECK(women.groups == std::vector<std::uint8_t>{0, 1}); // men, women: by name
    CHECK(std::abs(women.sd() - 0.02 / 3.29) < 1e-12);
    CHECK(women.fitted);
    CHECK_FALSE(targets.all[8].fitted);
    CHECK(targets.all[6].held == analysis::Education::bachelors_or_more);
    CHECK(targets.last_year == 10);
    CHECK(models::free_numbers(*pack.fit).size() == 7);
    CHECK(place.problems(pack).empty());
}

TEST_CASE("each mistake in a table of targets has its words and its line", "[analysis]") {
    refused("separations,separations,", "separations,separation,",
            "fit_targets.csv:6: measure: found \"separation\". Did you mean \"separations\"?");
    refused("degrees_women,degrees,", "degrees_women,degree,", "Did you mean \"degrees\"?");
    refused("0.37,0.36,0.38,share", "0.37,0.38,0.39,share",
            "fit_targets.csv:2: low: the range 0.38 to 0.39");
    refused("0.37,0.36,0.38,share", "0.37,0.37,0.37,share", "must be wider than nothing");
    refused("0.37,0.36,0.38,share", "0.37,0.36,0.38,persons", "to_college is no persons");
    refused("0.37,0.36,0.38,share", "half,0.36,0.38,share", "value: found \"half\"");
    refused("to_college_women,to_college,3-10", "to_college_women,to_college,3-11",
            "years: found 3-11; allowed: 1 to 10");
    refused("to_college_women,to_college,3-10", "to_college_women,to_college,soon",
            "years: found \"soon\"");
    refused("growth,growth,0-10", "growth,growth,10", "goes from one year end to another");
    refused("3-10,women,", "3-10,woman,", "sex: found \"woman\". Did you mean \"women\"?");
    refused("10,*,bachelors_or_more", "10,*,masters", "education: found \"masters\"");
    refused("ratio,fit,judgement,judgement", "ratio,fits,judgement,judgement",
            "use: found \"fits\"");
    refused("ratio,fit,judgement,judgement", "ratio,fit,somebody,judgement",
            "the source \"somebody\" has no row in sources.csv");
    refused("ratio,fit,judgement,judgement", "ratio,fit,judgement,D", "grade: found \"D\"");
    refused("separations_ratio,separations,1-10,women", "separations_ratio,separations,1-10,*",
            "a ratio compares the groups of the row with all others");
    refused("ratio,fit,judgement,judgement", "ratio,fit,judgement,",
            "fit_targets.csv:7: grade: is empty. Write A, B, C or judgement.");
    refused("ratio,fit,judgement,judgement", "ratio,fit,,judgement", "source: is empty.");
    refused("separations_ratio,", "separations,", "the id \"separations\" stands here twice");
    refused("target,measure", "target,what", "unknown column \"what\"");
    refused(
        "to_college_", "to_school_",
        "pack.toml:73: fit.parameter.college.informed_by: no target is named \"to_college_*\".");
}

TEST_CASE("a fit needs more targets than free numbers", "[analysis]") {
    tests::FitPack const place(tests::replaced(table(), ",fit,judgement", ",check,judgement"));
    CHECK(place.problems(place.pack())
              .find("7 free numbers for 0 targets with use \"fit\"; there must be fewer") !=
          std::string::npos);
}

TEST_CASE("margins that do not sum are refused, and no others", "[analysis]") {
    auto const with = [&](std::string const& low, std::string const& high) {
        tests::FitPack const place(table() + "men,workers,10,men,bachelors_or_more,12000," + low +
                                   "," + high + ",persons,check,judgement,judgement,\n" +
                                   "the_women,workers,10,women,bachelors_or_more,8000,7900,8100,"
                                   "persons,check,judgement,judgement,\n");
        return place.problems(place.pack());
    };
    // Together 19,900 to 20,100 against 23,000 to 28,000.
    CHECK(with("12000", "12000.5").find("workers: a margin that does not sum: men") ==
          std::string::npos);
    auto const text = with("11900", "12100");
    INFO(text);
    CHECK(text.find("fit_targets.csv:8: workers: a margin that does not sum: women, men") !=
          std::string::npos);
    CHECK(with("11900", "15200").empty());
}

TEST_CASE("a table of targets that is not there is told where it is named", "[analysis]") {
    tests::FitPack const place;
    auto const pack = place.pack();
    std::filesystem::remove(place.path() / "fit_targets.csv");
    CHECK(place.problems(pack).find("pack.toml:56: fit.targets: ") != std::string::npos);
}

TEST_CASE("retirement is counted in closed form", "[analysis]") {
    auto pack = tests::pack_named("place");
    auto const base = pack;
    models::ExitSpec retire;
    retire.name = "retire";
    retire.value = models::Cube(0.1);
    pack.stages[0].exits.push_back(retire);
    analysis::Target target;
    target.stages.assign(pack.stages.size(), 0);
    target.stages[0] = 1;
    target.groups.assign(pack.groups.size(), 1);
    target.from_age = target.to_age = 60;
    CHECK(std::abs(analysis::retired_share(pack, target) - (1.0 - std::pow(0.9, 10))) < 1e-12);
    // An offset of ln 2 doubles the odds: 2/9 against 1, a chance of 2/11.
    pack.stages[0].exits.back().offset = models::Cube(std::log(2.0));
    CHECK(std::abs(analysis::retired_share(pack, target) - (1.0 - std::pow(9.0 / 11.0, 10))) <
          1e-12);
}
