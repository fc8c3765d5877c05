//! Judging replicates by a definition of parity. Only the parity sources include this.
#pragma once

#include "models/parity.hpp"
#include "models/parity_judged.hpp"

#include <type_traits>

namespace stempath::models {

/*!
 * `Series` is ParitySeries, of replicates, or ExpectedSeries, which are certain. With a class the
 * workforce is that class alone.
 */
template <class Series>
class Assessment {
    static constexpr double least_share = 0.01; //!< of the reference, of a group that has a say
    static constexpr bool certain = std::is_same_v<Series, ExpectedSeries>;

  public:
    static constexpr std::size_t all_classes = static_cast<std::size_t>(-1);

    Assessment(Judged const& judged, std::span<Series const> replicates,
               std::span<Series const> twins = {}, std::size_t work_class = all_classes)
        : judged_(judged), spec_(judged.spec), replicates_(replicates), twins_(twins),
          class_(work_class) {}

    ParityResult result() const {
        ParityResult r;
        r.name = spec_.name;
        r.definition = definition_words(*judged_.model.pack, spec_);
        r.index = spec_.index;
        r.at_least = spec_.at_least;
        for (auto const& lens : judged_.lenses)
            r.groups.push_back(series(lens));
        for (auto const& replicate : replicates_)
            r.first_year.push_back(
                first_lasting_year(met(replicate, r.groups), judged_.model.base_year, spec_.k));
        if (!certain)
            r.goals = goals_of(spec_, r.first_year);
        r.median_year = median_year(r.first_year);
        r.reached = r.median_year.has_value();
        r.warnings = empty_sides(r.groups);
        r.axes = axes(r.groups);
        return r;
    }

    //! By simulated year: whether nobody who decides is below.
    std::vector<bool> met(Series const& replicate, std::vector<GroupSeries> const& groups) const {
        std::vector<bool> v;
        // Where nobody decides there is nothing to reach.
        bool const decided =
            std::any_of(groups.begin(), groups.end(), [](auto const& g) { return g.deciding; });
        for (std::size_t y = 0; y < judged_.years; ++y) {
            bool all = decided;
            for (std::size_t l = 0; l < judged_.lenses.size(); ++l)
                all = all &&
                      !stands_in_the_way(groups[l], judged_.index(point(replicate, l, y), scale()));
            v.push_back(all);
        }
        return v;
    }

    Point point(Series const& replicate, std::size_t lens, std::size_t year) const {
        std::size_t const classes = judged_.members.classes.size(), cells = judged_.cells;
        auto const* const workers = class_ == all_classes
                                        ? &replicate.workforce[year * cells]
                                        : &replicate.by_class[(year * classes + class_) * cells];
        auto const* const reference =
            judged_.table.empty() ? &replicate.reference[year * cells] : nullptr;
        return judged_.point(judged_.lenses[lens], year, workers, reference);
    }

    //! The number that the definition judges of a lens group, in each replicate.
    std::vector<double> indices(GroupSeries const& group, std::size_t year) const {
        auto const& lenses = judged_.lenses;
        auto const lens = std::find_if(lenses.begin(), lenses.end(), [&](auto const& l) {
            return l.axis == group.axis && l.name == group.name;
        });
        std::vector<double> values;
        for (auto const& replicate : replicates_)
            values.push_back(judged_.index(
                point(replicate, static_cast<std::size_t>(lens - lenses.begin()), year), scale()));
        return values;
    }

  private:
    GroupSeries series(Lens const& lens) const {
        GroupSeries s;
        s.name = lens.name;
        s.axis = lens.axis;
        s.label = lens.label;
        auto const at = static_cast<std::size_t>(&lens - judged_.lenses.data());
        double noise = 0.0;
        for (std::size_t y = 0; y < judged_.reported(); ++y)
            noise = add_point(s, at, y);
        s.deciding = !lens.together && decides(s, noise);
        s.slack = s.deciding ? 0.0 : slack(s, noise, lens.together);
        return s;
    }

