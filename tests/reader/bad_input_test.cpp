//! Every folder of tests/bad: its messages, all of them and no others, and its exit code.
#include "tests/catch.hpp"

#include "models/pack_reader.hpp"
#include "scenarios/scenario.hpp"

#include <fstream>
#include <set>

using namespace stempath;
namespace fs = std::filesystem;

namespace {

std::set<fs::path> corpus() {
    std::set<fs::path> folders;
    for (auto const& entry : fs::directory_iterator("tests/bad"))
        folders.insert(entry.path());
    return folders;
}

models::Diagnostics read_anything(fs::path const& folder) {
    models::Diagnostics problems;
    if (fs::exists(folder / "scenario.toml")) {
        auto const study = scenarios::load(folder / "scenario.toml", {}, problems);
        if (study)
            scenarios::check_model(*study, problems);
    } else
        models::read_pack(folder, {}, problems);
    return problems;
}

} // namespace

TEST_CASE("each bad input gets its messages and its exit code", "[reader]") {
    auto const folders = corpus();
    REQUIRE(folders.size() > 100);
    for (auto const& folder : folders) {
        INFO(folder.string());
        auto const problems = read_anything(folder);
        INFO(problems.text());
        std::ifstream expected(folder / "expected.txt");
        int code = 0;
        expected >> code >> std::ws;
        CHECK(problems.exit_code() == code);
        std::size_t lines = 0;
        for (std::string line; std::getline(expected, line); ++lines)
            CHECK_THAT(problems.text(), Catch::Matchers::Contains(line));
        CHECK(problems.count() == lines);
    }
}
