//! Rows for those who are here and for those who will come: births and arrivals depend on nothing
//! that a scenario can touch.
#include "models/run_state.hpp"

#include "sim/near_gumbel.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

//! People of one cell still to be placed into blocks.
struct CellPlan {
    sim::RowRun run;
    std::uint32_t count = 0;
};

//! The cells of one birth cohort in one region, in order of group and, within a group, of year of
//! entry.
class CohortPlan {
  public:
    CohortPlan(RunState const& state, std::int32_t birth_year, std::uint32_t region)
        : model_(state.model), draws_(state.draws), birth_year_(birth_year), region_(region) {
        auto const& pack = *model_.pack;
        for (std::uint32_t g = 0; g < model_.n_groups; ++g) {
            if (birth_year <= model_.base_year)
                plan(g, model_.base_year, sim::Way::base, pack.demography->population);
            else
                plan(g, birth_year, sim::Way::birth, pack.demography->births);
            for (std::int32_t y = std::max(model_.base_year, birth_year) + 1; y <= model_.last_year;
                 ++y)
                if (y - birth_year <= pack.demography->last_age)
                    plan(g, y, sim::Way::arrival, pack.demography->arrivals);
        }
    }
    std::vector<CellPlan> const& cells() const { return cells_; }
    std::uint64_t rows() const { return rows_; }

  private:
    void plan(std::uint32_t group, std::int32_t entry_year, sim::Way way, Cube const& persons) {
        Coords c;
        c[Dim::year] = entry_year - model_.base_year;
        c[Dim::age] = entry_year - birth_year_;
        c[Dim::group] = static_cast<std::int32_t>(group);
        c[Dim::region] = static_cast<std::int32_t>(region_);
        double const expected =
            persons.at(c) * model_.pack->demography->region_share.at(c) * model_.settings.scale;
        if (expected <= 0.0)
            return;
        CellPlan cell;
        cell.run.cell_key = model_.first_key(region_, group, birth_year_, entry_year, way, 0);
        cell.run.entry_year = static_cast<std::int16_t>(entry_year);
        cell.run.group = {static_cast<std::uint8_t>(group)};
        cell.run.way = way;
        auto const call = sim::draw(draws_.key(entry_year, sim::Purpose("demography.count")),
                                    sim::RowRun::key_of(cell.run.cell_key));
        cell.count = static_cast<std::uint32_t>(sim::round_by_key(expected, call));
        if (cell.count == 0)
            return;
        cell.run.cell_rows = cell.count;
        rows_ += cell.count;
        cells_.push_back(cell);
    }

    Model const& model_;
    sim::DrawSource const& draws_;
    std::int32_t birth_year_;
    std::uint32_t region_;
    std::vector<CellPlan> cells_;
    std::uint64_t rows_ = 0;
};

//! Cuts the rows of a cohort into blocks of nearly equal size.
void place(CohortPlan const& plan, Model const& model, std::int32_t birth_year,
           std::uint32_t region, sim::Population& into) {
    std::uint64_t left = plan.rows();
    std::uint64_t blocks = (left + model.settings.block_rows - 1) / model.settings.block_rows;
    sim::Block* block = nullptr;
    for (CellPlan cell : plan.cells()) {
        while (cell.count > 0) {
            if (block == nullptr || block->room() == 0) {
                auto const size = static_cast<std::uint32_t>((left + blocks - 1) / blocks);
                --blocks;
                into.push_back(std::make_unique<sim::Block>(
                    birth_year, sim::RegionId{static_cast<std::uint8_t>(region)}, size));
                block = into.back().get();
                block->living.assign(model.states.stages, 0);
            }
            std::uint32_t const n = std::min(cell.count, block->room());
            block->append(cell.run, n);
            cell.run.first_ordinal += n;
            cell.count -= n;
            left -= n;
        }
    }
}

void lay_out_cohort(RunState& run, std::int32_t birth_year, sim::Population& into) {
    for (std::uint32_t region = 0; region < run.model.n_regions; ++region)
        place(CohortPlan(run, birth_year, region), run.model, birth_year, region, into);
}

