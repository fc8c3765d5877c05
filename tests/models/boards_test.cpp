#include "tests/catch.hpp"
#include "tests/models/posts.hpp"

// Shares of entrants that follow a board (F5): a + b x the share of a group in a stage.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

} // namespace

TEST_CASE(
    "feedback a + b x board with lag 1 reads the last year end, with lag 0 the exits of this year",
    "[models][entry][boards]") {
    auto const entry = [](int lag) {
        return fill + "share = { w = { a = 0.1, b = 0.8, board = \"post.w\", lag = " +
               std::to_string(lag) + " }, m = \"rest\" }";
    };
    auto const by_last = [](auto, double last, double) { return 0.1 + 0.8 * last; };
    auto const by_now = [](auto, double, double now) { return 0.1 + 0.8 * now; };
    auto const lagged = women(Trial(posts("4000", entry(1)), 10), 10, replicates);
    CHECK(worst(lagged, recursion(10, 4000, by_last)) <
          sigma_bound); // exact: leavers and shares are linear
    CHECK(worst(lagged, recursion(10, 4000, by_now)) > sigma_bound);
    // With lag 0 the share is a ratio of two random numbers: its mean is right to O(1/N), here
    // under a tenth of a sigma.
    auto const now = women(Trial(posts("4000", entry(0)), 10), 10, replicates);
    CHECK(worst(now, recursion(10, 4000, by_now)) < sigma_bound);
    CHECK(worst(now, recursion(10, 4000, by_last)) > sigma_bound);
    // Year 1 with lag 1 reads the base: the share of entrants is 0.1 + 0.8 x 0.25 = 0.3.
    double const law = recursion(1, 4000, by_last)[1];
    CHECK(law == Approx(800 + 500 * 0.3));
}

TEST_CASE("a share is held within 0 and 1", "[models][entry][boards]") {
    Trial const all(
        posts("4000", fill + "share = { w = { a = 3, b = 0, board = \"post.w\" }, m = \"rest\" }"),
        30);
    auto const r = all.run();
    CHECK(all.stock(r, 30, "post", "m") <
          220); // 3000 x 0.9^30 = 127: nobody comes after those of the base
    Trial const none(
        posts("4000", fill + "share = { w = { a = -1, b = 0, board = \"post.w\" }, m = \"rest\" }"),
        30);
    auto const s = none.run();
    CHECK(none.stock(s, 30, "post", "w") < 60);
}

// Boards in log-odds (F9).

namespace {

//! Men and women in posts that each leave by a logit with a board; 20,000 each, filled to size.
Pack answering(std::string const& board, std::string const& phase = "separate",
               std::string const& before = "") {
    return pack_from(R"(
years = [0, 20]
groups = ["w", "m"]
[stage.pupil]
start = { w = 20000, m = 20000 }
)" + before + R"(
[stage.post]
phase = ")" + phase + R"("
slots = 40000
start = { w = 10000, m = 30000 }
exit.leave = { to = "out", log_odds = -2.0, gamma = { company = -3.0 } }
[entry.hire]
to = "post"
mode = "to_fill"
draw = "exact"
share = { w = 0.6, m = "rest" }
[board.company]
)" + board + women_in("post"));
}

double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

//! Deviation of the leavers of a year from n x logistic(eta), in standard errors.
double off(Trial const& trial, Recording const& r, std::int32_t year, std::string const& group,
           double eta) {
    auto const n = static_cast<double>(trial.stock(r, year - 1, "post", group));
    double const p = logistic(eta);
    return std::abs(sigmas(static_cast<double>(trial.flow(r, year, "post.leave", group)), n * p,
                           n * p * (1 - p)));
}

double held(Trial const& trial, Recording const& r, std::int32_t year, std::string const& group) {
    return static_cast<double>(trial.stock(r, year, "post", group)) / 40000;
}

} // namespace

TEST_CASE("an exit answers to the share of a group, of last year's end", "[models][boards]") {
    Trial const trial(answering("share_in = \"post\"\ngroup = \"w\"\ncentre = 0.25\n"), 12);
    auto const r = trial.run();
    for (std::int32_t year = 1; year <= 12; ++year)
        for (std::string const group : {"w", "m"}) {
            double const w = held(trial, r, year - 1, "w"); // year 1 reads the base
            CHECK(off(trial, r, year, group, -2.0 - 3.0 * (w - 0.25)) < sigma_bound);
        }
    // The twins: the year before the last; no answer.
    CHECK(off(trial, r, 2, "m", -2.0) > sigma_bound);
    CHECK(off(trial, r, 12, "m", -2.0) > sigma_bound);
}

TEST_CASE("a board without a group is each reader's own", "[models][boards]") {
    Trial const trial(answering("share_in = \"post\"\n"), 3);
    auto const r = trial.run();
    CHECK(off(trial, r, 1, "w", -2.0 - 3.0 * 0.25) < sigma_bound);
    CHECK(off(trial, r, 1, "m", -2.0 - 3.0 * 0.75) < sigma_bound);
    CHECK(off(trial, r, 1, "m", -2.0 - 3.0 * 0.25) > sigma_bound);
}