    //! Adds a year; gives the noise of the index in it.
    double add_point(GroupSeries& s, std::size_t lens, std::size_t year) const {
        std::vector<double> workforce, reference, ratio, indices, persons, difference, missing;
        double noise = 0.0;
        for (auto const& replicate : replicates_) {
            Point const p = point(replicate, lens, year);
            workforce.push_back(p.workforce);
            reference.push_back(p.reference);
            ratio.push_back(p.ratio());
            indices.push_back(judged_.index(p, scale()));
            persons.push_back(p.workers / scale());
            difference.push_back(p.difference());
            missing.push_back(p.missing() / scale());
            noise = (spec_.index == "ratio" ? p.ratio() : p.workforce) /
                    std::sqrt(std::max(p.workers, 1.0));
        }
        Band of_ratio;
        add_year(of_ratio, ratio);
        indices = present(std::move(indices));
        s.year.push_back(judged_.model.base_year + static_cast<std::int32_t>(year));
        s.persons.push_back(mean(persons));
        s.share_workforce.push_back(mean(present(std::move(workforce))));
        s.share_reference.push_back(mean(present(std::move(reference))));
        s.ratio.push_back(of_ratio.mean.back());
        s.ratio_low.push_back(of_ratio.low.back());
        s.ratio_high.push_back(of_ratio.high.back());
        add_year(s.difference, difference);
        add_year(s.missing, missing);
        if (certain)
            return 0.0;
        if (judged_.model.settings.doubt)
            return luck(lens, year, noise);
        return indices.size() >= 5 ? sample_sd(indices) : noise;
    }

    //! The part of the noise that more people would make smaller: doubt about figures keeps nobody
    //! from deciding. Told from twins, if there are enough, else that of a Poisson count.
    double luck(std::size_t lens, std::size_t year, double poisson) const {
        double sum = 0.0;
        std::size_t pairs = 0;
        for (std::size_t i = 0; i < twins_.size(); ++i) {
            double const apart = judged_.index(point(replicates_[i], lens, year), scale()) -
                                 judged_.index(point(twins_[i], lens, year), scale());
            if (std::isnan(apart))
                continue;
            sum += apart * apart / 2.0;
            ++pairs;
        }
        return pairs >= 5 ? std::sqrt(sum / static_cast<double>(pairs)) : poisson;
    }

    //! A group of some size whose noise hides the tolerance cannot tell that parity is there, but
    //! two standard deviations below the threshold it tells that parity is not.
    double slack(GroupSeries const& s, double noise, bool together) const {
        bool const speaks = !together && !spec_.of_one_group() &&
                            !std::isnan(s.share_workforce.back()) &&
                            s.share_reference.back() >= least_share && std::isfinite(noise);
        return speaks ? 2.0 * noise : std::numeric_limits<double>::infinity();
    }
    bool stands_in_the_way(GroupSeries const& s, double index) const {
        return s.deciding ? !(index >= spec_.at_least) : index < spec_.at_least - s.slack;
    }

    //! Synthetic people per person; an expected path has none.
    double scale() const { return certain ? 1.0 : judged_.model.settings.scale; }

    //! Groups without a share in the workforce to speak of, those under 1 % of the reference, and
    //! those with noise above half the tolerance, are shown and do not decide (last year reported).
    bool decides(GroupSeries const& s, double noise) const {
        if (spec_.index == "count")
            return s.name == spec_.group;
        if (std::isnan(s.share_workforce.back()))
            return false;
        if (spec_.index == "share")
            return s.name == spec_.group;
        double const tolerance = spec_.index == "ratio" ? 1.0 - spec_.at_least : -spec_.at_least;
        return s.share_reference.back() >= least_share &&
               (tolerance <= 0.0 || noise <= tolerance / 2.0);
    }

