//! The yearly race: who moves, and where.
#include "models/field_draw.hpp"
#include "models/ledger.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

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
               Worker& worker, std::uint32_t stage)
        : model_(model), block_(block), year_(year), s_(worker.scratch),
          chunk_(worker.scratch.chunk[0]), race_(*year.races[stage]),
          ledger_(model, year, shape, worker.tallies),
          exits_(static_cast<std::uint32_t>(race_.exits.size())),
          slice_(race_.slice(year.index, year.year - block.birth_year(), block.region().value)),
          everyone_(race_.open[slice_] != Openness::sieved || !model.settings.lazy_bound ||
                    exits_ > sieved_exits) {
        ledger_.open(block);
    }

    void run(std::uint16_t const* rows, std::size_t n) {
        if (race_.open[slice_] == Openness::forced)
            return force(rows, n);
        std::size_t candidates = 0;
        for (std::size_t begin = 0; begin < n; begin += chunk_rows)
            candidates = sieve(rows + begin, std::min(chunk_rows, n - begin), candidates);
        sort_candidates(candidates);
        for (std::uint32_t exit = 0; exit < std::min<std::uint32_t>(exits_, sieved_exits); ++exit)
            for_each_chunk(exit, [&](std::size_t m) { duel(m, exit); });
        for_each_chunk(whole_race, [&](std::size_t m) { race(m); });
    }

  private:
    //! Bin of those for whom several exits may win.
    static constexpr std::uint16_t whole_race = sieved_exits;

    //! Appends those who may move to the candidates; returns their number so far.
    std::size_t sieve(std::uint16_t const* rows, std::size_t n, std::size_t candidates) {
        for (std::size_t i = 0; i < n; ++i) {
            chunk_.a[i] = s_.a[rows[i]];
            chunk_.c[i] = s_.c[rows[i]];
        }
        SieveArgs a{};
        a.n = n;
        a.a = chunk_.a;
        a.c = chunk_.c;
        a.stay_hash = model_.stay_hash;
        a.exits = everyone_ ? 0 : exits_;
        a.hash = race_.hash.data();
        a.bound = race_.bound.data() + std::size_t{slice_} * exits_;
        a.may_win = chunk_.may_win;
        model_.kernels->sieve(a);
        std::uint32_t const all = everyone_ ? 1 : 0;
        std::size_t const listed = list_where(
            n, [all, may_win = a.may_win](std::size_t i) { return (may_win[i] | all) != 0; });
        for (std::size_t k = 0; k < listed; ++k, ++candidates) {
            std::size_t const i = chunk_.listed[k];
            fetch(rows[i]);
            s_.candidate[candidates] = {rows[i], bin_of(chunk_.may_win[i]), chunk_.a[i],
                                        chunk_.c[i]};
        }
        return candidates;
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

    //! The only exit that may win, or `whole_race`.
    static std::uint16_t bin_of(std::uint32_t may_win) {
        bool const one = may_win != 0 && (may_win & (may_win - 1)) == 0;
        return static_cast<std::uint16_t>(one ? std::countr_zero(may_win) : int{whole_race});
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

    //! Order of the candidates by bin: bin b has bin_begin_[b]..bin_begin_[b + 1].
    void sort_candidates(std::size_t n) {
        std::uint32_t next[whole_race + 2]{};
        for (std::size_t k = 0; k < n; ++k)
            ++next[s_.candidate[k].bin + 1];
        std::inclusive_scan(next, std::end(next), next);
        std::copy(next, std::end(next), bin_begin_);
        for (std::size_t k = 0; k < n; ++k)
            s_.candidate_order[next[s_.candidate[k].bin]++] = static_cast<std::uint16_t>(k);
    }

    //! Calls f(number) for the candidates of a bin, a chunk of them at a time.
    template <class F>
    void for_each_chunk(std::uint32_t bin, F f) {
        for (std::uint32_t k = bin_begin_[bin]; k < bin_begin_[bin + 1];) {
            auto const n =
                std::min(static_cast<std::uint32_t>(chunk_rows), bin_begin_[bin + 1] - k);
            f(gather(s_.candidate_order.data() + k, n));
            k += n;
        }
    }

    //! Brings candidates into the chunk with what their race needs; returns the number of those at
    //! risk.
    std::size_t gather(std::uint16_t const* order, std::size_t n) {
        std::size_t m = 0;
        std::int32_t const last_tenure =
            static_cast<std::int32_t>(race_.extent[static_cast<std::size_t>(Dim::tenure)]) - 1;
        for (std::size_t k = 0; k < n; ++k) {
            auto const& candidate = s_.candidate[order[k]];
            std::uint32_t const row = candidate.row;
            std::int32_t const tenure = year_.year - 1 - block_.since[row];
            chunk_.row[m] = candidate.row;
            chunk_.a[m] = candidate.a;
            chunk_.c[m] = candidate.c;
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
        ledger_.move_all(block_, rows, s_.group.data(), n, move, s_.drawn_field);
    }

    Model const& model_;
    sim::Block& block_;
    Year const& year_;
    Scratch& s_;
    Scratch::Chunk& chunk_;
    StageRace const& race_;
    Ledger ledger_;
    std::uint32_t exits_;
    std::uint32_t slice_;
    bool everyone_;
    std::uint32_t bin_begin_[whole_race + 2];
};

//! Where the next row of each stage goes; rows of no interest are all written to one place behind
//! the lists.
struct ListEnds {
    std::uint32_t at[256];
    std::int32_t step[256]{};
    explicit ListEnds(std::uint32_t nowhere) { std::fill_n(at, 256, nowhere); }
    void take(std::uint16_t* list, std::uint8_t stage, std::uint32_t row) {
        list[at[stage]] = static_cast<std::uint16_t>(row);
        at[stage] += static_cast<std::uint32_t>(step[stage]);
    }
};

} // namespace

void sort_by_stage(Model const& model, sim::Block const& block, Year const& year, Scratch& s) {
    std::int32_t const age = year.year - block.birth_year();
    std::uint32_t const stages = model.states.stages, rows = block.rows();
    ListEnds front(rows), back(rows);
    std::uint32_t next = 0;
    for (std::uint32_t k = 0; k < stages; ++k) {
        auto const& race = *year.races[k];
        s.list_begin[k] = next;
        if (block.living[k] > 0 &&
            race.open[race.slice(year.index, age, block.region().value)] != Openness::closed) {
            front.at[k] = next;
            front.step[k] = 1;
            next += block.living[k];
            back.at[k] = next - 1;
            back.step[k] = -1;
        }
    }
    s.list_begin[stages] = next;
    if (next == 0)
        return;
    std::uint16_t* const list = s.list.data();
    std::uint32_t i = 0, j = rows;
    while (i + 1 < j) {
        front.take(list, block.stage[i], i);
        ++i;
        --j;
        back.take(list, block.stage[j], j);
    }
    if (i < j)
        front.take(list, block.stage[i], i);
}

void run_exits(Model const& model, YearPhase phase, sim::Block& block, Year const& year,
               StockShape const& shape, Worker& worker) {
    auto const& s = worker.scratch;
    for (std::uint32_t k = 0; k < model.states.stages; ++k)
        if (model.races[k].phase == phase && s.list_begin[k + 1] > s.list_begin[k])
            StageMover(model, block, year, shape, worker, k)
                .run(s.list.data() + s.list_begin[k], s.list_begin[k + 1] - s.list_begin[k]);
}

} // namespace stempath::models
