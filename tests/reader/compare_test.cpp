//! What `diff` finds between scenarios, resolved models and packs.
#include "scenarios/comparison.hpp"
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include <fmt/format.h>
#include <iterator>

using namespace stempath;
using tests::Folder;
namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

namespace {

scenarios::Study load(fs::path const& path, Lines const& set = {}) {
    models::Diagnostics problems;
    scenarios::CommandLineOverrides with;
    with.set = set;
    auto study = scenarios::load(path, with, problems);
    if (!study)
        throw std::runtime_error(problems.text());
    return std::move(*study);
}

template <class Loaded>
Lines found(Loaded const& a, Loaded const& b) {
    Lines lines;
    for (auto const& difference : scenarios::compare(a, b))
        lines.push_back(words_of(difference));
    return lines;
}

std::string scenario_of(std::string const& pack, std::string const& more) {
    return "schema = 1\npack = \"" + fs::absolute(pack).string() + "\"\n[run]\n" + more;
}

//! Two packs of posts, one stage each, written from the lines of their stage.
Lines found_in_packs(std::string const& a, std::string const& b) {
    Folder const one, two;
    one.write("pack.toml", a);
    two.write("pack.toml", b);
    models::Diagnostics problems;
    auto const first = scenarios::load_pack(one.path().string(), "", problems);
    auto const second = scenarios::load_pack(two.path().string(), "", problems);
    if (!first || !second)
        throw std::runtime_error(problems.text());
    return found(*first, *second);
}

std::string post(std::string const& exits) {
    return tests::teaching("[stage.post]\nstart = { w = 5, m = 5 }\n" + exits);
}

constexpr char const* leave = "exit.leave = { to = \"out\", p = { w = 0.03, m = 0.05 } }\n";

} // namespace

TEST_CASE("a scenario and what it resolves to are the same", "[reader][compare]") {
    Folder const folder;
    for (auto const& [pack, end] : {std::pair{"toy", 30}, {"place", 2008}}) {
        auto const path = folder.write("a.toml", scenario_of(std::string("tests/packs/") + pack,
                                                             fmt::format("end = {}\n", end)));
        auto const study = load(path);
        auto const saved = folder.write("saved.toml", scenarios::print_resolved(study));
        CHECK(found(study, load(saved)) == Lines{});
        CHECK(found(study, load(path)) == Lines{});
    }
    auto const us = load("us-2050-frozen-demand");
    CHECK(found(us, load(folder.write("us.toml", scenarios::print_resolved(us)))) == Lines{});
}

TEST_CASE("settings that differ are told with both values", "[reader][compare]") {
    Folder const folder;
    auto const path = folder.write("a.toml", scenario_of("tests/packs/toy", "end = 30\n"));
    auto const a = load(path);
    CHECK(found(a, load(path, {"run.end=35"})) == Lines{"run.end: 30 in A, 35 in B"});
    CHECK(found(a, load(path, {"run.seed=7", "run.replicates=\"2..3\""})) ==
          Lines{"run.replicates: 1 in A, \"2..3\" in B", "run.seed: 1 in A, 7 in B"});
    CHECK(found(a, load(path, {"parity.at_least=0.5"})).size() == 1);
    CHECK(found(a, load(path, {"parity.goals=[5]"})).size() == 1);
    CHECK(found(a, load(path, {"title=\"Other\""})) == Lines{"title: \"a\" in A, \"Other\" in B"});
}

TEST_CASE("the copy of a scenario without a title is the same", "[reader][compare]") {
    Folder const folder;
    auto const text = scenario_of("tests/packs/toy", "end = 30\n");
    CHECK(found(load(folder.write("a.toml", text)), load(folder.write("b.toml", text))) == Lines{});
}

TEST_CASE("figures that differ are counted, the largest is shown", "[reader][compare]") {
    auto const a = post(leave);
    CHECK(found_in_packs(a, a) == Lines{});
    CHECK(
        found_in_packs(a, post("exit.leave = { to = \"out\", p = { w = 0.04, m = 0.05 } }\n")) ==
        Lines{"stage.post.exit.leave.p differs in 1 of 2 cells; largest at group w: 0.03 -> 0.04"});
    CHECK(
        found_in_packs(a, post("exit.leave = { to = \"out\", p = 0.05 }\n")) ==
        Lines{"stage.post.exit.leave.p differs in 1 of 2 cells; largest at group w: 0.03 -> 0.05"});
    CHECK(found_in_packs(post("exit.leave = { to = \"out\", p = 0.5 }\n"),
                         post("exit.leave = { to = \"out\", p = 0.25 }\n")) ==
          Lines{"stage.post.exit.leave.p: 0.5 in A, 0.25 in B"});
}

