#include "apps/loading.hpp"
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

using namespace stempath;

TEST_CASE("a run that the machine cannot hold is refused before it begins", "[loading]") {
    tests::Folder const folder;
    apps::ScenarioChoice choice;
    choice.scenario =
        folder
            .write("large.toml", "schema = 1\npack = \"" +
                                     std::filesystem::absolute("tests/packs/toy").string() +
                                     "\"\n[run]\nend = 20\n[set]\n"
                                     "\"stage.school.start\" = { w = 1e9, m = 1e9 }\n")
            .string();
    auto const study = apps::load_study(choice);
    CHECK_NOTHROW(apps::require_memory(study, 1e12));
    CHECK_NOTHROW(apps::require_memory(study, 0.0)); // not known
    try {
        apps::require_memory(study, 8e9);
        FAIL("two thousand million people were let through");
    } catch (apps::InputError const& error) {
        CHECK(error.problems.exit_code() == 65);
        CHECK(error.problems.text().find("run.scale: a replicate of 2e+09 synthetic people needs "
                                         "24.0 GB or more, and this machine has 8.0 GB.") !=
              std::string::npos);
    }
    CHECK(apps::machine_bytes() > 1e8);
}
