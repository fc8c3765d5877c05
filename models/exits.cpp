//! The yearly race: who moves, and where.
#include "models/run_state.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

//! Moves one list of people of one stage through the race.
class StageMover {
  public:
    StageMover(Model const& model, sim::Block& block, Year const& year, StockShape const& shape,
               Worker& worker, std::uint32_t stage)
        : model_(model), block_(block), year_(year), shape_(shape), worker_(worker),
          chunk_(worker.scratch.chunk[0]), race_(model.races[stage]),
          slice_(race_.slice(year.index, year.year - block.birth_year(), block.region().value)),
          everyone_(race_.open[slice_] != Openness::sieved || !model.settings.lazy_bound) {}

    void run(std::uint16_t const* rows, std::size_t n) {
        if (race_.open[slice_] == Openness::forced)
            return force(rows, n);
        for (std::size_t begin = 0; begin < n; begin += chunk_rows)
            run_chunk(rows + begin, std::min(chunk_rows, n - begin));
    }

  private:
    void run_chunk(std::uint16_t const* rows, std::size_t n) {
        auto const& s = worker_.scratch;
        for (std::size_t i = 0; i < n; ++i) {
            chunk_.cell[i] = s.cell[rows[i]];
            chunk_.ordinal[i] = s.ordinal[rows[i]];
        }
        sieve(n);
        compete(gather(rows, n));
    }

    void sieve(std::size_t n) {
        SieveArgs a{};
        a.n = n;
        a.cell = chunk_.cell;
        a.ordinal = chunk_.ordinal;
        a.key = year_.race;
        a.stay_hash = model_.stay_hash;
        a.exits = everyone_ ? 0 : race_.exits.size();
        a.hash = race_.hash.data();
        a.bound = race_.bound.data() + std::size_t{slice_} * race_.exits.size();
        a.a = chunk_.a;
        a.c = chunk_.c;
        a.candidate = chunk_.candidate;
        model_.kernels->sieve(a);
    }

    //! All take one exit; no draw can change that.
    void force(std::uint16_t const* rows, std::size_t n) {
        Ledger ledger(model_, year_, shape_, worker_.tallies);
        ledger.open(block_);
        for (std::size_t i = 0; i < n; ++i)
            if (block_.since[rows[i]] < year_.year)
                take(ledger, rows[i], race_.exits[race_.forced[slice_]]);
    }

    //! Positions of the candidates in the chunk; without a branch, for nobody can guess who they
    //! are.
    std::size_t list_candidates(std::size_t n) {
        std::size_t m = 0;
        std::uint32_t const all = everyone_ ? 1 : 0;
        for (std::size_t i = 0; i < n; ++i) {
            chunk_.row[m] = static_cast<std::uint16_t>(i);
            m += chunk_.candidate[i] | all;
        }
        return m;
    }

    //! Brings the candidates to the front of the chunk with what their race needs; returns their
    //! number.
    std::size_t gather(std::uint16_t const* rows, std::size_t n) {
        std::size_t m = 0;
        std::int32_t const last_tenure =
            static_cast<std::int32_t>(race_.extent[static_cast<std::size_t>(Dim::tenure)]) - 1;
        std::size_t const candidates = list_candidates(n);
        for (std::size_t k = 0; k < candidates; ++k) {
            std::size_t const i = chunk_.row[k];
            std::uint32_t const row = rows[i];
            std::int32_t const tenure = year_.year - 1 - block_.since[row];
            if (tenure < 0) // came this year: not at risk before next year
                continue;
            chunk_.row[m] = rows[i];
            chunk_.a[m] = chunk_.a[i];
            chunk_.c[m] = chunk_.c[i];
            chunk_.offset[m] =
                static_cast<std::uint32_t>(std::min(tenure, last_tenure)) * race_.tenure_step +
                worker_.scratch.group[row] * race_.group_step +
                block_.field[row] * race_.field_step +
                block_.credential[row] * race_.credential_step;
            for (std::size_t t = 0; t < n_traits; ++t)
                if (race_.reads_trait[t])
                    chunk_.trait[t][m] = block_.trait[t][row];
            ++m;
        }
        return m;
    }

    void compete(std::size_t m) {
        std::fill(chunk_.offset + m, chunk_.offset + filled_up(m), 0u);
        RaceArgs a{};
        a.n = m;
        a.a = chunk_.a;
        a.c = chunk_.c;
        a.offset = chunk_.offset;
        for (std::size_t t = 0; t < n_traits; ++t) {
            a.trait[t] = chunk_.trait[t];
            a.beta[t] = race_.beta[t].data();
        }
        a.stay_hash = model_.stay_hash;
        a.exits = race_.exits.size();
        a.hash = race_.hash.data();
        a.eta = race_.eta.data() + std::size_t{slice_} * race_.slice_size;
        a.winner = chunk_.winner;
        model_.kernels->race(a);
        apply(m);
    }

