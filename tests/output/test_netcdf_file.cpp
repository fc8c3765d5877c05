#include "output/hdf5_layout.hpp"
#include "output/netcdf_file.hpp"
#include "output/output_error.hpp"
#include "tests/catch.hpp"
#include "tests/output/scratch_directory.hpp"

#include <cmath>
#include <hdf5_hl.h>
#include <numeric>
#include <stdexcept>

using namespace stempath;
using output::Hdf5Handle;
using output::NetcdfFile;

namespace {

using Int32s = std::vector<std::int32_t>;
using Doubles = std::vector<double>;
using Texts = std::vector<std::string>;

std::string bytes_of(NetcdfFile& file) {
    tests::ScratchDirectory const scratch;
    output::FileWriter to(scratch.path() / "f.nc");
    file.write(to);
    to.close();
    return tests::text_of(scratch.path() / "f.nc");
}

//! Two years, two groups, some of everything.
void fill(NetcdfFile& file, std::int32_t last) {
    file.attribute("Conventions", "CF-1.10");
    file.attribute("seed", std::uint64_t{18446744073709551615u});
    file.dimension("year", "calendar year", Int32s{2022, 2023});
    file.dimension("group", "group of people", Texts{"w\u00f6men", "men"});
    file.variable({"stock", {"year", "group"}, "people", "1", {{"counts", "people"}}},
                  Int32s{1, 2, 3, last});
    file.variable({"mean", {"group"}, "mean", "1"}, Doubles{0.5, NAN});
    file.variable({"scenario", {}, "text", ""}, Texts{std::string(100'000, 'x')});
}

//! A file that HDF5 reads back.
struct ReadBack {
    explicit ReadBack(NetcdfFile& made) {
        output::FileWriter to(scratch.path() / "f.nc");
        made.write(to);
        to.close();
        file = H5Fopen((scratch.path() / "f.nc").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
        REQUIRE(file >= 0);
    }
    ~ReadBack() { H5Fclose(file); }
    Hdf5Handle open(char const* name) const {
        return {H5Dopen2(file, name, H5P_DEFAULT), H5Dclose, name};
    }
    tests::ScratchDirectory scratch;
    hid_t file = -1;
};

} // namespace

TEST_CASE("a netCDF file reads back with its dimensions, values and fill values", "[netcdf]") {
    NetcdfFile made("test=1");
    fill(made, NetcdfFile::missing_int32);
    ReadBack const back(made);
    Hdf5Handle const stock = back.open("stock"), year = back.open("year"),
                     group = back.open("group");
    CHECK(H5DSis_scale(year.id()) > 0);
    CHECK(H5DSis_attached(stock.id(), year.id(), 0) > 0);
    CHECK(H5DSis_attached(stock.id(), group.id(), 1) > 0);
    Int32s values(4);
    REQUIRE(H5Dread(stock.id(), H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >=
            0);
    CHECK(values == Int32s{1, 2, 3, NetcdfFile::missing_int32});
    std::int32_t missing = 0;
    REQUIRE(H5LTget_attribute_int(back.file, "stock", "_FillValue", &missing) >= 0);
    CHECK(missing == NetcdfFile::missing_int32);
    // A coordinate is never missing.
    CHECK(H5Aexists(year.id(), "_FillValue") == 0);
    CHECK(H5Aexists(back.open("mean").id(), "_FillValue") > 0);
    char* text = nullptr;
    Hdf5Handle const type = output::text_type();
    REQUIRE(H5Dread(back.open("scenario").id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, &text) >=
            0);
    CHECK(std::string(text) == std::string(100'000, 'x'));
    H5free_memory(text);
}

TEST_CASE("equal content gives equal bytes, other content others", "[netcdf]") {
    std::vector<std::string> bytes;
    for (std::int32_t const last : {4, 4, 5}) {
        NetcdfFile file("test=1");
        fill(file, last);
        bytes.push_back(bytes_of(file));
    }
    CHECK(bytes[0] == bytes[1]);
    CHECK(bytes[0] != bytes[2]);
    CHECK(bytes[0].starts_with("\x89HDF\r\n\x1a\n"));
}

TEST_CASE("large variables are deflated", "[netcdf]") {
    NetcdfFile file("test=1");
    Int32s replicates(1000), values(1000 * 500);
    std::iota(replicates.begin(), replicates.end(), 0);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<std::int32_t>(1000 + i * 7 % 13);
    file.dimension("replicate", "replicate", replicates);
    file.dimension("cell", "cell", Int32s(replicates.begin(), replicates.begin() + 500));
    file.variable({"stock", {"replicate", "cell"}, "people", "1"}, values);
    CHECK(bytes_of(file).size() < values.size() * sizeof(std::int32_t) / 20);
}

TEST_CASE("data that do not fit their dimensions, and names given twice, are our mistake",
          "[netcdf]") {
    NetcdfFile file("test=1");
    file.dimension("year", "calendar year", Int32s{2022, 2023});
    CHECK_THROWS_AS(file.variable({"a", {"year"}, "a", "1"}, Int32s{1}), std::logic_error);
    CHECK_THROWS_AS(file.variable({"a", {"years"}, "a", "1"}, Int32s{1, 2}), std::logic_error);
    CHECK_THROWS_AS(file.variable({"year", {"year"}, "a", "1"}, Int32s{1, 2}), std::logic_error);
    CHECK_THROWS_AS(file.dimension("year", "again", Int32s{1, 2}), std::logic_error);
    CHECK_THROWS_AS(file.dimension("none", "no value", Int32s{}), std::logic_error);
    CHECK(file.has_dimension("year"));
    CHECK_FALSE(file.has_dimension("none"));
}

TEST_CASE("a chunk is whole rows of the fastest dimensions, and no larger than allowed",
          "[netcdf]") {
    using Shape = std::vector<hsize_t>;
    CHECK(output::chunk_of({10, 5}, 1000) == Shape{10, 5});
    CHECK(output::chunk_of({2000, 303, 2}, 2 * 606) == Shape{2, 303, 2});
    CHECK(output::chunk_of({2000, 303, 2}, 100) == Shape{1, 50, 2});
    CHECK(output::chunk_of({3, 1000}, 100) == Shape{1, 100});
    CHECK(output::chunk_of({1}, 1) == Shape{1});
}

TEST_CASE("what is not UTF-8 becomes the replacement character", "[netcdf]") {
    CHECK(output::valid_utf8("h\u00e9 \u20ac \U0001F600") == "h\u00e9 \u20ac \U0001F600");
    for (std::string const& bad : {std::string("\xff"), std::string("\xc3"), std::string("\xc0"),
                                   std::string("\0", 1), std::string("\x80")})
        CHECK(output::valid_utf8("a" + bad + "b") == "a\ufffdb");
    // Overlong, a surrogate, beyond the last character: byte by byte.
    CHECK(output::valid_utf8("\xe0\x80\x80") == "\ufffd\ufffd\ufffd");
    CHECK(output::valid_utf8("\xed\xa0\x80") == "\ufffd\ufffd\ufffd");
    CHECK(output::valid_utf8("\xf4\x90\x80\x80") == "\ufffd\ufffd\ufffd\ufffd");
}
