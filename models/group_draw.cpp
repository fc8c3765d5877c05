#include "models/group_draw.hpp"

#include "models/open_rows.hpp"

#include "sim/race.hpp"

#include <numeric>

namespace stempath::models {

namespace {

//! Draws the groups of entrants, each named by its number: a race over group names with log shares.
class GroupDraw {
  public:
    //! `parts` need not sum to 1.
    GroupDraw(Model const& model, std::vector<double> const& parts) {
        double const whole = std::accumulate(parts.begin(), parts.end(), 0.0);
        for (std::size_t g = 0; g < parts.size(); ++g) {
            auto const share = sim::Probability::held(whole > 0.0 ? parts[g] / whole : 0.0);
            eta_.push_back(sim::log_odds_of(share, sim::Probability(1.0)));
            names_.push_back(sim::name_hash(model.pack->groups[g].name));
        }
    }
    //! The group, or the number of groups when none has a share.
    std::size_t operator()(sim::Call call) const { return sim::race(eta_, names_, call); }

  private:
    std::vector<sim::LogOdds> eta_;
    std::vector<std::uint32_t> names_;
};

} // namespace

std::vector<std::int64_t> compose(RunState const& run, std::vector<double> const& shares,
                                  std::int64_t total, bool exact, sim::DrawKey key,
                                  std::string const& cell) {
    if (exact)
        return apportion(shares, total);
    std::vector<std::int64_t> count(shares.size() + 1);
    GroupDraw const group_of(run.model, shares);
    std::uint32_t const name = sim::name_hash(cell);
    constexpr std::int64_t at_once = 1 << 16;
    for (std::int64_t i = 0; i < total; ++i) {
        if (i % at_once == 0)
            run.ask();
        ++count[group_of(sim::draw(key, {name, static_cast<std::uint32_t>(i)}))];
    }
    count.pop_back();
    return count;
}

} // namespace stempath::models
