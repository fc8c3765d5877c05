//! The yearly race: who moves, and where.
#include "models/field_draw.hpp"
#include "models/ledger.hpp"
#include "models/race_pool.hpp"

#include <algorithm>
#include <bit>

namespace stempath::models {

namespace {

/*!
 * Moves the people of one stage who leave it this year.
 *
 * The sieve says for each person which exits may beat staying. Most have none and stay; nearly all
 * others have one, and a duel between that exit and staying decides. Those with several, and all of
 * a slice in which somebody must decide, run the whole race.
 */
class StageMover {
  public:
    StageMover(Model const& model, sim::Block& block, Year const& year, StockShape const& shape,
               Worker& worker, std::uint32_t stage, bool together, bool in_group_order)
        : model_(model), block_(block), year_(year), s_(worker.scratch),
          chunk_(worker.scratch.chunk[0]), race_(*year.races[stage]),
          ledger_(model, year, shape, worker.tallies),
          exits_(static_cast<std::uint32_t>(race_.exits.size())),
          whole_race_(static_cast<std::uint16_t>(std::min<std::size_t>(exits_, sieved_exits))),
          slice_(race_.slice(year.index, year.year - block.birth_year(), block.region().value)),
          stage_(static_cast<std::uint8_t>(stage)), shape_(shape), worker_(worker),
          everyone_(!model.settings.lazy_bound || exits_ > sieved_exits),
          some_decide_(race_.open[slice_] == Openness::raced),
          decides_from_(static_cast<std::int32_t>(race_.decides_from[slice_])),
          together_(together && !everyone_ && !some_decide_), in_group_order_(in_group_order) {
        ledger_.open(block);
    }

    void run(std::uint16_t const* rows, std::size_t n) {
        if (race_.open[slice_] == Openness::forced)
            return force(rows, n);
        for (std::size_t begin = 0, end = 0; begin < n; begin = end) {
            end = end_of_piece(rows, begin, n);
            sieve(rows + begin, end - begin);
        }
        if (together_)
            return;
        for (std::uint32_t exit = 0; exit < whole_race_; ++exit)
            for_each_chunk(exit, [&](std::size_t m) { duel(m, exit); });
        for_each_chunk(whole_race_, [&](std::size_t m) { race(m); });
    }

  private:
    //! Where a piece of the list ends: with a group, if it is not too short, for the bounds of one
    //! group let fewer pass than those of several.
    std::size_t end_of_piece(std::uint16_t const* rows, std::size_t begin, std::size_t n) const {
        constexpr std::size_t least = 64;
        std::size_t const end = std::min(begin + chunk_rows, n);
        if (!in_group_order_ || begin + least >= end)
            return end;
        auto const group = s_.group[rows[begin + least - 1]];
        auto const* const last =
            std::partition_point(rows + begin + least, rows + end,
                                 [&](std::uint16_t row) { return s_.group[row] == group; });
        return static_cast<std::size_t>(last - rows);
    }

    //! Upper bounds of the odds for a piece of the list.
    void bound(std::uint16_t const* rows, std::size_t n, float* bounds) const {
        std::uint32_t const groups = race_.groups();
        std::uint32_t first = 0, last = groups - 1;
        if (in_group_order_ && groups > 1) {
            first = s_.group[rows[0]];
            last = s_.group[rows[n - 1]];
        }
        auto const* of_group = race_.bound.data() + (std::size_t{slice_} * groups + first) * exits_;
        std::copy_n(of_group, exits_, bounds);
        for (std::uint32_t g = first; g < last; ++g) {
            of_group += exits_;
            for (std::uint32_t j = 0; j < exits_; ++j)
                bounds[j] = std::max(bounds[j], of_group[j]);
        }
    }

    //! Puts those who may move into the bin of their exit, or into the pool.
    void sieve(std::uint16_t const* rows, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) {
            chunk_.a[i] = s_.a[rows[i]];
            chunk_.c[i] = s_.c[rows[i]];
        }
        float bounds[sieved_exits];
        if (!everyone_)
            bound(rows, n, bounds);
        SieveArgs a{};
        a.n = n;
        a.a = chunk_.a;
        a.c = chunk_.c;
        a.stay_hash = model_.stay_hash;
        a.exits = everyone_ ? 0 : exits_;
        a.hash = race_.hash.data();
        a.bound = bounds;
        a.may_win = chunk_.may_win;
        model_.kernels->sieve(a);
        if (some_decide_)
            for (std::size_t i = 0; i < n; ++i)
                if (years_in_stage(rows[i]) >= decides_from_)
                    chunk_.may_win[i] = ~0u;
        std::uint32_t const all = everyone_ ? 1 : 0;
        std::size_t const listed = list_where(
            n, [all, may_win = a.may_win](std::size_t i) { return (may_win[i] | all) != 0; });
        if (together_)
            return pool(rows, listed);
        for (std::size_t k = 0; k < listed; ++k) {
            std::size_t const i = chunk_.listed[k];
            fetch(rows[i]);
            s_.bins.put(bin_of(chunk_.may_win[i]), rows[i]);
        }
    }

