#include "models/outsiders.hpp"

#include "models/open_rows.hpp"
#include "models/size_checks.hpp"

#include <algorithm>
#include <numeric>

namespace stempath::models {

namespace {

//! Uniform in [0, 1).
double unit(sim::Call const& call) {
    return static_cast<double>(sim::bits64(call) >> 11) * 0x1p-53;
}

class Queue {
  public:
    Queue(RunState const& run, Year const& year, Desk const& desk, HiredOutsiders const& hired)
        : model_(run.model), year_(year), desk_(desk), spec_(model_.pack->markets[desk.market]),
          draws_(run.draws), hired_(hired) {}

    void add(Index index) {
        auto const& pool = model_.pack->pools[index];
        auto const key = draws_.key(year_.year, sim::Purpose("pool." + pool.name + ".count"));
        auto extent = pool.size.extents();
        extent[static_cast<std::size_t>(Dim::year)] = 1;
        extent[static_cast<std::size_t>(Dim::group)] = model_.n_groups;
        for_each_cell(extent, [&](Coords c) {
            EntryPoint const at = point(pool, c);
            if (!serves(at))
                return;
            c[Dim::year] = year_.index;
            double const expected = pool.size.at(c) * model_.settings.scale;
            if (expected <= 0.0)
                return;
            auto const group = static_cast<std::uint32_t>(c[Dim::group]);
            EntryPoint named = at; // one person, whatever the credential that a market asks for
            named.credential = static_cast<std::uint8_t>(c[Dim::credential]);
            auto const cell = pool_cell(model_, pool, named, group, year_.year);
            auto const call = sim::draw(key, sim::RowRun::key_of(cell));
            add_people({at, group, index, cell, 0}, sim::round_by_key(expected, call));
        });
    }
    std::vector<Outsider> take() { return std::move(people_); }

