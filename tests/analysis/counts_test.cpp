//! What a fit counts, against the measures, which are counted elsewhere.
#include "tests/analysis/support.hpp"
#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "analysis/target_values.hpp"

#include <cmath>
#include <map>

using namespace stempath;
using Table = models::Measures::Table;

namespace {

struct Counted {
    Counted() : run(trial.run()) {
        auto const values = analysis::target_values(trial.model(), targets.all, run.fit, 1.0);
        for (std::size_t i = 0; i < targets.all.size(); ++i)
            by_id[targets.all[i].id] = values[i];
    }

    static models::RunSettings settings(models::Pack const& pack,
                                        analysis::Targets const& targets) {
        auto settings = tests::settings_for(pack, targets.last_year);
        settings.fit_counts = targets.classes;
        return settings;
    }
    //! Mean over years of a count of the measures.
    template <class F>
    double mean(int first, int last, F count) const {
        double sum = 0.0;
        for (int y = first; y <= last; ++y)
            sum += static_cast<double>(count(y));
        return sum / (last - first + 1);
    }
    double flow(int first, int last, std::string const& exit, std::string const& group) const {
        return mean(first, last, [&](int y) { return trial.flow(run, y, exit, group); });
    }
    double stock(int y, std::string const& stage, std::string const& group = "*") const {
        return static_cast<double>(trial.stock(run, y, stage, group));
    }
    double hires(int first, int last, std::string const& group) const {
        return mean(first, last, [&](int y) { return trial.hires(run, y, "posts", group); });
    }

    tests::FitPack place;
    analysis::Targets targets = place.targets(place.pack());
    tests::Trial trial{place.pack(), settings(place.pack(), targets)};
    models::Recording run;
    std::map<std::string, double> by_id;
};

bool same(double a, double b) { return std::abs(a - b) < 1e-9 * (1.0 + std::abs(b)); }

} // namespace

TEST_CASE("targets are counted as the measures count", "[analysis]") {
    Counted c;
    auto const went = c.flow(3, 10, "school.college", "women"),
               not_gone = c.flow(3, 10, "school.work", "women");
    CHECK(same(c.by_id["to_college_women"], went / (went + not_gone)));
    CHECK(same(c.by_id["degrees_men"], c.flow(5, 10, "college.graduate", "men")));
    CHECK(same(c.by_id["workers"], c.stock(10, "stem")));
    CHECK(same(c.by_id["women"], c.stock(10, "stem", "women") / c.stock(10, "stem")));
    CHECK(same(c.by_id["growth"], c.stock(10, "stem") / c.stock(0, "stem") - 1.0));
    CHECK(same(c.by_id["entries"], c.hires(1, 10, "*")));
    auto const rate = [&](std::string const& group) {
        return c.mean(1, 10, [&](int y) {
            return static_cast<double>(c.trial.flow(c.run, y, "stem.leave", group)) /
                   c.stock(y - 1, "stem", group);
        });
    };
    CHECK(same(c.by_id["separations"], rate("*")));
    auto const pooled = [&](std::string const& group) {
        return c.flow(1, 10, "stem.leave", group) /
               c.mean(0, 9, [&](int y) { return c.stock(y, "stem", group); });
    };
    CHECK(same(c.by_id["separations_ratio"], pooled("women") / pooled("men")));
    CHECK(same(c.by_id["entrants"], c.mean(6, 10, [&](int y) {
        return static_cast<double>(c.trial.hires(c.run, y, "posts", "women")) /
               static_cast<double>(c.trial.hires(c.run, y, "posts"));
    })));
    // All who seek come from college, so every hire is by that way.
    CHECK(same(c.by_id["laterals"], c.hires(6, 10, "*")));
    CHECK(same(c.by_id["tightness"], c.mean(6, 10, [&](int y) {
        return (c.stock(y, "seeking") + static_cast<double>(c.trial.hires(c.run, y, "posts"))) /
               2000.0;
    })));
}

TEST_CASE("counting for a fit changes no digest", "[analysis]") {
    tests::FitPack const place;
    auto const pack = place.pack();
    auto const targets = place.targets(pack);
    auto settings = tests::settings_for(pack, 10);
    auto const without = tests::digests_of(pack, settings);
    settings.fit_counts = targets.classes;
    CHECK(tests::digests_of(pack, settings) == without);
}

TEST_CASE("people by age are all people, and follow their cohort", "[analysis]") {
    auto const pack = tests::pack_named("place");
    auto settings = tests::settings_for(pack, pack.base_year + 3);
    settings.fit_counts = models::FitClasses{{0, 18, 40, 65}, true};
    tests::Trial const trial(pack, settings);
    auto const run = trial.run();
    auto const& layout = *trial.model().fit;
    auto const by_year = layout.rows() * layout.states;
    for (std::size_t y = 0; y < 4; ++y) {
        std::int64_t n = 0;
        for (std::size_t i = 0; i < by_year; ++i)
            n += run.fit.people[y * by_year + i];
        CHECK(n ==
              trial.count(run, Table::population,
                          {std::to_string(pack.base_year + static_cast<int>(y)), "*", "*", "*"}));
    }
    CHECK(layout.age_class(17) == 0);
    CHECK(layout.age_class(18) == 1);
    CHECK(layout.age_class(64) == 2);
    CHECK(layout.age_class(100) == 3);
}

TEST_CASE("shares of a region are shares of the people there", "[analysis]") {
    models::Diagnostics problems;
    auto const pack = models::read_pack("models/packs/philadelphia", {}, problems);
    REQUIRE(pack);
    auto targets = analysis::read_targets(*pack, problems);
    REQUIRE(targets);
    std::vector<analysis::Target> shares;
    for (auto const* const name :
         {"residents_science_engineering_women", "share_of_entrants_women"})
        for (auto const& target : targets->all)
            if (target.id == name) {
                shares.insert(shares.end(), 2, target);
                for (auto& in : shares.back().groups)
                    in = in != 0 ? 0 : 1;
            }
    REQUIRE(shares.size() == 4);
    for (auto& share : shares)
        share.first = share.last = pack->base_year + 2;
    auto settings = tests::settings_for(*pack, pack->base_year + 2);
    settings.scale = 0.02;
    settings.fit_counts = targets->classes;
    tests::Trial const trial(*pack, settings);
    auto const run = trial.run();
    auto const values = analysis::target_values(trial.model(), shares, run.fit, 1.0);
    CHECK(same(values[0] + values[1], 1.0));
    CHECK(same(values[2] + values[3], 1.0));
}
