#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/expected.hpp"
#include "models/model_error.hpp"

#include <cmath>

// The expected path by hand: one figure after the other, and what it refuses.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::string const parity = R"(
[parity.main]
of = "a"
reference = "b"
index = "ratio"
at_least = 0.9
k = 1
)";

Pack pack_of(std::string const& body, std::string const& head = "groups = [\"w\", \"m\"]\n") {
    return pack_from("years = [0, 20]\n" + head + body + parity);
}

constexpr std::uint32_t m = 0, w = 1; // groups stand in order of name

//! Persons in a stage after so many years.
double after(ExpectedPath& path, std::int32_t years, std::size_t stage, std::uint32_t group) {
    while (path.year() < years)
        path.step();
    return path.stocks().total(stage, group);
}

std::string refusal(Pack const& pack) {
    try {
        ExpectedPath const path(pack);
    } catch (ModelError const& error) {
        return error.what();
    }
    return "";
}

std::string const two_stages = "[stage.a]\nstart = { w = 100, m = 200 }\n"
                               "[stage.b]\nstart = { w = 1, m = 1 }\n";

} // namespace

TEST_CASE("expected: chances, and who came this year is not at risk before the next",
          "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
start = { w = 100, m = 200 }
exit.go = { to = "b", p = { w = 0.2, m = 0.1 } }
[stage.b]
phase = "separate"
exit.leave = { to = "out", p = 0.5 }
)");
    ExpectedPath path(pack);
    CHECK(after(path, 1, 0, w) == Approx(80.0));
    CHECK(after(path, 1, 1, w) == Approx(20.0));
    CHECK(path.flow() == std::vector<double>{20.0, 20.0, 0.0, 0.0}); // m, w by a.go; by b.leave
    CHECK(after(path, 2, 1, w) == Approx(0.5 * 20.0 + 16.0));
    CHECK(after(path, 2, 1, m) == Approx(0.5 * 20.0 + 18.0));
}

TEST_CASE("expected: log-odds are a softmax, against staying or against each other",
          "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
start = { w = 100, m = 200 }
exit.go = { to = "b", log_odds = { w = 0.5, m = -1.0 } }
exit.leave = { to = "out", log_odds = -2.0 }
[stage.b]
duration = 1
exit.up = { to = "c", log_odds = { w = 0.0, m = 1.0 } }
exit.out = { to = "out", log_odds = 0.0 }
[stage.c]
)");
    ExpectedPath path(pack);
    double const all = 1.0 + std::exp(-1.0) + std::exp(-2.0);
    CHECK(after(path, 1, 0, m) == Approx(200.0 / all));
    double const came = 200.0 * std::exp(-1.0) / all;
    CHECK(after(path, 1, 1, m) == Approx(came));
    CHECK(after(path, 2, 2, m) == Approx(came / (1.0 + std::exp(-1.0))));
}

TEST_CASE("expected: quotas take at most who is there, blind within their cell, before the race",
          "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
start = { w = 100, m = 200 }
exit.both = { to = "b", quota = 30 }
exit.just_w = { to = "c", quota = { w = 1000, m = 0 } }
exit.leave = { to = "out", p = 0.5 }
[stage.b]
[stage.c]
)");
    ExpectedPath path(pack);
    CHECK(after(path, 1, 1, w) == Approx(10.0));
    CHECK(after(path, 1, 1, m) == Approx(20.0));
    CHECK(after(path, 1, 2, w) == Approx(90.0)); // all that are left
    CHECK(after(path, 1, 0, w) == Approx(0.0));
    CHECK(after(path, 1, 0, m) == Approx(90.0));
}

