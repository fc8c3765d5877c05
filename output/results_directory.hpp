//! A directory of results that appears whole or not at all.
#pragma once

#include "output/contents_list.hpp"
#include "output/csv_file.hpp"
#include "output/file_writer.hpp"
#include "output/table_info.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::output {

inline constexpr char const* provenance_file = "provenance.json";
inline constexpr char const* table_list_file = "tables.csv";
inline constexpr char const* netcdf_file = "results.nc";
//! First lines of a provenance file of ours: a directory without them is not ours to replace.
inline constexpr char const* provenance_head = "{\n  \"program\": \"stempath\"";

//! Which earlier results may give way.
enum class Replace : std::uint8_t {
    own, //!< those of the same text of the same scenario, as they were written
    any, //!< all that stempath wrote
};

/*! Results on their way to `target`.
 *
 * Everything is written to a hidden directory beside the target, which takes the target's name in
 * one step once all of it is on the disk. A target that exists is replaced only when it is empty,
 * or holds the results of an earlier run and nothing else: a directory with any file that its own
 * table list does not name is refused. Results of another scenario, or of another text of this one,
 * and results that were edited are replaced only when that is asked for. Hidden directories that
 * killed runs left behind are removed, by the same rule; one whose run still lives is locked and
 * left alone.
 *
 * Throws OutputError: Fault::cannot_create when the target is not ours to write, Fault::io when
 * the system fails.
 */
class ResultsDirectory {
  public:
    //! Checks the target and makes the hidden directory, so that a long run does not end in a
    //! refusal.
    explicit ResultsDirectory(std::filesystem::path const& target, Owner owner = {},
                              Replace replace = Replace::own);
    //! Removes what was written unless commit() came to its end.
    ~ResultsDirectory();
    ResultsDirectory(ResultsDirectory const&) = delete;
    ResultsDirectory& operator=(ResultsDirectory const&) = delete;

    //! Where the results will be: absolute, symbolic links followed.
    std::filesystem::path const& target() const { return target_; }
    //! Whether results of an earlier run stood there when this one began.
    bool replaces() const { return replaces_; }

    /*! Writes provenance and table list. Comes first: by them a later run knows what it may remove.
     *  `provenance` begins with provenance_head.
     */
    void describe(std::string_view provenance, std::vector<TableInfo> const& tables);
    //! Begins a table that describe() has listed.
    CsvFile open(TableInfo const& table);
    //! Begins the file that holds everything, results.nc; after describe() too.
    FileWriter open_netcdf();
    //! Writes the report and its data, both whole texts; after describe() too.
    void write_report(std::string_view json);
    /*! Puts everything in its place.
     *  When that cannot be done because the target changed meanwhile, the results stay beside it,
     *  whole, under a name that the error gives.
     */
    void commit();

  private:
    void stage();
    void place();
    [[noreturn]] void keep_beside(std::string const& why);

    std::filesystem::path target_;
    Owner owner_;
    Replace replace_;
    bool replaces_ = false;
    std::filesystem::path staging_;
    std::filesystem::path first_made_; //!< outermost parent that we made; empty: none
    int lock_ = -1;
};

} // namespace stempath::output
