//! Series of lens groups and axes from those of replicates, and the first year of parity.
#include "models/parity_assessment.hpp"

namespace stempath::models {

template <class Series>
ParityResult Assessment<Series>::result() const {
    ParityResult r;
    r.name = spec_.name;
    r.definition = definition_words(*judged_.model.pack, spec_);
    r.label = spec_.label;
    r.in_short = definition_words(*judged_.model.pack, spec_, true);
    r.index = spec_.index;
    r.at_least = spec_.at_least;
    for (auto const& lens : judged_.lenses)
        r.groups.push_back(series(lens));
    std::vector<std::vector<bool>> years;
    for (auto const& replicate : replicates_) {
        years.push_back(met(replicate, r.groups));
        r.first_year.push_back(first_lasting_year(years.back(), judged_.model.base_year, spec_.k));
    }
    if (!certain)
        r.goals = goals_of(judged_, r.first_year, years);
    r.kept = kept_of(judged_, r.first_year, years);
    r.median_year = median_year(r.first_year);
    r.reached = r.median_year.has_value();
    r.warnings = empty_sides(r.groups);
    r.axes = axes(r.groups);
    return r;
}

template <class Series>
std::vector<bool> Assessment<Series>::met(Series const& replicate,
                                          std::vector<GroupSeries> const& groups) const {
    std::vector<bool> v;
    // Where nobody decides there is nothing to reach.
    bool const decided =
        std::any_of(groups.begin(), groups.end(), [](auto const& g) { return g.deciding; });
    for (std::size_t y = 0; y < judged_.years; ++y) {
        bool all = decided;
        for (std::size_t l = 0; l < judged_.lenses.size(); ++l)
            all = all && !stands_in_the_way(spec_, groups[l],
                                            judged_.index(point(replicate, l, y), scale()));
        v.push_back(all);
    }
    return v;
}

template <class Series>
Point Assessment<Series>::point(Series const& replicate, std::size_t lens, std::size_t year) const {
    std::size_t const classes = judged_.members.classes.size(), cells = judged_.cells;
    auto const* const workers = class_ == all_classes
                                    ? &replicate.workforce[year * cells]
                                    : &replicate.by_class[(year * classes + class_) * cells];
    auto const* const reference =
        judged_.table.empty() ? &replicate.reference[year * cells] : nullptr;
    return judged_.point(judged_.lenses[lens], year, workers, reference);
}

template <class Series>
std::vector<double> Assessment<Series>::indices(GroupSeries const& group, std::size_t year) const {
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

template <class Series>
GroupSeries Assessment<Series>::series(Lens const& lens) const {
    GroupSeries s;
    s.name = lens.name;
    s.axis = lens.axis;
    s.label = lens.label;
    auto const at = static_cast<std::size_t>(&lens - judged_.lenses.data());
    double noise = 0.0;
    for (std::size_t y = 0; y < judged_.reported(); ++y)
        noise = add_point(s, at, y);
    s.deciding = !lens.together && decides(spec_, s, noise);
    s.slack = s.deciding ? 0.0 : slack_of(spec_, s, noise, lens.together);
    return s;
}

template <class Series>
double Assessment<Series>::add_point(GroupSeries& s, std::size_t lens, std::size_t year) const {
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

template <class Series>
double Assessment<Series>::luck(std::size_t lens, std::size_t year, double poisson) const {
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

template <class Series>
std::vector<AxisSeries> Assessment<Series>::axes(std::vector<GroupSeries> const& groups) const {
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

template class Assessment<ParitySeries>;
template class Assessment<ExpectedSeries>;

} // namespace stempath::models
