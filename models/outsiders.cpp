#include "models/outsiders.hpp"

#include "models/open_rows.hpp"

namespace stempath::models {

namespace {

class Queue {
  public:
    Queue(RunState const& run, Year const& year, Desk const& desk, HiredOutsiders const& hired)
        : model_(run.model), year_(year), desk_(desk), spec_(model_.pack->markets[desk.market]),
          draws_(run.draws), hired_(hired) {}

    void add(PoolSpec const& pool) {
        auto const key = draws_.key(year_.year, sim::Purpose("pool." + pool.name + ".count"));
        auto extent = pool.size.extents();
        extent[static_cast<std::size_t>(Dim::year)] = 1;
        extent[static_cast<std::size_t>(Dim::group)] = model_.n_groups;
        for_each_cell(extent, [&](Coords c) {
            EntryPoint const at = point(pool.size, c);
            if (!serves(at))
                return;
            c[Dim::year] = year_.index;
            auto const group = static_cast<std::uint32_t>(c[Dim::group]);
            EntryPoint named = at; // one person, whatever the credential that a market asks for
            named.credential = static_cast<std::uint8_t>(c[Dim::credential]);
            auto const cell = pool_cell(model_, pool, named, group, year_.year);
            double const expected = pool.size.at(c) * model_.settings.scale;
            auto const call = sim::draw(key, sim::RowRun::key_of(cell));
            add_people({at, group, cell, 0}, sim::round_by_key(expected, call));
        });
    }
    std::vector<Outsider> take() { return std::move(people_); }

  private:
    EntryPoint point(Cube const& size, Coords const& c) const {
        auto const stated = [&](Dim d, std::uint32_t otherwise) {
            return static_cast<std::uint8_t>(size.depends_on(d) ? static_cast<std::uint32_t>(c[d])
                                                                : otherwise);
        };
        return {static_cast<std::uint8_t>(spec_.to), stated(Dim::field, desk_.field),
                stated(Dim::credential, spec_.credential_at_least.value_or(0)),
                stated(Dim::region, desk_.region)};
    }
    bool serves(EntryPoint at) const {
        return (!spec_.by_region || at.region == desk_.region) &&
               (!spec_.by_field || at.field == desk_.field) &&
               at.credential >= spec_.credential_at_least.value_or(0);
    }
    void add_people(Outsider one, std::int64_t count) {
        for (; count > 0; --count, ++one.ordinal)
            if (!hired_.contains(one.bits()))
                people_.push_back(one);
    }

    Model const& model_;
    Year const& year_;
    Desk const& desk_;
    MarketSpec const& spec_;
    sim::DrawSource const& draws_;
    HiredOutsiders const& hired_;
    std::vector<Outsider> people_;
};

} // namespace

std::vector<Outsider> outsiders_at(RunState const& run, Year const& year, Desk const& desk,
                                   HiredOutsiders const& hired) {
    Queue queue(run, year, desk, hired);
    for (Index const pool : run.model.pack->markets[desk.market].pools)
        queue.add(run.model.pack->pools[pool]);
    return queue.take();
}

void enter_outsiders(RunState& run, Year const& year, std::vector<Outsider> const& outsiders,
                     HiredOutsiders& hired) {
    for (auto const& o : outsiders) {
        hired.insert(o.bits());
        OpenRows(run, year).enter(o.at, o.group, o.cell_key, o.ordinal, 1, 0, sim::Way::entry);
    }
}

} // namespace stempath::models
