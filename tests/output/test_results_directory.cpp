#include "output/output_error.hpp"
#include "output/results_directory.hpp"
#include "tests/catch.hpp"
#include "tests/output/scratch_directory.hpp"

#include <algorithm>
#include <csignal>
#include <optional>
#include <sys/wait.h>
#include <vector>

using namespace stempath;
using output::Fault;
using output::OutputError;
using output::ResultsDirectory;
using tests::put_text;
using tests::ScratchDirectory;
using tests::text_of;

namespace {

namespace fs = std::filesystem;

output::TableInfo const table{"counts", "people", "Counts.", {"n"}};

void write_result(ResultsDirectory& directory, int n) {
    directory.describe(std::string(output::provenance_head) + "\n}\n", {table});
    output::CsvFile file = directory.open(table);
    file.integer(n);
    file.end_row();
    file.close();
}

void make_result(fs::path const& target, int n) {
    ResultsDirectory directory(target);
    write_result(directory, n);
    directory.commit();
}

std::optional<Fault> fault_at(fs::path const& target) {
    try {
        ResultsDirectory const directory(target);
        return std::nullopt;
    } catch (OutputError const& error) {
        CHECK(std::string(error.what()).find("--out") != std::string::npos);
        return error.fault();
    }
}

std::vector<std::string> names_in(fs::path const& directory) {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(directory))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string const one = "n\n1\n", two = "n\n2\n";

} // namespace

TEST_CASE("results appear whole, parents made, nothing left beside them", "[results]") {
    ScratchDirectory const scratch;
    fs::path const target = scratch.path() / "results" / "us";
    {
        ResultsDirectory directory(target);
        write_result(directory, 1);
        CHECK_FALSE(fs::exists(target));
        directory.commit();
    }
    CHECK(names_in(target) ==
          std::vector<std::string>{"contents.csv", "counts.csv", "provenance.json", "tables.csv"});
    CHECK(text_of(target / "counts.csv") == one);
    CHECK(names_in(scratch.path() / "results") == std::vector<std::string>{"us"});
}

TEST_CASE("without commit there is nothing, not even the parents", "[results]") {
    ScratchDirectory const scratch;
    {
        ResultsDirectory directory(scratch.path() / "a" / "b" / "us");
        write_result(directory, 1);
    }
    CHECK(names_in(scratch.path()).empty());
}

TEST_CASE("results of an earlier run are replaced, an empty directory is filled", "[results]") {
    ScratchDirectory const scratch;
    fs::path const target = scratch.path() / "us";
    fs::create_directory(target);
    make_result(target, 1);
    CHECK(text_of(target / "counts.csv") == one);
    make_result(target, 2);
    CHECK(text_of(target / "counts.csv") == two);
    CHECK(names_in(scratch.path()) == std::vector<std::string>{"us"});
}

TEST_CASE("an uncommitted run leaves the earlier results as they were", "[results]") {
    ScratchDirectory const scratch;
    fs::path const target = scratch.path() / "us";
    make_result(target, 1);
    {
        ResultsDirectory directory(target);
        write_result(directory, 2);
    }
    CHECK(text_of(target / "counts.csv") == one);
    CHECK(names_in(scratch.path()) == std::vector<std::string>{"us"});
}

TEST_CASE("what is not ours is refused and stays", "[results]") {
    ScratchDirectory const scratch;
    fs::path const target = scratch.path() / "us";
    SECTION("a directory of other files") {
        fs::create_directory(target);
        put_text(target / "thesis.txt", "mine");
        CHECK(fault_at(target) == Fault::cannot_create);
        CHECK(text_of(target / "thesis.txt") == "mine");
    }
    SECTION("a directory whose provenance is of another program") {
        fs::create_directory(target);
        put_text(target / "provenance.json", "{}");
        CHECK(fault_at(target) == Fault::cannot_create);
    }
    SECTION("our results with a file added") {
        make_result(target, 1);
        put_text(target / "chart.png", "mine");
        CHECK(fault_at(target) == Fault::cannot_create);
        CHECK(text_of(target / "chart.png") == "mine");
        CHECK(text_of(target / "counts.csv") == one);
    }
    SECTION("a file that is named like the header of the table list") {
        make_result(target, 1);
        put_text(target / "name.csv", "mine");
        CHECK(fault_at(target) == Fault::cannot_create);
    }
    SECTION("a directory in the place of one of our tables") {
        make_result(target, 1);
        fs::remove(target / "counts.csv");
        fs::create_directory(target / "counts.csv");
        CHECK(fault_at(target) == Fault::cannot_create);
    }
    SECTION("a file") {
        put_text(target, "mine");
        CHECK(fault_at(target) == Fault::cannot_create);
        CHECK(text_of(target) == "mine");
    }
    SECTION("below a file") {
        put_text(target, "mine");
        CHECK(fault_at(target / "deeper") == Fault::cannot_create);
    }
    SECTION("a link to nothing") {
        fs::create_symlink(scratch.path() / "absent", target);
        CHECK(fault_at(target) == Fault::cannot_create);
        CHECK(fs::is_symlink(target));
    }
    SECTION("the directory we are in, and those above") {
        CHECK(fault_at(fs::current_path()) == Fault::cannot_create);
        CHECK(fault_at("..") == Fault::cannot_create);
        CHECK(fault_at("/") == Fault::cannot_create);
    }
}

