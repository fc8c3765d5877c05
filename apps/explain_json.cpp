#include "apps/explain_json.hpp"

#include "models/doubt.hpp"
#include "models/space.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace stempath::apps {

namespace {

using Json = nlohmann::ordered_json;

constexpr int explain_schema = 1; //!< grows when a key changes its meaning or goes

Json or_null(std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json value_json(models::Cube const& cube) {
    if (cube.is_constant())
        return cube.values().front();
    auto const [least, most] = std::minmax_element(cube.values().begin(), cube.values().end());
    Json by = Json::array();
    for (auto const dim : models::all_dims)
        if (cube.depends_on(dim))
            by.push_back({{"dimension", models::name_of(dim)}, {"size", cube.extent(dim)}});
    return {{"by", by}, {"cells", cube.values().size()}, {"least", *least}, {"most", *most}};
}

//! Of a figure in doubt. Distances to the 5 and 95 % points are on the scale that `scale` names.
Json distribution_json(scenarios::Explanation const& of) {
    using Doubt = models::Doubt;
    auto const& cube = *of.cube;
    auto const& doubt = *cube.doubt;
    auto const widest = [](std::vector<double> const& v) {
        return *std::max_element(v.begin(), v.end());
    };
    Json json = {{"family", doubt.below == doubt.above ? "normal" : "split_normal"},
                 {"scale", doubt.scale == Doubt::Scale::odds     ? "log_odds"
                           : doubt.scale == Doubt::Scale::factor ? "log"
                                                                 : "identity"},
                 {"below", widest(doubt.below)},
                 {"above", widest(doubt.above)},
                 {"alike", doubt.is_alike()},
                 {"low", nullptr},
                 {"high", nullptr},
                 {"draw", of.draw},
                 {"by", of.drawn_by},
                 {"from", doubt.from == Doubt::From::range        ? "range"
                          : doubt.from == Doubt::From::spread     ? "spread"
                          : doubt.from == Doubt::From::plus_minus ? "plus_minus"
                          : doubt.from == Doubt::From::grade      ? "grade"
                                                                  : "several"}};
    if (cube.is_constant()) {
        json["low"] = models::moved(doubt.scale, cube.values()[0], -doubt.below[0]);
        json["high"] = models::moved(doubt.scale, cube.values()[0], doubt.above[0]);
    }
    return json;
}

void add_figure(Json& json, scenarios::Explanation const& of) {
    auto const& cube = *of.cube;
    json["value"] = value_json(cube);
    json["range"] = of.ranged ? Json{{"low", cube.low}, {"high", cube.high}} : Json(nullptr);
    json["distribution"] = cube.doubt ? distribution_json(of) : Json(nullptr);
    json["unit"] = or_null(of.unit);
    Json sources = Json::array();
    for (auto const& s : of.sources)
        sources.push_back({{"id", s.id},
                           {"title", or_null(s.title)},
                           {"publisher", or_null(s.publisher)},
                           {"year", or_null(s.year)},
                           {"locator", or_null(s.locator)}});
    json["sources"] = sources;
    json["grade"] = or_null(of.grade);
    json["grade_meaning"] = or_null(of.grade_meaning);
    json["note"] = or_null(of.note);
}

void add_setting(Json& json, scenarios::Explanation const& of) {
    json["meaning"] = or_null(of.meaning);
    json["type"] = or_null(of.type);
    json["unit"] = or_null(of.unit);
    json["allowed"] = or_null(of.allowed);
    json["default"] = or_null(of.fallback);
    json["here"] = or_null(of.here);
}

} // namespace

std::string explain_json(scenarios::Explanation const& of, models::Pack const& pack) {
    using Kind = scenarios::Explanation::Kind;
    Json json = {{"schema", explain_schema},
                 {"pack", pack.name},
                 {"key", of.key},
                 {"kind", of.kind == Kind::figure    ? "figure"
                          : of.kind == Kind::setting ? "setting"
                                                     : "section"}};
    if (of.kind == Kind::figure)
        add_figure(json, of);
    else if (of.kind == Kind::setting)
        add_setting(json, of);
    json["file"] = of.where ? or_null(of.where->file) : Json(nullptr);
    json["line"] = of.where && of.where->line > 0 ? Json(of.where->line) : Json(nullptr);
    json["used_by"] = of.used_by;
    json["holds"] = of.holds;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace stempath::apps