  private:
    EntryPoint point(PoolSpec const& pool, Coords const& c) const {
        auto const& size = pool.size;
        auto const stated = [&](Dim d, std::uint32_t otherwise) {
            return static_cast<std::uint8_t>(size.depends_on(d) ? static_cast<std::uint32_t>(c[d])
                                                                : otherwise);
        };
        return {static_cast<std::uint8_t>(spec_.to), stated(Dim::field, desk_.field),
                stated(Dim::credential, spec_.credential_at_least.value_or(0)),
                model_.pack->demography ? static_cast<std::uint8_t>(pool.region)
                                        : stated(Dim::region, desk_.region)};
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

//! Shares of the ages up to each age.
std::vector<double> cumulated(std::vector<double> shares) {
    std::partial_sum(shares.begin(), shares.end(), shares.begin());
    return shares;
}

//! Years of birth of those who come from pools; without ages everybody counts as born in the base
//! year.
class Births {
  public:
    Births(RunState const& run, Year const& year)
        : model_(run.model), year_(year), ages_(model_.pack->pools.size() * model_.n_groups) {
        for (auto const& pool : model_.pack->pools)
            keys_.push_back(run.draws.key(year.year, sim::Purpose("pool." + pool.name + ".age")));
    }

    std::int32_t of(Outsider const& o) {
        if (!model_.pack->demography)
            return model_.base_year;
        auto& ages = ages_[o.pool * model_.n_groups + o.group];
        if (ages.empty())
            ages = ages_of(model_.pack->pools[o.pool], o.group);
        double const u = unit(sim::draw(keys_[o.pool], o.key()));
        auto const age =
            std::upper_bound(ages.begin(), ages.end() - 1, u * ages.back()) - ages.begin();
        return year_.year - static_cast<std::int32_t>(age);
    }

  private:
    std::vector<double> ages_of(PoolSpec const& pool, std::uint32_t group) const {
        std::vector<double> shares;
        Coords c;
        c[Dim::group] = static_cast<std::int32_t>(group);
        for (; c[Dim::age] <= model_.pack->demography->last_age; ++c[Dim::age])
            shares.push_back(pool.ages.at(c));
        return cumulated(std::move(shares));
    }

    Model const& model_;
    Year const& year_;
    std::vector<sim::DrawKey> keys_; //!< by pool
    std::vector<std::vector<double>>
        ages_; //!< [pool][group]: shares up to each age, once asked for
};

//! Those of a pool who are at work when the simulation begins: by age as base.age_profile has it
//! for their stage, in years in stage as base.tenure.
class Base {
  public:
    Base(RunState& run, Year const& year, PoolSpec const& pool)
        : run_(run), year_(year), pool_(pool), rows_(run, year),
          key_(run.draws.key(year.year, sim::Purpose("pool." + pool.name + ".start"))) {}

    void enter() {
        auto extent = pool_.start->extents();
        extent[static_cast<std::size_t>(Dim::group)] = run_.model.n_groups;
        for_each_cell(extent, [&](Coords const& c) {
            if (double const n = pool_.start->at(c) * run_.model.settings.scale; n > 0.0)
                enter_cell(c, n);
        });
    }

  private:
    void enter_cell(Coords c, double expected) {
        auto const byte = [&](Dim d) { return static_cast<std::uint8_t>(c[d]); };
        EntryPoint const at{byte(Dim::stage), byte(Dim::field), byte(Dim::credential),
                            static_cast<std::uint8_t>(pool_.region)};
        auto const group = static_cast<std::uint32_t>(c[Dim::group]);
        auto const cell = pool_start_cell(run_.model, pool_, at, group);
        auto const call = sim::draw(key_, sim::RowRun::key_of(cell));
        auto const n = people_count(sim::round_by_key(expected, call));
        auto const& base = *run_.model.pack->base;
        std::vector<double> shares;
        for (c[Dim::age] = 0; c[Dim::age] <= run_.model.pack->demography->last_age; ++c[Dim::age])
            shares.push_back(base.age_profile.at(c));
        auto const ages = cumulated(std::move(shares));
        // Exact shares of the ages within the cell, by one keyed offset.
        double const offset = unit(sim::draw(key_, sim::RowRun::key_of(cell + n)));
        std::uint32_t from = 0;
        for (std::size_t age = 0; age < ages.size(); ++age) {
            auto const to =
                std::min(n, static_cast<std::uint32_t>(n * (ages[age] / ages.back()) + offset));
            c[Dim::age] = static_cast<std::int32_t>(age);
            double const mean = base.tenure ? base.tenure->at(c) : 0.0;
            if (to > from)
                rows_.enter({at, group, year_.year - c[Dim::age]}, {cell, from, to - from},
                            Stay::drawn(mean), sim::Way::base);
            from = std::max(from, to);
        }
    }

    RunState& run_;
    Year const& year_;
    PoolSpec const& pool_;
    OpenRows rows_;
    sim::DrawKey key_;
};

} // namespace

std::vector<Outsider> outsiders_at(RunState const& run, Year const& year, Desk const& desk,
                                   HiredOutsiders const& hired) {
    Queue queue(run, year, desk, hired);
    for (Index const pool : run.model.pack->markets[desk.market].pools)
        queue.add(pool);
    return queue.take();
}

void enter_outsiders(RunState& run, Year const& year, std::vector<Outsider> const& outsiders,
                     HiredOutsiders& hired) {
    if (outsiders.empty())
        return;
    OpenRows rows(run, year);
    Births births(run, year);
    for (auto const& o : outsiders) {
        hired.insert(o.bits());
        rows.enter({o.at, o.group, births.of(o)}, {o.cell_key, o.ordinal, 1}, {}, sim::Way::entry);
    }
}

void start_outsiders(RunState& run, Year const& year) {
    for (auto const& pool : run.model.pack->pools)
        if (pool.start)
            Base(run, year, pool).enter();
}

} // namespace stempath::models