//! Gives the people of one run their place in the pathway: exact shares within the cell, by one
//! keyed offset.
class Placement {
  public:
    Placement(Model const& model, sim::RowRun const& run, std::vector<BaseKind> const& kinds,
              Year const& year, std::int32_t age)
        : model_(model), run_(run), kinds_(kinds), year_(year), age_(age) {
        auto const call = sim::draw(year.kind, sim::RowRun::key_of(run.cell_key));
        offset_ = static_cast<double>(sim::bits64(call) >> 11) * 0x1p-53;
    }

    void place(sim::Block& block, std::int32_t* stock) const {
        auto kind = kinds_.begin();
        for (std::uint32_t row = run_.begin; row < run_.end; ++row) {
            double const ordinal = run_.first_ordinal + (row - run_.begin);
            if (!reaches(*kind, ordinal))
                kind = std::partition_point(kind, kinds_.end() - 1,
                                            [&](auto const& k) { return !reaches(k, ordinal); });
            block.stage[row] = kind->stage;
            block.field[row] = kind->field;
            block.credential[row] = kind->credential;
            std::int32_t const tenure = kind->tenure >= 0 ? kind->tenure : drawn_tenure(*kind, row);
            block.since[row] = static_cast<std::int16_t>(year_.year - tenure);
            ++block.living[kind->stage];
            ++stock[model_.states.of(kind->stage, kind->field, kind->credential)];
        }
    }

  private:
    bool reaches(BaseKind const& kind, double ordinal) const {
        return run_.cell_rows * kind.cumulated + offset_ >= ordinal + 1.0;
    }
    //! Geometric, at most the years since age 16.
    std::int32_t drawn_tenure(BaseKind const& kind, std::uint32_t row) const {
        auto const odd = sim::odd24(sim::draw(year_.tenure, run_.key(row)).a);
        float const u = static_cast<float>(static_cast<std::int32_t>(odd)) * 0x1p-24F;
        float const years = -sim::near_log(u) * kind.tenure_scale;
        return std::min(static_cast<std::int32_t>(years), std::max(age_ - 16, 0));
    }

    Model const& model_;
    sim::RowRun const& run_;
    std::vector<BaseKind> const& kinds_;
    Year const& year_;
    std::int32_t age_;
    double offset_;
};

//! The newborn all stand in one stage.
BaseKind newborn(Model const& model) {
    BaseKind k;
    k.cumulated = 1.0;
    k.stage = static_cast<std::uint8_t>(model.pack->demography->born_into);
    k.tenure = 0;
    return k;
}

} // namespace

void lay_out_base(RunState& run, sim::Population& into) {
    for (std::int32_t age = 0; age <= run.model.pack->demography->last_age; ++age)
        lay_out_cohort(run, run.model.base_year - age, into);
}

void lay_out_births(RunState& run, std::int32_t year, sim::Population& into) {
    lay_out_cohort(run, year, into);
}

void start_traits(Model const& model, sim::Block& block, sim::RowRun const& rows, Year const& year,
                  Scratch& scratch) {
    scratch.name_run(*model.kernels, rows);
    DriftArgs d{};
    d.n = rows.end - rows.begin;
    d.cell = scratch.cell.data() + rows.begin;
    d.ordinal = scratch.ordinal.data() + rows.begin;
    for (std::size_t t = 0; t < n_traits; ++t)
        d.trait[t] = block.trait[t] + rows.begin;
    d.lifetime = year.lifetime;
    d.yearly = year.start;
    d.pull = model.start_pull;
    d.noise = model.start_noise;
    model.kernels->drift(d);
}

void activate(Model const& model, sim::Block& block, Year const& year, StockShape const& shape,
              Worker& worker) {
    std::int32_t const age = year.year - block.birth_year();
    std::vector<BaseKind> const born(1, newborn(model));
    for (auto const& run : block.runs()) {
        if (run.entry_year != year.year)
            continue;
        auto const group = run.group.index();
        auto const& kinds =
            run.way == sim::Way::birth
                ? born
                : model.base_kinds[static_cast<std::size_t>(age) * model.n_groups + group];
        auto* stock =
            &worker.tallies
                 .stock[shape.at(block.region().value, model.band_of(age), run.group.value, 0)];
        Placement(model, run, kinds, year, age).place(block, stock);
        if (run.way != sim::Way::base)
            (run.way == sim::Way::birth ? worker.tallies.births : worker.tallies.arrivals)[group] +=
                run.end - run.begin;
        if (model.has_traits)
            start_traits(model, block, run, year, worker.scratch);
    }
}

} // namespace stempath::models
