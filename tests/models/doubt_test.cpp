//! Figures drawn from their ranges.
#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/drawn_pack.hpp"
#include "models/study.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

constexpr double five_se = 5.0; // two-sided 5.7e-7 a check under the normal law

//! A pack of tests/packs with a section [doubt] added, and grades where it has none.
Pack doubtful(std::string const& name) {
    Diagnostics problems;
    auto document = read_pack_document("tests/packs/" + name, {}, problems);
    auto const added = parse_toml("[doubt]\nA = 1.01\nB = 1.05\nC = 1.2\njudgement = "
                                  "1.3\n[provenance]\ngrade = \"C\"\n",
                                  "tests/packs/" + name + "/pack.toml", problems);
    for (auto const& section : added->entries)
        if (document->find(section.key) == nullptr)
            document->entries.push_back(section);
    auto pack = read_pack(*document, "tests/packs/" + name, problems);
    INFO(problems.text());
    REQUIRE(pack);
    return *pack;
}

std::string posts(std::string const& exits, std::string const& more = "") {
    return "years = [0, 20]\ngroups = [\"w\", \"m\"]\n[doubt]\nC = 1.3\n[stage.post]\n"
           "start = { w = 1000, m = 1000 }\n" +
           exits + more + women_in("post");
}

Coords of_group(std::int32_t g) {
    Coords c;
    c[Dim::group] = g;
    return c;
}

//! What the draws of `n` replicates do to the odds of the first exit.
std::vector<double> offsets(Pack const& pack, std::uint32_t n, std::int32_t group = 0,
                            std::size_t exit = 0) {
    DoubtfulFigures const figures(pack);
    std::vector<double> all;
    for (std::uint32_t r = 0; r < n; ++r) {
        auto const drawn = drawn_pack(figures, keyed_normals(7, r));
        auto const& offset = drawn.stages[0].exits[exit].offset;
        all.push_back(offset ? offset->at(of_group(group)) : 0.0);
    }
    return all;
}

double logit(double p) { return std::log(p / (1.0 - p)); }

double share_below(std::vector<double> const& v, double limit) {
    return static_cast<double>(
               std::count_if(v.begin(), v.end(), [&](double x) { return x < limit; })) /
           static_cast<double>(v.size());
}

//! Deviation of a share from p in standard errors.
double deviation(double share, double p, std::size_t n) {
    return (share - p) / std::sqrt(p * (1.0 - p) / static_cast<double>(n));
}

double correlation(std::vector<double> const& a, std::vector<double> const& b) {
    double const n = static_cast<double>(a.size());
    double const ma = std::accumulate(a.begin(), a.end(), 0.0) / n;
    double const mb = std::accumulate(b.begin(), b.end(), 0.0) / n;
    double ab = 0.0, aa = 0.0, bb = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - ma) * (b[i] - mb);
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
    }
    return ab / std::sqrt(aa * bb);
}

bool same_zeros(Cube const& a, Cube const& b) {
    return a.values().size() == b.values().size() &&
           std::equal(a.values().begin(), a.values().end(), b.values().begin(),
                      [](double x, double y) { return (x == 0.0) == (y == 0.0); });
}

} // namespace

// Six shares of 20,000 draws against 5, 50 and 95 %, by the binomial law, each within 5 standard
// errors: a right program fails with 4e-6. The twin takes a range a twentieth narrower.
TEST_CASE("a probability has its range with 90 %, each side by its own width", "[models][doubt]") {
    constexpr std::uint32_t n = 20'000;
    auto const pack =
        pack_from(posts("exit.leave = { to = \"out\", p = { value = 0.1, low = 0.08, high = 0.15 } "
                        "}\n"));
    auto const moves = offsets(pack, n);
    double const below = logit(0.08) - logit(0.1), above = logit(0.15) - logit(0.1);
    CHECK(std::abs(deviation(share_below(moves, below), 0.05, n)) < five_se);
    CHECK(std::abs(deviation(share_below(moves, 0.0), 0.5, n)) < five_se);
    CHECK(std::abs(deviation(share_below(moves, above), 0.95, n)) < five_se);
    CHECK(std::abs(deviation(share_below(moves, 0.85 * below), 0.05, n)) > five_se);
    CHECK(std::abs(deviation(share_below(moves, 0.85 * above), 0.95, n)) > five_se);

    auto const by_grade =
        pack_from(posts("exit.leave = { to = \"out\", p = 0.1, grade = \"C\" }\n"));
    auto const drawn = offsets(by_grade, n);
    double const width = std::log(1.3);
    CHECK(std::abs(deviation(share_below(drawn, -width), 0.05, n)) < five_se);
    CHECK(std::abs(deviation(share_below(drawn, 0.0), 0.5, n)) < five_se);
    CHECK(std::abs(deviation(share_below(drawn, width), 0.95, n)) < five_se);
    CHECK(std::abs(deviation(share_below(drawn, std::log(1.25)), 0.95, n)) > five_se);
}

