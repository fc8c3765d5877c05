#include "models/ledger.hpp"

#include <atomic>

namespace stempath::models {

namespace {

//! Moves single people. Everything that a move reads again and again is at hand by value: a store
//! to a column of bytes could otherwise have changed it for all that the compiler knows.
class Mover {
  public:
    Mover(Model const& model, sim::Block const& block, std::int32_t year, ExitMove const& move,
          std::int32_t* stock, std::uint32_t watched)
        : stage_(block.stage), field_(block.field), credential_(block.credential),
          experience_(block.experience), since_(block.since), is_stem_(model.is_stem.data()),
          stock_(stock), state_(model.states.state_of_combination()), fields_(model.states.fields),
          credentials_(model.states.credentials), n_states_(model.states.size()), year_(year),
          move_(move), sets_(model.watched.sets.data()), watched_(watched),
          first_time_(watched & ~model.watched.returns) {}

    //! Gives the watched sets that the person has come into.
    [[gnu::always_inline]] std::uint32_t take(std::uint32_t row, std::uint32_t group,
                                              std::uint8_t drawn_field) const {
        std::int32_t* stock = stock_ + std::size_t{group} * n_states_;
        std::uint8_t field = field_[row], credential = credential_[row];
        std::uint32_t const before = state(stage_[row], field, credential);
        std::int32_t const stem_years = is_stem_[before] * (year_ - since_[row]);
        experience_[row] =
            static_cast<std::uint8_t>(std::min<std::int32_t>(255, experience_[row] + stem_years));
        --stock[before];
        stage_[row] = move_.to;
        since_[row] = static_cast<std::int16_t>(year_);
        if (move_.to == sim::stage_gone)
            return 0;
        if (move_.field_kind != FieldChange::Kind::keep)
            field_[row] = field =
                move_.field_kind == FieldChange::Kind::set ? move_.field : drawn_field;
        credential_[row] = credential = std::max(credential, move_.credential);
        std::uint32_t const after = state(move_.to, field, credential);
        ++stock[after];
        return sets_[after] & ~sets_[before] & (experience_[row] > 0 ? watched_ : first_time_);
    }

  private:
    std::uint32_t state(std::uint32_t stage, std::uint32_t field, std::uint32_t credential) const {
        return state_[(stage * fields_ + field) * credentials_ + credential];
    }

    std::uint8_t *stage_, *field_, *credential_, *experience_;
    std::int16_t* since_;
    std::uint8_t const* is_stem_;
    std::int32_t* stock_;
    std::uint16_t const* state_; //!< by combination
    std::uint32_t fields_, credentials_, n_states_;
    std::int32_t year_;
    ExitMove move_;
    std::uint32_t const* sets_;          //!< by state
    std::uint32_t watched_, first_time_; //!< sets that count who has worked in STEM, and who not
};

std::uint8_t field_after(std::uint8_t before, ExitMove const& move, std::uint8_t drawn) {
    if (move.field_kind == FieldChange::Kind::keep)
        return before;
    return move.field_kind == FieldChange::Kind::set ? move.field : drawn;
}

} // namespace

void Ledger::move(Person const& person, ExitMove const& move, std::uint8_t drawn_field) {
    std::uint8_t const from = person.block.stage[person.row];
    Mover const mover(model_, person.block, year_.year, move, stock_, watched_);
    if (auto const sets = mover.take(person.row, person.group, drawn_field); sets != 0)
        tallies_.count_newcomers(shape_, sets, region_, person.group, 1);
    count(person.block, from, move.to, 1);
}

void Ledger::move_all(sim::Block& block, std::uint16_t const* rows,
                      std::uint8_t const* group_of_row, std::size_t n, ExitMove const& move,
                      std::uint8_t const* drawn_field) {
    if (n == 0)
        return;
    std::uint8_t const from = block.stage[rows[0]];
    if (model_.fit)
        count_exits_for_fit(block, rows, group_of_row, n, move, drawn_field);
    Mover const mover(model_, block, year_.year, move, stock_, watched_);
    auto* flow = &tallies_.flow[std::size_t{move.flow} * model_.n_groups];
    for (std::size_t k = 0; k < n; ++k) {
        std::uint32_t const group = group_of_row[rows[k]];
        ++flow[group];
        if (auto const sets = mover.take(rows[k], group, drawn_field[k]); sets != 0)
            tallies_.count_newcomers(shape_, sets, region_, group, 1);
    }
    count(block, from, move.to, n);
}

void Ledger::count_for_fit(sim::Block const& block, std::uint32_t row, std::uint32_t group,
                           std::uint32_t begin) {
    auto const& fit = *model_.fit;
    auto const at = fit.row(year_.year - 1 - block.birth_year(), block.region().value, group);
    auto const stage = block.stage[row];
    auto const state = model_.states.of(stage, block.field[row], block.credential[row]);
    ++tallies_.fit_moves[at * fit.cells + fit.cell(begin, stage, state)];
}

void Ledger::count_exits_for_fit(sim::Block const& block, std::uint16_t const* rows,
                                 std::uint8_t const* group_of_row, std::size_t n,
                                 ExitMove const& move, std::uint8_t const* drawn_field) {
    auto const begin = model_.fit->of_exit(move.flow);
    auto* const fields = &tallies_.fit_fields[std::size_t{move.flow} * model_.fit->fields];
    for (std::size_t k = 0; k < n; ++k) {
        count_for_fit(block, rows[k], group_of_row[rows[k]], begin);
        ++fields[field_after(block.field[rows[k]], move, drawn_field[k])];
    }
}

void Ledger::add(std::uint32_t& count, std::uint32_t by) const {
    if (shared_)
        std::atomic_ref<std::uint32_t>(count).fetch_add(by, std::memory_order_relaxed);
    else
        count += by;
}

void Ledger::open(sim::Block const& block) {
    std::uint32_t const band = model_.band_of(year_.year - block.birth_year());
    region_ = block.region().value;
    stock_ = &tallies_.stock[tallies_.touch(shape_, region_, band)];
    watched_ = model_.watched.by_move(region_, shape_.bands, band);
}

void Ledger::count(sim::Block& block, std::uint8_t from, std::uint8_t to, std::size_t n) const {
    auto const persons = static_cast<std::uint32_t>(n);
    add(block.living[from], 0u - persons);
    if (to != sim::stage_gone)
        add(block.living[to], persons);
}

void Ledger::remove(Person const& person) {
    auto& b = person.block;
    std::uint32_t const row = person.row;
    --stock_[std::size_t{person.group} * shape_.states +
             model_.states.of(b.stage[row], b.field[row], b.credential[row])];
    add(b.living[b.stage[row]], ~0u);
    b.stage[row] = sim::stage_gone;
    ++tallies_.leavers[person.group];
}

} // namespace stempath::models