TEST_CASE("expected: in a timed stage a quota waits for the decision", "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
duration = 3
stay = true
start = { w = 100, m = 100 }
exit.chosen = { to = "b", quota = 10 }
exit.early = { to = "c", quota = { w = 5, m = 0 }, every_year = true }
[stage.b]
[stage.c]
)");
    ExpectedPath path(pack);
    CHECK(after(path, 2, 1, w) == Approx(0.0));
    CHECK(after(path, 2, 2, w) == Approx(10.0));
    // In order of name: `chosen` takes 10 of the 190, then `early` 5 of the w.
    CHECK(after(path, 3, 1, w) == Approx(10.0 * 90.0 / 190.0));
    CHECK(after(path, 3, 2, w) == Approx(15.0));
}

TEST_CASE("expected: max_years lets the last class go, and ages may be a table",
          "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
max_years = 25
limit_to = "b"
start = { total = 100, share = { w = 0.5, m = 0.5 }, ages = "young_and_old.csv" }
exit.leave = { to = "out", p = 0.1 }
[stage.b]
)");
    ExpectedPath path(pack);
    CHECK(path.stocks().shape().classes.front() == 25);
    Coords c;
    c[Dim::tenure] = 20;
    CHECK(path.stocks().at(0, c) == Approx(25.0));
    CHECK(after(path, 4, 1, m) == 0.0);
    CHECK(after(path, 4, 0, m) == Approx(50.0 * std::pow(0.9, 4)));
    // Those of class 24 who do not leave go by the limit.
    CHECK(after(path, 5, 1, m) == Approx(25.0 * std::pow(0.9, 5)));
    CHECK(after(path, 5, 0, m) == Approx(25.0 * std::pow(0.9, 5)));
}

TEST_CASE("expected: a start may be counted by years in stage", "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
start = "old_and_new_w.csv"
exit.leave = { to = "b", p = "leaving_by_years.csv" }
[stage.b]
)");
    ExpectedPath path(pack);
    CHECK(after(path, 0, 0, w) == Approx(60.0));
    CHECK(after(path, 0, 0, m) == 0.0);
    CHECK(after(path, 1, 1, w) == Approx(40.0 * 0.1 + 20.0 * 0.3));
}

TEST_CASE("expected: posts are filled after the exits, and never below none",
          "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
slots = { knots = [[1, 300], [2, 100]] }
start = { w = 100, m = 200 }
exit.leave = { to = "out", p = { w = 0.2, m = 0.1 } }
[stage.b]
start = { w = 30, m = 10 }
exit.leave = { to = "out", p = { w = 0.5, m = 0.0 } }
[entry.hire]
to = "a"
mode = "to_fill"
share = { w = { a = 0.1, b = 0.4, board = "b.w", lag = 0 }, m = "rest" }
)");
    ExpectedPath path(pack);
    // Board b after the exits of the year: 15 of 25 are w.
    CHECK(after(path, 1, 0, w) == Approx(80.0 + 40.0 * (0.1 + 0.4 * 0.6)));
    double const before = path.stocks().total(0, m);
    CHECK(after(path, 2, 0, m) == Approx(0.9 * before)); // 100 posts for 265 people
    auto const lagged = pack_of(R"(
[stage.a]
slots = 300
start = { w = 100, m = 200 }
exit.leave = { to = "out", p = 0.1 }
[stage.b]
start = { w = 30, m = 10 }
exit.leave = { to = "out", p = { w = 0.5, m = 0.0 } }
[entry.hire]
to = "a"
mode = "to_fill"
share = { w = { a = 0.5, b = 1.0, board = "b.w" }, m = "rest" }
)");
    ExpectedPath by_last(lagged);
    CHECK(after(by_last, 1, 0, w) == Approx(90.0 + 30.0)); // 0.5 + 0.75, held to 1
}

TEST_CASE("expected: numbers enter in their year, unrounded", "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
start = { w = 1, m = 1 }
[stage.b]
[entry.each]
to = "b"
mode = "number"
number = { w = 10.3, m = 4 }
rounding = "nearest"
[entry.once]
to = "b"
mode = "number"
number = { w = 100, m = 0 }
when = 2
)");
    ExpectedPath path(pack);
    CHECK(after(path, 1, 1, w) == Approx(10.3));
    CHECK(after(path, 3, 1, w) == Approx(30.9 + 100.0));
}