TEST_CASE("a step is taken where the share reaches it", "[models][boards]") {
    Trial const trial(answering("share_in = \"post\"\ngroup = \"w\"\nat_least = 0.30\n"), 12);
    auto const r = trial.run();
    int below = 0, above = 0;
    for (std::int32_t year = 1; year <= 12; ++year) {
        bool const step = held(trial, r, year - 1, "w") >= 0.30;
        (step ? above : below) += 1;
        CHECK(off(trial, r, year, "m", step ? -5.0 : -2.0) < sigma_bound);
        CHECK(off(trial, r, year, "m", step ? -2.0 : -5.0) > sigma_bound);
    }
    CHECK((below > 0 && above > 0));
}

TEST_CASE("with lag 0 a board is of the latest phase of this year", "[models][boards]") {
    // All women leave school for posts in `progress`; the board of `separate` sees them.
    auto const arrive = std::string("exit.go = { to = \"post\", p = { w = 1, m = 0 } }\n");
    auto const board = [](int lag) {
        return "share_in = \"post\"\ngroup = \"w\"\nlag = " + std::to_string(lag) + "\n";
    };
    Trial const now(answering(board(0), "separate", arrive), 1);
    Trial const last(answering(board(1), "separate", arrive), 1);
    auto const r = now.run(), s = last.run();
    double const share_now = 30000.0 / 60000, share_last = 0.25;
    CHECK(off(now, r, 1, "m", -2.0 - 3.0 * share_now) < sigma_bound);
    CHECK(off(now, r, 1, "m", -2.0 - 3.0 * share_last) > sigma_bound);
    CHECK(off(last, s, 1, "m", -2.0 - 3.0 * share_last) < sigma_bound);
    // In `progress` itself nothing has moved yet this year: both lags read the base.
    Trial const early(answering(board(0), "progress", arrive), 1);
    CHECK(off(early, early.run(), 1, "m", -2.0 - 3.0 * share_last) < sigma_bound);
}

TEST_CASE("a board that nobody answers to, or with a response of 0, leaves every bit",
          "[models][boards]") {
    auto const digest = [](std::string const& gamma, int lag) {
        auto const pack = pack_from(R"(
years = [0, 20]
groups = ["w", "m"]
[stage.post]
slots = 400
start = { w = 100, m = 300 }
exit.leave = { to = "out", p = 0.1)" +
                                    gamma + R"( }
[entry.hire]
to = "post"
mode = "to_fill"
share = { w = 0.5, m = 0.5 }
[board.company]
share_in = "post"
lag = )" + std::to_string(lag) + women_in("post"));
        return Trial(pack, 20).run().digest;
    };
    CHECK(digest(", gamma = { company = 0 }", 1) == digest("", 1));
    CHECK(digest(", gamma = { company = 0 }", 0) == digest("", 1));
    CHECK(digest(", gamma = { company = 0.5 }", 1) != digest("", 1));
}

TEST_CASE("last year's chance to be hired draws people on", "[models][boards]") {
    // 100 posts a year for those who trained; who trains looks at the chance of the year before.
    auto const pack = pack_from(R"(
years = [0, 6]
groups = ["w", "m"]
[stage.pupil]
start = { w = 60000, m = 60000 }
exit.train = { to = "seeking", log_odds = -3.0, gamma = { prospects = 2.0 } }
[stage.seeking]
phase = "separate"
start = { w = 4000, m = 2000 }
[stage.post]
phase = "separate"
[market.jobs]
to = "post"
from = ["seeking"]
demand = { flow = { knots = [[1, 3000], [2, 1500]] } }
score = { group = { w = 0, m = 1 }, noise = 1.0 }
[board.prospects]
hired_in = "jobs"
base = 0.5
)" + women_in("post"));
    Trial const trial(pack, 6);
    auto const r = trial.run();
    for (std::string const group : {"w", "m"}) {
        double chance = 0.5; // believed before the first year
        for (std::int32_t year = 1; year <= 6; ++year) {
            auto const pupils = static_cast<double>(trial.stock(r, year - 1, "pupil", group));
            auto const trained = static_cast<double>(trial.flow(r, year, "pupil.train", group));
            double const p = logistic(-3.0 + 2.0 * chance), twin = logistic(-3.0 + 2.0 * 0.65);
            CHECK(std::abs(sigmas(trained, pupils * p, pupils * p * (1 - p))) < sigma_bound);
            if (year == 1)
                CHECK(std::abs(sigmas(trained, pupils * twin, pupils * p * (1 - p))) > sigma_bound);
            auto const hired = static_cast<double>(trial.hires(r, year, "jobs", group));
            auto const left = static_cast<double>(trial.stock(r, year, "seeking", group));
            chance = hired / (hired + left); // all who seek apply
        }
    }
}
