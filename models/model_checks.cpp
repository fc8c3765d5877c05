//! What a pack may not ask of the engine: figures that would be read in part, or not at all.
#include "models/model.hpp"
#include "models/model_error.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

[[noreturn]] void refuse(std::string const& key, std::string const& why) {
    throw ModelError(key, why);
}

void check_market(Pack const& pack, MarketSpec const& market) {
    auto const key = "market." + market.name;
    auto const by_field = [&](Cube const& cube, char const* figure) {
        if (cube.depends_on(Dim::field) && !market.by_field)
            refuse(key + "." + figure,
                   "depends on the field, but the market is one for all fields: write by = "
                   "[\"field\"]");
    };
    by_field(market.growth, "demand.growth");
    by_field(market.score.group, "score.group");
    if (market.slots && (market.by_region || market.by_field))
        refuse(key + ".by",
               "the slots of " + pack.stages[market.to].name +
                   " are one number; give demand = { growth = ... } to split the market");
}

//! A pool that does not say where its people are would apply everywhere at once.
void check_pool(Pack const& pack, MarketSpec const& market, PoolSpec const& pool) {
    auto const key = "pool." + pool.name + ".size";
    if (!pack.demography && pack.regions.size() > 1 && !pool.size.depends_on(Dim::region))
        refuse(key, "does not say how it divides over regions");
    if (market.by_field && pack.fields.size() > 1 && !pool.size.depends_on(Dim::field))
        refuse(key, "does not say how it divides over fields, by which market." + market.name +
                        " is split");
}

//! Residents of one key must not be people of a pool too, and places outside count in no reference.
void check_home(Pack const& pack, PoolSpec const& pool) {
    Coords c;
    c[Dim::region] = static_cast<std::int32_t>(pool.region);
    for (std::size_t g = 0; g < pack.groups.size(); ++g) {
        c[Dim::group] = static_cast<std::int32_t>(g);
        if (pack.demography->region_share.at(c) > 0.0)
            refuse("pool." + pool.name + ".region",
                   "has residents of its own; give " + pack.regions[pool.region] +
                       " no part of demography.region_share, or name a region outside");
    }
}

} // namespace

void check_pack(Pack const& pack) {
    // Columns hold calendar years in 16 bits, and some began up to 1,000 years before the base.
    if (pack.base_year < -31000 || pack.last_year > 32000)
        refuse("years", "must lie within -31000 and 32000");
    if (pack.stages.size() >= sim::stage_gone || pack.groups.size() > 255 ||
        pack.regions.size() > 255 || pack.fields.size() > 255 || pack.credentials.size() > 255)
        refuse("stage", "a pack may have at most 253 stages, and 255 groups, regions, fields and "
                        "credentials");
    if (pack.demography && !pack.entries.empty())
        refuse("entry." + pack.entries.front().name,
               "a pack with [demography] takes people in by births and arrivals only");
    for (auto const& pool : pack.pools)
        if (pack.demography)
            check_home(pack, pool);
    for (auto const& market : pack.markets) {
        check_market(pack, market);
        for (Index const pool : market.pools)
            check_pool(pack, market, pack.pools[pool]);
    }
}

} // namespace stempath::models
