#include "output/report_page.hpp"

#include <stdexcept>

namespace stempath::output {

namespace {

//! In JSON a "<" stands in texts only, where \u003c is the same.
std::string without_tags(std::string_view json) {
    std::string text;
    text.reserve(json.size());
    for (char const c : json)
        if (c == '<')
            text += "\\u003c";
        else
            text += c;
    return text;
}

//! The page up to `mark`, which it passes.
std::string_view up_to(std::string_view& page, std::string_view mark) {
    auto const at = page.find(mark);
    if (at == std::string_view::npos)
        throw std::logic_error("output/report/page.html lacks " + std::string(mark));
    std::string_view const before = page.substr(0, at);
    page.remove_prefix(at + mark.size());
    return before;
}

} // namespace

std::string report_page(std::string_view json) {
    ReportParts const parts = report_parts();
    std::string_view rest = parts.page;
    std::string page(up_to(rest, "{{style}}"));
    page += parts.style;
    page += up_to(rest, "{{data}}");
    page += without_tags(json);
    page += up_to(rest, "{{script}}");
    page += parts.script;
    return page.append(rest);
}

} // namespace stempath::output
