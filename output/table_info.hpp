//! What a reader must know of a table that its rows do not say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stempath::output {

//! One table of a results directory, stored as NAME.csv and described by a row of tables.csv.
struct TableInfo {
    std::string name; //!< lower_snake_case; also the file's name
    std::string unit;
    std::string meaning; //!< one sentence
    std::vector<std::string> columns;
};

//! True when `name` can be a file's name on any system: lower-case letters, digits, '_' and '-'.
bool is_table_name(std::string_view name);

} // namespace stempath::output
