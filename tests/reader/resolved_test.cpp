//! What --print-resolved prints reads back as the same model.
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include "models/doubt.hpp"
#include "scenarios/scenario.hpp"

using namespace stempath;
using tests::Folder;

namespace {

scenarios::Study load(std::filesystem::path const& path,
                      scenarios::CommandLineOverrides const& command_line = {}) {
    models::Diagnostics problems;
    auto study = scenarios::load(path, command_line, problems);
    if (!study)
        throw std::runtime_error(problems.text());
    return std::move(*study);
}

void check_same(models::Pack const& a, models::Pack const& b) {
    REQUIRE(a.figures.size() == b.figures.size());
    for (std::size_t i = 0; i < a.figures.size(); ++i) {
        auto const &x = a.figures[i], &y = b.figures[i];
        INFO(x.key);
        CHECK(x.key == y.key);
        CHECK(x.cube.values() == y.cube.values());
        CHECK(x.cube.from.unit == y.cube.from.unit);
        CHECK(x.cube.from.source == y.cube.from.source);
        CHECK(x.cube.from.grade == y.cube.from.grade);
        REQUIRE((x.cube.doubt == nullptr) == (y.cube.doubt == nullptr));
        if (x.cube.doubt) {
            CHECK(x.cube.doubt->below == y.cube.doubt->below);
            CHECK(x.cube.doubt->above == y.cube.doubt->above);
            CHECK(x.cube.doubt->name == y.cube.doubt->name);
            CHECK(x.cube.doubt->by.size() == y.cube.doubt->by.size());
        }
    }
    REQUIRE(a.stages.size() == b.stages.size());
    for (std::size_t s = 0; s < a.stages.size(); ++s) {
        CHECK(a.stages[s].name == b.stages[s].name);
        REQUIRE(a.stages[s].exits.size() == b.stages[s].exits.size());
        for (std::size_t e = 0; e < a.stages[s].exits.size(); ++e) {
            CHECK(a.stages[s].exits[e].to == b.stages[s].exits[e].to);
            CHECK(a.stages[s].exits[e].value.values() == b.stages[s].exits[e].value.values());
        }
    }
}

void check_round_trip(scenarios::Study const& study) {
    Folder const folder;
    auto const text = scenarios::print_resolved(study);
    INFO(text);
    auto const back = load(folder.write("resolved.toml", text));
    check_same(study.pack, back.pack);
    CHECK(back.settings.end_year == study.settings.end_year);
    CHECK(back.settings.scale == study.settings.scale);
    CHECK(back.settings.seed == study.settings.seed);
    CHECK(back.settings.first_replicate == study.settings.first_replicate);
    CHECK(back.settings.replicates == study.settings.replicates);
    CHECK(back.settings.doubt == study.settings.doubt);
    CHECK(back.settings.twins == study.settings.twins);
    CHECK(back.settings.record_replicates == study.settings.record_replicates);
    CHECK(back.settings.parity.goals == study.settings.parity.goals);
    CHECK(back.settings.parity.at_least == study.settings.parity.at_least);
    CHECK(back.settings.parity.lens == study.settings.parity.lens);
}

std::string scenario_of(std::string const& pack, std::string const& more) {
    return "schema = 1\npack = \"" + std::filesystem::absolute(pack).string() + "\"\n[run]\n" +
           more;
}

} // namespace

TEST_CASE("the resolved toy reads back", "[reader][scenarios]") {
    Folder const folder;
    scenarios::CommandLineOverrides command_line;
    command_line.seed = 18446744073709551615u;
    command_line.replicates = scenarios::Replicates{3, 2};
    check_round_trip(
        load(folder.write("a.toml",
                          scenario_of("tests/packs/toy", "end = 40\nrecord = \"replicates\"\n")),
             command_line));
}

