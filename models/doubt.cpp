#include "models/doubt.hpp"

#include "models/normal.hpp"

#include "sim/draws.hpp"
#include "sim/elementary.hpp"

#include <algorithm>
#include <numeric>

namespace stempath::models {

namespace {

double log_odds(double p) { return sim::log_of(p) - sim::log_of(1.0 - p); }

bool within_scale(Doubt::Scale scale, double value) {
    switch (scale) {
    case Doubt::Scale::odds:
        return value > 0.0 && value < 1.0;
    case Doubt::Scale::factor:
        return value > 0.0;
    default:
        return true;
    }
}

double on_scale(Doubt::Scale scale, double value) {
    if (scale == Doubt::Scale::odds)
        return log_odds(value);
    return scale == Doubt::Scale::factor ? sim::log_of(value) : value;
}

//! A standard normal from the 64 bits of a call: the middle of one of 2^52 equal parts.
double normal_of(sim::Call call) {
    auto const part = static_cast<double>(sim::bits64(call) >> 12);
    return normal_quantile((2.0 * part + 1.0) * 0x1p-53);
}

//! Names of the positions along a dimension, and which name each position has.
std::vector<std::string> names_along(Pack const& pack, DimensionName const& by,
                                     std::vector<std::uint32_t>& value) {
    std::vector<std::string> names;
    if (by.dim == Dim::group && by.axis) {
        names = pack.axes[*by.axis].values;
        for (auto const& group : pack.groups)
            value.push_back(*position_of(names, group.values[*by.axis]));
        return names;
    }
    if (by.dim == Dim::group)
        for (auto const& group : pack.groups)
            names.push_back(group.name);
    else if (by.dim == Dim::stage)
        for (auto const& stage : pack.stages)
            names.push_back(stage.name);
    else
        names = by.dim == Dim::region  ? pack.regions
                : by.dim == Dim::field ? pack.fields
                                       : pack.credentials;
    value.resize(names.size());
    std::iota(value.begin(), value.end(), 0u);
    return names;
}

} // namespace

std::optional<HalfWidths> half_widths(Doubt::Scale scale, double value, double low, double high) {
    if (low == value && high == value)
        return HalfWidths{};
    if (!within_scale(scale, value) || !within_scale(scale, low) || !within_scale(scale, high))
        return std::nullopt;
    double const middle = on_scale(scale, value);
    return HalfWidths{middle - on_scale(scale, low), on_scale(scale, high) - middle};
}

double moved(Doubt::Scale scale, double value, double shift) {
    if (shift == 0.0 || !within_scale(scale, value))
        return value;
    constexpr double most = 1e300; // a range may be as wide as numbers go
    if (scale == Doubt::Scale::factor)
        return std::min(value * sim::exp_of(shift), most);
    if (scale != Doubt::Scale::odds)
        return std::clamp(value + shift, -most, most);
    double const odds = value * sim::exp_of(shift);
    return odds / (1.0 - value + odds);
}

DoubtfulFigures::DoubtfulFigures(Pack const& pack) : pack_(pack), bare_(pack) {
    bare_.figures.clear();
    for (auto const& figure : pack.figures)
        if (figure.cube.doubt)
            by_key_.emplace(figure.key, &figure.cube);
}

Cube const* DoubtfulFigures::find(std::string_view key) const {
    auto const at = by_key_.find(key);
    return at == by_key_.end() ? nullptr : at->second;
}

Normals keyed_normals(std::uint64_t seed, std::uint32_t replicate) {
    return
        [source = sim::DrawSource(seed, replicate)](std::string_view draw, std::string_view part) {
            auto const key = source.key(0, sim::Purpose("doubt " + std::string(draw)));
            auto const hash = sim::name_hash64(part);
            return normal_of(sim::draw(
                key, {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(hash)}));
        };
}

FigureShift::FigureShift(DoubtfulFigures const& of, Cube const& figure, std::string_view key,
                         Normals const& normals, DimSet parts)
    : figure_(figure), doubt_(*figure.doubt) {
    extent_.fill(1);
    if (!doubt_.is_alike())
        extent_ = figure.extents();
    for (auto const& by : doubt_.by)
        add(of.pack(), by);
    for (auto const dim : all_dims)
        if ((parts & bit(dim)) != 0 && std::none_of(doubt_.by.begin(), doubt_.by.end(),
                                                    [&](auto const& by) { return by.dim == dim; }))
            add(of.pack(), {dim, {}});
    std::sort(along_.begin(), along_.end(), [](auto& a, auto& b) { return a.name < b.name; });
    draw(doubt_.name.empty() ? key : std::string_view(doubt_.name), normals);
}

void FigureShift::add(Pack const& pack, DimensionName const& by) {
    Along along;
    along.dim = by.dim;
    along.name = by.axis ? pack.axes[*by.axis].name : std::string(name_of(by.dim));
    along.values = names_along(pack, by, along.value);
    extent_[static_cast<std::size_t>(by.dim)] = static_cast<std::uint32_t>(along.value.size());
    along_.push_back(std::move(along));
}

void FigureShift::draw(std::string_view name, Normals const& normals) {
    std::size_t n = 1;
    for (auto const& along : along_)
        n *= along.values.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::string label;
        std::size_t rest = i, unit = n;
        for (auto const& along : along_) {
            unit /= along.values.size();
            label += (label.empty() ? "" : ",") + along.name + "=" + along.values[rest / unit];
            rest %= unit;
        }
        z_.push_back(normals(name, label));
    }
}

double FigureShift::at(Coords const& c) const {
    std::size_t i = 0;
    for (auto const& along : along_)
        i = i * along.values.size() +
            along.value[std::min(static_cast<std::size_t>(c[along.dim]), along.value.size() - 1)];
    auto const& widths = z_[i] < 0.0 ? doubt_.below : doubt_.above;
    return z_[i] / sd_to_95 * (doubt_.is_alike() ? widths[0] : widths[figure_.offset(c)]);
}

} // namespace stempath::models
