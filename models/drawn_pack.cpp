#include "models/drawn_pack.hpp"

#include "models/fit_draws.hpp"

#include <limits>
#include <map>
#include <set>

namespace stempath::models {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void draw_demography(FigureMoves& moves, Pack& pack) {
    if (!pack.demography)
        return;
    auto& d = *pack.demography;
    moves.cells("demography.population", d.population);
    moves.cells("demography.births", d.births);
    moves.cells("demography.staying", d.staying);
    moves.cells("demography.arrivals", d.arrivals);
    moves.shares("demography.region_share", d.region_share, bit(Dim::region));
}

void draw_base(FigureMoves& moves, Pack& pack) {
    if (!pack.base)
        return;
    auto& b = *pack.base;
    moves.cells("base.stocks", b.stocks);
    moves.tilt("base.age_profile", b.age_profile, Dim::age, bit(Dim::stage));
    moves.shares("base.residual", b.residual, dims(Dim::stage, Dim::credential));
    if (b.tenure)
        moves.cells("base.tenure", *b.tenure);
}

void draw_score(FigureMoves& moves, Pack const& pack, std::string const& key, ScoreSpec& score) {
    std::size_t trait = 0;
    for (auto const name : {"interest", "preparation", "belonging"})
        moves.number(key_below(key, name), score.trait[trait++], -infinity, infinity);
    moves.number(key_below(key, "experience"), score.experience, -infinity, infinity);
    moves.number(key_below(key, "referral"), score.referral, -infinity, infinity);
    moves.cells(key_below(key, "noise"), score.noise);
    moves.cells(key_below(key, "group"), score.group);
    for (auto& [trait_at, coefficient] : score.fixed)
        moves.number(key_below(key, pack.fixed_traits[trait_at].name), coefficient, -infinity,
                     infinity);
}

//! Markets that fill one stage have the same growth: that of the first of them by name.
void join_growth(Pack& pack) {
    std::map<Index, MarketSpec const*> first;
    auto const grows = [](MarketSpec const& m) { return !m.slots && !m.flow; };
    for (auto const& market : pack.markets)
        if (auto& known = first[market.to];
            grows(market) && (known == nullptr || market.name < known->name))
            known = &market;
    for (auto& market : pack.markets)
        if (grows(market) && first[market.to] != &market)
            market.growth = first[market.to]->growth;
}

void draw_markets(FigureMoves& moves, Pack& pack) {
    for (auto& market : pack.markets) {
        auto const key = key_below("market", market.name);
        moves.held(key + ".demand.growth", market.growth, -1.0, 1.0);
        if (market.flow)
            moves.cells(key + ".demand.flow", *market.flow);
        draw_score(moves, pack, key + ".score", market.score);
        moves.number(key + ".lay_off_limit", market.lay_off_limit, 0.0, 1.0);
    }
    join_growth(pack);
    for (auto& pool : pack.pools) {
        auto const key = key_below("pool", pool.name);
        moves.cells(key + ".size", pool.size);
        moves.shares(key + ".share", pool.size, bit(Dim::group));
        moves.tilt(key + ".ages", pool.ages, Dim::age, 0);
        if (pool.start)
            moves.cells(key + ".start", *pool.start);
    }
    for (auto& trait : pack.fixed_traits) {
        auto const key = key_below("fixed_trait", trait.name);
        moves.cells(key + ".mean", trait.mean);
        moves.cells(key + ".sd", trait.sd);
    }
}

void draw_traits(FigureMoves& moves, Pack& pack) {
    if (!pack.traits)
        return;
    moves.number("traits.kappa", pack.traits->kappa, 0.0, 1.0);
    moves.number("traits.rho", pack.traits->rho, 0.0, 1.0);
}

void draw_measures(FigureMoves& moves, Pack& pack) {
    for (auto& measure : pack.measures)
        moves.cells(key_below("measure", measure.name) + ".weight", measure.weight);
}

void draw_all(FigureMoves& moves, Pack& pack) {
    draw_demography(moves, pack);
    draw_base(moves, pack);
    draw_pathway(moves, pack);
    draw_markets(moves, pack);
    draw_traits(moves, pack);
    draw_measures(moves, pack);
    moves.number("gap.half_life", pack.gap.half_life, 0.1, 1000.0);
}

} // namespace

Pack drawn_pack(DoubtfulFigures const& figures, Normals const& normals) {
    FigureMoves moves(figures, normals);
    Pack pack = figures.bare();
    draw_all(moves, pack);
    return pack;
}

std::vector<DrawName> normals_of(DoubtfulFigures const& figures) {
    std::set<DrawName> asked;
    drawn_pack(figures, [&](std::string_view draw, std::string_view part) {
        if (draw != fit_draw)
            asked.insert({std::string(draw), std::string(part)});
        return 0.0;
    });
    return {asked.begin(), asked.end()};
}

std::vector<std::string> figures_not_drawn(Pack const& pack) {
    DoubtfulFigures const figures(pack);
    FigureMoves moves(figures, keyed_normals(0, 0));
    Pack drawn = pack;
    draw_all(moves, drawn);
    std::vector<std::string> left;
    for (auto const& [key, cube] : figures.all())
        if (!moves.asked().contains(key))
            left.emplace_back(key);
    return left;
}

std::vector<std::string> figures_without_range(Pack const& pack) {
    std::vector<std::string> keys;
    for (auto const& figure : pack.figures)
        if (figure.without_range)
            keys.push_back(figure.key);
    return keys;
}

} // namespace stempath::models
