#include "analysis/target_values.hpp"

#include "analysis/target_cells.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stempath::analysis {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
using Kind = models::FitLayout::Event::Kind;

double over(double a, double b) { return b > 0.0 ? a / b : none; }

//! One target in the counts.
class Value {
  public:
    Value(models::Model const& model, Target const& target, Counted const& counted,
          double persons_each)
        : model_(model), pack_(*model.pack), target_(target), cells_(model, target),
          counted_(counted), persons_each_(persons_each), first_(target.first - model.base_year),
          last_(target.last - model.base_year) {}

    double get() const {
        switch (target_.quantity) {
        case Quantity::workers:
            return workers();
        case Quantity::growth:
            return growth();
        case Quantity::separations:
            return separations(false);
        case Quantity::separations_out:
            return separations(true);
        case Quantity::entries:
            return persons_each_ * mean_moves(cells_.rows(), cells_.entries());
        case Quantity::share_of_entrants:
            return share_of_entrants();
        case Quantity::laterals:
            return persons_each_ * laterals();
        case Quantity::tightness:
            return tightness();
        case Quantity::cohort_decay:
            return cohort_decay();
        case Quantity::retired_share:
            return retired_share(pack_, target_);
        case Quantity::flow:
            return flow();
        }
        return none;
    }

  private:
    template <class F>
    double mean_over_years(F f) const {
        double sum = 0.0;
        for (auto y = first_; y <= last_; ++y)
            sum += f(y);
        return sum / static_cast<double>(last_ - first_ + 1);
    }
    double mean_moves(Rows const& rows, Cells const& cells) const {
        return mean_over_years([&](std::int32_t y) { return counted_.moves(y, rows, cells); });
    }

    double workers() const {
        auto const states = cells_.workers();
        auto const rows = cells_.rows();
        auto const n =
            mean_over_years([&](std::int32_t y) { return counted_.people(y, rows, states); });
        if (target_.unit == Unit::persons)
            return persons_each_ * n;
        auto const all = cells_.everybody_there();
        return over(
            n, mean_over_years([&](std::int32_t y) { return counted_.people(y, all, states); }));
    }

    double growth() const {
        auto const states = cells_.workers();
        auto const ratio = over(counted_.people(last_, cells_.rows(), states),
                                counted_.people(first_, cells_.rows(), states));
        return target_.unit == Unit::share ? ratio - 1.0
                                           : std::log(ratio) / static_cast<double>(last_ - first_);
    }

    //! Workers of a class and education at risk over the years, and those of them who left.
    struct Risk {
        double at_risk = 0.0, left = 0.0;
    };
    Risk risk(Rows const& rows, bool out, Ncses ncses, Education held) const {
        auto const states = cells_.workers(ncses, held);
        auto const moves = cells_.separations(out, ncses, held);
        Risk sum;
        for (auto y = first_; y <= last_; ++y) {
            sum.at_risk += counted_.people(y - 1, rows, states);
            sum.left += counted_.moves(y, rows, moves);
        }
        return sum;
    }

    double separations(bool out) const {
        if (target_.unit == Unit::ratio)
            return ratio_of_separations(out);
        auto const states = cells_.workers();
        auto const moves = cells_.separations(out, target_.ncses, target_.held);
        auto const rows = cells_.rows();
        return mean_over_years([&](std::int32_t y) {
            return over(counted_.moves(y, rows, moves), counted_.people(y - 1, rows, states));
        });
    }

    //! Direct standardisation: rates within each class and education, weighted by the workers of
    //! all groups.
    double ratio_of_separations(bool out) const {
        double ours = 0.0, theirs = 0.0;
        for (auto const ncses : {Ncses::science_engineering, Ncses::related, Ncses::middle_skill})
            for (auto const held : {Education::below_bachelors, Education::bachelors_or_more}) {
                if ((target_.ncses != Ncses::none && target_.ncses != ncses) ||
                    (target_.held != Education::any && target_.held != held))
                    continue;
                auto const a = risk(cells_.rows(), out, ncses, held),
                           b = risk(cells_.other_rows(), out, ncses, held);
                if (a.at_risk <= 0.0 || b.at_risk <= 0.0)
                    continue;
                auto const weight = a.at_risk + b.at_risk;
                ours += weight * a.left / a.at_risk;
                theirs += weight * b.left / b.at_risk;
            }
        return over(ours, theirs);
    }

    double share_of_entrants() const {
        auto const entries = cells_.entries();
        auto const rows = cells_.rows(), all = cells_.everybody_there();
        return mean_over_years([&](std::int32_t y) {
            return over(counted_.moves(y, rows, entries), counted_.moves(y, all, entries));
        });
    }

    //! Of those hired from a stage and field, the share of the people who came there by the exits
    //! of `laterals` that year.
    double laterals() const {
        auto const& by = pack_.fit->measures[target_.flow].exits;
        double sum = 0.0;
        for (std::uint32_t s = 0; s < pack_.stages.size(); ++s)
            for (std::uint32_t f = 0; f < pack_.fields.size() && model_.applies[s] != 0; ++f) {
                auto const hires = cells_.entries_from(s, f);
                if (!hires.empty())
                    sum += mean_over_years([&](std::int32_t y) {
                        auto const n = counted_.moves(y, cells_.rows(), hires);
                        return n > 0.0 ? n * share_that_came_by(by, s, f, y) : 0.0;
                    });
            }
        return sum;
    }