    //! The groups of each axis of the lens together, replicate by replicate.
    std::vector<AxisSeries> axes(std::vector<GroupSeries> const& groups) const {
        std::vector<AxisSeries> all;
        for (std::size_t l = 0; l < groups.size(); ++l)
            if (!judged_.lenses[l].together && (all.empty() || all.back().axis != groups[l].axis))
                all.push_back({groups[l].axis, {}, {}});
        for (auto& axis : all)
            for (std::size_t y = 0; y < judged_.reported(); ++y) {
                std::vector<double> proportionality, missing;
                for (auto const& replicate : replicates_) {
                    double common = 0.0, lacking = 0.0;
                    for (std::size_t l = 0; l < groups.size(); ++l)
                        if (groups[l].axis == axis.axis) {
                            Point const p = point(replicate, l, y);
                            // A share that does not exist must stay none in the sum.
                            common += p.workforce < p.reference ? p.workforce
                                      : std::isnan(p.workforce) ? p.workforce
                                                                : p.reference;
                            lacking += p.missing() / scale();
                        }
                    proportionality.push_back(common);
                    missing.push_back(lacking);
                }
                add_year(axis.proportionality, proportionality);
                add_year(axis.missing, missing);
            }
        return all;
    }

    //! Years in which nobody is there to be compared.
    std::vector<std::string> empty_sides(std::vector<GroupSeries> const& groups) const {
        std::vector<std::string> said;
        auto const look = [&](std::vector<double> const& shares, std::string const& whom) {
            auto const& years = groups.front().year;
            auto const first =
                std::find_if(shares.begin(), shares.end(), [](double x) { return std::isnan(x); });
            auto const n =
                std::count_if(shares.begin(), shares.end(), [](double x) { return std::isnan(x); });
            if (n > 0)
                said.push_back(
                    "nobody is in " + whom + " in " + std::to_string(n) + " of " +
                    std::to_string(shares.size()) + " years, first in " +
                    std::to_string(years[static_cast<std::size_t>(first - shares.begin())]) +
                    ": shares and ratios do not exist there, and such a year is not one "
                    "of parity");
        };
        if (!groups.empty()) {
            look(groups.front().share_workforce, "the workforce of the parity definition");
            look(groups.front().share_reference, "the reference of the parity definition");
        }
        return said;
    }

  public:
    //! P by each goal year, from first years by replicate.
    static std::vector<GoalResult>
    goals_of(ParitySpec const& spec, std::vector<std::optional<std::int32_t>> const& first_year) {
        std::vector<GoalResult> goals;
        for (auto const goal : spec.goals) {
            auto const hits = std::count_if(first_year.begin(), first_year.end(),
                                            [&](auto y) { return y && *y <= goal; });
            goals.push_back(goal_result(goal, hits, static_cast<std::int64_t>(first_year.size())));
        }
        return goals;
    }

  private:
    Judged const& judged_;
    ParitySpec const& spec_;
    std::span<Series const> replicates_, twins_;
    std::size_t class_;
};

// Parts of a result that need more than the workforce as a whole. Each leaves out what the counts
// do not hold.

//! Who came into the workforce, group by group.
void add_entrants(Judged const& judged, std::span<ParitySeries const> replicates,
                  ParityResult& result);
//! Every class of the workforce by itself: results in the order of the classes, NCSES ones only.
std::vector<ParityResult> add_classes(Judged const& judged,
                                      std::span<ParitySeries const> replicates,
                                      std::span<ParitySeries const> twins, ParityResult& result);
//! What entry alone could do.
void add_inertia(Judged const& judged, std::span<ParitySeries const> replicates,
                 ParityResult& result);

//! Lines of measures by lens group of the main definition.
std::vector<MeasureSeries> measures_of(Measures const& measures, Judged const& main,
                                       std::span<ReplicateSeries const> replicates);

} // namespace stempath::models
