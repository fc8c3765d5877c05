#include "models/ledger.hpp"

namespace stempath::models {

namespace {

//! Calls f(begin, end, group) for the rows of each group; blocks hold groups in one stretch each.
template <class F>
void for_each_group(sim::Block const& block, F f) {
    auto const runs = block.runs();
    for (std::size_t i = 0; i < runs.size();) {
        std::size_t j = i + 1;
        while (j < runs.size() && runs[j].group == runs[i].group)
            ++j;
        f(runs[i].begin, runs[j - 1].end, runs[i].group.value);
        i = j;
    }
}

//! A small block: all groups in one go.
void leave_at_once(Model const& model, sim::Block& block, Year const& year, Scratch& s,
                   Ledger& ledger) {
    LeaveArgs l{};
    l.n = block.rows();
    l.a = s.a.data();
    l.c = s.c.data();
    l.hash = model.leave_hash;
    l.group = s.group;
    l.threshold =
        model.staying_from(block.region().value, year.index, year.year - block.birth_year() - 1);
    l.leaves = s.flag.data();
    model.kernels->leave_by_group(l);
    s.for_each_flag(0, filled_up(block.rows()), [&](std::size_t row) {
        if (row < block.rows() && block.stage[row] < sim::stage_gone)
            ledger.remove({block, static_cast<std::uint32_t>(row), s.group[row], {}});
    });
}

} // namespace

void leave(Model const& model, sim::Block& block, Year const& year, StockShape const& shape,
           Worker& worker) {
    std::int32_t const age = year.year - block.birth_year();
    if (age == 0) // born this year
        return;
    auto& s = worker.scratch;
    Ledger ledger(model, year, shape, worker.tallies);
    ledger.open(block);
    if (block.keeps_names())
        return leave_at_once(model, block, year, s, ledger);
    auto const* const staying = model.staying_from(block.region().value, year.index, age - 1);
    for_each_group(block, [&](std::uint32_t begin, std::uint32_t end, std::uint32_t group) {
        std::uint32_t const threshold = staying[group];
        if (threshold == 0xffffffffu)
            return;
        model.kernels->leave(end - begin, s.a.data() + begin, s.c.data() + begin, model.leave_hash,
                             threshold, s.flag.data() + begin);
        s.for_each_flag(begin, end, [&](std::size_t row) {
            if (block.stage[row] < sim::stage_gone)
                ledger.remove({block, static_cast<std::uint32_t>(row), group, {}});
        });
    });
}

void change_band(Model const& model, sim::Block const& block, Year const& year,
                 StockShape const& shape, Worker& worker) {
    std::int32_t const age = year.year - block.birth_year();
    std::uint32_t const before = model.band_of(age - 1), after = model.band_of(age);
    if (before == after)
        return;
    auto& tallies = worker.tallies;
    std::uint32_t const region = block.region().value,
                        from_slab = tallies.touch(shape, region, before),
                        to_slab = tallies.touch(shape, region, after);
    for (auto const& run : block.runs()) {
        auto* from = &tallies.stock[from_slab + run.group.index() * shape.states];
        auto* to = &tallies.stock[to_slab + run.group.index() * shape.states];
        for (std::uint32_t i = run.begin; i < run.end; ++i)
            if (block.stage[i] < sim::stage_gone) {
                std::uint32_t const state =
                    model.states.of(block.stage[i], block.field[i], block.credential[i]);
                --from[state];
                ++to[state];
            }
    }
}

void develop(Model const& model, sim::Block& block, Year const& year, Worker& worker) {
    std::int32_t const age = year.year - block.birth_year();
    if (!model.has_traits)
        return;
    // Where nobody has an age, traits change every year.
    if (model.pack->demography &&
        (age < model.pack->traits->from_age || age > model.pack->traits->to_age))
        return;
    DriftArgs d{};
    d.n = filled_up(block.rows()); // there is room, and rows beyond the last are nobody's
    d.cell = worker.scratch.cell;
    d.ordinal = worker.scratch.ordinal;
    for (std::size_t t = 0; t < n_traits; ++t)
        d.trait[t] = block.trait[t];
    d.lifetime = year.lifetime;
    d.yearly = year.drift;
    d.keep = model.drift_keep;
    d.pull = model.drift_pull;
    d.noise = model.drift_noise;
    model.kernels->drift(d);
}

} // namespace stempath::models
