//! Exits by exact quota: drawn before the race, blind within each cell, from all at risk.
#include "models/field_draw.hpp"

#include "sim/selection.hpp"

namespace stempath::models {

namespace {

struct AtRisk {
    std::vector<sim::Contender> contenders;
    std::vector<Person> people;
};

Coords place_of(sim::Block const& block, std::uint32_t row, std::uint32_t group, Year const& year) {
    Coords c;
    c[Dim::year] = year.index;
    c[Dim::age] = year.year - block.birth_year();
    c[Dim::tenure] = year.year - 1 - block.since[row];
    c[Dim::region] = block.region().value;
    c[Dim::group] = static_cast<std::int32_t>(group);
    c[Dim::field] = block.field[row];
    c[Dim::credential] = block.credential[row];
    return c;
}

//! Everybody at risk of one quota, by cell of its table (the calendar year apart).
std::vector<AtRisk> gather(RunState& run, Year const& year, QuotaExit const& quota,
                           sim::DrawKey key) {
    std::vector<AtRisk> cells(quota.number->values().size());
    for (auto& block : run.people)
        for (auto const& rows : block->runs())
            for (std::uint32_t i = rows.begin; i < rows.end; ++i) {
                if (block->stage[i] != quota.stage ||
                    year.year - 1 - block->since[i] < quota.from_tenure)
                    continue;
                auto& cell =
                    cells[quota.number->offset(place_of(*block, i, rows.group.value, year))];
                auto const person = rows.key(i);
                cell.contenders.push_back({0, sim::bits64(sim::draw(key, person)), person});
                cell.people.push_back({*block, i, rows.group.value, person});
            }
    return cells;
}

//! Draws are named: a cell by what stands in it, not by where it stands.
std::uint32_t cell_name(Pack const& pack, Cube const& number, Coords const& c) {
    std::string name;
    auto const say = [&](Dim d, std::string const& text) {
        name += number.depends_on(d) ? "/" + text : "";
    };
    auto const at = [&](Dim d) { return static_cast<std::size_t>(c[d]); };
    say(Dim::age, std::to_string(c[Dim::age]));
    say(Dim::tenure, std::to_string(c[Dim::tenure]));
    say(Dim::region, pack.regions[at(Dim::region)]);
    say(Dim::group, pack.groups[at(Dim::group)].name);
    say(Dim::field, pack.fields[at(Dim::field)]);
    say(Dim::credential, pack.credentials[at(Dim::credential)]);
    return sim::name_hash(name);
}

} // namespace

void draw_quotas(RunState& run, Year const& year) {
    auto const& model = run.model;
    for (std::size_t q = 0; q < model.quotas.size(); ++q) {
        auto const& quota = model.quotas[q];
        auto const& name = model.exit_names[quota.move.flow];
        auto cells = gather(run, year, quota, run.draws.key(year.year, sim::Purpose(name)));
        auto const count_key = run.draws.key(year.year, sim::Purpose(name + ".count"));
        auto& tallies = run.workers[0].tallies;
        Ledger ledger(model, year, run.shape, tallies);
        auto extent = quota.number->extents();
        extent[static_cast<std::size_t>(Dim::year)] = 1;
        for_each_cell(extent, [&](Coords c) {
            sim::Call const call =
                sim::draw(count_key, {cell_name(*model.pack, *quota.number, c), 0});
            c[Dim::year] = year.index;
            auto const wanted = sim::round_by_key(quota.number->at(c) * model.settings.scale, call);
            auto& at_risk = cells[quota.number->offset(c)];
            tallies.shortage[q] += std::max<std::int64_t>(
                0, wanted - static_cast<std::int64_t>(at_risk.people.size()));
            std::span<sim::Contender const> const part(at_risk.contenders);
            auto const cut = sim::find_cut(static_cast<std::uint64_t>(wanted), {&part, 1});
            for (std::size_t i = 0; i < at_risk.people.size(); ++i)
                if (sim::chosen(cut, at_risk.contenders[i])) {
                    ++tallies.flow[std::size_t{quota.move.flow} * model.n_groups +
                                   at_risk.people[i].group];
                    auto const& person = at_risk.people[i];
                    ledger.open(person.block);
                    if (model.fit)
                        ledger.count_for_fit(person.block, person.row, person.group,
                                             model.fit->of_exit(quota.move.flow));
                    ledger.move(
                        person, quota.move,
                        drawn_field(model, person, year, quota.move, run.workers[0].scratch));
                }
        });
    }
}

} // namespace stempath::models
