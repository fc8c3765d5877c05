#include "models/hiring.hpp"

#include "models/group_draw.hpp"

#include <algorithm>
#include <span>

namespace stempath::models {

namespace {

using Chosen = std::vector<std::uint8_t>;

Chosen best(std::vector<sim::Contender> const& contenders, std::int64_t open) {
    std::span<sim::Contender const> const part(contenders);
    auto const cut = sim::find_cut(static_cast<std::uint64_t>(open), {&part, 1});
    Chosen chosen(contenders.size());
    for (std::size_t i = 0; i < contenders.size(); ++i)
        chosen[i] = sim::chosen(cut, contenders[i]) ? 1 : 0;
    return chosen;
}

//! Adds the best `open` of those wanted who are not chosen yet.
template <class F>
void add_best(std::vector<sim::Contender> const& contenders, std::int64_t open, F wanted,
              Chosen& chosen) {
    std::vector<sim::Contender> among;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < contenders.size(); ++i)
        if (chosen[i] == 0 && wanted(i)) {
            among.push_back(contenders[i]);
            at.push_back(i);
        }
    auto const added = best(among, open);
    for (std::size_t i = 0; i < at.size(); ++i)
        chosen[at[i]] = added[i];
}

} // namespace

std::vector<std::uint8_t> choose(RunState const& run, Year const& year, Desk const& desk,
                                 std::vector<sim::Contender> const& contenders,
                                 std::vector<std::uint8_t> const& groups, std::int64_t open) {
    auto const& pack = *run.model.pack;
    auto const& market = pack.markets[desk.market];
    if (!market.as_reference)
        return best(contenders, open);
    auto const posts = std::min(open, static_cast<std::int64_t>(contenders.size()));
    auto const key = run.draws.key(year.year, sim::Purpose("market." + market.name + ".group"));
    auto const parts = compose(run, run.reference, posts, false, key,
                               pack.regions[desk.region] + "/" + pack.fields[desk.field]);
    Chosen chosen(contenders.size());
    for (std::uint32_t g = 0; g < run.model.n_groups; ++g)
        add_best(
            contenders, parts[g], [&](std::size_t i) { return groups[i] == g; }, chosen);
    auto const given = std::count(chosen.begin(), chosen.end(), 1);
    add_best(
        contenders, posts - given, [](std::size_t) { return true; }, chosen);
    return chosen;
}

} // namespace stempath::models
