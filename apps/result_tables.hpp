//! Every table and column that a run reports, described once: for the files, for results.nc and for
//! `list measures`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::apps {

struct ResultColumn {
    std::string_view name;
    std::string_view unit; //!< "" of names and flags
    std::string_view meaning;
};

struct ResultTable {
    std::string_view name;
    std::string_view
        kind;          //!< "measure", counted by the engine, or "result", computed from measures
    std::string where; //!< files and documents that hold it
    std::string_view meaning;
    std::vector<ResultColumn> columns;
};

//! Parity, goals and replicates, then the measures of the engine.
std::vector<ResultTable> result_tables();

//! Of a table of results. Throws std::out_of_range for a name that is none.
std::span<ResultColumn const> columns_of(std::string_view table);
std::vector<std::string> column_names(std::string_view table);
//! What a column means. Throws std::out_of_range for a name that is none.
std::string meaning_of(std::string_view table, std::string_view column);

} // namespace stempath::apps
