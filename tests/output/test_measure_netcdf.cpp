#include "output/hdf5_handle.hpp"
#include "output/measure_netcdf.hpp"
#include "tests/catch.hpp"
#include "tests/output/scratch_directory.hpp"

#include <cmath>
#include <hdf5_hl.h>
#include <stdexcept>

using namespace stempath;
using output::NetcdfFile;

namespace {

//! Two years, two groups, two replicates with counts (10, 0, 4, 7) and (14, 0, 4, 9).
sim::MeasureTable two_replicates() {
    sim::MeasureTable table{"stock", "synthetic persons", "people in post", {}, {}, {}};
    table.strata = {{"year", {"2022", "2023"}, "calendar year", true}, {"group", {"w", "m"}}};
    table.sum = {24, 0, 8, 16};
    table.sum_squares = {100 + 196, 0, 16 + 16, 49 + 81};
    table.by_replicate = {10, 0, 4, 7, 14, 0, 4, 9};
    return table;
}

void add_replicates(NetcdfFile& file) {
    file.dimension(output::replicate_dimension, "replicate", std::vector<std::int64_t>{0, 1});
}

class ReadBack {
  public:
    explicit ReadBack(NetcdfFile& made) {
        output::FileWriter to(scratch_.path() / "f.nc");
        made.write(to);
        to.close();
        file_ = H5Fopen((scratch_.path() / "f.nc").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
        REQUIRE(file_ >= 0);
    }
    ~ReadBack() { H5Fclose(file_); }
    bool holds(char const* name) const { return H5Lexists(file_, name, H5P_DEFAULT) > 0; }
    std::vector<double> numbers(char const* name, std::size_t count) const {
        std::vector<double> values(count);
        REQUIRE(H5LTread_dataset_double(file_, name, values.data()) >= 0);
        return values;
    }

  private:
    tests::ScratchDirectory scratch_;
    hid_t file_ = -1;
};

using Doubles = std::vector<double>;

} // namespace

TEST_CASE("a measure is means and deviations in people, and each replicate's counts",
          "[netcdf][measure]") {
    NetcdfFile file("test=1");
    add_replicates(file);
    output::MeasureDimensions dimensions(file);
    output::add_measure(file, dimensions, two_replicates(), 2, 0.5);
    ReadBack const back(file);
    CHECK(back.numbers("year", 2) == Doubles{2022, 2023});
    CHECK(back.numbers("stock_mean", 4) == Doubles{24, 0, 8, 16});
    CHECK(back.numbers("stock_sd", 4)[0] == Approx(4.0 * std::sqrt(2.0)));
    CHECK(back.numbers("stock", 8) == Doubles{10, 0, 4, 7, 14, 0, 4, 9});
}

TEST_CASE("without recording there are no replicates; one has no deviation", "[netcdf][measure]") {
    NetcdfFile file("test=1");
    output::MeasureDimensions dimensions(file);
    auto table = two_replicates();
    table.by_replicate.clear();
    output::add_measure(file, dimensions, table, 1, 1.0);
    ReadBack const back(file);
    CHECK_FALSE(back.holds("stock"));
    for (double const sd : back.numbers("stock_sd", 4))
        CHECK(std::isnan(sd));
}

TEST_CASE("tables that call different things by one name have a dimension each",
          "[netcdf][measure]") {
    NetcdfFile file("test=1");
    output::MeasureDimensions dimensions(file);
    sim::Stratum const all{"exit", {"a.leave", "b.leave"}}, few{"exit", {"b.leave"}};
    CHECK(dimensions.name_of(all, "flows") == "exit");
    CHECK(dimensions.name_of(all, "moves") == "exit");
    CHECK(dimensions.name_of(few, "shortages") == "exit_of_shortages");
    CHECK(file.has_dimension("exit_of_shortages"));
}

TEST_CASE("a measure without cells leaves nothing; one that does not fit is our mistake",
          "[netcdf][measure]") {
    NetcdfFile file("test=1");
    output::MeasureDimensions dimensions(file);
    auto table = two_replicates();
    table.sum.pop_back();
    CHECK_THROWS_AS(output::add_measure(file, dimensions, table, 2, 1.0), std::logic_error);
    table = two_replicates();
    table.strata[0].values[1] = "next";
    CHECK_THROWS_AS(output::add_measure(file, dimensions, table, 2, 1.0), std::logic_error);
    sim::MeasureTable const none{"hires", "synthetic persons", "people hired", {{"market", {}}}, {},
                                 {}};
    output::add_measure(file, dimensions, none, 2, 1.0);
    CHECK_FALSE(file.has_dimension("market"));
}
