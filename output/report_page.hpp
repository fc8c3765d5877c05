//! The report as one page: what the program holds of it, and how data come in.
#pragma once

#include <string>
#include <string_view>

namespace stempath::output {

inline constexpr char const* report_file = "report.html";
inline constexpr char const* report_data_file = "report.json";

//! The parts of output/report/, embedded when the program is built.
struct ReportParts {
    std::string_view page, style, script;
};

ReportParts report_parts();

/*! The page with its style, its script and `json` in it. The data stand in a script element that
 *  nobody runs, with every "<" written as \u003c: whatever the texts say, they end no element.
 */
std::string report_page(std::string_view json);

} // namespace stempath::output
