//! Checks over the whole pack.
#include "models/pack_reading.hpp"

#include <fmt/format.h>

namespace stempath::models {

namespace {

//! Stages with somebody in them before anybody moves: started, entered, born into, in the base
//! stocks.
std::vector<bool> filled_stages(Pack const& pack) {
    std::vector<bool> filled(pack.stages.size(), false);
    for (std::size_t s = 0; s < filled.size(); ++s)
        filled[s] = pack.stages[s].start.has_value();
    for (auto const& entry : pack.entries)
        filled[entry.to] = true;
    if (pack.demography)
        filled[pack.demography->born_into] = true;
    if (!pack.base)
        return filled;
    for (auto const s : pack.base->forward)
        filled[s] = true;
    for (auto const* const cube : {&pack.base->stocks, &pack.base->residual}) {
        auto const stages = cube->extent(Dim::stage); // runs fastest
        for (std::size_t i = 0; i < cube->values().size(); ++i)
            if (cube->values()[i] > 0.0 && stages == filled.size())
                filled[i % stages] = true;
    }
    return filled;
}

//! One round of everything that moves people; true when it reached a new stage.
bool spread(Pack const& pack, std::vector<bool>& reached) {
    bool grew = false;
    auto const reach = [&](Index to) {
        if (to != out && !reached[to])
            reached[to] = grew = true;
    };
    for (std::size_t s = 0; s < reached.size(); ++s)
        if (reached[s])
            for (auto const& exit : pack.stages[s].exits)
                reach(exit.to);
    for (auto const& market : pack.markets) {
        bool any = !market.pools.empty();
        for (auto const s : market.from)
            any = any || reached[s];
        if (any)
            reach(market.to);
        if (reached[market.to])
            reach(market.laid_off_to);
    }
    return grew;
}

} // namespace

void check_reachable(PackReading& reading, Node const& stages) {
    auto reached = filled_stages(reading.pack);
    while (spread(reading.pack, reached))
        ;
    for (std::size_t s = 0; s < reached.size(); ++s)
        if (!reached[s]) {
            auto const& name = reading.pack.stages[s].name;
            reading.problems.add(ProblemKind::unreachable, stages.find(name)->where,
                                 key_below("stage", name),
                                 "nobody can come here: no start, no entry, no base stock, no "
                                 "market, and no exit of a stage that "
                                 "people reach leads here.");
        }
}

} // namespace stempath::models