TEST_CASE("a link to results stays a link and what it leads to is replaced", "[results]") {
    ScratchDirectory const scratch;
    make_result(scratch.path() / "real", 1);
    fs::create_symlink(scratch.path() / "real", scratch.path() / "us");
    make_result(scratch.path() / "us", 2);
    CHECK(fs::is_symlink(scratch.path() / "us"));
    CHECK(text_of(scratch.path() / "real" / "counts.csv") == two);
}

TEST_CASE("a target that someone takes meanwhile is left to them, the results stay beside it",
          "[results]") {
    ScratchDirectory const scratch;
    fs::path const target = scratch.path() / "us";
    ResultsDirectory directory(target);
    write_result(directory, 1);
    fs::create_directory(target);
    put_text(target / "thesis.txt", "mine");
    CHECK_THROWS_AS(directory.commit(), OutputError);
    CHECK(text_of(target / "thesis.txt") == "mine");
    auto const names = names_in(scratch.path());
    REQUIRE(names.size() == 2);
    CHECK(names[1].starts_with("us.unplaced-"));
    CHECK(text_of(scratch.path() / names[1] / "counts.csv") == one);
}

TEST_CASE("what a killed run left is removed, what a living run writes is not", "[results]") {
    ScratchDirectory const scratch;
    fs::path const target = scratch.path() / "us";
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    pid_t const child = ::fork();
    if (child == 0) {
        ResultsDirectory directory(target);
        write_result(directory, 1);
        char const byte = 0;
        (void)!::write(ready[1], &byte, 1);
        ::pause();
        ::_exit(0);
    }
    char byte = 1;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    make_result(target, 2);
    CHECK(names_in(scratch.path()).size() == 2); // the living run's is still there
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CHECK(text_of(target / "counts.csv") == two);
    make_result(target, 1);
    CHECK(names_in(scratch.path()) == std::vector<std::string>{"us"});
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST_CASE("what a run left that was killed while it wrote its marker is removed", "[results]") {
    ScratchDirectory const scratch;
    fs::path const left = scratch.path() / ".us.partial-7-0";
    fs::create_directory(left);
    put_text(left / "provenance.json",
             GENERATE(as<std::string>(), "", std::string(output::provenance_head).substr(0, 9)));
    make_result(scratch.path() / "us", 1);
    CHECK(names_in(scratch.path()) == std::vector<std::string>{"us"});
}

TEST_CASE("a hidden directory that is not ours is not taken for a killed run's", "[results]") {
    ScratchDirectory const scratch;
    fs::path const other = scratch.path() / ".us.partial-7-0";
    fs::create_directory(other);
    put_text(other / "thesis.txt", "mine");
    make_result(scratch.path() / "us", 1);
    CHECK(text_of(other / "thesis.txt") == "mine");
}

TEST_CASE("killed at any moment of a replacement, there is the old or the new, whole",
          "[results]") {
    ScratchDirectory const scratch;
    fs::path const target = scratch.path() / "us";
    make_result(target, 1);
    for (unsigned delay_us = 0; delay_us < 4'000; delay_us += 50) {
        pid_t const child = ::fork();
        if (child == 0) {
            make_result(target, 2);
            ::_exit(0);
        }
        ::usleep(delay_us);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        std::string const counts = text_of(target / "counts.csv");
        REQUIRE((counts == one || counts == two));
        REQUIRE(fs::exists(target / "provenance.json"));
        REQUIRE(fs::exists(target / "tables.csv"));
        if (counts == two)
            make_result(target, 1);
    }
    make_result(target, 2);
    CHECK(names_in(scratch.path()) == std::vector<std::string>{"us"});
}
