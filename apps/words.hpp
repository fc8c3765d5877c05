//! Numbers and names as a reader wants them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace stempath::apps {

//! "36 %", and "6.4 %" below 10 %; `more` adds decimals.
std::string percent(double share, int more = 0);

//! Two shares with as many decimals as it takes to tell them apart, three more at most.
std::pair<std::string, std::string> percents(double one, double other);

//! "45.1 million", "12,340", "7".
std::string people(double count);

//! "0.42 s", "9.8 s", "3 min 20 s", "1 h 4 min".
std::string duration(double seconds);

//! "210 MB", "1.4 GB", "28.2 TB"; powers of ten.
std::string bytes(double count);

//! "two_or_more" -> "two or more".
std::string plain_name(std::string_view name);

//! The first letter as a capital, where it is an ASCII letter.
std::string capitalised(std::string text);

/*! Breaks a text between words so that no line is longer than `columns`; every line after the first
 *  begins with `indent` blanks. A blank before a percent sign does not break. Colour codes count as
 * text: wrap first, then colour.
 */
std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent = 0);

} // namespace stempath::apps