    //! Puts those listed, with the exits that may win, into the pool.
    void pool(std::uint16_t const* rows, std::size_t listed) {
        auto const* slice = race_.eta.data() + std::size_t{slice_} * race_.slice_size;
        for (std::size_t k = 0; k < listed; ++k) {
            std::size_t const i = chunk_.listed[k];
            if (block_.since[rows[i]] >= year_.year) // who came this year is not at risk yet
                continue;
            if (s_.pool[0].n >= chunk_rows)
                run_pool(model_, block_, year_, shape_, worker_);
            pool_person(s_.pool[0], race_, block_, stage_, rows[i], {chunk_.a[i], chunk_.c[i]},
                        chunk_.may_win[i], slice + offset_of(rows[i]));
        }
    }

    //! Below 0 for those who came this year.
    std::int32_t years_in_stage(std::uint32_t row) const {
        return year_.year - 1 - block_.since[row];
    }

    //! Where the log-odds of a row's exits stand in the slice.
    std::uint32_t offset_of(std::uint32_t row) const {
        std::int32_t const last_tenure =
            static_cast<std::int32_t>(race_.extent[static_cast<std::size_t>(Dim::tenure)]) - 1;
        std::int32_t const tenure = years_in_stage(row);
        return static_cast<std::uint32_t>(std::clamp(tenure, 0, last_tenure)) * race_.tenure_step +
               s_.group[row] * race_.group_step + block_.field[row] * race_.field_step +
               block_.credential[row] * race_.credential_step;
    }

    void fetch(std::uint32_t row) const {
        __builtin_prefetch(block_.since + row);
        __builtin_prefetch(block_.field + row);
        __builtin_prefetch(block_.credential + row);
        __builtin_prefetch(block_.experience + row);
        for (std::size_t t = 0; t < n_traits; ++t)
            if (race_.reads_trait[t])
                __builtin_prefetch(block_.trait[t] + row);
    }

    //! The only exit that may win, or `whole_race_`.
    std::uint16_t bin_of(std::uint32_t may_win) const {
        bool const one = may_win != 0 && (may_win & (may_win - 1)) == 0;
        return one ? static_cast<std::uint16_t>(std::countr_zero(may_win)) : whole_race_;
    }

    //! Lists positions below n that satisfy f, without a branch: nobody can guess who they are.
    template <class F>
    std::size_t list_where(std::size_t n, F f) {
        std::uint16_t* listed = chunk_.listed;
        std::size_t m = 0;
        for (std::size_t i = 0; i < n; ++i) {
            listed[m] = static_cast<std::uint16_t>(i);
            m += f(i) ? 1 : 0;
        }
        return m;
    }

    //! Calls f(number) for the candidates of a bin, a chunk of them at a time, and empties it.
    template <class F>
    void for_each_chunk(std::uint32_t bin, F f) {
        auto const rows = s_.bins.take(bin);
        for (std::size_t k = 0; k < rows.size(); k += chunk_rows)
            f(gather(rows.data() + k, std::min(chunk_rows, rows.size() - k)));
    }

    //! Brings candidates into the chunk with what their race needs; returns the number of those at
    //! risk.
    std::size_t gather(std::uint16_t const* rows, std::size_t n) {
        std::size_t m = 0;
        std::int32_t const last_tenure =
            static_cast<std::int32_t>(race_.extent[static_cast<std::size_t>(Dim::tenure)]) - 1;
        for (std::size_t k = 0; k < n; ++k) {
            std::uint32_t const row = rows[k];
            std::int32_t const tenure = years_in_stage(row);
            chunk_.row[m] = rows[k];
            chunk_.a[m] = s_.a[row];
            chunk_.c[m] = s_.c[row];
            chunk_.offset[m] =
                static_cast<std::uint32_t>(std::min(tenure, last_tenure)) * race_.tenure_step +
                s_.group[row] * race_.group_step + block_.field[row] * race_.field_step +
                block_.credential[row] * race_.credential_step;
            for (std::size_t t = 0; t < n_traits; ++t)
                if (race_.reads_trait[t])
                    chunk_.trait[t][m] = block_.trait[t][row];
            m += tenure >= 0 ? 1 : 0; // who came this year is not at risk before next year
        }
        std::fill(chunk_.offset + m, chunk_.offset + filled_up(m), 0u);
        return m;
    }

    void duel(std::size_t m, std::uint32_t exit) {
        auto d = chunk_.args<DuelArgs>(m);
        for (std::size_t t = 0; t < n_traits; ++t)
            d.beta[t] = race_.beta[t][exit];
        d.stay_hash = model_.stay_hash;
        d.hash = race_.hash[exit];
        d.eta = race_.eta.data() + std::size_t{slice_} * race_.slice_size + exit;
        d.lead = chunk_.lead;
        model_.kernels->duel(d);
        move_listed(exit, list_where(m, [lead = d.lead](std::size_t i) { return lead[i] > 0; }));
    }

