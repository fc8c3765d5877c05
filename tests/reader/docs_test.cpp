//! What docs/scenario-format.md shows works as it stands.
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include "scenarios/scenario.hpp"

#include <fstream>
#include <sstream>

using namespace stempath;
using tests::Folder;

namespace {

//! The fenced blocks of a language, in order.
std::vector<std::string> blocks(std::string const& language) {
    std::ifstream file("docs/scenario-format.md");
    std::vector<std::string> found;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (!inside && line == "```" + language) {
            inside = true;
            found.emplace_back();
        } else if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            found.back() += line + "\n";
        }
    }
    return found;
}

std::string problems_of(std::filesystem::path const& path, std::vector<std::string> const& set) {
    models::Diagnostics problems;
    scenarios::CommandLineOverrides with;
    with.set = set;
    scenarios::load(path, with, problems);
    return problems.text();
}

} // namespace

TEST_CASE("the examples of the scenario format read without a problem", "[reader][docs]") {
    auto const toml = blocks("toml"), csv = blocks("csv");
    REQUIRE(toml.size() == 2);
    REQUIRE(csv.size() == 1);
    Folder const folder;
    folder.write("inclusive_hiring.csv", csv[0]);
    auto const whole = folder.write("whole.toml", toml[0]);
    CHECK(problems_of(whole, {}) == "");
    CHECK(problems_of(
              whole, {"run.end=2040", "parity.at_least=0.9", "market.professional.demand.growth=0"})
              .empty());
    auto const replaced =
        folder.write("replaced.toml", "schema = 1\npack = \"us\"\n[run]\nend = 2050\n" + toml[1]);
    CHECK(problems_of(replaced, {}) == "");
    // The twin: without its table file, one line is at fault.
    std::filesystem::remove(folder.path() / "inclusive_hiring.csv");
    CHECK(problems_of(replaced, {}).find("replaced.toml:8: market.professional.score.group") !=
          std::string::npos);
}
