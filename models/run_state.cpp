#include "models/run_state.hpp"

#include "models/nonzero.hpp"

#include <algorithm>
#include <numeric>
#include <string>

namespace stempath::models {

namespace {

template <class T>
void move_into(std::vector<T>& ours, std::vector<T>& theirs) {
    for_each_nonzero(theirs.data(), theirs.size(), [&](std::size_t i) {
        ours[i] += theirs[i];
        theirs[i] = 0;
    });
}

} // namespace

Tallies::Tallies(Model const& model) {
    StockShape const shape{model.n_regions, model.bands(), model.n_groups, model.states.size()};
    std::size_t const markets = model.pack->markets.size();
    stock.resize(shape.size());
    touched.resize(std::size_t{shape.regions} * shape.bands);
    flow.resize(std::size_t{model.n_exits} * model.n_groups);
    hires.resize(markets * (model.states.stages + 1) * model.n_regions * model.n_groups);
    laid_off.resize(markets * model.n_groups);
    vacancies.resize(markets * 2);
    applied.resize(markets * model.n_groups);
    births.resize(model.n_groups);
    arrivals.resize(model.n_groups);
    leavers.resize(model.n_groups);
    came.resize(model.watched.names.size() * model.n_regions * model.n_groups);
    shortage.resize(model.quotas.size());
    if (!model.fit)
        return;
    fit_moves.resize(model.fit->rows() * model.fit->cells);
    fit_fields.resize(std::size_t{model.fit->exits} * model.fit->fields);
}

template <class F>
void Tallies::each_count(F f) {
    for (auto member :
         {&Tallies::flow, &Tallies::hires, &Tallies::laid_off, &Tallies::vacancies,
          &Tallies::applied, &Tallies::births, &Tallies::arrivals, &Tallies::leavers,
          &Tallies::came, &Tallies::shortage, &Tallies::fit_moves, &Tallies::fit_fields})
        f(member);
}

void Tallies::take(Tallies& other) {
    move_into(stock, other.stock);
    take_counts(other);
}

void Tallies::take_counts(Tallies& other) {
    each_count([&](auto member) { move_into(this->*member, other.*member); });
}

void Tallies::clear_counts() {
    each_count([&](auto member) { std::fill((this->*member).begin(), (this->*member).end(), 0); });
}

Worker::Worker(Model const& model)
    : tallies(model), scratch(model), desks(std::size_t{model.n_regions} * model.states.fields) {}

Year::Year(Model const& model, sim::DrawSource const& draws, std::int32_t y)
    : year(y), index(y - model.base_year) {
    person = draws.key(y, sim::Purpose("year"));
    drift = draws.key(y, sim::Purpose("traits.drift"));
    start = draws.key(y, sim::Purpose("traits.start"));
    kind = draws.key(y, sim::Purpose("entry.kind"));
    tenure = draws.key(y, sim::Purpose("entry.tenure"));
    lifetime = draws.key(0, sim::Purpose("traits.lifetime"));
    field.reserve(model.field_purpose.size());
    for (auto const& purpose : model.field_purpose)
        field.push_back(draws.key(y, purpose));
    for (auto const& race : model.races)
        races.push_back(&race);
    for (auto const& race : model.field_races)
        fields.push_back(&race);
}

RunState::RunState(Model const& m, std::uint32_t replicate, unsigned n_workers)
    : model(m),
      draws(m.settings.seed, replicate), shape{m.n_regions, m.bands(), m.n_groups, m.states.size()},
      stock(shape.size()), persons(std::size_t{shape.regions} * shape.bands * shape.groups),
      all_ages(stock.size() / shape.bands),
      last_stage_group(std::size_t{m.states.stages} * m.n_groups),
      last_applied(m.pack->markets.size() * m.n_groups), last_hired(last_applied),
      live_races(m.races.size()), live_fields(m.field_races.size()), total(m) {
    for (std::int32_t y = m.base_year; y <= m.last_year; ++y)
        count_keys.push_back(draws.key(y, sim::Purpose("demography.count")));
    for (unsigned w = 0; w < n_workers; ++w)
        workers.emplace_back(m);
}

void RunState::merge() {
    for (auto& worker : workers) {
        merge_stock(worker.tallies);
        total.take_counts(worker.tallies);
    }
}

void RunState::merge_stock(Tallies& changes) {
    for (std::uint32_t region = 0; region < shape.regions; ++region)
        for (std::uint32_t band = 0; band < shape.bands; ++band) {
            auto& touched = changes.touched[std::size_t{region} * shape.bands + band];
            if (touched == 0)
                continue;
            touched = 0;
            for (std::uint32_t group = 0; group < shape.groups; ++group) {
                std::size_t const begin = shape.at(region, band, group, 0);
                auto* const by = changes.stock.data() + begin;
                auto* const here = stock.data() + begin;
                auto* const all =
                    all_ages.data() + (std::size_t{region} * shape.groups + group) * shape.states;
                std::int64_t sum = 0;
                for_each_nonzero(by, shape.states, [&](std::size_t i) {
                    here[i] += by[i];
                    all[i] += by[i];
                    sum += by[i];
                    by[i] = 0;
                });
                persons[(std::size_t{region} * shape.bands + band) * shape.groups + group] += sum;
            }
        }
}

void RunState::clear_year() { total.clear_counts(); }

std::int64_t RunState::stage_total(std::uint32_t stage, std::uint32_t group) const {
    std::uint32_t const begin = model.states.begin(stage), end = model.states.begin(stage + 1);
    std::int64_t n = 0;
    for (std::uint32_t region = 0; region < shape.regions; ++region)
        n = std::accumulate(of_all_ages(region, group) + begin, of_all_ages(region, group) + end,
                            n);
    return n;
}

} // namespace stempath::models