    void race(std::size_t m) {
        auto a = chunk_.args<RaceArgs>(m);
        for (std::size_t t = 0; t < n_traits; ++t)
            a.beta[t] = race_.beta[t].data();
        a.stay_hash = model_.stay_hash;
        a.exits = exits_;
        a.hash = race_.hash.data();
        a.eta = race_.eta.data() + std::size_t{slice_} * race_.slice_size;
        a.winner = chunk_.winner;
        model_.kernels->race(a);
        for (std::uint32_t j = 0; j < exits_; ++j)
            move_listed(
                j, list_where(m, [j, winner = a.winner](std::size_t i) { return winner[i] == j; }));
    }

    //! All take one exit; no draw can change that.
    void force(std::uint16_t const* rows, std::size_t n) {
        for (std::size_t begin = 0; begin < n; begin += chunk_rows) {
            std::size_t const end = std::min(n, begin + chunk_rows);
            std::size_t m = 0;
            for (std::size_t i = begin; i < end; ++i) {
                chunk_.row[m] = rows[i];
                m += block_.since[rows[i]] < year_.year ? 1 : 0;
            }
            move_listed(race_.forced[slice_], list_where(m, [](std::size_t) { return true; }));
        }
    }

    //! Moves those rows of the chunk whose positions are listed.
    void move_listed(std::uint32_t exit, std::size_t n) {
        auto const& move = race_.exits[exit];
        auto* rows = chunk_.listed;
        for (std::size_t k = 0; k < n; ++k)
            rows[k] = chunk_.row[rows[k]];
        if (move.field_kind == FieldChange::Kind::drawn)
            draw_fields(model_, block_, year_, move, rows, n, s_);
        ledger_.move_all(block_, rows, s_.group, n, move, s_.drawn_field);
    }

    Model const& model_;
    sim::Block& block_;
    Year const& year_;
    Scratch& s_;
    Scratch::Chunk& chunk_;
    StageRace const& race_;
    Ledger ledger_;
    std::uint32_t exits_;
    std::uint16_t whole_race_; //!< bin of those for whom several exits may win
    std::uint32_t slice_;
    std::uint8_t stage_;
    StockShape const& shape_;
    Worker& worker_;
    bool everyone_;    //!< nobody is passed over
    bool some_decide_; //!< from so many years in stage on:
    std::int32_t decides_from_;
    bool together_;       //!< with the races of other stages
    bool in_group_order_; //!< the rows of the block
};

//! Takes a row into the list of its stage.
void take(Scratch::ListEnds& ends, std::uint16_t* list, std::uint8_t stage, std::uint32_t row) {
    list[ends.at[stage]] = static_cast<std::uint16_t>(row);
    ends.at[stage] += static_cast<std::uint32_t>(ends.step[stage]);
}

//! Small blocks have few candidates of each exit: the races of all stages are run together.
bool pools(Model const& model, sim::Block const& block) {
    return block.keeps_names() && model.settings.lazy_bound;
}

//! Not where people enter as they are hired.
bool in_group_order(sim::Block const& block) {
    auto const runs = block.runs();
    return std::is_sorted(runs.begin(), runs.end(), [](auto const& a, auto const& b) {
        return a.group.value < b.group.value;
    });
}

} // namespace

void sort_by_stage(Model const& model, sim::Block const& block, Year const& year, Scratch& s) {
    std::int32_t const age = year.year - block.birth_year();
    std::uint32_t const stages = model.states.stages, rows = block.rows();
    auto &front = s.front, &back = s.back;
    std::uint32_t next = 0;
    s.listed_stages.clear();
    for (std::uint32_t k = 0; k < stages; ++k) {
        auto const& race = *year.races[k];
        s.list_begin[k] = next;
        bool const listed =
            block.living[k] > 0 &&
            race.open[race.slice(year.index, age, block.region().value)] != Openness::closed;
        front.at[k] = listed ? next : s.nowhere();
        front.step[k] = listed ? 1 : 0;
        next += listed ? block.living[k] : 0;
        back.at[k] = listed ? next - 1 : s.nowhere();
        back.step[k] = listed ? -1 : 0;
        if (listed)
            s.listed_stages.push_back(static_cast<std::uint8_t>(k));
    }
    s.list_begin[stages] = next;
    if (next == 0)
        return;
    std::uint16_t* const list = s.list.data();
    std::uint32_t i = 0, j = rows;
    while (i + 1 < j) {
        take(front, list, block.stage[i], i);
        ++i;
        --j;
        take(back, list, block.stage[j], j);
    }
    if (i < j)
        take(front, list, block.stage[i], i);
}

void run_exits(Model const& model, YearPhase phase, sim::Block& block, Year const& year,
               StockShape const& shape, Worker& worker) {
    auto& s = worker.scratch;
    bool const together = pools(model, block), in_order = in_group_order(block);
    for (std::uint32_t const k : s.listed_stages)
        if (model.races[k].phase == phase)
            StageMover(model, block, year, shape, worker, k, together, in_order)
                .run(s.list.data() + s.list_begin[k], s.list_begin[k + 1] - s.list_begin[k]);
    if (together)
        run_pool(model, block, year, shape, worker);
}

} // namespace stempath::models