// A correlation of 20,000 pairs of independent normals has a standard error of 0.0071.
TEST_CASE("with by, each value has a draw of its own", "[models][doubt]") {
    constexpr std::uint32_t n = 20'000;
    auto const of = [](std::string const& by) {
        return pack_from(posts("exit.leave = { to = \"out\", p = { w = 0.1, m = 0.2, spread = 1.5" +
                               by + " } }\n"));
    };
    auto const apart = of(", by = [\"group\"]");
    CHECK(std::abs(correlation(offsets(apart, n, 0), offsets(apart, n, 1))) < five_se * 0.0071);
    auto const together = of("");
    CHECK(offsets(together, 50, 0) == offsets(together, 50, 1)); // the twin
}

TEST_CASE("figures with one name for their doubt have one draw; others are independent",
          "[models][doubt]") {
    constexpr std::uint32_t n = 20'000;
    auto const of = [](std::string const& name) {
        return pack_from(posts("exit.a = { to = \"out\", p = { value = 0.1, spread = 1.5" + name +
                               " } }\nexit.b = { to = \"out\", p = { value = 0.2, spread = 1.5" +
                               name + " } }\n"));
    };
    auto const shared = of(", doubt = \"luck_of_posts\"");
    CHECK(offsets(shared, 50, 0, 0) == offsets(shared, 50, 0, 1));
    auto const apart = of("");
    CHECK(std::abs(correlation(offsets(apart, n, 0, 0), offsets(apart, n, 0, 1))) <
          five_se * 0.0071);
}

TEST_CASE("another figure moves no draw, nor does the order of declaration", "[models][doubt]") {
    std::string const leave = "exit.leave = { to = \"out\", p = 0.1, grade = \"C\" }\n",
                      quit = "exit.quit = { to = \"out\", p = 0.05, grade = \"C\" }\n";
    auto const alone = offsets(pack_from(posts(leave)), 50);
    CHECK(alone == offsets(pack_from(posts(leave + quit)), 50));
    CHECK(alone == offsets(pack_from(posts(quit + leave)), 50));
    CHECK(alone != offsets(pack_from(posts(quit)), 50)); // the twin: another name
}

TEST_CASE("every figure in doubt is drawn, and the centre is left as it is", "[models][doubt]") {
    for (auto const& pack :
         {doubtful("place"), doubtful("city"), pack_named("answers"), doubtful("toy")}) {
        INFO(pack.name);
        CHECK(figures_not_drawn(pack).empty());
        CHECK(DoubtfulFigures(pack).all().size() > 5);
    }
}

TEST_CASE("sums hold and zeros stay, whatever is drawn", "[models][doubt]") {
    auto const pack = doubtful("place");
    DoubtfulFigures const figures(pack);
    for (std::uint32_t r = 0; r < 20; ++r) {
        auto const drawn = drawn_pack(figures, keyed_normals(1, r));
        auto const& d = *drawn.demography;
        CHECK(same_zeros(d.arrivals, pack.demography->arrivals));
        CHECK(same_zeros(drawn.base->stocks, pack.base->stocks));
        CHECK(same_zeros(drawn.base->residual, pack.base->residual));
        CHECK(d.population.values() != pack.demography->population.values());
        CHECK(d.region_share.values() != pack.demography->region_share.values());
        for (std::int32_t g = 0; g < 3; ++g) {
            double shares = 0.0;
            for (std::int32_t region = 0; region < 2; ++region) {
                auto c = of_group(g);
                c[Dim::region] = region;
                shares += d.region_share.at(c);
            }
            CHECK(shares == Approx(1.0).epsilon(1e-14));
        }
        for (double const p : d.staying.values())
            CHECK((p >= 0.0 && p <= 1.0));
    }
}