TEST_CASE("expected: fields, credentials and regions move with people", "[models][expected]") {
    auto const pack =
        pack_of(R"(
[stage.a]
start = { north = 60, south = 40 }
exit.go = { to = "b", p = { north = 0.5, south = 0.25 }, field = { none = 0, x = 0.75, y = 0.25 }, credential = "high" }
[stage.b]
exit.back = { to = "c", p = { none = 0, x = 0.2, y = 0.4 }, field = "none" }
[stage.c]
[entry.come]
to = "c"
mode = "number"
number = { north = 1, south = 2 }
)",
                "groups = [\"all\"]\nregions = [\"north\", \"south\"]\n"
                "fields = [\"none\", \"x\", \"y\"]\ncredentials = [\"none\", \"high\"]\n");
    ExpectedPath path(pack);
    path.step();
    Coords c;
    c[Dim::region] = 1;
    c[Dim::field] = 1;
    c[Dim::credential] = 1;
    CHECK(path.stocks().at(1, c) == Approx(40.0 * 0.25 * 0.75));
    c[Dim::field] = 2;
    CHECK(path.stocks().at(1, c) == Approx(40.0 * 0.25 * 0.25));
    path.step();
    c[Dim::field] = 0;
    CHECK(path.stocks().at(2, c) == Approx(10.0 * (0.75 * 0.2 + 0.25 * 0.4)));
    c[Dim::credential] = 0;
    CHECK(path.stocks().at(2, c) == Approx(4.0)); // two a year have come by number
}

TEST_CASE("expected: the mean of replicates comes near it, whatever the pack does",
          "[models][expected]") {
    auto const pack = pack_named("toy");
    auto const settings = settings_for(pack, pack.base_year + 5);
    auto const result = run_expected(pack, settings);
    CHECK(result.persons.size() == 6 * pack.stages.size() * pack.groups.size());
    CHECK(result.flow.size() == 6 * result.exit_names.size() * pack.groups.size());
    CHECK(result.parity.first_year.size() == 1);
    CHECK(result.parity.goals.empty());
    Trial const trial(pack, settings);
    constexpr std::uint32_t replicates = 100;
    std::vector<double> mean(result.persons.size());
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const recording = trial.run(r);
        auto const& cells = recording.tables[Measures::stocks];
        for (std::size_t i = 0; i < mean.size(); ++i)
            mean[i] += static_cast<double>(cells[i]) / replicates;
    }
    for (std::size_t i = 0; i < mean.size(); ++i) {
        // A stock of n varies by the root of n at most here; starts are rounded to whole people.
        double const error = std::sqrt(std::max(result.persons[i], 1.0) / replicates);
        CHECK(std::abs(mean[i] - result.persons[i]) < sigma_bound * error + 1.0);
    }
}

