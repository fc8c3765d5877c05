//! Measures of the engine as variables of a netCDF file.
#pragma once

#include "output/netcdf_file.hpp"
#include "sim/results.hpp"

#include <cstdint>
#include <string>

namespace stempath::output {

inline constexpr char const* replicate_dimension = "replicate";

/*! Name of the dimension of a stratum in `file`, which is made when it is not there yet: that of
 *  the stratum, or STRATUM_of_TABLE where a table before this one has other values under that name.
 */
class MeasureDimensions {
  public:
    explicit MeasureDimensions(NetcdfFile& file) : file_(file) {}
    std::string name_of(sim::Stratum const& stratum, std::string const& table);

  private:
    NetcdfFile& file_;
    std::vector<sim::Stratum> known_;
};

/*! Writes NAME_mean and NAME_sd, in people over replicates (synthetic people divided by scale),
 * and, where each replicate was recorded, its counts of synthetic people as NAME along `replicate`,
 *  which must be a dimension of the file then. A table without cells leaves nothing.
 *
 * Throws std::logic_error when the table has not as many cells as its strata span.
 */
void add_measure(NetcdfFile& file, MeasureDimensions& dimensions, sim::MeasureTable const& table,
                 std::uint32_t replicates, double scale);

} // namespace stempath::output
