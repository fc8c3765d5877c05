#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace stempath::apps {

//! Rows of texts, all to the left; the last column is broken between words so that no line is
//! longer than `columns`. Every row has as many cells as the first.
std::string list_table(std::vector<std::vector<std::string>> const& rows, std::size_t columns = 80);

} // namespace stempath::apps
