//! One netCDF-4 file: HDF5 with the conventions by which netCDF finds names, dimensions and fill
//! values.
#pragma once

#include "output/file_writer.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stempath::output {

//! What a reader must know of a variable that its numbers do not say.
struct VariableInfo {
    std::string name;
    std::vector<std::string> dimensions; //!< declared before, slowest first; none: a scalar
    std::string long_name;
    std::string units; //!< as UDUNITS has them ("1": a count or a share); texts have none
    std::vector<std::pair<std::string, std::string>> attributes{}; //!< further ones
};

/*!
 * A file in the making: all in the root group, dimensions with coordinate values, no time stamps,
 * so that equal content gives equal bytes. It is built in memory, compressed; write() hands the
 * whole of it over. HDF5 is not made for threads: one thread at a time may use files of this kind.
 *
 * Where a number is missing there is the variable's `_FillValue`: NaN, or missing_int32 and
 * missing_int64, as netCDF has them. Texts must be UTF-8; what is not becomes U+FFFD.
 *
 * Throws std::logic_error when data do not fit the dimensions named, or a name is given twice;
 * OutputError (Fault::io) when HDF5 fails, which only lack of memory brings about.
 */
class NetcdfFile {
  public:
    static constexpr std::int32_t missing_int32 = -2147483647;
    static constexpr std::int64_t missing_int64 = -9223372036854775806;

    //! `writer`: program and version, such as "stempath=0.1.0", for `_NCProperties`.
    explicit NetcdfFile(std::string_view writer);
    ~NetcdfFile();
    NetcdfFile(NetcdfFile const&) = delete;
    NetcdfFile& operator=(NetcdfFile const&) = delete;

    //! Attributes of the file as a whole.
    void attribute(std::string const& name, std::string_view value);
    void attribute(std::string const& name, std::int64_t value);
    void attribute(std::string const& name, std::uint64_t value);
    void attribute(std::string const& name, double value);

    //! A dimension and its coordinate variable. It must not be empty.
    void dimension(std::string const& name, std::string const& long_name,
                   std::span<std::int32_t const> values);
    void dimension(std::string const& name, std::string const& long_name,
                   std::span<std::int64_t const> values);
    void dimension(std::string const& name, std::string const& long_name,
                   std::span<std::string const> values);
    bool has_dimension(std::string const& name) const;

    void variable(VariableInfo const& info, std::span<std::int32_t const> values);
    void variable(VariableInfo const& info, std::span<std::int64_t const> values);
    void variable(VariableInfo const& info, std::span<double const> values);
    void variable(VariableInfo const& info, std::span<std::string const> values);

    //! Appends the file's bytes. Comes last; the file takes nothing in after it.
    void write(FileWriter& to);

  private:
    struct Content;
    std::unique_ptr<Content> content_;
};

} // namespace stempath::output
