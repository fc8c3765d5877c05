//! What --print-resolved prints reads back as the same model.
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

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

TEST_CASE("the resolved United States read back", "[reader][scenarios]") {
    check_round_trip(load("us-2050-frozen-demand"));
}

TEST_CASE("each value of the resolved model says where it comes from", "[reader][scenarios]") {
    auto const text = scenarios::print_resolved(load("us-2050"));
    CHECK(text.find("scale = 0.01  # scenarios/library/us-2050.toml:") != std::string::npos);
    CHECK(text.find("start = 2022  # scenarios/library/us-2050.toml:") != std::string::npos);
    CHECK(text.find("at_least = 0.95  # models/packs/us/pack.toml:") != std::string::npos);
    CHECK(text.find("last_age = 100  # models/packs/us/pack.toml:") != std::string::npos);
}

TEST_CASE("a file name with a line break stays in its comment", "[reader][scenarios]") {
    Folder const folder;
    check_round_trip(
        load(folder.write("a\nseed = 5\n.toml", scenario_of("tests/packs/toy", "end = 40\n"))));
}
