#include "models/field_draw.hpp"

namespace stempath::models {

void draw_fields(Model const& model, sim::Block const& block, Year const& year,
                 ExitMove const& move, std::uint16_t const* rows, std::size_t n, Scratch& scratch) {
    auto const& race = *year.fields[move.field_race];
    auto& chunk = scratch.chunk[1];
    Coords c;
    c[Dim::year] = year.index;
    c[Dim::age] = year.year - block.birth_year();
    c[Dim::region] = block.region().value;
    for (std::size_t k = 0; k < n; ++k) {
        std::uint32_t const row = rows[k];
        chunk.cell[k] = scratch.cell[row];
        chunk.ordinal[k] = scratch.ordinal[row];
        c[Dim::tenure] = year.year - 1 - block.since[row];
        c[Dim::group] = scratch.group[row];
        c[Dim::credential] = block.credential[row];
        chunk.offset[k] = race.offset(c);
    }
    std::fill(chunk.offset + n, chunk.offset + filled_up(n), 0u);
    model.kernels->calls(n, chunk.cell, chunk.ordinal, year.field[move.flow], chunk.a, chunk.c);
    auto a = chunk.args<RaceArgs>(n);
    std::fill(std::begin(a.beta), std::end(a.beta), race.no_beta.data());
    a.stay_hash = model.stay_hash;
    a.exits = model.states.fields;
    a.hash = model.field_hash.data();
    a.eta = race.eta.data();
    a.winner = chunk.winner;
    model.kernels->race(a);
    std::copy_n(chunk.winner, n, scratch.drawn_field);
}

std::uint8_t drawn_field(Model const& model, Person const& person, Year const& year,
                         ExitMove const& move, Scratch& scratch) {
    if (move.field_kind != FieldChange::Kind::drawn)
        return 0;
    auto const row = static_cast<std::uint16_t>(person.row);
    scratch.name_row(row, person.key, person.group);
    draw_fields(model, person.block, year, move, &row, 1, scratch);
    return scratch.drawn_field[0];
}

} // namespace stempath::models
