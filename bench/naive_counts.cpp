#include "bench/naive.hpp"

#include <algorithm>
#include <numeric>

namespace stempath::bench {

void Naive::record() {
    auto const y = static_cast<std::size_t>(year_ - t_.base_year);
    auto const groups = static_cast<std::size_t>(t_.groups);
    std::fill(cells_.begin(), cells_.end(), 0);
    for (auto const& p : people_) {
        ++cells_[static_cast<std::size_t>((p.stage * t_.regions + p.region) * t_.fields + p.field) *
                     groups +
                 p.group];
        if (t_.counts_at[static_cast<std::size_t>(age_of(p))] != 0) {
            auto const state = t_.state(p.stage, p.field, p.credential);
            counts_.workforce[y * groups + p.group] += t_.is_workforce[state];
            counts_.reference[y * groups + p.group] += t_.is_reference[state];
        }
    }
    for (int s = 0; s < t_.stages; ++s)
        for (int r = 0; r < t_.regions; ++r)
            for (std::size_t i = 0; i < static_cast<std::size_t>(t_.fields) * groups; ++i)
                counts_.stocks[(y * static_cast<std::size_t>(t_.stages) +
                                static_cast<std::size_t>(s)) *
                                   static_cast<std::size_t>(t_.fields) * groups +
                               i] += cells_[static_cast<std::size_t>(s * t_.regions + r) *
                                                static_cast<std::size_t>(t_.fields) * groups +
                                            i];
    if (y > 0)
        counts_.person_years += static_cast<std::int64_t>(people_.size());
}

//! Shares of the groups in the posts of each desk at the year end.
void Naive::remember_shares() {
    for (auto& desk : desks_) {
        auto const to = static_cast<int>(t_.model->pack->markets[desk.market].to);
        auto const* cell = &cells_[static_cast<std::size_t>(
            ((to * t_.regions + desk.region) * t_.fields + desk.field) * t_.groups)];
        auto const total =
            static_cast<double>(std::accumulate(cell, cell + t_.groups, std::int64_t{0}));
        desk.group_share.assign(static_cast<std::size_t>(t_.groups), 0.0);
        for (std::size_t g = 0; g < desk.group_share.size() && total > 0.0; ++g)
            desk.group_share[g] = static_cast<double>(cell[g]) / total;
    }
}

} // namespace stempath::bench
