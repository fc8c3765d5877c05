#include "apps/diff_pages.hpp"

#include "models/printable.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stempath::apps {

namespace {

using scenarios::Difference;
using Json = nlohmann::ordered_json;
using Kind = Difference::Kind;

constexpr int diff_schema = 1; //!< grows when a key changes its meaning or goes

char const* kind_word(Kind kind) {
    switch (kind) {
    case Kind::setting:
        return "setting";
    case Kind::figure:
        return "figure";
    case Kind::origin:
        return "origin";
    case Kind::only_in_a:
        return "only_in_a";
    case Kind::only_in_b:
        return "only_in_b";
    }
    return "";
}

Json side_json(DiffSide const& side) {
    return {{"given", side.given}, {"kind", side.kind}, {"file", side.file}, {"title", side.title}};
}

Json or_null(std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json difference_json(Difference const& d) {
    Json json = {{"kind", kind_word(d.kind)}, {"key", d.key}, {"words", words_of(d)}};
    if (d.kind == Kind::setting || d.kind == Kind::origin) {
        json["what"] = or_null(d.what);
        json["a"] = or_null(d.a);
        json["b"] = or_null(d.b);
    } else if (d.kind == Kind::figure) {
        json["cells"] = d.cells;
        json["differing"] = d.differing;
        json["at"] = or_null(d.at);
        json["a"] = d.cells > 0 ? Json(d.value_a) : Json(nullptr);
        json["b"] = d.cells > 0 ? Json(d.value_b) : Json(nullptr);
    }
    return json;
}

} // namespace

std::string diff_page(DiffReport const& report) {
    if (report.differences.empty())
        return "no difference\n";
    auto text = fmt::format("A: {} ({})\nB: {} ({})\n\n", models::printable(report.a.file),
                            models::printable(report.a.title), models::printable(report.b.file),
                            models::printable(report.b.title));
    for (auto const& difference : report.differences)
        text += words_of(difference) + '\n';
    return text;
}

std::string diff_json(DiffReport const& report) {
    Json differences = Json::array();
    for (auto const& difference : report.differences)
        differences.push_back(difference_json(difference));
    Json const json = {{"schema", diff_schema},
                       {"a", side_json(report.a)},
                       {"b", side_json(report.b)},
                       {"same", report.differences.empty()},
                       {"differences", differences}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace stempath::apps
