//! The people of the base year: enrolled stages by running cohorts forward, the others by raked
//! stocks.
#include "models/model.hpp"
#include "models/model_error.hpp"

#include "sim/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <limits>
#include <map>
#include <stdexcept>
#include <tuple>

namespace stempath::models {

namespace {

//! (stage, field, credential, years in stage): where the people of a cohort can be.
using State = std::tuple<Index, Index, Index, std::int32_t>;
using Shares = std::map<State, double>;

//! One group's cohort moved through the exits of the base year, without traits.
class ForwardRun {
  public:
    ForwardRun(Pack const& pack, Model const& model, std::uint32_t group)
        : pack_(pack), model_(model), group_(group) {
        forward_.resize(pack.stages.size());
        for (Index const s : pack.base->forward)
            forward_[s] = true;
        now_[{pack.demography->born_into, 0, 0, 0}] = 1.0;
    }

    //! Shares of the cohort in the forward stages at the present age; the rest have left them.
    Shares const& shares() const { return now_; }

    void next_age() {
        ++age_;
        Shares next;
        for (auto const& [state, share] : now_)
            advance(state, share, next);
        now_ = std::move(next);
    }

  private:
    void advance(State const& state, double share, Shares& next) const {
        auto const [stage, field, credential, tenure] = state;
        auto const& race = model_.races[stage];
        std::size_t const n = race.exits.size();
        auto const* eta = race.eta.data() + std::size_t{race.slice(0, age_, 0)} * race.slice_size +
                          std::min(static_cast<std::uint32_t>(tenure),
                                   race.extent[static_cast<std::size_t>(Dim::tenure)] - 1) *
                              race.tenure_step +
                          group_ * race.group_step + field * race.field_step +
                          credential * race.credential_step;
        std::vector<double> odds(n + 1);
        double total = 0.0;
        for (std::size_t j = 0; j <= n; ++j)
            total += odds[j] = odds_of(eta[j]);
        next[{stage, field, credential, tenure + 1}] += share * odds[n] / total;
        for (std::size_t j = 0; j < n; ++j)
            if (odds[j] > 0.0 && race.exits[j].to < forward_.size() && forward_[race.exits[j].to])
                enter(race.exits[j], state, share * odds[j] / total, next);
        std::erase_if(next, [](auto const& entry) { return entry.second <= 0.0; });
    }

    void enter(ExitMove const& move, State const& from, double share, Shares& next) const {
        auto const credential = std::max<Index>(std::get<2>(from), move.credential);
        if (move.field_kind != FieldChange::Kind::drawn) {
            Index const field =
                move.field_kind == FieldChange::Kind::set ? move.field : std::get<1>(from);
            next[{move.to, field, credential, 0}] += share;
            return;
        }
        Coords c;
        c[Dim::age] = age_;
        c[Dim::group] = static_cast<std::int32_t>(group_);
        c[Dim::tenure] = std::get<3>(from);
        c[Dim::credential] = static_cast<std::int32_t>(std::get<2>(from));
        auto const& race = model_.field_races[move.field_race];
        auto const* eta = race.eta.data() + race.offset(c);
        double total = 0.0;
        for (std::size_t f = 0; f < pack_.fields.size(); ++f)
            total += odds_of(eta[f]);
        for (Index f = 0; f < pack_.fields.size(); ++f)
            if (double const odds = odds_of(eta[f]); odds > 0.0)
                next[{move.to, f, credential, 0}] += share * odds / total;
    }

    static double odds_of(std::int32_t eta) {
        return eta == eta_never ? 0.0 : sim::exp_of(eta * 0x1p-20);
    }

    Pack const& pack_;
    Model const& model_;
    std::uint32_t group_;
    std::vector<bool> forward_;
    std::int32_t age_ = 0;
    Shares now_;
};

Coords cell(std::uint32_t group, std::int32_t age, Index stage, Index field, Index credential) {
    Coords c;
    c[Dim::group] = static_cast<std::int32_t>(group);
    c[Dim::age] = age;
    c[Dim::stage] = static_cast<std::int32_t>(stage);
    c[Dim::field] = static_cast<std::int32_t>(field);
    c[Dim::credential] = static_cast<std::int32_t>(credential);
    return c;
}

/*!
 * One group's stocks spread over ages: each stock by the age profile of its stage, within the
 * people of each age who are not enrolled, of whom at most `most` stand in stocks. Proportional
 * fitting until stocks hold (or the ages are full).
 */
class StockFit {
  public:
    struct Column {
        Index stage, field, credential;
        double target;
        std::vector<double> by_age;
        std::size_t begin = 0, end = 0; //!< ages at which there is anybody
    };

