#include "models/stated_odds.hpp"

#include "models/model.hpp"

#include "sim/quantities.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

constexpr double surely = 1.0 - 1e-9; //!< probabilities that sum to this leave no room for staying

//! Writes the log-odds of one cell: those of each exit, then staying.
class CellWriter {
  public:
    CellWriter(StageSpec const& stage, ExitList const& exits)
        : stage_(stage), exits_(exits), value_(exits.size()),
          is_log_odds_(std::any_of(exits.begin(), exits.end(),
                                   [](auto* e) { return e->form == ExitForm::log_odds; })) {}

    void write(Coords const& c, std::int32_t* eta) {
        std::size_t const n = exits_.size();
        std::int32_t const tenure = c[Dim::tenure];
        bool const decided = stage_.duration && tenure >= *stage_.duration - 1;
        bool const last = stage_.max_years && tenure >= *stage_.max_years - 1;
        std::fill_n(eta, n + 1, eta_never);
        for (std::size_t j = 0; j < n; ++j)
            value_[j] = open(j, decided) ? exits_[j]->value.at(c) : 0.0;
        double const left = 1.0 - sum();
        bool const may_stay = !(decided && !stage_.stay) && (is_log_odds_ || left > 1.0 - surely);
        for (std::size_t j = 0; j < n; ++j)
            if (open(j, decided))
                eta[j] = odds(value_[j], may_stay ? left : 1.0 - left).raw();
        if (may_stay)
            eta[n] = 0;
        if (last) { // whoever would stay leaves by the limit
            std::size_t const limit = limit_exit();
            eta[limit] = eta[n];
            eta[n] = eta_never;
        }
    }

  private:
    bool open(std::size_t j, bool decided) const {
        return !is_limit(stage_, *exits_[j]) &&
               (!stage_.duration || decided || exits_[j]->every_year);
    }
    std::size_t limit_exit() const {
        std::size_t j = 0;
        while (!is_limit(stage_, *exits_[j]))
            ++j;
        return j;
    }
    double sum() const {
        double s = 0.0;
        for (double const value : value_)
            s += value;
        return is_log_odds_ ? 0.0 : s;
    }
    //! Probabilities become odds against what is left for staying; where nobody may stay, against
    //! each other.
    sim::LogOdds odds(double value, double against) const {
        if (is_log_odds_)
            return sim::LogOdds::nearest(value);
        return sim::log_odds_of(sim::Probability::held(value), sim::Probability::held(against));
    }

    StageSpec const& stage_;
    ExitList const& exits_;
    std::vector<double> value_; //!< of the exits in the cell at hand; 0 where closed
    bool is_log_odds_;
};

Extents extents(StageSpec const& stage, ExitList const& exits) {
    Extents e = no_extents();
    for (auto const* exit : exits)
        e = widest(e, exit->value.extents());
    auto& tenure = e[static_cast<std::size_t>(Dim::tenure)];
    tenure = std::max({tenure, static_cast<std::uint32_t>(stage.duration.value_or(1)),
                       static_cast<std::uint32_t>(stage.max_years.value_or(1))});
    return e;
}

bool state_the_same(ExitList const& a, ExitList const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto const* x, auto const* y) {
        return x->value.extents() == y->value.extents() && x->value.values() == y->value.values();
    });
}

} // namespace

ExitList raced_exits(StageSpec const& stage) {
    ExitList exits;
    for (auto const& exit : stage.exits)
        if (exit.form != ExitForm::quota)
            exits.push_back(&exit);
    return exits;
}

bool is_limit(StageSpec const& stage, ExitSpec const& exit) {
    return stage.max_years && exit.name == "limit";
}

std::shared_ptr<StatedOdds const> stated_odds(StageSpec const& stage, StageSpec const* before,
                                              std::shared_ptr<StatedOdds const> const& its_odds) {
    auto const exits = raced_exits(stage);
    if (before != nullptr && state_the_same(exits, raced_exits(*before)))
        return its_odds;
    auto odds = std::make_shared<StatedOdds>();
    odds->extent = extents(stage, exits);
    CellWriter writer(stage, exits);
    for_each_cell(odds->extent, [&](Coords const& c) {
        odds->eta.resize(odds->eta.size() + exits.size() + 1);
        writer.write(c, odds->eta.data() + odds->eta.size() - exits.size() - 1);
    });
    return odds;
}

} // namespace stempath::models
