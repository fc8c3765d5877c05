#include "tests/catch.hpp"

#include "bench/report.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

using namespace stempath;

namespace {

bool near(nlohmann::json const& value, double expected) {
    return std::abs(value.get<double>() - expected) < 1e-9 * expected;
}

bench::Report measured() {
    bench::Report r;
    r.threads = 2;
    r.step.one.whole_s = 2.0;
    r.step.one.cpu_s = 2.0;
    r.step.one.later_years_s = 1.0;
    r.step.one.person_years = 200'000'000;
    r.step.one.later_person_years = 150'000'000;
    r.step.all = r.step.one;
    r.step.all.whole_s = 1.0;
    r.two_threads = r.step.all;
    r.naive = {80.0, 60.0};
    r.agreement.compared.push_back({"population", 10.0, 10.1, -1.5});
    r.agreement.compared.push_back({"women", 5.0, 5.0, 0.1});
    r.memory.living = 1000;
    r.memory.resident_growth = 20'000;
    r.memory.column_bytes = 15'000;
    return r;
}

} // namespace

TEST_CASE("the document holds what was measured under the names that are documented") {
    auto const json = nlohmann::json::parse(bench::to_json(measured()));
    CHECK(near(json["step"]["person_years_per_s"]["1"], 100e6));
    CHECK(near(json["step"]["person_years_per_s"]["all"], 200e6));
    CHECK(near(json["step"]["ns_per_person_year"]["1"], 10.0));
    CHECK(near(json["naive"]["person_years_per_s"], 12.5e6));
    CHECK(near(json["ratio_to_naive"], 8.0));
    CHECK(near(json["cpu_ratio_to_naive"], 6.0));
    CHECK(near(json["two_thread_gain"], 2.0));
    CHECK(near(json["bytes_per_person"], 20.0));
    CHECK(near(json["column_bytes_per_person"], 15.0));
    CHECK(json["copy"]["gb_per_s"].size() == 2);
    CHECK(json["default_scenario_wall_s"].is_null());
    for (char const* key : {"cpu", "hardware_threads", "compiler", "flags", "naive_flags", "level"})
        CHECK(json["machine"].contains(key));
}

TEST_CASE("the worst comparison is the one with the largest t of either sign") {
    CHECK(measured().agreement.worst().what == "population");
    CHECK(measured().agreement.holds());
}

TEST_CASE("on one thread there is no gain of two") {
    auto report = measured();
    report.two_threads.reset();
    CHECK(nlohmann::json::parse(bench::to_json(report))["two_thread_gain"].is_null());
}