    StockFit(Pack const& pack, std::uint32_t group, std::vector<double> const& available)
        : available_(available) {
        auto const& b = *pack.base;
        for (Index s = 0; s < pack.stages.size(); ++s)
            for (Index f = 0; f < pack.fields.size(); ++f)
                for (Index k = 0; k < pack.credentials.size(); ++k)
                    if (double const t = b.stocks.at(cell(group, 0, s, f, k)); t > 0.0)
                        add({s, f, k, t, profile(b, group, s)});
        bool moved = true; // what a round leaves as it is, to the bit, all later ones do
        for (int round = 0; moved && round < 60; ++round) {
            moved = fit_columns();
            moved = fit_rows() || moved;
        }
    }
    std::vector<Column> const& columns() const { return columns_; }

  private:
    static constexpr double most = 0.97;

    void add(Column column) {
        auto const anybody = [](double persons) { return persons != 0.0; };
        auto const& p = column.by_age;
        auto const first = std::find_if(p.begin(), p.end(), anybody);
        auto const last = std::find_if(p.rbegin(), std::make_reverse_iterator(first), anybody);
        column.begin = static_cast<std::size_t>(first - p.begin());
        column.end = static_cast<std::size_t>(last.base() - p.begin());
        columns_.push_back(std::move(column));
    }
    std::vector<double> profile(BaseSpec const& b, std::uint32_t group, Index stage) const {
        std::vector<double> p(available_.size());
        for (std::size_t a = 0; a < p.size(); ++a)
            p[a] = available_[a] *
                   b.age_profile.at(cell(group, static_cast<std::int32_t>(a), stage, 0, 0));
        return p;
    }
    bool fit_columns() {
        bool moved = false;
        for (auto& column : columns_) {
            double* const persons = column.by_age.data();
            double total = 0.0;
            for (std::size_t a = column.begin; a < column.end; ++a)
                total += persons[a];
            double const factor = total > 0.0 ? column.target / total : 1.0;
            if (factor == 1.0)
                continue;
            for (std::size_t a = column.begin; a < column.end; ++a)
                persons[a] *= factor;
            moved = true;
        }
        return moved;
    }
    bool fit_rows() {
        std::vector<double> factor(available_.size()); // first the totals by age
        for (auto const& column : columns_)
            for (std::size_t a = column.begin; a < column.end; ++a)
                factor[a] += column.by_age[a];
        for (std::size_t a = 0; a < factor.size(); ++a)
            factor[a] = factor[a] > most * available_[a] ? most * available_[a] / factor[a] : 1.0;
        if (std::all_of(factor.begin(), factor.end(), [](double f) { return f == 1.0; }))
            return false;
        for (auto& column : columns_)
            for (std::size_t a = column.begin; a < column.end; ++a)
                column.by_age[a] *= factor[a];
        return true;
    }

    std::vector<double> const& available_;
    std::vector<Column> columns_;
};

void add(std::vector<BaseKind>& kinds, double persons, Index stage, Index field, Index credential,
         std::int32_t tenure, double mean_tenure) {
    if (persons <= 0.0)
        return;
    BaseKind k;
    k.cumulated = (kinds.empty() ? 0.0 : kinds.back().cumulated) + persons;
    k.stage = static_cast<std::uint8_t>(stage);
    k.field = static_cast<std::uint8_t>(field);
    k.credential = static_cast<std::uint8_t>(credential);
    k.tenure = static_cast<std::int16_t>(tenure);
    k.tenure_scale =
        mean_tenure > 0.0 ? static_cast<float>(1.0 / sim::log_of(1.0 + 1.0 / mean_tenure)) : 0.0F;
    kinds.push_back(k);
}

//! The people who are neither enrolled nor in a stock, by the shares of `residual`.
void add_residual(Pack const& pack, std::uint32_t group, std::int32_t age, double persons,
                  std::vector<BaseKind>& kinds) {
    auto const& b = *pack.base;
    double total = 0.0;
    for (Index s = 0; s < pack.stages.size(); ++s)
        for (Index k = 0; k < pack.credentials.size(); ++k)
            total += b.residual.at(cell(group, age, s, 0, k));
    if (total <= 0.0 && persons > 1e-9)
        throw ModelError("base.residual",
                         "no share at age " + std::to_string(age) + " for " +
                             pack.groups[group].name +
                             ", but people of that age are neither in stocks nor in the stages of "
                             "base.forward; give shares, or name their stage in base.forward");
    for (Index s = 0; s < pack.stages.size(); ++s)
        for (Index k = 0; k < pack.credentials.size(); ++k)
            if (double const share = b.residual.at(cell(group, age, s, 0, k)); share > 0.0)
                add(kinds, persons * share / total, s, 0, k, -1,
                    b.tenure ? b.tenure->at(cell(group, age, s, 0, k)) : 0.0);
}

//! People of the stocks by stage: as the pack states them, and as they were laid out.
struct StockTotals {
    std::vector<double> stated, laid_out;

