#include "models/open_rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stempath::models {

std::vector<std::int64_t> apportion(std::vector<double> const& shares, std::int64_t total) {
    double const sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::vector<std::int64_t> whole(shares.size());
    std::vector<double> rest(shares.size());
    for (std::size_t i = 0; i < shares.size(); ++i) {
        double const exact = sum > 0.0 ? shares[i] / sum * static_cast<double>(total) : 0.0;
        // An exact integer may come out a hair below itself.
        whole[i] = static_cast<std::int64_t>(std::floor(exact + 1e-9));
        rest[i] = exact - static_cast<double>(whole[i]);
    }
    std::int64_t left = total - std::accumulate(whole.begin(), whole.end(), std::int64_t{0});
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return rest[a] > rest[b] + 1e-9; });
    for (std::size_t i = 0; left > 0 && !order.empty(); ++i, --left)
        ++whole[order[i % order.size()]];
    return whole;
}

//! Rows of those who left stay behind until their whole block is empty: few people have small
//! blocks, so that the dead do not outnumber the living by far.
std::uint32_t OpenRows::new_capacity(std::uint8_t region, std::uint32_t wanted) const {
    constexpr std::uint64_t least = 256;
    std::uint64_t rows = 0;
    for (auto const& block : run_.people)
        rows += block->region().value == region ? block->rows() : 0;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(
        run_.model.settings.block_rows, std::max({least, std::uint64_t{wanted}, rows / 4})));
}

sim::Block& OpenRows::with_room(std::uint8_t region, std::uint32_t wanted) {
    auto const fits = [&](auto const& b) { return b->region().value == region && b->room() > 0; };
    auto const found = std::find_if(run_.people.rbegin(), run_.people.rend(), fits);
    if (found != run_.people.rend())
        return **found;
    run_.people.push_back(std::make_unique<sim::Block>(run_.model.base_year, sim::RegionId{region},
                                                       new_capacity(region, wanted)));
    run_.people.back()->living.assign(run_.model.states.stages, 0);
    return *run_.people.back();
}

void OpenRows::enter(EntryPoint at, std::uint32_t group, std::uint64_t cell_key,
                     std::uint32_t first_ordinal, std::uint32_t count, std::int32_t tenure,
                     sim::Way way) {
    while (count > 0) {
        run_.ask();
        auto& block = with_room(at.region, count);
        std::uint32_t const n = std::min(count, block.room());
        sim::RowRun run;
        run.cell_key = cell_key;
        run.first_ordinal = first_ordinal;
        run.entry_year = static_cast<std::int16_t>(year_.year);
        run.group = {static_cast<std::uint8_t>(group)};
        run.way = way;
        fill(block, block.append(run, n), at, tenure);
        auto& tallies = run_.workers[0].tallies;
        tallies.stock[tallies.touch(run_.shape, at.region, 0) + group * run_.shape.states +
                      run_.model.states.of(at.stage, at.field, at.credential)] +=
            static_cast<std::int32_t>(n);
        first_ordinal += n;
        count -= n;
    }
}

void OpenRows::fill(sim::Block& block, sim::RowRun const& rows, EntryPoint at,
                    std::int32_t tenure) {
    std::fill(block.stage + rows.begin, block.stage + rows.end, at.stage);
    std::fill(block.field + rows.begin, block.field + rows.end, at.field);
    std::fill(block.credential + rows.begin, block.credential + rows.end, at.credential);
    std::fill(block.since + rows.begin, block.since + rows.end,
              static_cast<std::int16_t>(year_.year - tenure));
    block.living[at.stage] += rows.end - rows.begin;
    if (!run_.model.has_traits)
        return;
    auto& scratch = run_.workers[0].scratch;
    scratch.name_run(*run_.model.kernels, block, rows);
    start_traits(run_.model, block, rows, year_, scratch);
}

} // namespace stempath::models
