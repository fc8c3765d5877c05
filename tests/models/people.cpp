#include "tests/models/people.hpp"

#include "models/outsiders.hpp"

#include <algorithm>
#include <stdexcept>

namespace stempath::tests {

using namespace models;

People::People(Model const& model, std::uint32_t replicate, unsigned workers)
    : run_(model, replicate, workers) {}

void People::start() {
    auto const& model = run_.model;
    Year const base(model, run_.draws, model.base_year);
    if (model.pack->demography) {
        lay_out_base(run_, sim::Executor(1), run_.people);
        for (std::size_t i = 0; i < run_.people.size(); ++i)
            activate(model, *run_.people[i], base, run_.shape, worker(i));
        start_outsiders(run_, base);
    } else {
        start_without_ages(run_, base);
    }
    run_.merge();
    open_desks(run_);
    run_.clear_year();
}

void People::demography(std::int32_t calendar_year) {
    auto const& model = run_.model;
    Year const year(model, run_.draws, calendar_year);
    if (!model.pack->demography)
        return enter_numbers(run_, year);
    lay_out_births(run_, calendar_year, run_.people);
    for (std::size_t i = 0; i < run_.people.size(); ++i) {
        auto& w = worker(i);
        auto& block = *run_.people[i];
        w.scratch.name_rows(*model.kernels, block, year.person);
        change_band(model, block, year, run_.shape, w);
        leave(model, block, year, run_.shape, w);
        activate(model, block, year, run_.shape, w);
    }
}

void People::exits(std::int32_t calendar_year) {
    auto const& model = run_.model;
    Year const year(model, run_.draws, calendar_year);
    if (!model.quotas.empty())
        draw_quotas(run_, year);
    for (std::size_t i = 0; i < run_.people.size(); ++i) {
        auto& w = worker(i);
        auto& block = *run_.people[i];
        w.scratch.name_rows(*model.kernels, block, year.person);
        develop(model, block, year, w);
        sort_by_stage(model, block, year, w.scratch);
        run_exits(model, YearPhase::progress, block, year, run_.shape, w);
        run_exits(model, YearPhase::separate, block, year, run_.shape, w);
        collect_applicants(model, block, static_cast<std::uint32_t>(i), year, w);
    }
    run_.merge();
}

void People::hire(std::int32_t calendar_year) {
    Year const year(run_.model, run_.draws, calendar_year);
    clear_markets(run_, year, sim::Executor(1));
    run_.merge();
    fill_posts(run_, year);
    for (std::uint32_t s = 0; s < run_.model.states.stages; ++s)
        for (std::uint32_t g = 0; g < run_.model.n_groups; ++g)
            run_.last_stage_group[std::size_t{s} * run_.model.n_groups + g] =
                run_.stage_total(s, g);
    for (auto& desk : run_.desks)
        desk_stock_by_group(run_, desk, desk.group_stock);
    run_.clear_year();
}

void People::year(std::int32_t calendar_year) {
    demography(calendar_year);
    exits(calendar_year);
    hire(calendar_year);
}

std::map<sim::PersonKey, Standing> People::living() const {
    std::map<sim::PersonKey, Standing> all;
    for (auto const& block : run_.people)
        for (auto const& rows : block->runs())
            for (std::uint32_t i = rows.begin; i < rows.end; ++i) {
                if (block->stage[i] >= sim::stage_gone)
                    continue;
                Standing s{rows.group.value,
                           block->stage[i],
                           block->field[i],
                           block->credential[i],
                           block->since[i],
                           block->birth_year(),
                           {}};
                for (std::size_t t = 0; t < n_traits; ++t)
                    s.trait[t] = block->trait[t][i];
                if (!all.emplace(rows.key(i), s).second)
                    throw std::logic_error("two people have one key");
            }
    return all;
}

} // namespace stempath::tests
