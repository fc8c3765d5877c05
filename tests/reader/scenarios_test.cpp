#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include "models/sha256.hpp"
#include "scenarios/explanation.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/scenario_keys.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace stempath;
using scenarios::CommandLineOverrides;
using tests::Folder;

namespace {

std::string const toy = std::filesystem::absolute("tests/packs/toy").string();
std::string const base = "schema = 1\ntitle = \"Base\"\npack = \"" + toy +
                         "\"\n[run]\nend = 30\nscale = 0.5\n[parity]\ngoals = [20]\n"
                         "[set]\n\"stage.elsewhere.exit.settle.p\" = 0.2\n";

scenarios::Study load(std::filesystem::path const& path,
                      CommandLineOverrides const& command_line = {}) {
    models::Diagnostics problems;
    auto study = scenarios::load(path, command_line, problems);
    if (!study)
        throw std::runtime_error(problems.text());
    return std::move(*study);
}

std::string problems_of(std::filesystem::path const& path,
                        CommandLineOverrides const& command_line) {
    models::Diagnostics problems;
    scenarios::load(path, command_line, problems);
    return problems.text();
}

CommandLineOverrides setting(std::vector<std::string> const& set) {
    CommandLineOverrides command_line;
    command_line.set = set;
    return command_line;
}

std::optional<std::string> explained(scenarios::Study const& study, std::string const& key,
                                     models::Diagnostics& problems) {
    auto const told =
        scenarios::explain({study.pack, study.pack_document, &study.scenario}, key, problems);
    return told ? std::optional(scenarios::explanation_text(*told)) : std::nullopt;
}

} // namespace

TEST_CASE("a scenario says what runs", "[reader][scenarios]") {
    Folder const folder;
    auto const study = load(folder.write("plan.toml", base));
    CHECK(study.scenario.name == "plan");
    CHECK(study.scenario.title == "Base");
    CHECK(study.scenario.text == base);
    CHECK(study.scenario.start == 0);
    CHECK(study.settings.end_year == 30);
    CHECK(study.settings.scale == 0.5);
    CHECK(study.settings.replicates == 1);
    CHECK(study.settings.seed == 1);
    CHECK(study.settings.parity.goals == std::vector<std::int32_t>{20});
    CHECK(study.settings.parity.at_least == 0.45); // as the pack has it
    CHECK(study.pack.stages[2].exits[1].value.values()[0] == 0.2);
    CHECK(study.scenario.out == std::filesystem::path("results/plan"));
}

TEST_CASE("a scenario changes what it extends, key by key", "[reader][scenarios]") {
    Folder const folder;
    folder.write("base.toml", base);
    folder.write("middle.toml",
                 "schema = 1\nextends = \"base\"\n[run]\nreplicates = 5\nscale = 0.25\n");
    auto const study = load(folder.write(
        "last.toml",
        "schema = 1\nextends = \"middle.toml\"\ntitle = \"Last\"\n[run]\nscale = 0.125\n"
        "[set]\n\"stage.elsewhere.exit.return.p\" = 0.1\n"));
    CHECK(study.scenario.title == "Last");
    CHECK(study.settings.end_year == 30);
    CHECK(study.settings.replicates == 5);
    CHECK(study.settings.scale == 0.125);
    CHECK(study.scenario.overrides.size() == 3);
    CHECK(study.scenario.extends ==
          std::vector<std::filesystem::path>{folder.path() / "base.toml",
                                             folder.path() / "middle.toml"});
}

TEST_CASE("the command line wins", "[reader][scenarios]") {
    Folder const folder;
    auto command_line = setting(
        {"run.end=20", "parity.at_least=0.4", "stage.elsewhere.exit.settle.p=0.3", "run.end=25"});
    command_line.seed = 18446744073709551615u;
    command_line.threads = 3;
    command_line.scale = 1.0;
    command_line.replicates = scenarios::Replicates{5, 4};
    command_line.out = "here";
    auto const study = load(folder.write("plan.toml", base), command_line);
    CHECK(study.settings.end_year == 25);
    CHECK(study.settings.parity.at_least == 0.4);
    CHECK(study.settings.seed == 18446744073709551615u);
    CHECK(study.settings.threads == 3);
    CHECK(study.settings.scale == 1.0);
    CHECK(study.settings.first_replicate == 5);
    CHECK(study.settings.replicates == 4);
    CHECK(study.scenario.out == std::filesystem::path("here"));
    CHECK(study.pack.stages[2].exits[1].value.values()[0] == 0.3);
}

TEST_CASE("what is recorded is said in words", "[reader][scenarios]") {
    Folder const folder;
    auto const path = folder.write("plan.toml", base);
    CHECK_FALSE(load(path).settings.record_replicates);
    CHECK(load(path, setting({"run.record=replicates"})).settings.record_replicates);
    CHECK_FALSE(load(path, setting({"run.record=sums"})).settings.record_replicates);
    CHECK_FALSE(load(path, setting({"run.record=replicates"})).settings.count_years_in_stage);
    auto const most = load(path, setting({"run.record=years_in_stage"})).settings;
    CHECK((most.record_replicates && most.count_years_in_stage));
}

