//! What docs/scenario-format.md and docs/packs.md show works as it stands.
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include "models/study.hpp"
#include "scenarios/scenario.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace stempath;
using tests::Folder;

namespace {

//! The fenced blocks of a language, in order.
std::vector<std::string> blocks(std::string const& document, std::string const& language) {
    std::ifstream file(document);
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
    std::string const document = "docs/scenario-format.md";
    auto const toml = blocks(document, "toml"), csv = blocks(document, "csv");
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

TEST_CASE("the complete packs of the pack format are short, and run", "[reader][docs]") {
    std::size_t complete = 0;
    for (auto const& text : blocks("docs/packs.md", "toml")) {
        if (!text.starts_with("schema = 1\nkind = \"teaching\""))
            continue;
        ++complete;
        CHECK(std::count(text.begin(), text.end(), '\n') <= 60);
        auto const pack = tests::read_text(text);
        models::RunSettings settings;
        settings.parity = pack.parity.front();
        settings.end_year = pack.last_year - settings.parity.k + 1;
        CHECK(models::run_study(pack, settings).replicates.front().persons > 0);
    }
    CHECK(complete == 3);
}
