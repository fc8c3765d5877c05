//! Every folder of tests/bad: its messages, all of them and no others, and its exit code.
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include "models/pack_reader.hpp"
#include "scenarios/scenario.hpp"

#include <cctype>
#include <fstream>
#include <map>
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

//! The lines of a file, none without it.
std::vector<std::string> lines_of(fs::path const& file) {
    std::vector<std::string> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

//! set.txt holds what --set says.
models::Diagnostics read_anything(fs::path const& folder) {
    models::Diagnostics problems;
    if (fs::exists(folder / "scenario.toml")) {
        scenarios::CommandLineOverrides with;
        with.set = lines_of(folder / "set.txt");
        auto const study = scenarios::load(folder / "scenario.toml", with, problems);
        if (study)
            scenarios::check_model(*study, problems);
    } else
        models::read_pack(folder, {}, problems);
    return problems;
}

/*! What a message says whatever it says it of: without what it quotes, counts and puts into
 * brackets.
 */
std::string skeleton(models::Problem const& problem) {
    std::string text;
    bool quoted = false;
    int brackets = 0;
    for (char const c : problem.message) {
        brackets += c == '(' ? 1 : c == ')' ? -1 : 0;
        quoted = quoted != (c == '"');
        if (brackets > 0 || quoted || std::isdigit(static_cast<unsigned char>(c)) != 0)
            continue;
        text += c;
    }
    return text;
}

//! What this process has read of files so far, by the system's count.
std::uint64_t bytes_read() {
    std::ifstream io("/proc/self/io");
    std::string name;
    std::uint64_t bytes = 0;
    io >> name >> bytes;
    return name == "rchar:" ? bytes : 0;
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

TEST_CASE("the bad inputs are many, and of many kinds", "[reader]") {
    std::map<std::string, std::set<fs::path>> by_message;
    for (auto const& folder : corpus()) {
        auto const problems = read_anything(folder);
        for (auto const& problem : problems.problems())
            by_message[skeleton(problem)].insert(folder);
    }
    CHECK(corpus().size() >= 60);
    CHECK(by_message.size() >= 40);
    for (auto const& [message, folders] : by_message) {
        INFO(message);
        CHECK(folders.size() <= 3);
    }
}

TEST_CASE("a file of 100 MB is refused without being read", "[reader]") {
    tests::Folder const folder;
    auto const big = [&](std::string const& name) {
        fs::resize_file(folder.write(name, "#"), 100'000'000);
        auto const before = bytes_read();
        models::Diagnostics problems;
        if (name == "scenario.toml")
            scenarios::load(folder.path() / name, {}, problems);
        else
            models::read_pack(folder.path(), {}, problems);
        auto const after = bytes_read();
        INFO(problems.text());
        CHECK(problems.exit_code() == 65);
        CHECK(problems.count() == 1);
        CHECK(problems.text().find(name + ": ") != std::string::npos);
        CHECK(problems.text().find("is larger than 64 MB") != std::string::npos);
        CHECK(after - before < 100'000);
        fs::remove(folder.path() / name);
    };
    big("scenario.toml");
    big("pack.toml");
    folder.write("pack.toml", tests::teaching("[stage.post]\nstart = { w = 5, m = 5 }\n"
                                              "exit.leave = { to = \"out\", p = \"p.csv\" }\n"));
    big("p.csv");
}
