#include "models/open_rows.hpp"

#include "sim/elementary.hpp"

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

Stay Stay::drawn(double mean_years) {
    return {0, mean_years > 0.0 ? static_cast<float>(1.0 / sim::log_of(1.0 + 1.0 / mean_years))
                                : 0.0F};
}

namespace {

bool is_home(sim::Block const& block, Newcomer const& who) {
    return block.region().value == who.at.region && block.birth_year() == who.birth_year;
}

} // namespace

//! Rows of those who left stay behind until their whole block is empty: few people have small
//! blocks, so that the dead do not outnumber the living by far.
std::uint32_t OpenRows::new_capacity(Newcomer const& who, std::uint32_t wanted) const {
    constexpr std::uint64_t least = 256;
    std::uint64_t rows = 0;
    for (auto const& block : run_.people)
        rows += is_home(*block, who) ? block->rows() : 0;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(
        run_.model.settings.block_rows, std::max({least, std::uint64_t{wanted}, rows / 4})));
}

sim::Block& OpenRows::with_room(Newcomer const& who, std::uint32_t wanted) {
    auto const fits = [&](auto const& b) { return is_home(*b, who) && b->room() > 0; };
    if (last_ != nullptr && fits(last_))
        return *last_;
    auto const found = std::find_if(run_.people.rbegin(), run_.people.rend(), fits);
    if (found == run_.people.rend()) {
        run_.people.push_back(std::make_unique<sim::Block>(
            who.birth_year, sim::RegionId{who.at.region}, new_capacity(who, wanted)));
        run_.people.back()->living.assign(run_.model.states.stages, 0);
        last_ = run_.people.back().get();
    } else
        last_ = found->get();
    return *last_;
}

void OpenRows::enter(Newcomer const& who, Ordinals ordinals, Stay stay, sim::Way way) {
    auto const& model = run_.model;
    std::uint32_t const band = model.band_of(year_.year - who.birth_year);
    while (ordinals.count > 0) {
        run_.ask();
        auto& block = with_room(who, ordinals.count);
        std::uint32_t const n = std::min(ordinals.count, block.room());
        sim::RowRun run;
        run.cell_key = ordinals.cell_key;
        run.first_ordinal = ordinals.first;
        run.entry_year = static_cast<std::int16_t>(year_.year);
        run.group = {static_cast<std::uint8_t>(who.group)};
        run.way = way;
        fill(block, block.append(run, n), who.at, stay);
        auto& tallies = run_.workers[0].tallies;
        auto const state = model.states.of(who.at.stage, who.at.field, who.at.credential);
        std::uint32_t const region = who.at.region;
        tallies.stock[tallies.touch(run_.shape, region, band) + who.group * run_.shape.states +
                      state] += static_cast<std::int32_t>(n);
        if (way != sim::Way::base)
            tallies.count_newcomers(run_.shape,
                                    model.watched.sets[state] &
                                        model.watched.by_arrival(region, run_.shape.bands, band),
                                    region, who.group, n);
        ordinals.first += n;
        ordinals.count -= n;
    }
}

void OpenRows::fill(sim::Block& block, sim::RowRun const& rows, EntryPoint at, Stay stay) {
    std::fill(block.stage + rows.begin, block.stage + rows.end, at.stage);
    std::fill(block.field + rows.begin, block.field + rows.end, at.field);
    std::fill(block.credential + rows.begin, block.credential + rows.end, at.credential);
    std::fill(block.since + rows.begin, block.since + rows.end,
              static_cast<std::int16_t>(year_.year - stay.years));
    block.living[at.stage] += rows.end - rows.begin;
    auto& scratch = run_.workers[0].scratch;
    if (run_.model.has_traits || stay.scale > 0.0F)
        scratch.name_run(*run_.model.kernels, block, rows);
    if (stay.scale > 0.0F)
        draw_stays(block, rows, stay.scale);
    if (run_.model.has_traits)
        start_traits(run_.model, block, rows, year_, scratch);
}

void OpenRows::draw_stays(sim::Block& block, sim::RowRun const& rows, float scale) {
    auto const& scratch = run_.workers[0].scratch;
    PlaceArgs p{};
    p.n = rows.end - rows.begin;
    p.cell = scratch.cell + rows.begin;
    p.ordinal = scratch.ordinal + rows.begin;
    p.key = year_.tenure;
    p.scale = scale;
    p.year = year_.year;
    p.most = std::max(year_.year - block.birth_year() - 16, 0); // since age 16
    p.since = block.since + rows.begin;
    run_.model.kernels->place(p);
}

} // namespace stempath::models