TEST_CASE("a study knows every file that it was read from", "[reader][scenarios]") {
    Folder const folder;
    auto const path = folder.write("plan.toml", base);
    auto const study = load(path);
    std::vector<std::string> names;
    for (auto const& input : study.inputs) {
        names.push_back(std::filesystem::path(input.file).filename().string());
        CHECK(input.sha256.size() == 64);
    }
    CHECK(study.inputs.front().file == path.string());
    CHECK(study.inputs.front().sha256 == models::sha256(base));
    CHECK(names == std::vector<std::string>{"plan.toml", "pack.toml", "leave.csv"});
}

TEST_CASE("replicates are a count or a range", "[reader][scenarios]") {
    CHECK(scenarios::parse_replicates("20")->count == 20);
    CHECK(scenarios::parse_replicates("5..9")->first == 5);
    CHECK(scenarios::parse_replicates("5..9")->count == 5);
    CHECK(scenarios::parse_replicates("0..0")->count == 1);
    for (auto const* const text :
         {"", "0", "-1", "9..5", "1..", "..3", "1...3", "1.5", "x", "1000001", "4294967296"})
        CHECK(!scenarios::parse_replicates(text));
}

TEST_CASE("slips on the command line are met with what was meant", "[reader][scenarios]") {
    Folder const folder;
    auto const plan = folder.write("plan.toml", base);
    CHECK(problems_of(plan, setting({"rum.end=20"}))
              .find("--set: rum.end: unknown key. Did you mean \"run\"?") != std::string::npos);
    CHECK(problems_of(plan, setting({"run.ende=20"}))
              .find("--set: run.ende: unknown key. Did you mean \"end\"?") != std::string::npos);
    CHECK(problems_of(plan, setting({"parity.lense=[]"}))
              .find("--set: parity.lense: unknown key. Did you mean \"lens\"?") !=
          std::string::npos);
    CHECK(problems_of(plan, setting({"schema=1"})).find("cannot be set on the command line") !=
          std::string::npos);
    CHECK(problems_of(plan, setting({"run.end=soon"}))
              .find("--set: run.end: found the text \"soon\"; a whole number") !=
          std::string::npos);
    CHECK(problems_of("us-2051", {}).find("there is no such scenario. Did you mean \"us-2050\"?") !=
          std::string::npos);
}

TEST_CASE("the library reads, by name and from anywhere", "[reader][scenarios]") {
    auto const study = load("us-2050");
    CHECK(study.settings.parity.goals == std::vector<std::int32_t>{2030, 2050});
    CommandLineOverrides command_line;
    command_line.home = std::filesystem::current_path();
    auto const frozen = load("us-2050-frozen-demand", command_line);
    for (auto const& market : frozen.pack.markets)
        CHECK(market.growth.values() == std::vector<double>{0.0});
    CHECK(frozen.settings.seed == study.settings.seed);
}

TEST_CASE("check counts the figures and says which are judgement", "[reader][scenarios]") {
    Folder const folder;
    auto const text = scenarios::check(load(folder.write("plan.toml", base)));
    CHECK(text.find("no problems") != std::string::npos);
    CHECK(text.find("1 judgement") != std::string::npos);
    CHECK(text.find("stage.elsewhere.exit.settle.p, " +
                    (folder.path() / "plan.toml:10").string()) != std::string::npos);
}

TEST_CASE("explain tells of figures, of settings and of scenario keys", "[reader][scenarios]") {
    auto const study = load("us-2050");
    models::Diagnostics problems;
    auto const figure = explained(study, "demography.staying", problems).value();
    CHECK(figure.find("year x age x group, 39 x 101 x 14 cells") != std::string::npos);
    CHECK(figure.find("census_npp2023_zero: ") != std::string::npos);
    CHECK(figure.find("models/packs/us/staying.csv:1") != std::string::npos);
    auto const exit = explained(study, "stage.technical_training.exit.seek.p", problems).value();
    CHECK(exit.find("range      0.65 to 0.9") != std::string::npos);
    CHECK(exit.find("exit seek of stage technical_training, to seeking_technical") !=
          std::string::npos);
    auto const key = explained(study, "run.scale", problems).value();
    CHECK(key.find("here       0.005, from scenarios/library/us-2050.toml:") != std::string::npos);
    CHECK(explained(study, "parity.at_least", problems)
              .value()
              .find("here       0.95, from models/packs/us/pack.toml:") != std::string::npos);
    CHECK(
        explained(study, "stage.four_year_stem.duration", problems).value().find("here       4") !=
        std::string::npos);
    CHECK(explained(study, "market.research", problems)
              .value()
              .find("holds      market.research.demand.growth") != std::string::npos);
    CHECK(problems.ok());
    CHECK(!explained(study, "run.scales", problems));
    CHECK(problems.text().find("Did you mean \"run.scale\"?") != std::string::npos);
    CHECK(problems.exit_code() == 65);
}

