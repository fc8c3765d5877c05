//! Numbers by year: constant, growth, knots, or any figure by year.
#include "models/pack_reading.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

struct Knot {
    std::int64_t year;
    double value;
};

//! Linear between knots, held at the ends.
double at_year(std::vector<Knot> const& knots, std::int64_t year) {
    if (year <= knots.front().year)
        return knots.front().value;
    for (std::size_t i = 1; i < knots.size(); ++i)
        if (year <= knots[i].year) {
            auto const& a = knots[i - 1];
            auto const& b = knots[i];
            auto const part =
                static_cast<double>(year - a.year) / static_cast<double>(b.year - a.year);
            return a.value + (b.value - a.value) * part;
        }
    return knots.back().value;
}

class PathReading {
  public:
    PathReading(PackReading& reading, Node const& node, std::string const& key, double low,
                double high)
        : reading_(reading), section_(node, key, reading.problems), low_(low), high_(high),
          years_(static_cast<std::size_t>(reading.pack.last_year - reading.pack.base_year + 1)) {}

    std::optional<Path> growing() {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        auto const start = as_number(*section_.take("start"), section_.key("start"), low_, high_,
                                     reading_.problems);
        std::optional<double> growth;
        if (auto const* const node =
                section_.require("growth", "Give the growth a year, such as 0.02."))
            growth = as_number(*node, section_.key("growth"), -1.0, infinity, reading_.problems);
        if (!start || !growth)
            return std::nullopt;
        Path path{*start};
        while (path.size() < years_) // products, not powers: the same on every machine
            path.push_back(path.back() * (1.0 + *growth));
        return path;
    }

    std::optional<Path> through_knots() {
        auto const& list = *section_.take("knots");
        std::vector<Knot> knots;
        for (auto const& item : list.items)
            if (auto const knot = read_knot(item);
                knot && (knots.empty() || knots.back().year < knot->year))
                knots.push_back(*knot);
            else if (knot)
                reading_.problems.add(ProblemKind::out_of_range, item.where, section_.key("knots"),
                                      fmt::format("the year {} does not come after {}.", knot->year,
                                                  knots.back().year));
        if (knots.size() != list.items.size() || knots.empty()) {
            if (list.items.empty())
                report_type(list, section_.key("knots"), "a list of [year, value] pairs",
                            reading_.problems);
            return std::nullopt;
        }
        Path path;
        for (std::size_t y = 0; y < years_; ++y)
            path.push_back(at_year(knots, reading_.pack.base_year + static_cast<std::int64_t>(y)));
        return path;
    }

    std::optional<Path> finish(std::optional<Path> path, Provenance const& inherited,
                               bool replaced) {
        auto from = stated_provenance(section_, inherited);
        FigureRules const rules{.by = dims(Dim::year), .low = low_, .high = high_};
        auto const draw = stated_draw(section_);
        auto const doubt = stated_doubt(reading_.figures, section_, rules,
                                        {.spread = {}, .plus_minus = {}, .replaced = replaced});
        section_.finish();
        if (replaced && section_.node().find("source") == nullptr)
            from.source = "judgement";
        reading_.figures.provenance.settle(from, section_.key(), reading_.problems);
        if (!path || !in_range(*path))
            return std::nullopt;
        std::array<std::uint32_t, n_dims> extent{};
        extent.fill(1);
        extent[static_cast<std::size_t>(Dim::year)] = static_cast<std::uint32_t>(years_);
        Cube cube(extent);
        cube.values() = *path;
        cube.from = from;
        cube.doubt = joined_doubt(
            scale_of(rules), {range_of(reading_.figures, section_.key(), rules, doubt,
                                       {path->front(), {}, {}, from.grade, section_.where()})});
        name_draw(reading_.figures, cube, draw, section_.key());
        reading_.figures.figures.push_back({section_.key(), std::move(cube)});
        return path;
    }

  private:
    std::optional<Knot> read_knot(Node const& item) {
        if (item.kind != Node::Kind::array || item.items.size() != 2) {
            report_type(item, section_.key("knots"), "a [year, value] pair", reading_.problems);
            return std::nullopt;
        }
        auto const year =
            as_integer(item.items[0], section_.key("knots"), -1000000, 1000000, reading_.problems);
        auto const value =
            as_number(item.items[1], section_.key("knots"), low_, high_, reading_.problems);
        return year && value ? std::optional(Knot{*year, *value}) : std::nullopt;
    }

    bool in_range(Path const& path) {
        if (std::all_of(path.begin(), path.end(),
                        [&](double v) { return std::isfinite(v) && v >= low_ && v <= high_; }))
            return true;
        reading_.problems.add(ProblemKind::out_of_range, section_.where(), section_.key(),
                              fmt::format("leaves the range {} to {} before the year {}.", low_,
                                          high_, reading_.pack.last_year));
        return false;
    }

    PackReading& reading_;
    Section section_;
    double low_, high_;
    std::size_t years_;
};

} // namespace

std::optional<Path> read_path(PackReading& reading, Node const& node, std::string const& key,
                              Provenance const& inherited, double low, double high) {
    bool const replaced = node.where.file != reading.figures.pack_file;
    if (node.find("start") != nullptr) {
        PathReading path(reading, node, key, low, high);
        return path.finish(path.growing(), inherited, replaced);
    }
    if (node.find("knots") != nullptr) {
        PathReading path(reading, node, key, low, high);
        return path.finish(path.through_knots(), inherited, replaced);
    }
    auto const cube = read_figure(reading.figures, node, key, inherited,
                                  {.by = dims(Dim::year), .low = low, .high = high});
    if (!cube)
        return std::nullopt;
    Path values;
    Coords at;
    for (auto year = reading.pack.base_year; year <= reading.pack.last_year;
         ++year, ++at[Dim::year])
        values.push_back(cube->at(at));
    return values;
}

} // namespace stempath::models