TEST_CASE("the same figures in another form are the same", "[reader][compare]") {
    CHECK(found_in_packs(post(leave), post("exit.leave = { to = \"out\", p = { m = 0.05, w = { "
                                           "value = 0.03 } } }\n")) == Lines{});
}

TEST_CASE("unit, source and range that differ are told", "[reader][compare]") {
    auto const exit = [](std::string const& more) {
        return post("exit.leave = { to = \"out\", p = { value = 0.5" + more + " } }\n");
    };
    CHECK(found_in_packs(exit(""), exit(", low = 0.25, high = 0.75, unit = \"1/year\"")) ==
          Lines{"stage.post.exit.leave.p: unit not stated in A, \"1/year\" in B",
                "stage.post.exit.leave.p: range not stated in A, \"0.25 to 0.75\" in B"});
}

TEST_CASE("what only one has is told once", "[reader][compare]") {
    auto const a = post(leave);
    CHECK(found_in_packs(a, post(std::string(leave) + "exit.go = { to = \"out\", p = 0.1 }\n")) ==
          Lines{"only in B: stage.post.exit.go"});
    CHECK(found_in_packs(tests::teaching("[stage.post]\nstart = { w = 5, m = 5 }\n" +
                                         std::string(leave) + "max_years = 3\n"),
                         a) == Lines{"stage.post.max_years: 3 in A, not stated in B"});
    CHECK(found_in_packs(post("exit.leave = { to = \"out\", log_odds = -1 }\n"), a) ==
          Lines{"only in A: stage.post.exit.leave.log_odds", "only in B: stage.post.exit.leave.p"});
}

TEST_CASE("packs of other groups and years are compared where they meet", "[reader][compare]") {
    auto const head = [](std::string const& years, std::string const& groups) {
        return "schema = 1\nkind = \"teaching\"\ntitle = \"t\"\nyears = " + years +
               "\ngroups = " + groups + "\n";
    };
    auto const rest = std::string("[parity.main]\nof = \"post\"\n");
    auto const lines = found_in_packs(head("[0, 10]", "[\"w\", \"m\"]") +
                                          "[stage.post]\nstart = { w = 5, m = 5 }\n" + leave + rest,
                                      head("[5, 20]", "[\"w\", \"x\"]") +
                                          "[stage.post]\nstart = { w = 6, x = 5 }\nexit.leave = { "
                                          "to = \"out\", p = { w = 0.03, x "
                                          "= 0.9 } }\n" +
                                          rest);
    CHECK(lines == Lines{"years: [0, 10] in A, [5, 20] in B",
                         "groups: [\"w\", \"m\"] in A, [\"w\", \"x\"] in B",
                         "stage.post.start differs in 1 of 1 cells; largest at group w: 5 -> 6"});
}

TEST_CASE("the order of markets is told: they clear in it", "[reader][compare]") {
    auto const market = [](std::string const& name, std::string const& to) {
        return "[market." + name + "]\nto = \"" + to +
               "\"\nfrom = [\"seek\"]\ndemand = { slots = true }\nscore = \"lottery\"\nlaid_off_to "
               "= \"seek\"\n";
    };
    auto const stage = [](std::string const& name) {
        return "[stage." + name +
               "]\nslots = 5\nstart = { w = 5, m = 5 }\nexit.leave = { to = "
               "\"out\", p = 0.1 }\n";
    };
    auto const stages = stage("post") + stage("other") +
                        "[stage.seek]\nstart = { w = 5, m = 5 }\nexit.leave = { to = \"out\", p = "
                        "0.1 }\n";
    auto const first = market("one", "post"), second = market("two", "other");
    CHECK(found_in_packs(tests::teaching(stages + first + second),
                         tests::teaching(stages + second + first)) ==
          Lines{"market: order one, two in A, two, one in B"});
}

TEST_CASE("another crosswalk and other sources are told", "[reader][compare]") {
    Folder const folder;
    auto const copy = [&](std::string const& name) {
        fs::copy("tests/packs/place", folder.path() / name);
        return folder.path() / name;
    };
    auto const changed = [&](std::string const& name, std::string const& file,
                             std::string const& from, std::string const& to) {
        auto const path = copy(name) / file;
        std::ifstream in(path);
        std::string text{std::istreambuf_iterator<char>(in), {}};
        auto const at = text.find(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
        std::ofstream(path) << text;
        models::Diagnostics problems;
        return found(*scenarios::load_pack("tests/packs/place", "", problems),
                     *scenarios::load_pack((folder.path() / name).string(), "", problems));
    };
    auto const sources = changed("sources", "sources.csv", "invented", "made up");
    REQUIRE(sources.size() == 1);
    CHECK(sources[0].find(": source ") != std::string::npos);
    auto const classes = changed("classes", "crosswalk.csv", "science_engineering", "related");
    REQUIRE(classes.size() == 1);
    CHECK(classes[0].starts_with("crosswalk: classes of "));
}