TEST_CASE("a key of which only the end is said is found, and a short word is near to nothing",
          "[reader][scenarios]") {
    Folder const folder;
    auto const path = folder.write("plan.toml", base);
    auto const study = load(path);
    auto const hint = [&](std::string const& key) {
        models::Diagnostics problems;
        CHECK(!explained(study, key, problems));
        return problems.text();
    };
    CHECK(hint("seed").find("Did you mean \"run.seed\"?") != std::string::npos);
    CHECK(hint("leave").find("There are stage.work.exit.leave.p.") != std::string::npos);
    CHECK(hint("nonsense").find("--print-resolved") != std::string::npos);
    CHECK(problems_of(path, setting({"foo=1"})).find("Did you mean") == std::string::npos);
    auto const words = problems_of(path, setting({"run.end=abc"}));
    CHECK(std::count(words.begin(), words.end(), '\n') == 1);
}

TEST_CASE("every key of a scenario is documented", "[reader][scenarios][docs]") {
    std::ifstream file("docs/scenario-format.md");
    std::stringstream text;
    text << file.rdbuf();
    for (auto const& key : scenarios::scenario_keys()) {
        INFO(key.key);
        CHECK(text.str().find("| `" + std::string(key.key) + "` |") != std::string::npos);
    }
}

TEST_CASE("the scenario that the documentation shows runs", "[reader][scenarios][docs]") {
    std::ifstream file("docs/scenario-format.md");
    std::stringstream text;
    text << file.rdbuf();
    auto const fence = std::string("```toml\n");
    auto const begin = text.str().find(fence) + fence.size();
    Folder const folder;
    CommandLineOverrides command_line;
    command_line.home = std::filesystem::current_path();
    auto const study = load(
        folder.write("shown.toml", text.str().substr(begin, text.str().find("```", begin) - begin)),
        command_line);
    CHECK(study.settings.replicates == 20);
    CHECK(study.scenario.overrides.size() == 2);
}

TEST_CASE("a pack may stand in the scenario, its tables in a directory", "[reader][scenarios]") {
    Folder const folder;
    folder.write("tables/pack.toml", "");
    folder.write("tables/p.csv", "group,value\nw,0.25\nm,0.5\n");
    auto const study = load(folder.write(
        "plan.toml",
        "schema = 1\n[run]\nend = 8\n[pack]\ndirectory = \"tables\"\nschema = 1\n"
        "kind = \"teaching\"\ntitle = \"t\"\nyears = [0, 10]\ngroups = [\"w\", \"m\"]\n"
        "[pack.stage.post]\nstart = { w = 1, m = 1 }\nexit.go = { to = \"out\", p = \"p.csv\" }\n"
        "[pack.parity.main]\nof = \"post\"\n"));
    CHECK(study.pack.stages[0].exits[0].value.values() == std::vector<double>{0.5, 0.25});
}

TEST_CASE("a goal beyond a new end falls away, unless both are said in one place",
          "[reader][scenarios]") {
    Folder const folder;
    auto const path = folder.write("base.toml", base);
    auto const earlier = load(path, setting({"run.end=15"}));
    CHECK(earlier.settings.parity.goals.empty());
    REQUIRE(earlier.notes.size() == 1);
    CHECK(earlier.notes[0].find("the goal 20") == 0);
    // What is resolved says no more of it, so it reads back.
    CHECK(load(folder.write("resolved.toml", scenarios::print_resolved(earlier))).notes.empty());
    auto const child =
        folder.write("child.toml", "schema = 1\nextends = \"base.toml\"\n[run]\nend = 15\n");
    CHECK(load(child).settings.parity.goals.empty());
    CHECK(load(path).notes.empty());
    auto const asked = folder.write(
        "asked.toml", "schema = 1\nextends = \"base.toml\"\n[parity]\ngoals = [10, 35]\n");
    CHECK(problems_of(asked, {}).find("the goal 35 is outside of the run") != std::string::npos);
    CHECK(problems_of(path, setting({"run.end=15", "parity.goals=[10,18]"}))
              .find("the goal 18 is outside of the run") != std::string::npos);
}

TEST_CASE(
    "the library is found behind a directory of the same name, and can be extended from anywhere",
    "[reader][scenarios]") {
    Folder const folder;
    folder.write("home/scenarios/library/plan.toml", base);
    CommandLineOverrides command_line;
    command_line.home = folder.path() / "home";
    auto const mine =
        folder.write("mine.toml", "schema = 1\nextends = \"plan.toml\"\n[run]\nscale = 0.125\n");
    CHECK(load(mine, command_line).settings.end_year == 30);
    // A bare name is looked for from where one stands.
    auto const here = std::filesystem::current_path();
    folder.write("work/plan/parity.csv", "results\n");
    std::filesystem::current_path(folder.path() / "work");
    auto const study = load("plan", command_line);
    CHECK(problems_of("other", command_line).find("there is no such scenario") !=
          std::string::npos);
    std::filesystem::create_directory("other");
    CHECK(problems_of("other", command_line).find("is a directory") != std::string::npos);
    std::filesystem::current_path(here);
    CHECK(study.settings.end_year == 30);
    auto const nothing = folder.write("nothing.toml", "schema = 1\nextends = \"plam\"\n");
    CHECK(problems_of(nothing, command_line).find("Did you mean \"plan\"?") != std::string::npos);
}
