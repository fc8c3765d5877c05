//! The CSV files of a pack, each parsed once.
#pragma once

#include "models/csv.hpp"
#include "models/toml_nodes.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace stempath::models {

struct Table {
    Csv csv;
    std::vector<bool> used; //!< by column: some figure reads it
};

class TableFiles {
  public:
    //! Names are looked up beside the file that names them, then in the pack's directory.
    TableFiles(std::filesystem::path directory, Diagnostics& problems);

    std::filesystem::path path_of(std::string const& name, Location const& named_at) const;
    //! The parsed file; nullptr after a problem, which is reported once.
    Table* open(std::string const& name, Location const& named_at, std::string_view key);
    //! A file that was opened before, by its path; nullptr when none was.
    Table const* find(std::string const& path) const;
    //! Reports columns that no figure has read, in tables of the pack itself only when
    //! `own_tables` is set; `known` are the names that a column may have.
    void finish(std::vector<std::string> const& known, bool own_tables);

  private:
    std::filesystem::path directory_;
    Diagnostics& problems_;
    std::map<std::string, std::unique_ptr<Table>> tables_;
};

} // namespace stempath::models
