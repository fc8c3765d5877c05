#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/study.hpp"

#include <algorithm>
#include <cmath>

// Measures of a pack's own: weights, stages and exits, by group.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::string const workers = R"(
years = [0, 20]
groups = ["w", "m"]
fields = ["none", "computing"]
credentials = ["none", "bachelors"]
[stage.post]
start = "workers_by_field.csv"
exit.upskill = { to = "study", quota = { w = 4, m = 6 } }
[stage.study]
start = { w = 100, m = 100 }
[parity.main]
of = "post"
reference = "study"
k = 1
)";

MeasureSeries const& named(StudyResult const& result, std::string const& name) {
    auto const at = std::find_if(result.measures.begin(), result.measures.end(),
                                 [&](auto const& m) { return m.name == name; });
    REQUIRE(at != result.measures.end());
    return *at;
}

double of(MeasureSeries const& measure, std::string const& group, std::size_t year) {
    auto const at = std::find_if(measure.groups.begin(), measure.groups.end(),
                                 [&](auto const& g) { return g.name == group; });
    REQUIRE(at != measure.groups.end());
    return at->value.mean[year];
}

StudyResult study(std::string const& measures, double scale = 1.0) {
    auto const pack = pack_from(workers + measures);
    auto settings = settings_for(pack, 6);
    settings.scale = scale;
    return run_study(pack, settings);
}

} // namespace

TEST_CASE("a weight is summed over people, and divided by the workforce where that is asked",
          "[models][own_measures]") {
    // Posts: 10 women and 30 men in computing, 40 and 20 elsewhere; 4 women and 6 men leave a year.
    std::string const pay = R"(
[measure.pay]
weight = "pay.csv"
unit = "dollars a year"
label = "pay"
[measure.mean_pay]
weight = "pay.csv"
unit = "dollars a year"
per = "workforce"
[measure.heads]
weight = 1
)";
    auto const result = study(pay);
    // 50,000 in computing, 40,000 elsewhere, women a tenth less; nothing outside of posts.
    double const women = 0.9 * (10 * 50e3 + 40 * 40e3), men = 30 * 50e3 + 20 * 40e3;
    CHECK(of(named(result, "pay"), "w", 0) == Approx(women));
    CHECK(of(named(result, "pay"), "m", 0) == Approx(men));
    CHECK(of(named(result, "pay"), "", 0) == Approx(women + men));
    CHECK(named(result, "pay").label == "pay");
    CHECK(named(result, "pay").unit == "dollars a year");
    CHECK(of(named(result, "mean_pay"), "w", 0) == Approx(women / 50));
    CHECK(of(named(result, "mean_pay"), "", 0) == Approx((women + men) / 100));
    CHECK(named(result, "mean_pay").label == "mean pay");
    CHECK(of(named(result, "heads"), "", 3) == Approx(300.0)); // nobody leaves the model
    // Mean pay is a number of the workforce: who studies has no part in it, however the year.
    CHECK(of(named(result, "mean_pay"), "w", 6) <= 45e3);
    CHECK(of(named(result, "mean_pay"), "w", 6) >= 36e3);
    // The twin: a sum falls with those who leave, a mean does not by itself.
    CHECK(of(named(result, "pay"), "w", 6) < women);
    CHECK(of(named(result, "pay"), "w", 6) ==
          Approx(of(named(result, "mean_pay"), "w", 6) * (50 - 24)));
}

TEST_CASE("a weight may go by year", "[models][own_measures]") {
    auto const result = study("[measure.rising]\nweight = \"rising.csv\"\nunit = \"1\"\n");
    CHECK(of(named(result, "rising"), "", 0) == Approx(100.0));
    CHECK(of(named(result, "rising"), "", 4) == Approx(3.0 * 60)); // ten leave a year
    CHECK(of(named(result, "rising"), "", 4) != Approx(100.0 - 40));
}

TEST_CASE("exits are counted as a flow, stages as people, comings and goings",
          "[models][own_measures]") {
    std::string const counted = R"(
[measure.upskilled]
exits = ["post.upskill"]
[measure.students]
stages = ["study"]
)";
    auto const result = study(counted);
    for (std::size_t y = 1; y <= 6; ++y) {
        CHECK(of(named(result, "upskilled"), "w", y) == 4.0);
        CHECK(of(named(result, "upskilled"), "", y) == 10.0);
        CHECK(of(named(result, "students_entrants"), "m", y) == 6.0);
        CHECK(of(named(result, "students_leavers"), "m", y) == 0.0);
        CHECK(of(named(result, "students"), "m", y) == 100.0 + 6.0 * static_cast<double>(y));
    }
    CHECK(std::isnan(of(named(result, "upskilled"), "w", 0)));
    CHECK(named(result, "upskilled").unit == "persons a year");
    CHECK(named(result, "students").unit == "persons");
    // In people, whatever the scale: quotas and stocks are even numbers.
    CHECK(of(named(study(counted, 0.5), "upskilled"), "w", 2) == 4.0);
    CHECK(of(named(study(counted, 0.5), "students"), "m", 2) == 112.0);
}

TEST_CASE("the mean of a workforce of nobody is none", "[models][own_measures]") {
    auto const result = study("[measure.mean_pay]\nweight = \"pay.csv\"\nunit = \"1\"\nper = "
                              "\"workforce\"\n");
    auto const& groups = named(result, "mean_pay").groups;
    CHECK(groups.size() == 3); // everybody, m and w
    auto const empty = pack_from(R"(
years = [0, 20]
groups = ["w", "m"]
[stage.post]
start = { w = 0, m = 10 }
[parity.main]
of = "post"
k = 1
[measure.mean]
weight = 2
per = "workforce"
)");
    auto const none = run_study(empty, settings_for(empty, 5));
    CHECK(std::isnan(of(named(none, "mean"), "w", 0)));
    CHECK(of(named(none, "mean"), "m", 0) == 2.0);
}