TEST_CASE("expected: what it cannot do is refused by its key", "[models][expected]") {
    CHECK(refusal(pack_of(two_stages)).empty());
    CHECK(refusal(pack_named("place")).starts_with("demography: run --expected cannot solve this"));
    CHECK(refusal(pack_of(two_stages + R"(
[market.jobs]
to = "a"
from = ["b"]
demand = { growth = 0.1 }
score = "lottery"
laid_off_to = "b"
)"))
              .starts_with("market.jobs: run --expected cannot solve this"));
    auto const traits = "groups = [\"w\", \"m\"]\n"
                        "traits = { develop_ages = [0, 9], kappa = 0.2, rho = 0.5 }\n";
    auto const exit = [](char const* beta) {
        return std::string("exit.go = { to = \"a\", p = 0.1, beta = { interest = ") + beta +
               " } }\n";
    };
    CHECK(refusal(pack_of(two_stages + "[gap]\nfuture = \"fading\"\n")).starts_with("gap.future"));
    CHECK(refusal(pack_of(two_stages + "[gap]\nfuture = \"constant\"\n")).empty());
    CHECK(refusal(pack_of(two_stages + exit("0.3"), traits))
              .starts_with("stage.b.exit.go.beta: run --expected cannot solve this"));
    CHECK(refusal(pack_of(two_stages + exit("0.0"), traits)).empty());
    CHECK(refusal(pack_of(two_stages +
                          R"(exit.go = { to = "a", log_odds = -2.0, gamma = { women = 1.0 } }
[board.women]
share_in = "a"
group = "w"
)"))
              .starts_with("stage.b.exit.go.gamma: run --expected cannot solve this"));
}

TEST_CASE("expected: programmes shift odds in their years, at the decision, for those who entered",
          "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
duration = 2
start = { w = 100, m = 100 }
exit.go = { to = "b", p = 0.3 }
exit.leave = { to = "out", p = 0.6 }
exit.early = { to = "out", p = 0.1, every_year = true }
[stage.b]
max_years = 30
exit.rise = { to = "c", log_odds = -1.0 }
[stage.c]
[programme.club]
stage = "a"
at = "decision"
years = [2, 2]
shift = { go = { w = 0.5, m = 0.0 } }
[programme.mentors]
stage = "b"
at = "entry"
years = [2, 2]
shift = { rise = 0.25 }
)");
    ExpectedPath path(pack);
    double const odds = 0.3 * std::exp(0.5);
    CHECK(after(path, 2, 1, w) == Approx(90.0 * odds / (odds + 0.7)));
    CHECK(after(path, 2, 1, m) == Approx(27.0));
    CHECK(after(path, 3, 2, m) == Approx(27.0 / (1.0 + std::exp(0.75))));
    double const left = 27.0 - 27.0 / (1.0 + std::exp(0.75));
    CHECK(after(path, 4, 1, m) == Approx(left - left / (1.0 + std::exp(0.75))));
}

TEST_CASE("expected: log-odds beyond what a double can raise e to are weighed all the same",
          "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
duration = 1
start = { w = 100, m = 100 }
exit.go = { to = "b", log_odds = { w = 100, m = -100 } }
exit.leave = { to = "out", log_odds = { w = 99, m = -99 } }
[stage.b]
[programme.flood]
stage = "a"
shift = { go = { w = 100, m = -100 }, leave = { w = 100, m = -100 } }
)" + [] {
        std::string more;
        for (int i = 0; i < 9; ++i) // shifts add up, to at most 1000
            more +=
                "[programme.flood_" + std::to_string(i) +
                "]\nstage = \"a\"\nshift = { go = { w = 100, m = -100 }, leave = { w = 100, m = "
                "-100 } }\n";
        return more;
    }());
    ExpectedPath path(pack);
    CHECK(after(path, 1, 1, w) == Approx(100.0 / (1.0 + std::exp(-1.0))));
    CHECK(after(path, 1, 1, m) == Approx(100.0 / (1.0 + std::exp(1.0))));
}

TEST_CASE("expected: a board may be a step, less its centre, and each group's own",
          "[models][expected]") {
    auto const pack = pack_of(R"(
[stage.a]
slots = 300
start = { w = 100, m = 200 }
exit.leave = { to = "out", p = 0.1 }
[stage.b]
start = { w = 30, m = 10 }
[board.own]
share_in = "b"
at_least = 0.5
centre = 0.25
[entry.hire]
to = "a"
mode = "to_fill"
share = { w = { a = 0.1, b = 0.4, board = "own" }, m = "rest" }
)");
    ExpectedPath path(pack);
    CHECK(after(path, 1, 0, w) == Approx(90.0 + 30.0 * (0.1 + 0.4 * 0.75)));
}
