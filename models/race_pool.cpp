#include "models/race_pool.hpp"

#include "models/field_draw.hpp"
#include "models/ledger.hpp"

#include "sim/near_gumbel.hpp"
#include "sim/race.hpp"

#include <algorithm>
#include <bit>

namespace stempath::models {

namespace {

//! Finds who wins in the pool, person by person.
class PoolJudge {
  public:
    PoolJudge(Scratch::Pool& pool, std::uint32_t stay_hash) : pool_(pool), stay_hash_(stay_hash) {}

    //! The lane of the exit that the person of the lanes from `begin` to `end` takes; `end` for
    //! staying.
    std::size_t winner(std::size_t begin, std::size_t end) {
        std::int32_t best = 0, second = lowest;
        std::size_t lane = end;
        for (std::size_t k = begin; k < end; ++k) {
            second = std::max(second, std::min(best, pool_.lead[k]));
            if (pool_.lead[k] > best) {
                best = pool_.lead[k];
                lane = k;
            }
        }
        // Two leads, each of them off by twice the error at most.
        return best - second <= 4 * sim::near_gumbel_error ? exact_winner(begin, end) : lane;
    }

  private:
    static constexpr std::int32_t lowest = -(1 << 30);

    //! Staying wins ties; among exits the first by name does.
    std::size_t exact_winner(std::size_t begin, std::size_t end) const {
        std::int32_t best = 0;
        std::size_t lane = end;
        for (std::size_t k = begin; k < end; ++k)
            if (std::int32_t const lead = exact_lead(k); lead > best) {
                best = lead;
                lane = k;
            }
        return lane;
    }
    std::int32_t exact_lead(std::size_t k) const {
        sim::Call const call{pool_.a[k], pool_.c[k]};
        auto const term = [&](std::uint32_t hash) {
            return sim::gumbel_q20(sim::odd24(sim::derive(call, hash)));
        };
        return pool_.odds[k] + term(pool_.hash[k]) - term(stay_hash_);
    }

    Scratch::Pool& pool_;
    std::uint32_t stay_hash_;
};

//! Lists the lanes that win; returns how many.
std::size_t list_winners(Scratch::Pool& pool, std::uint32_t stay_hash) {
    PoolJudge judge(pool, stay_hash);
    std::size_t winners = 0;
    for (std::size_t begin = 0; begin < pool.n;) {
        std::size_t end = begin + 1;
        while (end < pool.n && pool.row[end] == pool.row[begin])
            ++end;
        std::size_t const k = judge.winner(begin, end);
        pool.winner[winners] = static_cast<std::uint16_t>(k);
        winners += k < end ? 1 : 0;
        begin = end;
    }
    return winners;
}

void find_leads(Model const& model, Scratch::Pool& pool) {
    for (std::size_t k = 0; k < pool.n; ++k)
        pool.odds[k] += *pool.eta[k];
    LeadArgs l{};
    l.n = pool.n;
    l.a = pool.a;
    l.c = pool.c;
    l.hash = pool.hash;
    l.odds = pool.odds;
    l.stay_hash = model.stay_hash;
    l.lead = pool.lead;
    model.kernels->leads(l);
}

} // namespace

void pool_person(Scratch::Pool& pool, StageRace const& race, sim::Block const& block,
                 std::uint8_t stage, std::uint16_t row, sim::Call call, std::uint32_t may_win,
                 std::int32_t const* eta) {
    for (; may_win != 0; may_win &= may_win - 1) {
        auto const exit = static_cast<std::uint32_t>(std::countr_zero(may_win));
        std::int32_t odds = 0;
        __builtin_prefetch(eta + exit);
        for (std::size_t t = 0; t < n_traits; ++t)
            if (race.reads_trait[t])
                odds += (race.beta[t][exit] * block.trait[t][row]) >> 8;
        std::size_t const k = pool.n++;
        pool.a[k] = call.a;
        pool.c[k] = call.c;
        pool.hash[k] = race.hash[exit];
        pool.eta[k] = eta + exit;
        pool.odds[k] = odds;
        pool.row[k] = row;
        pool.stage[k] = stage;
        pool.exit[k] = static_cast<std::uint8_t>(exit);
    }
}

void run_pool(Model const& model, sim::Block& block, Year const& year, StockShape const& shape,
              Worker& worker) {
    auto& s = worker.scratch;
    auto& pool = s.pool[0];
    if (pool.n == 0)
        return;
    find_leads(model, pool);
    std::size_t const winners = list_winners(pool, model.stay_hash);
    Ledger ledger(model, year, shape, worker.tallies);
    ledger.open(block);
    for (std::size_t begin = 0; begin < winners;) {
        std::uint8_t const stage = pool.stage[pool.winner[begin]];
        std::size_t end = begin + 1;
        while (end < winners && pool.stage[pool.winner[end]] == stage)
            ++end;
        auto const& exits = year.races[stage]->exits;
        for (std::size_t exit = 0; exit < exits.size(); ++exit) {
            auto const& move = exits[exit];
            std::size_t n = 0;
            for (std::size_t k = begin; k < end; ++k)
                if (pool.exit[pool.winner[k]] == exit)
                    pool.mover[n++] = pool.row[pool.winner[k]];
            if (n > 0 && move.field_kind == FieldChange::Kind::drawn)
                draw_fields(model, block, year, move, pool.mover, n, s);
            ledger.move_all(block, pool.mover, s.group, n, move, s.drawn_field);
        }
        begin = end;
    }
    pool.n = 0;
}

} // namespace stempath::models
