#include "models/measures.hpp"

#include "models/measure_kinds.hpp"
#include "models/nonzero.hpp"

#include <algorithm>
#include <numeric>

namespace stempath::models {

using Ncses = WorkClass::Ncses;

namespace {

//! Classes of years in a stage that nothing ends; the last one is open.
constexpr std::int32_t most_year_classes = 100;
constexpr char const* outside = "outside"; //!< where people come from who stood in no stage

std::vector<std::string> numbers(std::int32_t from, std::int32_t to) {
    std::vector<std::string> v;
    for (; from <= to; ++from)
        v.push_back(std::to_string(from));
    return v;
}

std::vector<std::string> band_names(Model const& model) {
    std::vector<std::string> v;
    for (std::size_t b = 0; b < model.band_from.size(); ++b)
        v.push_back(std::to_string(model.band_from[b]) +
                    (b + 1 < model.band_from.size()
                         ? "-" + std::to_string(model.band_from[b + 1] - 1)
                         : "+"));
    return v;
}

template <class Things>
std::vector<std::string> names(Things const& things) {
    std::vector<std::string> v;
    for (auto const& t : things)
        v.push_back(t.name);
    return v;
}

} // namespace

Measures::Measures(Model const& m) : model(m) {
    definitions = definitions_of(m);
    lines = measure_lines(m);
    declare();
    place_states();
    name_cells();
}

void Measures::add(Table table, std::vector<std::vector<std::string>> values) {
    auto const& kind = measure_kinds()[table];
    sim::MeasureTable t{
        std::string(kind.name), "synthetic persons", std::string(kind.meaning), {}, {}, {}};
    std::size_t cells = 1;
    for (std::size_t s = 0; s < kind.strata.size(); ++s) {
        auto const& stratum = kind.strata[s];
        cells *= values[s].size();
        t.strata.push_back({std::string(stratum.name), std::move(values[s]),
                            std::string(stratum.meaning), stratum.whole_numbers});
    }
    t.sum.resize(cells);
    t.sum_squares.resize(cells);
    tables.push_back(std::move(t));
}

void Measures::declare() {
    auto const& pack = *model.pack;
    auto const years = numbers(model.base_year, model.last_year), groups = names(pack.groups),
               stages = names(pack.stages), market_names = names(pack.markets);
    add(population, {years, pack.regions, band_names(model), groups});
    auto const home_names = name_homes();
    add(stocks, {years, stages, pack.fields, home_names, groups});
    add(workforce,
        {years, {"science_engineering", "related", "middle_skill"}, pack.regions, groups});
    add(flows, {years, model.exit_names, groups});
    auto sources = stages;
    sources.emplace_back(outside);
    add(hires, {years, market_names, sources, home_names, groups});
    add(laid_off, {years, market_names, groups});
    add(vacancies, {years, market_names, {"filled", "unfilled"}});
    add(vital, {years, {"births", "arrivals", "leavers"}, groups});
    std::vector<std::string> quotas;
    for (auto const& quota : model.quotas)
        quotas.push_back(model.exit_names[quota.move.flow]);
    add(shortages, {years, quotas});
    // Careers are no table of their own: what is said of them goes by lens group.
    auto watched = model.watched.names;
    watched.resize(model.watched.careers);
    add(entrants, {years, watched, pack.regions, groups});
    if (model.settings.count_years_in_stage)
        declare_years_in_stage();
}

std::vector<std::string> Measures::name_homes() {
    auto const& of_reference = definitions.front().reference_regions;
    bool const apart = std::find(of_reference.begin(), of_reference.end(), 0) != of_reference.end();
    for (std::uint32_t r = 0; r < model.n_regions; ++r)
        home_of_region.push_back(apart ? r : 0);
    homes = apart ? model.n_regions : 1;
    return apart ? model.pack->regions : std::vector<std::string>{"all"};
}

void Measures::declare_years_in_stage() {
    auto const& pack = *model.pack;
    for (auto const& stage : pack.stages) {
        auto const last = stage.max_years                 ? *stage.max_years
                          : stage.duration && !stage.stay ? *stage.duration
                                                          : most_year_classes;
        year_classes =
            std::max(year_classes, static_cast<std::uint32_t>(std::min(last, most_year_classes)));
    }
    auto const& strata = tables[stocks].strata;
    add(years_in_stage,
        {strata[0].values, strata[1].values,
         numbers(0, static_cast<std::int32_t>(year_classes) - 1), strata.back().values});
}

void Measures::place_states() {
    auto const& st = model.states;
    auto const& crosswalk = model.pack->crosswalk;
    for (std::uint32_t s = 0; s < st.size(); ++s) {
        auto const ncses = crosswalk.empty() ? Ncses::none : crosswalk[st.combination(s)].ncses;
        state_cell.push_back(
            {st.stage(s) * st.fields + st.field(s), static_cast<std::uint32_t>(ncses)});
    }
}

void Measures::name_cells() {
    auto const& pack = *model.pack;
    auto const& st = model.states;
    for (auto const& region : pack.regions)
        for (auto const& group : pack.groups)
            for (std::uint32_t s = 0; s < st.size(); ++s)
                stock_name.push_back(sim::name_hash64(
                    "stock/" + pack.stages[st.stage(s)].name + "/" + pack.fields[st.field(s)] +
                    "/" + pack.credentials[st.credential(s)] + "/" + group.name + "/" + region));
    for (auto const& exit : model.exit_names)
        for (auto const& group : pack.groups)
            flow_name.push_back(sim::name_hash64("flow/" + exit + "/" + group.name));
    for (auto const& market : pack.markets)
        for (std::uint32_t source = 0; source <= st.stages; ++source)
            for (auto const& group : pack.groups)
                hire_name.push_back(sim::name_hash64(
                    "hire/" + market.name + "/" +
                    (source < st.stages ? pack.stages[source].name : outside) + "/" + group.name));
    for (char const* event : {"births", "arrivals", "leavers"})
        for (auto const& group : pack.groups)
            vital_name.push_back(sim::name_hash64(std::string(event) + "/" + group.name));
}

Recording::Recording(Measures const& measures) {
    for (auto const& table : measures.tables)
        tables.emplace_back(table.sum.size());
    auto const years =
        static_cast<std::size_t>(measures.model.last_year - measures.model.base_year + 1);
    for (auto const& definition : measures.definitions) {
        auto const cells = years * definition.cells(measures.model);
        auto& counts = parity.emplace_back();
        counts.workforce.resize(cells);
        counts.reference.resize(cells);
        counts.by_class.resize(cells * definition.classes.size());
        if (definition.role != ParityMembers::Role::preset)
            counts.came.resize(cells);
        auto const& watched = measures.model.watched;
        if (definition.role == ParityMembers::Role::main && watched.careers < watched.names.size())
            for (auto* const of : {&counts.careers, &counts.returned, &counts.moved_in})
                of->resize(cells);
    }
    for (auto const& line : measures.lines) {
        auto& counts = lines.emplace_back();
        counts.value.resize(years * measures.model.n_groups);
        if (line.of == MeasureLine::Of::mean || line.of == MeasureLine::Of::leavers)
            counts.per.resize(counts.value.size());
    }
}

void Recording::observe(Measures const& measures, RunState const& run, Year const& year) {
    count_people(measures, run, year.index);
    count_stocks(measures, run, year);
    count_flows(measures, run, year.index);
    if (measures.year_classes > 0)
        count_years_in_stage(measures, run, year);
    if (measures.model.fit)
        count_for_fit(measures, run, year);
    add_to_digest(measures, run, year);
    if (year.index == 0)
        base_persons = persons;
    else
        person_years += persons;
}

//! Population, and what parity is judged by: these go by age.
void Recording::count_people(Measures const& measures, RunState const& run, std::int32_t index) {
    auto const y = static_cast<std::size_t>(index);
    std::copy(run.persons.begin(), run.persons.end(),
              tables[Measures::population].begin() +
                  static_cast<std::ptrdiff_t>(y * run.persons.size()));
    persons = std::accumulate(run.persons.begin(), run.persons.end(), std::int64_t{0});
    // Watched sets are the definitions, in their order, before they are anything else.
    for (std::size_t d = 0; d < measures.definitions.size(); ++d)
        count_parity(measures.definitions[d], run, y, d, parity[d]);
    count_careers(measures.definitions.front(), run, y, parity.front());
    for (std::size_t l = 0; l < measures.lines.size(); ++l)
        evaluate(measures.lines[l], measures.definitions.front(), run, y, lines[l]);
}

//! Also adds them to the digest.
void Recording::count_stocks(Measures const& measures, RunState const& run, Year const& year) {
    auto const& st = measures.model.states;
    auto const y = static_cast<std::size_t>(year.index);
    std::size_t const groups = run.shape.groups;
    std::size_t const homes = measures.homes * groups;
    auto* const stocks = &tables[Measures::stocks][y * st.stages * st.fields * homes];
    auto* const classes = &tables[Measures::workforce][y * 3 * run.shape.regions * groups];
    for (std::uint32_t r = 0; r < run.shape.regions; ++r)
        for (std::uint32_t g = 0; g < groups; ++g) {
            auto const* cells = run.of_all_ages(r, g);
            auto const* names = &measures.stock_name[(std::size_t{r} * groups + g) * st.size()];
            std::size_t const home = measures.home_of_region[r] * groups + g;
            for_each_nonzero(cells, st.size(), [&](std::size_t s) {
                auto const at = measures.state_cell[s];
                digest.add(names[s], year.year, cells[s]);
                stocks[at.stage_field * homes + home] += cells[s];
                if (at.ncses != 0)
                    classes[((at.ncses - 1) * run.shape.regions + r) * groups + g] += cells[s];
            });
        }
}

//! From the people themselves: the stocks that are merged do not know it.
void Recording::count_years_in_stage(Measures const& measures, RunState const& run,
                                     Year const& year) {
    auto const& model = measures.model;
    std::size_t const groups = model.n_groups, classes = measures.year_classes;
    auto const last = static_cast<std::int32_t>(classes) - 1;
    auto const begin =
        static_cast<std::size_t>(year.index) * model.states.stages * classes * groups;
    auto* const cells = tables[Measures::years_in_stage].data() + begin;
    for (auto const& block : run.people)
        for (auto const& rows : block->runs())
            for (std::uint32_t row = rows.begin; row < rows.end; ++row)
                if (block->stage[row] < sim::stage_gone) {
                    auto const years =
                        std::clamp<std::int32_t>(year.year - block->since[row], 0, last);
                    ++cells[(block->stage[row] * classes + static_cast<std::size_t>(years)) *
                                groups +
                            rows.group.value];
                }
}

void Recording::count_for_fit(Measures const& measures, RunState const& run, Year const& year) {
    auto const& layout = *measures.model.fit;
    auto const& states = measures.model.states;
    auto const append = [](std::vector<std::int64_t>& to, std::vector<std::int64_t> const& from) {
        to.insert(to.end(), from.begin(), from.end());
    };
    append(fit.moves, run.total.fit_moves);
    append(fit.fields, run.total.fit_fields);
    auto const& posts = run.total.vacancies; // [market][filled, unfilled]
    for (std::size_t at = 0; at < posts.size(); at += 2)
        fit.vacancies.push_back(posts[at] + posts[at + 1]);
    auto const begin = fit.people.size();
    fit.people.resize(begin + layout.rows() * layout.states);
    for (auto const& block : run.people)
        for (auto const& rows : block->runs()) {
            auto* const cells =
                &fit.people[begin + layout.row(year.year - block->birth_year(),
                                               block->region().value, rows.group.value) *
                                        layout.states];
            for (std::uint32_t row = rows.begin; row < rows.end; ++row)
                if (block->stage[row] < sim::stage_gone)
                    ++cells[states.of(block->stage[row], block->field[row],
                                      block->credential[row])];
        }
}

void Recording::count_hires(Measures const& measures, RunState const& run, std::size_t year) {
    std::size_t const groups = run.shape.groups, regions = run.shape.regions;
    auto& table = tables[Measures::hires];
    auto const& hires = run.total.hires;
    std::size_t const begin = year * hires.size() / regions * measures.homes;
    for_each_nonzero(hires.data(), hires.size(), [&](std::size_t i) {
        std::size_t const from = i / groups / regions,
                          home = measures.home_of_region[i / groups % regions];
        table[begin + (from * measures.homes + home) * groups + i % groups] += hires[i];
    });
}

void Recording::count_flows(Measures const& measures, RunState const& run, std::int32_t index) {
    auto const& model = measures.model;
    std::size_t const y = static_cast<std::size_t>(index), groups = model.n_groups;
    auto const copy = [&](std::size_t table, std::vector<std::int64_t> const& from) {
        std::copy(from.begin(), from.end(),
                  tables[table].begin() + static_cast<std::ptrdiff_t>(y * from.size()));
    };
    copy(Measures::flows, run.total.flow);
    count_hires(measures, run, y);
    copy(Measures::laid_off, run.total.laid_off);
    copy(Measures::vacancies, run.total.vacancies);
    copy(Measures::shortages, run.total.shortage);
    auto came = run.total.came;
    came.resize(model.watched.careers * run.shape.regions * groups);
    copy(Measures::entrants, came);
    std::size_t event = 0;
    for (auto const* from : {&run.total.births, &run.total.arrivals, &run.total.leavers}) {
        std::copy(from->begin(), from->end(),
                  tables[Measures::vital].begin() +
                      static_cast<std::ptrdiff_t>((y * 3 + event) * groups));
        ++event;
    }
}

namespace {

//! [...][region][group] summed over regions: what the digest holds.
std::vector<std::int64_t> over_regions(std::vector<std::int64_t> const& counts,
                                       StockShape const& shape) {
    std::size_t const groups = shape.groups, homes = shape.regions * groups;
    std::vector<std::int64_t> sums(counts.size() / shape.regions);
    for_each_nonzero(counts.data(), counts.size(),
                     [&](std::size_t i) { sums[i / homes * groups + i % groups] += counts[i]; });
    return sums;
}

} // namespace

void Recording::add_to_digest(Measures const& measures, RunState const& run, Year const& year) {
    auto const add = [&](std::uint64_t const* names, std::vector<std::int64_t> const& values) {
        for_each_nonzero(values.data(), values.size(),
                         [&](std::size_t i) { digest.add(names[i], year.year, values[i]); });
    };
    add(measures.flow_name.data(), run.total.flow);
    std::size_t const groups = measures.model.n_groups;
    add(measures.hire_name.data(), over_regions(run.total.hires, run.shape));
    add(measures.vital_name.data(), run.total.births);
    add(measures.vital_name.data() + groups, run.total.arrivals);
    add(measures.vital_name.data() + 2 * groups, run.total.leavers);
}

} // namespace stempath::models
