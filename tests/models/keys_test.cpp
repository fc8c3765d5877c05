#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

#include "models/cell_keys.hpp"
#include "models/schedule.hpp"

#include "sim/name_hash.hpp"

#include <unordered_map>

// Names become keys without loss: clashes are refused when the model is built. Law 3: one writer of
// a column in a phase.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

Pack with_exits(std::string const& a, std::string const& b) {
    return pack_from(
        "years = [0, 5]\ngroups = [\"w\", \"m\"]\n[stage.post]\nstart = { w = 10, m = 10 }\nexit." +
        a + " = { to = \"out\", p = 0.1 }\nexit." + b +
        " = { to = \"out\", p = 0.1 }\n[parity.main]\nof = \"post\"\ngroup = \"w\"\nindex = "
        "\"share\"\n"
        "at_least = 0.5\nk = 1\n");
}

//! Two names of exits of the stage `post` with one 32-bit hash; by the birthday paradox a few
//! 100,000 hold some.
std::pair<std::string, std::string> clash() {
    std::unordered_map<std::uint32_t, std::string> seen;
    for (int i = 0;; ++i) {
        auto const name = "e" + std::to_string(i);
        auto const [at, fresh] = seen.emplace(sim::name_hash("post." + name), name);
        if (!fresh)
            return {at->second, name};
    }
}

template <class F>
std::string message_of(F f) {
    try {
        f();
    } catch (std::exception const& e) {
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("two exits with one hash are refused, by name of their stage", "[models][keys]") {
    auto const [a, b] = clash();
    REQUIRE(a != b);
    auto const pack = with_exits(a, b);
    CHECK(message_of([&] { build_model(pack, settings_for(pack, 3)); }) ==
          "stage.post: two exits have the same 32-bit name hash; rename one of them");
    auto const good = with_exits(a, "other");
    CHECK_NOTHROW(build_model(good, settings_for(good, 3)));
}

TEST_CASE("two cells of people with one key are refused", "[models][keys]") {
    // Keys are hashes of names: the surest way to a clash is one name twice, which the reader would
    // not let pass.
    for (char const* name : {"place", "toy"}) {
        auto pack = pack_named(name);
        CHECK_NOTHROW(build_model(pack, settings_for(pack, pack.base_year + 2)));
        pack.groups[1].name = pack.groups[0].name;
        CHECK(message_of([&] {
                  build_model(pack, settings_for(pack, pack.base_year + 2));
              }).find("rename") != std::string::npos);
    }
    auto pack = pack_named("place");
    pack.regions[1] = pack.regions[0];
    CHECK(message_of([&] { build_model(pack, settings_for(pack, 2003)); }) ==
          "regions: two cells of people would share their draws; rename a region or a group");
}

TEST_CASE("everybody has a key of their own, and the same people exist at any block size",
          "[models][keys]") {
    for (char const* name : {"place", "toy", "two_axes"}) {
        auto const pack = pack_named(name);
        std::map<sim::PersonKey, Standing> reference;
        for (std::uint32_t const rows : {65535u, 100u}) {
            auto settings = settings_for(pack, pack.base_year + 4);
            settings.block_rows = rows;
            Trial const trial(pack, settings);
            People people(trial.model());
            people.start();
            for (std::int32_t y = 1; y <= 4; ++y)
                people.year(pack.base_year + y);
            auto const living = people.living(); // throws when two have one key
            if (reference.empty())
                reference = living;
            REQUIRE(living.size() == reference.size());
            for (auto const& [key, person] : living) {
                auto const& other = reference.at(key);
                CHECK(person.stage == other.stage);
                CHECK(person.since == other.since);
                CHECK(person.field == other.field);
                CHECK(std::equal(person.trait, person.trait + 3, other.trait));
            }
        }
    }
}

TEST_CASE("in a phase a column has one writer", "[models][schedule]") {
    CHECK(two_writers(schedule).empty());
    auto twice = schedule;
    twice[3].phase = sim::Phase::separate; // both kinds of exits at once
    CHECK(two_writers(twice) ==
          "phase separate: stage is written by education-exits and by work-exits");
}

TEST_CASE("what the engine could not honour in full is refused", "[models][keys]") {
    auto const why = [](Pack const& pack) {
        return message_of([&] { build_model(pack, settings_for(pack, pack.base_year + 1)); });
    };
    auto place = pack_named("place");
    place.markets[0].by_field = false;
    CHECK(why(place).find("market.skilled.demand.growth: depends on the field") == 0);
    auto axes = pack_named("two_axes");
    axes.markets[0].by_field = true;
    CHECK(why(axes).find("market.jobs.by: the slots of post are one number") == 0);
    auto town = pack_named("place");
    std::array<std::uint32_t, n_dims> by_region;
    by_region.fill(1);
    by_region[static_cast<std::size_t>(Dim::region)] = 2;
    town.stages[1].exits[0].value = Cube(by_region);
    CHECK(why(town).find("base.forward: the exits of stage.school depend on the region") == 0);
    auto far = pack_named("toy");
    far.base_year = 40000;
    far.last_year = 40040;
    CHECK(why(far).find("years: must lie within") == 0);
}

TEST_CASE("keys of a draw are looked at where more people may be in a cell than cells lie apart",
          "[models][keys]") {
    auto const pack = pack_named("place");
    auto const built = build_model(pack, settings_for(pack, pack.base_year + 2));
    CHECK(built->least_key_distance > 1'000'000'000);
    Model draw = *built, from = *built;
    draw.least_key_distance = 0; // not looked for
    check_keys(draw, &from);
    CHECK(draw.least_key_distance == 0);
    from.least_key_distance = 10; // 20 people are of an age
    check_keys(draw, &from);
    CHECK(draw.least_key_distance == built->least_key_distance);
}