TEST_CASE("a range is that of the row, else of the figure, else of the grade", "[models][doubt]") {
    auto const widths = [](std::string const& p) {
        auto const pack = pack_from(posts("exit.leave = { to = \"out\", p = " + p + " }\n"));
        auto const* const figure = DoubtfulFigures(pack).find("stage.post.exit.leave.p");
        return figure == nullptr ? std::vector<double>{} : figure->doubt->above;
    };
    auto const logs = [](std::initializer_list<double> factors) {
        std::vector<double> v;
        for (double const f : factors)
            v.push_back(std::log(f));
        return v;
    };
    auto const near = [](std::vector<double> const& a, std::vector<double> const& b) {
        return a.size() == b.size() &&
               std::equal(a.begin(), a.end(), b.begin(),
                          [](double x, double y) { return std::abs(x - y) < 1e-12; });
    };
    CHECK(widths("0.1").empty()); // no grade
    CHECK(near(widths("{ value = 0.1, grade = \"C\" }"), logs({1.3})));
    CHECK(near(widths("{ value = 0.1, grade = \"C\", spread = 1.1 }"), logs({1.1})));
    CHECK(widths("{ value = 0.1, grade = \"C\", spread = 1 }").empty());
    // Groups are in order of name: m, w.
    CHECK(near(widths("{ w = 0.1, m = { value = 0.2, spread = 2 }, spread = 1.1 }"),
               logs({2.0, 1.1})));
    CHECK(near(widths("{ w = { value = 0.2, low = 0.1, high = 0.5 }, m = 0.1, grade = \"C\" }"),
               {std::log(1.3), logit(0.5) - logit(0.2)}));
}

TEST_CASE("without doubt nothing changes, and with ranges of no width neither",
          "[models][doubt][law6]") {
    auto const plain = pack_named("place");
    auto settings = settings_for(plain, 2008);
    settings.replicates = 2;
    auto const reference = digests_of(plain, settings);
    CHECK(digests_of(doubtful("place"), settings) == reference);

    auto const pack = pack_from(posts("exit.leave = { to = \"out\", p = 0.1 }\n"));
    auto of_posts = settings_for(pack, 10);
    auto const central = digests_of(pack, of_posts);
    of_posts.doubt = true;
    CHECK(digests_of(pack, of_posts) == central);
    settings.doubt = true;
    CHECK(digests_of(doubtful("place"), settings) != reference); // the twin
    CHECK_THROWS_AS(run_study(plain, settings), std::invalid_argument);
}

TEST_CASE("a replicate has its figures alone and in company, on any number of threads",
          "[models][doubt][law5]") {
    for (auto const& pack : {doubtful("place"), doubtful("city"), pack_named("answers")}) {
        auto settings = settings_for(pack, pack.base_year + 6);
        settings.doubt = true;
        settings.replicates = 5;
        settings.twins = 2;
        auto const reference = digests_of(pack, settings);
        CHECK(reference[0] != reference[1]);
        for (unsigned const threads : {2u, 3u})
            for (bool const side_by_side : {false, true}) {
                settings.threads = threads;
                settings.replicates_in_parallel = side_by_side;
                CHECK(digests_of(pack, settings) == reference);
            }
        settings.first_replicate = 3;
        settings.replicates = 1;
        CHECK(digests_of(pack, settings).front() == reference[3]);
    }
    auto settings = settings_for(pack_named("answers"), 8);
    settings.doubt = true;
    CHECK(digests_of(pack_named("answers"), settings) ==
          digests_of(pack_reversed("answers"), settings));
}
