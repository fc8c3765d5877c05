#include "models/run_state.hpp"

#include "sim/elementary.hpp"
#include "sim/race.hpp"

#include <algorithm>
#include <atomic>

namespace stempath::models {

namespace {

//! Markets of different fields may hire from one block at once; counts are integers, so their order is irrelevant.
void add(std::uint32_t& count, std::int32_t by) {
    std::atomic_ref<std::uint32_t>(count).fetch_add(static_cast<std::uint32_t>(by), std::memory_order_relaxed);
}

} // namespace

std::int64_t& Ledger::stock_of(Person const& person) {
    auto const& b = person.block;
    std::uint32_t const band = model.band_of(year.year - b.birth_year());
    std::uint32_t const state = model.states.of(b.stage[person.row], b.field[person.row], b.credential[person.row]);
    return tallies.stock[shape.at(b.region().value, band, person.group, state)];
}

//! An exponential race over field names, so that a larger share of one field moves people only into it.
std::uint8_t Ledger::drawn_field(Person const& person, ExitMove const& move) const {
    auto const& b = person.block;
    Coords c;
    c[Dim::year] = year.index;
    c[Dim::age] = year.year - b.birth_year();
    c[Dim::region] = b.region().value;
    c[Dim::group] = static_cast<std::int32_t>(person.group);
    c[Dim::credential] = b.credential[person.row];
    sim::Call const call = sim::draw(year.field[move.flow], person.key);
    std::uint8_t winner = 0;
    std::int32_t best = eta_never;
    for (std::uint32_t f = 0; f < model.states.fields; ++f) {
        c[Dim::field] = static_cast<std::int32_t>(f);
        double const share = move.field_shares->at(c);
        if (share <= 0.0)
            continue;
        std::int32_t const total = sim::LogOdds::nearest(sim::log_of(share)).raw() +
                                   sim::gumbel_q20(sim::odd24(sim::derive(call, model.field_hash[f])));
        if (total > best) {
            best = total;
            winner = static_cast<std::uint8_t>(f);
        }
    }
    return winner;
}

void Ledger::move(Person const& person, ExitMove const& move) {
    auto& b = person.block;
    std::uint32_t const row = person.row;
    if (model.is_stem[model.states.of(b.stage[row], b.field[row], b.credential[row])] != 0)
        b.experience[row] = static_cast<std::uint8_t>(std::min(255, b.experience[row] + (year.year - b.since[row])));
    --stock_of(person);
    add(b.living[b.stage[row]], -1);
    b.stage[row] = move.to;
    b.since[row] = static_cast<std::int16_t>(year.year);
    if (move.to == sim::stage_gone)
        return;
    if (move.field_kind == FieldChange::Kind::set)
        b.field[row] = move.field;
    else if (move.field_kind == FieldChange::Kind::drawn)
        b.field[row] = drawn_field(person, move);
    b.credential[row] = std::max(b.credential[row], move.credential);
    add(b.living[move.to], 1);
    ++stock_of(person);
}

void Ledger::remove(Person const& person) {
    --stock_of(person);
    add(person.block.living[person.block.stage[person.row]], -1);
    person.block.stage[person.row] = sim::stage_gone;
    ++tallies.leavers[person.group];
}

} // namespace stempath::models
