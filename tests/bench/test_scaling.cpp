#include "tests/catch.hpp"

#include "bench/nation.hpp"
#include "bench/scaling.hpp"
#include "models/pack_reader.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

using namespace stempath;
using bench::Scaling;

namespace {

//! The United States, at sizes that say nothing of speed.
struct Shipped {
    Shipped() {
        models::Diagnostics problems;
        pack = models::read_pack(STEMPATH_SOURCE_DIR "/models/packs/us", {}, problems);
        INFO(problems.text());
        REQUIRE(pack);
        settings.end_year = 2024;
        settings.scale = 1e-5;
        settings.seed = 7;
        settings.parity = pack->parity.at(0);
        settings.parity.k = 1;
        settings.parity.goals.clear();
    }
    bench::Subject subject() const { return {*pack, settings, {}}; }

    std::optional<models::Pack> pack;
    models::RunSettings settings;
};

bench::ScalingOptions tiny() {
    bench::ScalingOptions options;
    options.threads_up_to = 3;
    options.rounds = 1;
    options.persons = 4000;
    options.persons_per_thread = 2000;
    options.persons_per_replicate = 2000;
    options.sizes = {2000, 1e12};
    options.reference_size = 4000;
    options.copy_bytes = std::uint64_t{8} << 20;
    options.least_timed_person_years = 0;
    return options;
}

void silent(std::string_view) {}

bench::ScalingPoint point(unsigned threads, double speed_up) {
    bench::ScalingPoint p;
    p.threads = threads;
    p.speed_up = speed_up;
    return p;
}

} // namespace

TEST_CASE("threads double up to the most, which counts too", "[bench]") {
    CHECK(bench::thread_counts(1) == std::vector<unsigned>{1});
    CHECK(bench::thread_counts(2) == std::vector<unsigned>{1, 2});
    CHECK(bench::thread_counts(6) == std::vector<unsigned>{1, 2, 4, 6});
    CHECK(bench::thread_counts(8) == std::vector<unsigned>{1, 2, 4, 8});
}

TEST_CASE("the serial fraction is that of Amdahl's law", "[bench]") {
    auto const amdahl = [](double serial, unsigned n) {
        return point(n, 1.0 / (serial + (1.0 - serial) / n));
    };
    auto const fitted =
        bench::serial_fraction({amdahl(0.1, 1), amdahl(0.1, 2), amdahl(0.1, 4), amdahl(0.1, 8)});
    REQUIRE(fitted);
    CHECK(std::abs(*fitted - 0.1) < 1e-12);
    CHECK_FALSE(bench::serial_fraction({point(1, 1.0)}));
    CHECK_FALSE(bench::serial_fraction({}));
}

TEST_CASE("scaling gives one digest whatever the threads, and says what it skipped", "[bench]") {
    Shipped const shipped;
    auto const report = bench::measure_scaling(shipped.subject(), tiny(), silent);
    REQUIRE(report.series.size() == 4);
    for (auto const& series : report.series) {
        INFO(bench::name_of(series.kind));
        bool const by_size = series.kind == Scaling::size;
        REQUIRE(series.points.size() == (by_size ? 2 : 3));
        CHECK(series.serial_fraction.has_value() != by_size);
        for (auto const& p : series.points) {
            CHECK(p.seconds > 0.0);
            CHECK(p.person_years > 0);
            CHECK(p.copy_gb_per_s > 0.0);
            if (!by_size && series.kind != Scaling::weak)
                CHECK(p.digest == series.points.front().digest);
        }
    }
    auto const& weak = report.series[1].points;
    CHECK(weak[2].persons > 2 * weak[0].persons);
    auto const& sizes = report.series[3];
    REQUIRE(sizes.relative_cost.size() == 2);
    CHECK(sizes.relative_cost[1] == 1.0);
    REQUIRE(sizes.skipped.size() == 1);
    CHECK(sizes.skipped[0].find("1000000000000 people") == 0);

    auto const json = nlohmann::json::parse(bench::to_json(report));
    CHECK(json["series"][0]["kind"] == "strong");
    CHECK(json["series"][0]["points"][1]["threads"] == 2);
    CHECK(json["series"][3]["points"][0].contains("relative_cost"));
    CHECK(json["series"][3]["serial_fraction"].is_null());
    CHECK(bench::to_text(report).find("skipped: 1000000000000 people") != std::string::npos);
}

TEST_CASE("only the kind asked for is measured", "[bench]") {
    Shipped const shipped;
    auto options = tiny();
    options.kinds = {Scaling::ensemble};
    auto const report = bench::measure_scaling(shipped.subject(), options, silent);
    REQUIRE(report.series.size() == 1);
    CHECK(report.series[0].points[0].replicates == 8);
}

TEST_CASE("the nation runs from the base year to the last, on any number of threads", "[bench]") {
    Shipped const shipped;
    bench::NationOptions options;
    options.scale = 1e-5;
    options.threads = 1;
    auto const one = bench::measure_nation(shipped.subject(), options, silent);
    options.threads = 2;
    auto const two = bench::measure_nation(shipped.subject(), options, silent);
    CHECK(one.digest == two.digest);
    CHECK(one.first_year == 2022);
    CHECK(one.last_year == 2024);
    CHECK(one.persons > 3000);
    CHECK(one.peak_bytes > 0);
    auto const json = nlohmann::json::parse(bench::to_json(one));
    CHECK(json["digest"] == one.digest);
    CHECK(json["goal"]["seconds"] == bench::nation_goal_s);
    CHECK(bench::to_text(one).find(one.digest) != std::string::npos);
}

TEST_CASE("a run that does not fit into memory is not begun", "[bench]") {
    CHECK(bench::available_bytes() > 0);
    CHECK_FALSE(bench::lacks_memory(1000.0));
    auto const problem = bench::lacks_memory(1e15);
    REQUIRE(problem);
    CHECK(problem->find("GB of memory are needed") != std::string::npos);
}
