//! Rows for those who are here and for those who will come: births and arrivals depend on nothing
//! that a scenario can touch.
#include "models/run_state.hpp"
#include "models/size_checks.hpp"

#include <algorithm>
#include <iterator>

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
        : model_(state.model), count_keys_(state.count_keys), birth_year_(birth_year),
          region_(region) {
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
        auto const call =
            sim::draw(count_keys_[static_cast<std::size_t>(entry_year - model_.base_year)],
                      sim::RowRun::key_of(cell.run.cell_key));
        cell.count = people_count(sim::round_by_key(expected, call));
        if (cell.count == 0)
            return;
        cell.run.cell_rows = cell.count;
        rows_ += cell.count;
        cells_.push_back(cell);
    }

    Model const& model_;
    std::vector<sim::DrawKey> const& count_keys_;
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

void lay_out_cohort(RunState const& run, std::int32_t birth_year, sim::Population& into) {
    for (std::uint32_t region = 0; region < run.model.n_regions; ++region)
        place(CohortPlan(run, birth_year, region), run.model, birth_year, region, into);
}

//! Gives the people of one run their place in the pathway: exact shares within the cell, by one
//! keyed offset. `scratch` holds the keys of the rows.
class Placement {
  public:
    Placement(Model const& model, sim::Block& block, sim::RowRun const& run, Year const& year,
              std::int32_t* stock, Scratch const& scratch)
        : model_(model), block_(block), run_(run), year_(year), stock_(stock), scratch_(scratch) {
        auto const call = sim::draw(year.kind, sim::RowRun::key_of(run.cell_key));
        offset_ = static_cast<double>(sim::bits64(call) >> 11) * 0x1p-53;
    }

    void place(std::vector<BaseKind> const& kinds) const {
        auto kind = kinds.begin();
        for (std::uint32_t row = run_.begin; row < run_.end;) {
            std::uint32_t const ordinal = run_.first_ordinal + (row - run_.begin);
            if (end_of(*kind) <= ordinal)
                kind = std::partition_point(kind, kinds.end() - 1, [&](auto const& k) {
                    return end_of(k) <= ordinal; //
                });
            std::uint32_t const end = &*kind == &kinds.back()
                                          ? run_.end
                                          : std::min(run_.end, row + (end_of(*kind) - ordinal));
            fill(*kind, row, end);
            row = end;
        }
    }

  private:
    //! The first ordinal of the cell that is beyond this kind.
    std::uint32_t end_of(BaseKind const& kind) const {
        return static_cast<std::uint32_t>(run_.cell_rows * kind.cumulated + offset_);
    }

    void fill(BaseKind const& kind, std::uint32_t begin, std::uint32_t end) const {
        std::uint32_t const n = end - begin;
        std::fill_n(block_.stage + begin, n, kind.stage);
        std::fill_n(block_.field + begin, n, kind.field);
        std::fill_n(block_.credential + begin, n, kind.credential);
        if (kind.tenure >= 0)
            std::fill_n(block_.since + begin, n,
                        static_cast<std::int16_t>(year_.year - kind.tenure));
        else
            draw_tenures(kind, begin, n);
        block_.living[kind.stage] += n;
        stock_[model_.states.of(kind.stage, kind.field, kind.credential)] +=
            static_cast<std::int32_t>(n);
    }

    void draw_tenures(BaseKind const& kind, std::uint32_t begin, std::uint32_t n) const {
        PlaceArgs p{};
        p.n = n;
        p.cell = scratch_.cell.data() + begin;
        p.ordinal = scratch_.ordinal.data() + begin;
        p.key = year_.tenure;
        p.scale = kind.tenure_scale;
        p.year = year_.year;
        p.most = std::max(year_.year - block_.birth_year() - 16, 0); // since age 16
        p.since = block_.since + begin;
        model_.kernels->place(p);
    }

    Model const& model_;
    sim::Block& block_;
    sim::RowRun const& run_;
    Year const& year_;
    std::int32_t* stock_;
    Scratch const& scratch_;
    double offset_;
};

} // namespace

void lay_out_base(RunState& run, sim::Executor const& executor, sim::Population& into) {
    std::vector<sim::Population> by_age(
        static_cast<std::size_t>(run.model.pack->demography->last_age) + 1);
    executor.for_each(by_age.size(), [&](std::size_t age, unsigned) {
        run.ask();
        lay_out_cohort(run, run.model.base_year - static_cast<std::int32_t>(age), by_age[age]);
    });
    for (auto& blocks : by_age)
        std::move(blocks.begin(), blocks.end(), std::back_inserter(into));
}

void lay_out_births(RunState& run, std::int32_t year, sim::Population& into) {
    lay_out_cohort(run, year, into);
}

void start_traits(Model const& model, sim::Block& block, sim::RowRun const& rows, Year const& year,
                  Scratch& scratch) {
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
    for (auto const& run : block.runs()) {
        if (run.entry_year != year.year)
            continue;
        auto const group = run.group.index();
        auto const& kinds =
            run.way == sim::Way::birth
                ? model.newborn
                : model.base_kinds[static_cast<std::size_t>(age) * model.n_groups + group];
        auto* stock =
            &worker.tallies
                 .stock[shape.at(block.region().value, model.band_of(age), run.group.value, 0)];
        worker.scratch.name_run(*model.kernels, run);
        Placement(model, block, run, year, stock, worker.scratch).place(kinds);
        if (run.way != sim::Way::base)
            (run.way == sim::Way::birth ? worker.tallies.births : worker.tallies.arrivals)[group] +=
                run.end - run.begin;
        if (model.has_traits)
            start_traits(model, block, run, year, worker.scratch);
    }
}

} // namespace stempath::models
