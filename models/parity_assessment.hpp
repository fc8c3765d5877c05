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
    static constexpr bool certain = std::is_same_v<Series, ExpectedSeries>;

  public:
    static constexpr std::size_t all_classes = static_cast<std::size_t>(-1);

    Assessment(Judged const& judged, std::span<Series const> replicates,
               std::span<Series const> twins = {}, std::size_t work_class = all_classes)
        : judged_(judged), spec_(judged.spec), replicates_(replicates), twins_(twins),
          class_(work_class) {}

    ParityResult result() const;

    //! By simulated year: whether nobody who decides is below.
    std::vector<bool> met(Series const& replicate, std::vector<GroupSeries> const& groups) const;

    Point point(Series const& replicate, std::size_t lens, std::size_t year) const;

    //! The number that the definition judges of a lens group, in each replicate.
    std::vector<double> indices(GroupSeries const& group, std::size_t year) const;

  private:
    GroupSeries series(Lens const& lens) const;
    //! Adds a year; gives the noise of the index in it.
    double add_point(GroupSeries& s, std::size_t lens, std::size_t year) const;
    //! The part of the noise that more people would make smaller: doubt about figures keeps nobody
    //! from deciding. Told from twins, if there are enough, else that of a Poisson count.
    double luck(std::size_t lens, std::size_t year, double poisson) const;
    //! Synthetic people per person; an expected path has none.
    double scale() const { return certain ? 1.0 : judged_.model.settings.scale; }
    //! The groups of each axis of the lens together, replicate by replicate.
    std::vector<AxisSeries> axes(std::vector<GroupSeries> const& groups) const;

    Judged const& judged_;
    ParitySpec const& spec_;
    std::span<Series const> replicates_, twins_;
    std::size_t class_;
};

extern template class Assessment<ParitySeries>;
extern template class Assessment<ExpectedSeries>;

// Who decides, and when that is.

/*!
 * Groups without a share in the workforce to speak of, those under 1 % of the reference, and
 * those with noise above half the tolerance, are shown and do not decide (last year reported).
 */
bool decides(ParitySpec const& spec, GroupSeries const& s, double noise);
//! A group of some size whose noise hides the tolerance cannot tell that parity is there, but
//! two standard deviations below the threshold it tells that parity is not.
double slack_of(ParitySpec const& spec, GroupSeries const& s, double noise, bool together);
bool stands_in_the_way(ParitySpec const& spec, GroupSeries const& s, double index);
//! Years in which nobody is there to be compared.
std::vector<std::string> empty_sides(std::vector<GroupSeries> const& groups);
//! P by each goal year, from first years and years of parity (as met() has them) by replicate.
std::vector<GoalResult> goals_of(Judged const& judged,
                                 std::vector<std::optional<std::int32_t>> const& first_year,
                                 std::vector<std::vector<bool>> const& met);
//! What becomes of parity once it is reached, from the same.
Kept kept_of(Judged const& judged, std::vector<std::optional<std::int32_t>> const& first_year,
             std::vector<std::vector<bool>> const& met);

// Parts of a result that need more than the workforce as a whole. Each leaves out what the counts
// do not hold.

//! Who came into the workforce, group by group.
void add_entrants(Judged const& judged, std::span<ParitySeries const> replicates,
                  ParityResult& result);
//! Which residents took up such work wherever it is, group by group.
void add_careers(Judged const& judged, std::span<ParitySeries const> replicates,
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