    void add(StockFit const& fit) {
        for (auto const& column : fit.columns()) {
            stated[column.stage] += column.target;
            for (double const n : column.by_age)
                laid_out[column.stage] += n;
        }
    }

    //! Empty where the stocks hold to 0.1 %.
    std::string difference(Pack const& pack) const {
        std::string text;
        for (std::size_t s = 0; s < stated.size(); ++s)
            if (std::abs(laid_out[s] - stated[s]) > 1e-3 * stated[s])
                text += fmt::format("{}{} {:.0f} stated, {:.0f} laid out", text.empty() ? "" : "; ",
                                    pack.stages[s].name, stated[s], laid_out[s]);
        return text;
    }
};

void build_group(Pack const& pack, Model& model, std::uint32_t group, StockTotals& totals) {
    auto const& demography = *pack.demography;
    std::size_t const ages = static_cast<std::size_t>(demography.last_age) + 1;
    std::vector<double> people(ages), available(ages);
    std::vector<Shares> enrolled(ages);
    ForwardRun run(pack, model, group);
    for (std::size_t a = 0; a < ages; ++a) {
        // An age without people still needs its shares: somebody of that age may arrive later.
        people[a] = std::max(
            demography.population.at(cell(group, static_cast<std::int32_t>(a), 0, 0, 0)), 1e-6);
        enrolled[a] = run.shares();
        double inside = 0.0;
        for (auto const& [state, share] : enrolled[a])
            inside += share;
        available[a] = people[a] * std::max(0.0, 1.0 - inside);
        run.next_age();
    }
    StockFit const fit(pack, group, available);
    totals.add(fit);
    for (std::size_t a = 0; a < ages; ++a) {
        auto& kinds = model.base_kinds[a * model.n_groups + group].kinds;
        auto const age = static_cast<std::int32_t>(a);
        for (auto const& [state, share] : enrolled[a])
            add(kinds, people[a] * share, std::get<0>(state), std::get<1>(state),
                std::get<2>(state), std::get<3>(state), 0.0);
        double left = available[a];
        for (auto const& column : fit.columns()) {
            double const mean = pack.base->tenure
                                    ? pack.base->tenure->at(cell(group, age, column.stage, 0, 0))
                                    : 0.0;
            add(kinds, column.by_age[a], column.stage, column.field, column.credential, -1, mean);
            left -= column.by_age[a];
        }
        if (left > 1e-6 * people[a])
            add_residual(pack, group, age, left, kinds);
        for (auto& kind : kinds)
            kind.cumulated /= kinds.back().cumulated;
        if (!kinds.empty())
            kinds.back().cumulated = 1.0;
    }
}

//! The shares hold for an age and group wherever they live.
void refuse_regions(Pack const& pack, Model const& model) {
    for (Index const stage : pack.base->forward) {
        auto const& race = model.races[stage];
        bool by_region = race.extent[static_cast<std::size_t>(Dim::region)] > 1;
        for (auto const& exit : race.exits)
            if (exit.field_kind == FieldChange::Kind::drawn)
                by_region =
                    by_region || model.field_races[exit.field_race].shares->depends_on(Dim::region);
        if (by_region)
            throw ModelError("base.forward", "the exits of stage." + pack.stages[stage].name +
                                                 " depend on the region, but people of the base "
                                                 "year are laid out alike in all");
    }
}

} // namespace

void BaseKinds::make_guide() {
    if (kinds.size() > std::numeric_limits<std::uint16_t>::max())
        throw std::length_error("too many kinds of people of one age and group");
    for (std::uint32_t j = 0; j <= parts; ++j) {
        auto const first = std::partition_point(kinds.begin(), kinds.end(), [&](auto const& kind) {
            return kind.cumulated < static_cast<double>(j) / parts;
        });
        guide[j] = static_cast<std::uint16_t>(first - kinds.begin());
    }
}

void build_base_kinds(Pack const& pack, Model& model) {
    refuse_regions(pack, model);
    model.base_kinds.resize((static_cast<std::size_t>(pack.demography->last_age) + 1) *
                            model.n_groups);
    StockTotals totals{std::vector<double>(pack.stages.size()),
                       std::vector<double>(pack.stages.size())};
    for (std::uint32_t g = 0; g < model.n_groups; ++g)
        build_group(pack, model, g, totals);
    for (auto& kinds : model.base_kinds)
        kinds.make_guide();
    if (auto const difference = totals.difference(pack); !difference.empty())
        model.notes.push_back("base.stocks asks for other numbers of people than the population "
                              "has at the ages of base.age_profile: " +
                              difference);
}

} // namespace stempath::models
