//! Rows for those who are here and for those who will come: births and arrivals depend on nothing
//! that a scenario can touch.
#include "models/run_state.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace stempath::models {

namespace {

//! Cuts the rows of a cohort into blocks of nearly equal size.
class Layout {
  public:
    Layout(Model const& model, std::int32_t birth_year, std::uint32_t region, std::uint64_t rows,
           sim::Population& into)
        : model_(model), birth_year_(birth_year), region_(region), left_(rows),
          blocks_((rows + model.settings.block_rows - 1) / model.settings.block_rows), into_(into) {
    }

    void place(sim::RowRun rows, std::uint32_t count) {
        while (count > 0) {
            if (block_ == nullptr || block_->room() == 0)
                begin_block();
            std::uint32_t const n = std::min(count, block_->room());
            block_->append(rows, n);
            rows.first_ordinal += n;
            count -= n;
            left_ -= n;
        }
    }

  private:
    void begin_block() {
        auto const size = static_cast<std::uint32_t>((left_ + blocks_ - 1) / blocks_);
        --blocks_;
        into_.push_back(std::make_unique<sim::Block>(
            birth_year_, sim::RegionId{static_cast<std::uint8_t>(region_)}, size));
        block_ = into_.back().get();
        block_->living.assign(model_.states.stages, 0);
    }

    Model const& model_;
    std::int32_t birth_year_;
    std::uint32_t region_;
    std::uint64_t left_, blocks_;
    sim::Block* block_ = nullptr;
    sim::Population& into_;
};

void lay_out_cohort(RunState const& run, std::int32_t birth_year, sim::Population& into) {
    auto const& model = run.model;
    std::vector<std::uint32_t> persons(filled_up(model.cells.most()));
    for (std::uint32_t region = 0; region < model.n_regions; ++region) {
        auto const cohort = model.cells.cohort(birth_year, region);
        model.cells.count(*model.kernels, cohort, run.count_keys, persons.data());
        auto const end = persons.begin() + static_cast<std::ptrdiff_t>(cohort.end - cohort.begin);
        auto const rows = std::accumulate(persons.begin(), end, std::uint64_t{0});
        Layout layout(model, birth_year, region, rows, into);
        for (std::size_t i = cohort.begin; i < cohort.end; ++i)
            if (std::uint32_t const n = persons[i - cohort.begin]; n > 0)
                layout.place(model.cells.rows(i, n), n);
    }
}

//! Gives the people of one run their place in the pathway: exact shares within the cell, by one
//! keyed offset. `scratch` holds the keys of the rows.
class Placement {
  public:
    //! `watched`: sets that count newcomers here.
    Placement(Model const& model, sim::Block& block, sim::RowRun const& run, Year const& year,
              Worker& worker, std::int32_t* stock, StockShape const& shape, std::uint32_t watched)
        : model_(model), block_(block), run_(run), year_(year), stock_(stock), shape_(shape),
          tallies_(worker.tallies), scratch_(worker.scratch),
          watched_(run.way == sim::Way::base ? 0 : watched) {
        auto const call = sim::draw(year.kind, sim::RowRun::key_of(run.cell_key));
        offset_ = static_cast<double>(sim::bits64(call) >> 11) * 0x1p-53;
    }

    void place(BaseKinds const& among) const {
        auto const& kinds = among.kinds;
        BaseKind const* kind = kinds.data();
        for (std::uint32_t row = run_.begin; row < run_.end;) {
            std::uint32_t const ordinal = run_.first_ordinal + (row - run_.begin);
            if (end_of(*kind) <= ordinal)
                kind = kind_of(ordinal, among, kind);
            std::uint32_t const end = kind == &kinds.back()
                                          ? run_.end
                                          : std::min(run_.end, row + (end_of(*kind) - ordinal));
            fill(*kind, row, end);
            row = end;
        }
    }

  private:
    //! The first kind from `kind` on that ends beyond an ordinal; the last has no end.
    BaseKind const* kind_of(std::uint32_t ordinal, BaseKinds const& among,
                            BaseKind const* kind) const {
        auto const* const kinds = among.kinds.data();
        auto const* end = &among.kinds.back();
        // A kind ends beyond the ordinal from this cumulated share on, but for rounding: a part of
        // the guide lower the kinds surely end before, two parts higher one surely does not.
        double const share = (ordinal + 1.0 - offset_) / run_.cell_rows;
        auto const part = static_cast<std::uint32_t>(share * BaseKinds::parts);
        if (part > 1)
            kind = std::max(kind, kinds + among.guide[std::min(part - 1, BaseKinds::parts)]);
        if (part + 2 <= BaseKinds::parts)
            end = std::min(end, kinds + among.guide[part + 2]);
        return std::partition_point(kind, std::max(kind, end),
                                    [&](auto const& k) { return end_of(k) <= ordinal; });
    }

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
        auto const state = model_.states.of(kind.stage, kind.field, kind.credential);
        stock_[state] += static_cast<std::int32_t>(n);
        if (auto const sets = model_.watched.sets[state] & watched_; sets != 0)
            tallies_.count_newcomers(shape_, sets, block_.region().value, run_.group.value, n);
    }

    void draw_tenures(BaseKind const& kind, std::uint32_t begin, std::uint32_t n) const {
        PlaceArgs p{};
        p.n = n;
        p.cell = scratch_.cell + begin;
        p.ordinal = scratch_.ordinal + begin;
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
    StockShape const& shape_;
    Tallies& tallies_;
    Scratch const& scratch_;
    std::uint32_t watched_;
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
    d.cell = scratch.cell + rows.begin;
    d.ordinal = scratch.ordinal + rows.begin;
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
    auto const& entering = block.entering(year.year);
    if (entering.empty())
        return;
    std::int32_t const age = year.year - block.birth_year();
    std::uint32_t const region = block.region().value, band = model.band_of(age);
    std::uint32_t const slab = worker.tallies.touch(shape, region, band);
    auto const watched = model.watched.by_arrival(region, shape.bands, band);
    // At the base year nearly all rows of a small block enter: traits of the others are drawn anew
    // when they come.
    bool const at_once = model.has_traits && year.index == 0 && block.keeps_names();
    for (std::uint32_t const r : entering) {
        auto const& run = block.runs()[r];
        auto const group = run.group.index();
        auto const& kinds =
            run.way == sim::Way::birth
                ? model.newborn
                : model.base_kinds[static_cast<std::size_t>(age) * model.n_groups + group];
        auto* stock = &worker.tallies.stock[slab + group * shape.states];
        worker.scratch.name_run(*model.kernels, block, run);
        Placement(model, block, run, year, worker, stock, shape, watched).place(kinds);
        if (run.way != sim::Way::base)
            (run.way == sim::Way::birth ? worker.tallies.births : worker.tallies.arrivals)[group] +=
                run.end - run.begin;
        if (model.has_traits && !at_once)
            start_traits(model, block, run, year, worker.scratch);
    }
    if (at_once) {
        sim::RowRun all;
        all.end = static_cast<std::uint32_t>(filled_up(block.rows()));
        start_traits(model, block, all, year, worker.scratch);
    }
}

} // namespace stempath::models
