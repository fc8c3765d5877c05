//! Which combinations of stage, field and credential somebody may ever stand in.
#include "models/model.hpp"

#include <algorithm>
#include <stdexcept>

namespace stempath::models {

void StateSpace::number(std::vector<std::uint8_t> const& may_stand) {
    state_.assign(combinations(), nowhere);
    combination_.clear();
    begin_.assign(1, 0);
    for (std::uint32_t c = 0; c < combinations(); ++c) {
        if (may_stand[c] != 0) {
            state_[c] = static_cast<std::uint16_t>(combination_.size());
            combination_.push_back(c);
        }
        if ((c + 1) % (fields * credentials) == 0)
            begin_.push_back(size());
    }
    if (size() >= nowhere)
        throw std::invalid_argument("stages x fields x credentials: people may stand in " +
                                    std::to_string(size()) + " combinations, 65534 are allowed");
}

namespace {

//! Follows every way that a person may take, whatever its chance.
class Reach {
  public:
    explicit Reach(Model const& model)
        : model_(model), states_(model.states), marked_(states_.combinations()) {}

    void start(BaseKind const& kind) { mark(kind.stage, kind.field, kind.credential); }
    void start(PoolSpec const& pool) {
        if (pool.start)
            for_each_cell(pool.start->extents(), [&](Coords const& c) {
                if (pool.start->at(c) > 0.0)
                    mark(at(c, Dim::stage), at(c, Dim::field), at(c, Dim::credential));
            });
    }
    //! Whoever may come from a pool into a market's posts.
    void hire(MarketSpec const& market, PoolSpec const& pool) {
        for (std::uint32_t f = 0; f < states_.fields; ++f)
            for (std::uint32_t k = market.credential_at_least.value_or(0); k < states_.credentials;
                 ++k)
                mark(market.to, f,
                     pool.size.depends_on(Dim::credential)
                         ? k
                         : market.credential_at_least.value_or(0));
    }

    std::vector<std::uint8_t> take() {
        while (!open_.empty()) {
            std::uint32_t const c = open_.back();
            open_.pop_back();
            std::uint32_t const per_stage = states_.fields * states_.credentials;
            leave(c / per_stage, c / states_.credentials % states_.fields, c % states_.credentials);
        }
        return std::move(marked_);
    }

  private:
    static std::uint32_t at(Coords const& c, Dim d) { return static_cast<std::uint32_t>(c[d]); }
    void mark(std::uint32_t stage, std::uint32_t field, std::uint32_t credential) {
        std::uint32_t const c = states_.combination(stage, field, credential);
        if (marked_[c] == 0)
            open_.push_back(c);
        marked_[c] = 1;
    }
    void leave(std::uint32_t stage, std::uint32_t field, std::uint32_t credential) {
        for (auto const& exit : model_.races[stage].exits)
            follow(exit, field, credential);
        for (auto const& quota : model_.quotas)
            if (quota.stage == stage)
                follow(quota.move, field, credential);
        for (auto const& market : model_.pack->markets) {
            if (std::find(market.from.begin(), market.from.end(), stage) != market.from.end())
                mark(market.to, field, credential);
            if (market.to == stage && market.laid_off_to != out)
                mark(market.laid_off_to, field, credential);
        }
    }
    void follow(ExitMove const& move, std::uint32_t field, std::uint32_t credential) {
        if (move.to == sim::stage_gone)
            return;
        std::uint32_t const held = std::max<std::uint32_t>(credential, move.credential);
        if (move.field_kind == FieldChange::Kind::drawn)
            for (std::uint32_t f = 0; f < states_.fields; ++f)
                mark(move.to, f, held);
        else
            mark(move.to, move.field_kind == FieldChange::Kind::set ? move.field : field, held);
    }

    Model const& model_;
    StateSpace const& states_;
    std::vector<std::uint8_t> marked_;
    std::vector<std::uint32_t> open_;
};

} // namespace

void number_states(Pack const& pack, Model& model) {
    // Packs without ages are small, and their people enter wherever a table says.
    if (!pack.demography || !pack.base)
        return model.states.number(std::vector<std::uint8_t>(model.states.combinations(), 1));
    Reach reach(model);
    for (auto const& kind : model.newborn.kinds)
        reach.start(kind);
    for (auto const& of : model.base_kinds)
        for (auto const& kind : of.kinds)
            reach.start(kind);
    for (auto const& pool : pack.pools)
        reach.start(pool);
    for (auto const& market : pack.markets)
        for (Index const pool : market.pools)
            reach.hire(market, pack.pools[pool]);
    model.states.number(reach.take());
}

} // namespace stempath::models