    //! Moves those who won an exit; listed first without a branch, for about every second one does.
    void apply(std::size_t m) {
        Ledger ledger(model_, year_, shape_, worker_.tallies);
        ledger.open(block_);
        auto const exits = static_cast<std::uint32_t>(race_.exits.size());
        std::size_t movers = 0;
        for (std::size_t i = 0; i < m; ++i) {
            chunk_.offset[movers] = static_cast<std::uint32_t>(i);
            movers += chunk_.winner[i] < exits ? 1 : 0;
        }
        for (std::size_t k = 0; k < movers; ++k) {
            std::size_t const i = chunk_.offset[k];
            take(ledger, chunk_.row[i], race_.exits[chunk_.winner[i]]);
        }
    }

    void take(Ledger& ledger, std::uint32_t row, ExitMove const& move) {
        auto const& s = worker_.scratch;
        ++worker_.tallies.flow[std::size_t{move.flow} * model_.n_groups + s.group[row]];
        ledger.move({block_, row, s.group[row], {s.cell[row], s.ordinal[row]}}, move);
    }

    Model const& model_;
    sim::Block& block_;
    Year const& year_;
    StockShape const& shape_;
    Worker& worker_;
    Scratch::Chunk& chunk_;
    StageRace const& race_;
    std::uint32_t slice_;
    bool everyone_;
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

/*!
 * Rows by stage, for the stages in which somebody could move this year:
 * `list_begin[s]..list_begin[s + 1]`. Lists fill from both ends at once, for a list that takes two
 * rows in a row makes the second wait for the first; their order is irrelevant.
 */
void sort_by_stage(Model const& model, sim::Block const& block, Year const& year, Scratch& s) {
    std::int32_t const age = year.year - block.birth_year();
    std::uint32_t const stages = model.states.stages, rows = block.rows();
    ListEnds front(rows), back(rows);
    std::uint32_t next = 0;
    for (std::uint32_t k = 0; k < stages; ++k) {
        auto const& race = model.races[k];
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

} // namespace

void run_exits(Model const& model, sim::Block& block, Year const& year, StockShape const& shape,
               Worker& worker) {
    sort_by_stage(model, block, year, worker.scratch);
    auto const& s = worker.scratch;
    // Lists are made once: who moves in progress stands in no list of separate, and its tenure
    // keeps it from being at risk twice.
    for (auto const phase : {YearPhase::progress, YearPhase::separate})
        for (std::uint32_t k = 0; k < model.states.stages; ++k)
            if (model.races[k].phase == phase && s.list_begin[k + 1] > s.list_begin[k])
                StageMover(model, block, year, shape, worker, k)
                    .run(s.list.data() + s.list_begin[k], s.list_begin[k + 1] - s.list_begin[k]);
}

namespace {

Applicant applicant(Model const& model, sim::Block const& block, std::uint32_t index,
                    std::uint32_t row, Year const& year, Scratch const& s) {
    Applicant a;
    a.key = {s.cell[row], s.ordinal[row]};
    a.block = index;
    a.row = static_cast<std::uint16_t>(row);
    for (std::size_t t = 0; t < n_traits; ++t)
        a.trait[t] = block.trait[t][row];
    a.group = s.group[row];
    a.stage = block.stage[row];
    a.credential = block.credential[row];
    std::int32_t years = block.experience[row];
    if (model.is_stem[model.states.of(block.stage[row], block.field[row], block.credential[row])] !=
        0)
        years += year.year - block.since[row];
    a.experience = static_cast<std::uint8_t>(std::min(years, 255));
    return a;
}

//! Rows whose stage seeks; without a branch.
std::size_t list_seekers(sim::Block const& block, std::uint8_t const* seeks,
                         std::vector<std::uint16_t>& list) {
    std::size_t n = 0;
    std::uint16_t* rows = list.data();
    for (std::uint32_t i = 0; i < block.rows(); ++i) {
        rows[n] = static_cast<std::uint16_t>(i);
        n += seeks[block.stage[i]];
    }
    return n;
}

} // namespace

void collect_applicants(Model const& model, sim::Block const& block, std::uint32_t index,
                        Year const& year, Worker& worker) {
    std::uint8_t seeks[256]{};
    for (std::uint32_t k = 0; k < model.states.stages; ++k)
        if (model.applies[k] != 0 && block.living[k] > 0)
            seeks[k] = 1;
    if (std::find(seeks, seeks + 256, 1) == seeks + 256)
        return;
    auto* desks = &worker.desks[std::size_t{block.region().value} * model.states.fields];
    std::size_t const n = list_seekers(block, seeks, worker.scratch.list);
    for (std::size_t k = 0; k < n; ++k) {
        std::uint32_t const i = worker.scratch.list[k];
        desks[block.field[i]].push_back(applicant(model, block, index, i, year, worker.scratch));
    }
}

} // namespace stempath::models
