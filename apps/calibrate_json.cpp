#include "apps/calibrate_page.hpp"

#include <nlohmann/json.hpp>

namespace stempath::apps {

namespace {

using Json = nlohmann::ordered_json;

constexpr int calibrate_schema = 1; //!< grows when a key changes its meaning or goes

Json targets_json(FittedPack const& of) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < of.targets->all.size(); ++i) {
        auto const& t = of.targets->all[i];
        auto const& c = of.fits.front().targets[i];
        rows.push_back({{"target", t.id},
                        {"measure", t.measure},
                        {"use", t.fitted ? "fit" : "check"},
                        {"unit", analysis::unit_text(t.unit)},
                        {"value", t.value},
                        {"low", t.low},
                        {"high", t.high},
                        {"simulated", c.simulated},
                        {"error", c.error},
                        {"before", c.before},
                        {"difference", c.simulated - t.value},
                        {"in_range", t.in_range(c.simulated)},
                        {"drawn_low", c.drawn_low},
                        {"drawn_high", c.drawn_high},
                        {"drawn_in_range", c.drawn_in_range},
                        {"source", t.source},
                        {"grade", t.grade}});
    }
    return rows;
}

Json numbers_json(analysis::Calibration const& fit) {
    Json rows = Json::array();
    for (auto const& n : fit.numbers)
        rows.push_back({{"number", n.label},
                        {"value", n.value},
                        {"error", n.error},
                        {"posterior_sd", n.posterior_sd},
                        {"drawn_sd", n.drawn_sd},
                        {"prior_sd", n.number.prior_sd},
                        {"prior_driven", n.prior_driven()}});
    return rows;
}

Json start_json(FittedPack const& of, std::size_t i) {
    auto const& c = of.fits[i];
    auto const& s = of.settings[i];
    Json json = {{"start", start_name(s.start)},
                 {"scale", s.scale},
                 {"replicates", s.replicates},
                 {"seed", s.seed},
                 {"rounds", c.rounds},
                 {"steps", c.steps},
                 {"settled", c.settled},
                 {"simulations", c.simulations},
                 {"wall_s", c.wall_s},
                 {"misfit", c.misfit},
                 {"misfit_before", c.misfit_before},
                 {"penalty", c.penalty},
                 {"draws", c.draws},
                 {"drawn_in_range", c.drawn_in_range},
                 {"numbers", numbers_json(c)}};
    if (i > 0) {
        auto const same = analysis::agreement(of.fits.front(), c);
        json["agreement"] = {{"agree", same.agree()},
                             {"greatest", same.greatest},
                             {"bound", same.bound},
                             {"z", same.z}};
    }
    return json;
}

} // namespace

std::string calibrate_json(FittedPack const& of) {
    auto const& c = of.fits.front();
    Json starts = Json::array(), written = Json::array();
    for (std::size_t i = 0; i < of.fits.size(); ++i)
        starts.push_back(start_json(of, i));
    for (auto const& path : of.written)
        written.push_back(path.string());
    Json json = {{"schema", calibrate_schema},
                 {"pack", of.pack->name},
                 {"misfit", c.misfit},
                 {"fitted", c.fitted},
                 {"fitted_outside", c.fitted_outside},
                 {"checked", c.checked},
                 {"checked_outside", c.checked_outside},
                 {"targets", targets_json(of)},
                 {"starts", starts},
                 {"raked", nullptr},
                 {"written", written}};
    if (of.raked != nullptr)
        json["raked"] = {{"margins", of.raked->margins},
                         {"outside", of.raked->outside},
                         {"greatest_change", of.raked->greatest_change}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace stempath::apps