    double share_that_came_by(std::vector<std::string> const& exits, std::uint32_t stage,
                              std::uint32_t field, std::int32_t y) const {
        double all = 0.0, by = 0.0;
        for (auto const& event : model_.fit->events) {
            if (event.kind == Kind::lay_off && pack_.markets[event.of].laid_off_to == stage)
                all += laid_off(event, field, y);
            if (event.kind != Kind::exit || !leads_to(event, stage))
                continue;
            auto const came = counted_.came(y, event.of, field);
            all += came;
            if (std::find(exits.begin(), exits.end(), model_.exit_names[event.of]) != exits.end())
                by += came;
        }
        return all > 0.0 ? by / all : 0.0;
    }

    bool leads_to(models::FitLayout::Event const& event, std::uint32_t stage) const {
        auto const& exits = model_.races[event.stage].exits;
        return std::any_of(exits.begin(), exits.end(), [&](auto const& exit) {
            return exit.flow == event.of && exit.to == stage;
        });
    }

    double laid_off(models::FitLayout::Event const& event, std::uint32_t field,
                    std::int32_t y) const {
        Cells cells;
        auto const& st = model_.states;
        for (auto s = st.begin(event.stage); s < st.begin(event.stage + 1); ++s)
            if (st.field(s) == field)
                cells.push_back(model_.fit->cell(event.begin, event.stage, s));
        return counted_.moves(y, cells_.everybody(), cells);
    }

    //! People in the stages that feed the markets, as they are before anybody is hired, over posts.
    double tightness() const {
        std::vector<std::uint8_t> feeds(pack_.stages.size(), 0);
        std::vector<std::uint32_t> markets;
        for (std::uint32_t m = 0; m < pack_.markets.size(); ++m)
            if (cells_.has_stage(pack_.markets[m].to)) {
                markets.push_back(m);
                for (auto const from : pack_.markets[m].from)
                    feeds[from] = 1;
            }
        return mean_over_years([&](std::int32_t y) {
            double applicants = 0.0, posts = 0.0;
            for (std::uint32_t s = 0; s < feeds.size(); ++s)
                if (feeds[s] != 0)
                    applicants += before_hiring(s, y);
            for (auto const m : markets)
                posts += counted_.vacancies(y, m);
            return over(applicants, posts);
        });
    }

    double before_hiring(std::uint32_t stage, std::int32_t y) const {
        auto const all = cells_.everybody();
        return counted_.people(y, all, cells_.in_stage(stage)) +
               counted_.moves(y, all, cells_.of_markets(Kind::hire, stage)) -
               counted_.moves(y, all, cells_.of_markets(Kind::lay_off, stage));
    }

    double cohort_decay() const {
        auto const years = last_ - first_;
        auto const share = [&](std::int32_t y, std::int32_t later) {
            auto const graduates = cells_.graduates();
            auto const workers = cells_.workers();
            Cells both;
            std::set_intersection(graduates.begin(), graduates.end(), workers.begin(),
                                  workers.end(), std::back_inserter(both));
            return over(counted_.people(y, cells_.rows(later), both),
                        counted_.people(y, cells_.rows(later), graduates));
        };
        return -std::log(share(last_, years) / share(first_, 0)) / static_cast<double>(years);
    }

    double flow() const {
        auto const& measure = pack_.fit->measures[target_.flow];
        auto const n = mean_moves(cells_.rows(), cells_.exits(measure.exits, measure.fields));
        if (measure.of.empty())
            return persons_each_ * n;
        return over(n, mean_moves(cells_.rows(), cells_.exits(measure.of, {})));
    }

    models::Model const& model_;
    models::Pack const& pack_;
    Target const& target_;
    TargetCells cells_;
    Counted const& counted_;
    double persons_each_; //!< people for each that was counted
    std::int32_t first_, last_;
};

//! Chance of an exit at its own odds, with what is added to them in the base year.
double chance(models::ExitSpec const& exit, models::Coords const& c) {
    double const p = exit.value.at(c), added = exit.offset ? exit.offset->at(c) : 0.0;
    if (exit.form == models::ExitForm::log_odds)
        return 1.0 / (1.0 + std::exp(-p - added));
    return p * std::exp(added) / (1.0 - p + p * std::exp(added));
}

} // namespace

double retired_share(models::Pack const& pack, Target const& target) {
    constexpr std::int32_t from_age = 50;
    auto const at = static_cast<std::size_t>(
        std::find(target.stages.begin(), target.stages.end(), 1) - target.stages.begin());
    auto const& exits = pack.stages[at].exits;
    auto const& retire = *std::find_if(exits.begin(), exits.end(),
                                       [](auto const& exit) { return exit.name == "retire"; });
    double people = 0.0, retired = 0.0;
    models::Coords c;
    for (std::size_t g = 0; g < pack.groups.size(); ++g) {
        if (target.groups[g] == 0)
            continue;
        c[models::Dim::group] = static_cast<std::int32_t>(g);
        c[models::Dim::age] = from_age;
        double const n = pack.demography->population.at(c);
        double stay = 1.0;
        for (; c[models::Dim::age] < *target.from_age; ++c[models::Dim::age])
            stay *= 1.0 - chance(retire, c);
        people += n;
        retired += n * (1.0 - stay);
    }
    return over(retired, people);
}

std::vector<double> target_values(models::Model const& model, std::span<Target const> targets,
                                  models::FitCounts const& counts, double replicates) {
    Counted const counted(model, counts);
    std::vector<double> values;
    for (auto const& target : targets)
        values.push_back(
            Value(model, target, counted, 1.0 / (model.settings.scale * replicates)).get());
    return values;
}

} // namespace stempath::analysis
