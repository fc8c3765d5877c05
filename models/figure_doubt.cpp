#include "models/figure_doubt.hpp"

#include "models/figure_reader.hpp"

#include "sim/elementary.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr std::array<std::string_view, 4> grades{"A", "B", "C", "judgement"};
constexpr double widest = 1000.0; //!< of factors: wider ones are slips of the pen

bool takes_spread(Doubt::Scale scale) {
    return scale == Doubt::Scale::odds || scale == Doubt::Scale::log_odds ||
           scale == Doubt::Scale::factor;
}
bool takes_plus_minus(Doubt::Scale scale) {
    return scale == Doubt::Scale::added || scale == Doubt::Scale::log_odds;
}

//! Whether `what` ("plus_minus") says something of such a figure.
void check_fits(FigureContext& context, FigureRules const& rules, Node const& node,
                std::string const& key, bool plus_minus) {
    auto const scale = scale_of(rules);
    if (scale == Doubt::Scale::none)
        context.problems.add(ProblemKind::conflict, node.where, key,
                             "this figure is a definition or a choice, which has no doubt. Drop "
                             "it.");
    else if (plus_minus && !takes_plus_minus(scale))
        context.problems.add(ProblemKind::conflict, node.where, key,
                             "is for figures that may be negative, and this one may not. Give a "
                             "factor, spread = 1.2, or low and high.");
    else if (!plus_minus && !takes_spread(scale))
        context.problems.add(ProblemKind::conflict, node.where, key,
                             "is a factor, and this figure may be negative. Give plus_minus = "
                             "0.01, or low and high.");
}

std::optional<double> factor_of_grade(FigureContext& context, std::string const& key,
                                      RowDoubt const& row) {
    auto const at = std::find(grades.begin(), grades.end(), row.grade);
    if (at == grades.end()) // teaching packs may leave it out
        return std::nullopt;
    auto const factor = context.doubt.factor[static_cast<std::size_t>(at - grades.begin())];
    if (!factor)
        context.problems.add(
            ProblemKind::missing_key, row.where, key,
            fmt::format("has the grade {0}, for which [doubt] has no factor. Write "
                        "{0} = ... there, or give a range here.",
                        row.grade));
    return factor;
}

std::optional<RowRange> stated_range(FigureContext& context, std::string const& key,
                                     Doubt::Scale scale, RowDoubt const& row) {
    double const low = row.low.value_or(row.value), high = row.high.value_or(row.value);
    if (auto const widths = half_widths(scale, row.value, low, high))
        return RowRange{*widths, Doubt::From::range};
    context.problems.add(
        ProblemKind::out_of_range, row.where, key,
        fmt::format("the range {} to {} of the value {} cannot be drawn from: {}.", low, high,
                    row.value,
                    scale == Doubt::Scale::odds
                        ? "value, low and high of a probability or share must lie between 0 and 1, "
                          "both excluded"
                        : "value, low and high must be above 0"));
    return std::nullopt;
}

//! A factor of which the range is times and divided by.
std::optional<double> read_factor(Node const& node, std::string const& key, Diagnostics& problems) {
    auto const factor = as_number(node, key, 0.0, widest, problems);
    if (factor && *factor < 1.0) {
        problems.add(ProblemKind::out_of_range, node.where, key,
                     fmt::format("found {}; a factor of doubt is 1 or more: 2 is from half to "
                                 "twice the value.",
                                 *factor));
        return std::nullopt;
    }
    return factor;
}

} // namespace

DoubtRules read_doubt_rules(Node const& node, Diagnostics& problems) {
    DoubtRules rules;
    rules.stated = true;
    Section section(node, "doubt", problems);
    for (std::size_t g = 0; g < grades.size(); ++g)
        if (auto const* const factor = section.take(grades[g]))
            rules.factor[g] = read_factor(*factor, section.key(grades[g]), problems);
    section.finish();
    return rules;
}

Doubt::Scale scale_of(FigureRules const& rules) {
    if (rules.doubt)
        return *rules.doubt;
    if (rules.low < 0.0)
        return Doubt::Scale::added;
    return rules.high <= 1.0 ? Doubt::Scale::odds : Doubt::Scale::factor;
}

StatedDoubt stated_doubt(FigureContext& context, Section& section, FigureRules const& rules,
                         StatedDoubt const& inherited) {
    auto const* const spread = section.take("spread");
    auto const* const plus_minus = section.take("plus_minus");
    if (spread == nullptr && plus_minus == nullptr)
        return inherited;
    StatedDoubt own;
    own.replaced = inherited.replaced;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (spread != nullptr) {
        own.spread = read_factor(*spread, section.key("spread"), context.problems);
        if (own.spread && *own.spread > 1.0) // 1 says of any figure that it is not in doubt
            check_fits(context, rules, *spread, section.key("spread"), false);
    }
    if (plus_minus != nullptr) {
        own.plus_minus =
            as_number(*plus_minus, section.key("plus_minus"), 0.0, infinity, context.problems);
        check_fits(context, rules, *plus_minus, section.key("plus_minus"), true);
    }
    if (spread != nullptr && plus_minus != nullptr)
        context.problems.add(ProblemKind::conflict, plus_minus->where, section.key("plus_minus"),
                             "spread gives the range already. Drop one of the two.");
    return own;
}

std::optional<RowRange> range_of(FigureContext& context, std::string const& key,
                                 FigureRules const& rules, StatedDoubt const& stated,
                                 RowDoubt const& row) {
    auto const scale = scale_of(rules);
    if (!context.doubt.stated || scale == Doubt::Scale::none)
        return std::nullopt;
    if (row.low || row.high)
        return stated_range(context, key, scale, row);
    auto const factor = [](double f, Doubt::From from) {
        double const width = sim::log_of(f);
        return RowRange{{width, width}, from};
    };
    if (stated.spread)
        return factor(*stated.spread, Doubt::From::spread);
    if (stated.plus_minus)
        return RowRange{{*stated.plus_minus, *stated.plus_minus}, Doubt::From::plus_minus};
    if (stated.replaced || !takes_spread(scale))
        return std::nullopt;
    auto const by_grade = factor_of_grade(context, key, row);
    return by_grade ? std::optional(factor(*by_grade, Doubt::From::grade)) : std::nullopt;
}

std::shared_ptr<Doubt const> joined_doubt(Doubt::Scale scale,
                                          std::vector<std::optional<RowRange>> const& cells) {
    Doubt doubt;
    doubt.scale = scale;
    bool any = false, alike = true, first = true;
    for (auto const& cell : cells) {
        alike = alike && cell == cells.front();
        if (!cell)
            continue;
        any = any || cell->widths != HalfWidths{};
        doubt.from = first || doubt.from == cell->from ? cell->from : Doubt::From::several;
        first = false;
    }
    if (!any)
        return nullptr;
    for (std::size_t i = 0; i < (alike ? 1 : cells.size()); ++i) {
        auto const widths = cells[i] ? cells[i]->widths : HalfWidths{};
        doubt.below.push_back(widths.below);
        doubt.above.push_back(widths.above);
    }
    return std::make_shared<Doubt const>(std::move(doubt));
}

std::optional<RowRange> range_at(Cube const& figure, std::size_t cell) {
    if (!figure.doubt)
        return std::nullopt;
    auto const& doubt = *figure.doubt;
    auto const i = doubt.is_alike() ? 0 : cell;
    return RowRange{{doubt.below[i], doubt.above[i]}, doubt.from};
}

} // namespace stempath::models
