#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include <algorithm>

using namespace stempath::models;
using stempath::tests::at;
using stempath::tests::read_good;

namespace {

Override set(std::string const& text) {
    Diagnostics problems;
    return parse_override(text, problems).value();
}

Cube const& figure(Pack const& pack, std::string const& key) {
    auto const found = std::find_if(pack.figures.begin(), pack.figures.end(),
                                    [&](auto const& f) { return f.key == key; });
    if (found == pack.figures.end())
        throw std::runtime_error("no figure " + key);
    return found->cube;
}

} // namespace

TEST_CASE("a number replaces a table, keeps its unit and is a judgement", "[reader][overrides]") {
    auto const pack = read_good("tests/packs/place", {set("market.skilled.demand.growth=0")});
    CHECK(pack.markets[0].growth.is_constant());
    auto const& from = figure(pack, "market.skilled.demand.growth").from;
    CHECK(from.unit == "1/year");
    CHECK(from.source == "judgement");
    CHECK(from.file == "--set");
    CHECK(from.note == "set in --set");
}

TEST_CASE("the unit of a replaced figure stays with the number that replaces it",
          "[reader][overrides]") {
    auto const pack = read_good("tests/packs/place", {set("demography.births = 7")});
    CHECK(figure(pack, "demography.births").from.unit == "persons");
    CHECK(pack.demography->births.values()[0] == 7);
}

TEST_CASE("a table by names, or one of its values, replaces a number", "[reader][overrides]") {
    auto const whole =
        read_good("tests/packs/toy", {set("stage.elsewhere.exit.settle.p={ w = 0.2, m = 0.3 }")});
    CHECK(whole.stages[2].exits[1].value.values() == std::vector<double>{0.3, 0.2});
    auto const part = read_good("tests/packs/toy", {set("stage.elsewhere.exit.return.p.w=0.5")});
    CHECK(part.stages[2].exits[0].value.values() == std::vector<double>{0.03, 0.5});
}

TEST_CASE("a table file replaces another, found beside the file that names it",
          "[reader][overrides]") {
    stempath::tests::Folder const folder;
    folder.write("leave.csv", "tenure,value\n0,0.5\n1+,0.25\n");
    auto const file =
        make_node(std::string_view("leave.csv"), {(folder.path() / "scenario.toml").string(), 7});
    auto const pack = read_good("tests/packs/toy", {{"stage.work.exit.leave.p", file}});
    CHECK(pack.stages[1].exits[0].value.at(at({{Dim::tenure, 3}, {Dim::group, 0}})) == 0.25);
}

TEST_CASE("one form of an exit replaces another", "[reader][overrides]") {
    auto const pack = read_good("tests/packs/toy", {set("stage.work.exit.leave.quota=3")});
    CHECK(pack.stages[1].exits[0].form == ExitForm::quota);
}

TEST_CASE("the label of a workforce goes when what it speaks of is replaced",
          "[reader][overrides]") {
    auto const label = [](std::vector<Override> after) {
        after.insert(
            after.begin(),
            {"parity.main.label", make_node(std::string_view("jobs in town"), {"pack.toml", 1})});
        return read_good("tests/packs/toy", after).parity.front().label;
    };
    CHECK(label({}) == "jobs in town");
    CHECK(label({set("parity.main.at_least=0.3")}) == "jobs in town");
    CHECK(label({set("parity.main.of=elsewhere")}).empty());
    CHECK(label({set("parity.main.of=elsewhere"), set("parity.main.label=jobs far away")}) ==
          "jobs far away");
    CHECK(label({set("parity.main.label=jobs far away"), set("parity.main.of=elsewhere")}) ==
          "jobs far away"); // one place gives both
}

TEST_CASE("later replacements win, and may add keys that the pack leaves out",
          "[reader][overrides]") {
    auto const pack = read_good("tests/packs/toy",
                                {set("parity.main.at_least=0.2"), set("parity.main.at_least=0.3"),
                                 set("stage.work.limit_to=elsewhere")});
    CHECK(pack.parity[0].at_least == 0.3);
    CHECK(pack.stages[1].exits[1].to == 2);
}

TEST_CASE("what is set on the command line must be KEY=VALUE", "[reader][overrides]") {
    Diagnostics problems;
    CHECK(!parse_override("run.end", problems));
    CHECK(!parse_override("=3", problems));
    CHECK(problems.text().find("write --set KEY=VALUE") != std::string::npos);
}
