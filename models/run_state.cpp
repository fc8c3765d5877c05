#include "models/run_state.hpp"

#include <algorithm>
#include <string>

namespace stempath::models {

Tallies::Tallies(Model const& model) {
    StockShape const shape{model.n_regions, model.bands(), model.n_groups, model.states.size()};
    std::size_t const markets = model.pack->markets.size();
    stock.resize(shape.size());
    flow.resize(std::size_t{model.n_exits} * model.n_groups);
    hires.resize(markets * (model.states.stages + 1) * model.n_groups);
    laid_off.resize(markets * model.n_groups);
    applied.resize(markets * model.n_groups);
    births.resize(model.n_groups);
    arrivals.resize(model.n_groups);
    leavers.resize(model.n_groups);
    shortage.resize(model.quotas.size());
}

template <class F>
void Tallies::each(F f) {
    f(&Tallies::stock);
    for (auto member :
         {&Tallies::flow, &Tallies::hires, &Tallies::laid_off, &Tallies::applied, &Tallies::births,
          &Tallies::arrivals, &Tallies::leavers, &Tallies::shortage})
        f(member);
}

void Tallies::take(Tallies& other) {
    each([&](auto member) {
        auto& ours = this->*member;
        auto& theirs = other.*member;
        for (std::size_t i = 0; i < ours.size(); ++i)
            ours[i] += theirs[i];
        std::fill(theirs.begin(), theirs.end(), 0);
    });
}

void Tallies::clear() {
    each([&](auto member) { std::fill((this->*member).begin(), (this->*member).end(), 0); });
}

Worker::Worker(Model const& model)
    : tallies(model), scratch(model), desks(std::size_t{model.n_regions} * model.states.fields) {}

Year::Year(Model const& model, sim::DrawSource const& draws, std::int32_t y)
    : year(y), index(y - model.base_year) {
    auto const key = [&](char const* name) { return draws.key(y, sim::Purpose(name)); };
    person = key("year");
    drift = key("traits.drift");
    start = key("traits.start");
    kind = key("entry.kind");
    tenure = key("entry.tenure");
    lifetime = draws.key(0, sim::Purpose("traits.lifetime"));
    for (auto const& name : model.exit_names)
        field.push_back(draws.key(y, sim::Purpose(name + ".field")));
    for (auto const& race : model.races)
        races.push_back(&race);
}

RunState::RunState(Model const& m, std::uint32_t replicate, unsigned n_workers)
    : model(m),
      draws(m.settings.seed, replicate), shape{m.n_regions, m.bands(), m.n_groups, m.states.size()},
      stock(shape.size()), last_stage_group(std::size_t{m.states.stages} * m.n_groups),
      last_applied(m.pack->markets.size() * m.n_groups), last_hired(last_applied),
      live_races(m.races.size()), total(m) {
    for (std::int32_t y = m.base_year; y <= m.last_year; ++y)
        count_keys.push_back(draws.key(y, sim::Purpose("demography.count")));
    for (unsigned w = 0; w < n_workers; ++w)
        workers.emplace_back(m);
}

void RunState::merge() {
    for (auto& worker : workers)
        total.take(worker.tallies);
    for (std::size_t i = 0; i < stock.size(); ++i)
        stock[i] += total.stock[i];
    std::fill(total.stock.begin(), total.stock.end(), 0);
}

void RunState::clear_year() { total.clear(); }

std::int64_t RunState::stage_total(std::uint32_t stage, std::uint32_t group) const {
    std::uint32_t const begin = model.states.begin(stage), end = model.states.begin(stage + 1);
    std::int64_t n = 0;
    for (std::uint32_t region = 0; region < shape.regions; ++region)
        for (std::uint32_t band = 0; band < shape.bands; ++band) {
            auto const* cell = &stock[shape.at(region, band, group, 0)];
            for (std::uint32_t s = begin; s < end; ++s)
                n += cell[s];
        }
    return n;
}

} // namespace stempath::models
