#include "models/run_state.hpp"

#include "sim/near_gumbel.hpp"
#include "sim/race.hpp"

#include <algorithm>
#include <atomic>

namespace stempath::models {

void Ledger::add(std::uint32_t& count, std::int32_t by) const {
    auto const n = static_cast<std::uint32_t>(by);
    if (shared_)
        std::atomic_ref<std::uint32_t>(count).fetch_add(n, std::memory_order_relaxed);
    else
        count += n;
}

//! An exponential race over field names, so that a larger share of one field moves people only into
//! it.
std::uint8_t Ledger::drawn_field(Person const& person, ExitMove const& move,
                                 std::int32_t tenure) const {
    auto const& b = person.block;
    Coords c;
    c[Dim::year] = year_.index;
    c[Dim::age] = year_.year - b.birth_year();
    c[Dim::tenure] = tenure;
    c[Dim::region] = b.region().value;
    c[Dim::group] = static_cast<std::int32_t>(person.group);
    c[Dim::credential] = b.credential[person.row];
    std::int32_t const* eta = model_.field_races[move.field_race].at(c);
    sim::Call const call = sim::draw(year_.field[move.flow], person.key);
    std::int32_t totals[256];
    model_.kernels->totals(model_.states.fields, call, model_.field_hash.data(), eta, totals);
    std::uint8_t winner = 0;
    std::int32_t best = eta_never, second = eta_never;
    for (std::uint8_t f = 0; f < model_.states.fields; ++f) {
        bool const wins = eta[f] != eta_never && totals[f] > best;
        std::int32_t const loser = wins ? best : totals[f];
        second = std::max(second, loser);
        best = wins ? totals[f] : best;
        winner = wins ? f : winner;
    }
    return second < best - 2 * sim::near_gumbel_error ? winner : exact_field(eta, call);
}

//! The same on exact terms, for the few races that are too close for quick ones.
std::uint8_t Ledger::exact_field(std::int32_t const* eta, sim::Call call) const {
    std::uint8_t winner = 0;
    std::int32_t best = eta_never;
    for (std::uint8_t f = 0; f < model_.states.fields; ++f) {
        if (eta[f] == eta_never)
            continue;
        std::int32_t const total =
            eta[f] + sim::gumbel_q20(sim::odd24(sim::derive(call, model_.field_hash[f])));
        if (total > best) {
            best = total;
            winner = f;
        }
    }
    return winner;
}

void Ledger::open(sim::Block const& block) {
    std::uint32_t const band = model_.band_of(year_.year - block.birth_year());
    stock_ = &tallies_.stock[shape_.at(block.region().value, band, 0, 0)];
}

void Ledger::move(Person const& person, ExitMove const& move) {
    auto& b = person.block;
    std::uint32_t const row = person.row;
    std::int32_t* stock = stock_ + std::size_t{person.group} * shape_.states;
    std::uint32_t const before = model_.states.of(b.stage[row], b.field[row], b.credential[row]);
    if (model_.is_stem[before] != 0)
        b.experience[row] = static_cast<std::uint8_t>(
            std::min(255, b.experience[row] + (year_.year - b.since[row])));
    --stock[before];
    add(b.living[b.stage[row]], -1);
    std::int32_t const tenure = year_.year - 1 - b.since[row];
    b.stage[row] = move.to;
    b.since[row] = static_cast<std::int16_t>(year_.year);
    if (move.to == sim::stage_gone)
        return;
    if (move.field_kind == FieldChange::Kind::set)
        b.field[row] = move.field;
    else if (move.field_kind == FieldChange::Kind::drawn)
        b.field[row] = drawn_field(person, move, tenure);
    b.credential[row] = std::max(b.credential[row], move.credential);
    add(b.living[move.to], 1);
    ++stock[model_.states.of(move.to, b.field[row], b.credential[row])];
}

void Ledger::remove(Person const& person) {
    auto& b = person.block;
    std::uint32_t const row = person.row;
    --stock_[std::size_t{person.group} * shape_.states +
             model_.states.of(b.stage[row], b.field[row], b.credential[row])];
    add(b.living[b.stage[row]], -1);
    b.stage[row] = sim::stage_gone;
    ++tallies_.leavers[person.group];
}

} // namespace stempath::models
