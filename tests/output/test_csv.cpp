#include "output/csv_file.hpp"
#include "output/output_error.hpp"
#include "tests/catch.hpp"
#include "tests/output/scratch_directory.hpp"

#include <csignal>
#include <limits>
#include <optional>
#include <sys/resource.h>

using namespace stempath;
using tests::ScratchDirectory;
using tests::text_of;

TEST_CASE("a field is quoted when it holds a comma, a quote or a line end, and only then",
          "[csv]") {
    auto const quoted = [](std::string_view field) {
        std::string line;
        output::append_csv_field(line, field);
        return line;
    };
    CHECK(quoted("women") == "women");
    CHECK(quoted("") == "");
    CHECK(quoted(" padded ") == " padded ");
    CHECK(quoted("a,b") == "\"a,b\"");
    CHECK(quoted("6\" pipe") == "\"6\"\" pipe\"");
    CHECK(quoted("two\nlines") == "\"two\nlines\"");
    CHECK(quoted("\r") == "\"\r\"");
}

TEST_CASE("numbers have no more digits than they need", "[csv]") {
    CHECK(output::csv_number(0.1 + 0.2) == "0.3");
    CHECK(output::csv_number(331'900'000.0) == "331900000");
    CHECK(output::csv_number(-0.0125) == "-0.0125");
}

TEST_CASE("a table is a header and its rows", "[csv]") {
    ScratchDirectory const scratch;
    auto const path = scratch.path() / "t.csv";
    output::CsvFile file(path, {"year", "group", "mean", "sd"});
    file.integer(2030).text("two or more, of any").number(1.5).none();
    file.end_row();
    file.close();
    CHECK(text_of(path) == "year,group,mean,sd\n2030,\"two or more, of any\",1.5,\n");
}

TEST_CASE("a row of the wrong length or a number that is none is our mistake", "[csv]") {
    ScratchDirectory const scratch;
    output::CsvFile file(scratch.path() / "t.csv", {"a", "b"});
    CHECK_THROWS_AS(file.number(std::numeric_limits<double>::quiet_NaN()), std::logic_error);
    file.integer(1);
    CHECK_THROWS_AS(file.end_row(), std::logic_error);
}

TEST_CASE("a file that exists is not written over", "[csv]") {
    ScratchDirectory const scratch;
    tests::put_text(scratch.path() / "t.csv", "mine");
    CHECK_THROWS_AS(output::CsvFile(scratch.path() / "t.csv", {"a"}), output::OutputError);
    CHECK(text_of(scratch.path() / "t.csv") == "mine");
}

TEST_CASE("a full disk is reported as the system's failure", "[csv]") {
    ScratchDirectory const scratch;
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    rlimit const tight{4096, before.rlim_max};
    auto const handler = std::signal(SIGXFSZ, SIG_IGN); // else the limit kills instead of failing
    ::setrlimit(RLIMIT_FSIZE, &tight);
    std::optional<output::Fault> fault;
    try {
        output::FileWriter file(scratch.path() / "t");
        file.write(std::string(10'000, 'x'));
        file.close();
    } catch (output::OutputError const& error) {
        fault = error.fault();
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK(fault == output::Fault::io);
}

TEST_CASE("a text larger than the buffer arrives whole", "[csv]") {
    ScratchDirectory const scratch;
    std::string const large(300'000, 'x');
    output::FileWriter file(scratch.path() / "t");
    file.write("a");
    file.write(large);
    file.write("b");
    file.close();
    CHECK(text_of(scratch.path() / "t") == "a" + large + "b");
}