TEST_CASE("replaced figures stay judgement when they are read back", "[reader][scenarios]") {
    Folder const folder;
    folder.write("retire.csv", "age,value\n*,0.25\n");
    check_round_trip(load(folder.write(
        "a.toml",
        scenario_of("tests/packs/place",
                    "end = 2010\n[set]\n\"demography.births\" = 5\n"
                    "\"stage.skilled.exit.retire.p\" = \"retire.csv\"\n"
                    "\"stage.seeking.exit.give_up.p.red\" = 0.5\n"
                    "\"market.skilled.score.group\" = { red = 0, green = 0, blue = -1 }\n"))));
}

TEST_CASE("what is set has no doubt unless it says so, also when it is read back",
          "[reader][scenarios]") {
    Folder const folder;
    auto const study = load(folder.write(
        "a.toml", scenario_of("tests/packs/answers",
                              "end = 10\nreplicates = 30\n[set]\n"
                              "\"stage.seeking.exit.give_up.p\" = 0.2\n"
                              "\"stage.junior.exit.leave.p\" = { value = 0.1, spread = 1.5 }\n"
                              "\"stage.school.exit.apply.log_odds\" = 0.4\n"
                              "\"entry.pupils.number.south\" = { here = 41, there = 9 }\n"
                              "\"stage.senior.slots\" = { start = 400, growth = 0.02 }\n")));
    auto const doubt = [&](std::string const& key) -> models::Doubt const* {
        for (auto const& figure : study.pack.figures)
            if (figure.key == key)
                return figure.cube.doubt.get();
        throw std::runtime_error(key);
    };
    CHECK(doubt("stage.seeking.exit.give_up.p") == nullptr);
    CHECK(doubt("stage.school.exit.apply.log_odds") == nullptr);
    CHECK(doubt("stage.senior.slots") == nullptr);
    REQUIRE(doubt("stage.junior.exit.leave.p") != nullptr);
    CHECK(doubt("stage.junior.exit.leave.p")->from == models::Doubt::From::spread);
    CHECK(doubt("stage.senior.exit.retire.p") != nullptr);
    CHECK(doubt("entry.pupils.number") != nullptr); // of its other part
    CHECK(study.settings.doubt);
    CHECK(study.settings.twins == 20);
    check_round_trip(study);
}

TEST_CASE("doubt and twins are as the pack and the scenario have them", "[reader][scenarios]") {
    Folder const folder;
    auto const settings = [&](std::string const& pack, std::string const& run) {
        return load(folder.write("a.toml", scenario_of(pack, "end = 10\n" + run))).settings;
    };
    auto const toy = settings("tests/packs/toy", "");
    CHECK_FALSE(toy.doubt); // its pack has no [doubt]
    CHECK(toy.twins == 0);
    auto const few = settings("tests/packs/answers", "replicates = 3\n");
    CHECK(few.doubt);
    CHECK(few.twins == 3);
    CHECK(settings("tests/packs/answers", "replicates = 50\ntwins = 7\n").twins == 7);
    auto const off = settings("tests/packs/answers", "replicates = 50\ndoubt = false\n");
    CHECK_FALSE(off.doubt);
    CHECK(off.twins == 0);
}

TEST_CASE("the resolved United States read back", "[reader][scenarios]") {
    check_round_trip(load("us-2050-frozen-demand"));
}

TEST_CASE("each value of the resolved model says where it comes from", "[reader][scenarios]") {
    auto const text = scenarios::print_resolved(load("us-2050"));
    CHECK(text.find("scale = 0.005  # scenarios/library/us-2050.toml:") != std::string::npos);
    CHECK(text.find("start = 2022  # scenarios/library/us-2050.toml:") != std::string::npos);
    CHECK(text.find("at_least = 0.95  # models/packs/us/pack.toml:") != std::string::npos);
    CHECK(text.find("last_age = 100  # models/packs/us/pack.toml:") != std::string::npos);
}

TEST_CASE("a file name with a line break stays in its comment", "[reader][scenarios]") {
    Folder const folder;
    check_round_trip(
        load(folder.write("a\nseed = 5\n.toml", scenario_of("tests/packs/toy", "end = 40\n"))));
}
