//! The fit of a pack, as its users have it.
#include "tests/catch.hpp"
#include "tests/system/program_run.hpp"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

using namespace stempath::tests;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

struct Place {
    Place() { fs::copy("tests/packs/fit", scratch.path() / "fit"); }
    void change(std::string const& file, std::string const& from, std::string const& to) const {
        std::string text;
        {
            std::ifstream in(scratch.path() / "fit" / file);
            text.assign(std::istreambuf_iterator<char>(in), {});
        }
        text.replace(text.find(from), from.size(), to);
        std::ofstream(scratch.path() / "fit" / file) << text;
    }
    Ended check(std::string const& what) const {
        return run_program({"check", what}, scratch.path());
    }
    Ended calibrate(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"calibrate", "fit", "--scale", "0.1"});
        return run_program(arguments, scratch.path());
    }
    ScratchDirectory scratch;
};

} // namespace

TEST_CASE("calibrate writes a fit that the pack can name", "[program]") {
    Place const here;
    auto const ended = here.calibrate({"--json", "--quiet"});
    INFO(ended.err);
    REQUIRE(ended.status == 0);
    CHECK(ended.err.empty());
    auto const document = json::parse(ended.out);
    CHECK(document["schema"] == 1);
    CHECK(document["targets"].size() == 13);
    CHECK(document["starts"].size() == 1);
    CHECK(document["starts"][0]["numbers"].size() == 7);
    CHECK(document["written"].size() == 3); // fit.toml and two tables
    CHECK(document["starts"][0]["draws"] == 64);
    CHECK(document["targets"][0]["drawn_low"] < document["targets"][0]["drawn_high"]);
    CHECK(document["starts"][0]["misfit"] < document["starts"][0]["misfit_before"]);

    auto const refused = here.calibrate({"--quiet"});
    CHECK(refused.status == 73);
    CHECK(has(refused.err, "--replace"));

    here.change("pack.toml", "[fit]\n", "[fit]\nresult = \"fit.toml\"\n");
    auto const told =
        run_program({"explain", "fit:stage.stem.exit.leave.offset"}, here.scratch.path());
    INFO(told.err);
    CHECK(told.status == 0);
    CHECK(has(told.out, "fit.toml:"));

    // The fit is this pack's own, until the pack is another.
    auto const own = here.check("fit");
    INFO(own.err);
    CHECK(own.status == 0);
    CHECK(has(own.out, "1 entry, 1 market, 2 groups, 1 region,"));
    CHECK_FALSE(has(own.out, "Note:"));
    here.change("pack.toml", "p = 0.06", "p = 0.07");
    std::ofstream(here.scratch.path() / "s.toml") << "schema = 1\npack = \"fit\"\nrun.end = 5\n";
    for (auto const what : {"fit", "s.toml"}) {
        auto const stale = here.check(what);
        INFO(stale.err);
        CHECK(stale.status == 0);
        CHECK(has(stale.out, "fit.toml was found for another version of this pack: run \"stempath "
                             "calibrate fit --replace\""));
    }
    auto const run = run_program({"run", "s.toml", "--quiet"}, here.scratch.path());
    INFO(run.err);
    CHECK(run.status == 0);
    CHECK(has(run.out, "was found for another version of this pack"));
}

TEST_CASE("check reads what a fit would aim at", "[program]") {
    Place const here;
    CHECK(here.check("fit").status == 0);
    here.change("fit_targets.csv", "share,fit,judgement,judgement", "share,fit,nobody,judgement");
    auto const refused = here.check("fit/pack.toml");
    CHECK(refused.status == 65);
    CHECK(has(refused.err, "fit_targets.csv:2: source: the source \"nobody\" has no row"));
    fs::remove(here.scratch.path() / "fit/fit_targets.csv");
    auto const missing = here.check("fit");
    CHECK(missing.status == 66);
    CHECK(has(missing.err, "pack.toml:56: fit.targets:"));
}

TEST_CASE("calibrate shows the misfit first, and whether two starts agree", "[program]") {
    Place const here;
    auto const ended = here.calibrate({"--out", "elsewhere", "--starts", "2"});
    INFO(ended.err);
    REQUIRE(ended.status == 0);
    CHECK(ended.out.starts_with("Misfit "));
    CHECK(has(ended.out, "Starts A and B"));
    CHECK(has(ended.out, "prior-driven"));
    CHECK(has(ended.err, "start B: round 1"));
    CHECK(fs::exists(here.scratch.path() / "elsewhere/fit.toml"));
    CHECK(fs::exists(here.scratch.path() / "elsewhere/fit_table.csv"));
    CHECK_FALSE(fs::exists(here.scratch.path() / "fit/fit.toml"));
}

TEST_CASE("calibrate refuses what it cannot do", "[program]") {
    Place const here;
    CHECK(here.calibrate({"--start", "1"}).status == 2);
    CHECK(here.calibrate({"--replicates", "1"}).status == 2);
    auto const none = run_program({"calibrate", "nowhere"}, here.scratch.path());
    CHECK(none.status == 66);
    put_small_scenario(here.scratch.path());
    auto const unfitted = run_program({"calibrate", "posts"}, here.scratch.path());
    INFO(unfitted.err);
    CHECK(unfitted.status == 65);
    CHECK(has(unfitted.err, "says nothing of a fit"));
}
