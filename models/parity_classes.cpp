//! The classes of a workforce apart: parity in every one of them, and how much of a change comes
//! from inside them.
#include "models/parity_assessment.hpp"

namespace stempath::models {

namespace {

//! One group in one class and year of one replicate.
struct Part {
    double weight = 0.0, share = missing_number; //!< of the class in the workforce, of the group
};

std::vector<Part> parts_of(Judged const& judged, ParitySeries const& replicate, Lens const& lens,
                           std::size_t year) {
    std::size_t const classes = judged.members.classes.size();
    double all = 0.0;
    std::vector<Part> parts;
    for (std::size_t c = 0; c < classes; ++c) {
        double people = 0.0, ours = 0.0;
        for (std::size_t cell = 0; cell < judged.cells; ++cell) {
            double const n = replicate.by_class[(year * classes + c) * judged.cells + cell];
            people += n;
            ours += lens.cells[cell] != 0 ? n : 0.0;
        }
        parts.push_back({people, part_of(ours, people)});
        all += people;
    }
    for (auto& part : parts)
        part.weight = part_of(part.weight, all);
    return parts;
}

//! With w the share of a class in the workforce and s that of the group in the class:
//! sum(w1 s1) - sum(w0 s0) = sum(mean(w) (s1 - s0)) + sum(mean(s) (w1 - w0)). A class that is empty
//! at one end has the share of the other.
SplitChange split(std::vector<Part> const& from, std::vector<Part> const& to) {
    SplitChange change;
    for (std::size_t c = 0; c < from.size(); ++c) {
        double const s0 = std::isnan(from[c].share) ? to[c].share : from[c].share;
        double const s1 = std::isnan(to[c].share) ? from[c].share : to[c].share;
        if (std::isnan(s0)) // empty at both ends
            continue;
        change.within += (from[c].weight + to[c].weight) / 2.0 * (s1 - s0);
        change.between += (s0 + s1) / 2.0 * (to[c].weight - from[c].weight);
    }
    return change;
}

std::vector<std::int32_t> years_of_change(Judged const& judged) {
    auto years = judged.spec.goals;
    years.push_back(judged.model.settings.end_year);
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    std::erase_if(years, [&](auto y) {
        return y <= judged.model.base_year || y > judged.model.settings.end_year;
    });
    return years;
}

std::vector<SplitChange> changes(Judged const& judged, std::span<ParitySeries const> replicates) {
    std::vector<SplitChange> all;
    for (auto const year : years_of_change(judged))
        for (auto const& lens : judged.lenses) {
            std::vector<double> within, between;
            auto const y = static_cast<std::size_t>(year - judged.model.base_year);
            for (auto const& replicate : replicates) {
                auto const one = split(parts_of(judged, replicate, lens, 0),
                                       parts_of(judged, replicate, lens, y));
                within.push_back(one.within);
                between.push_back(one.between);
            }
            all.push_back(
                {lens.axis, lens.name, year, mean(present(within)), mean(present(between))});
        }
    return all;
}

//! The index of the deciding group that is lowest in the last year reported.
double lowest_index(ParityResult const& result) {
    double lowest = std::numeric_limits<double>::infinity();
    for (auto const& group : result.groups)
        if (group.deciding)
            lowest = std::min(lowest, result.index == "ratio"        ? group.ratio.back()
                                      : result.index == "difference" ? group.difference.mean.back()
                                      : result.index == "share"      ? group.share_workforce.back()
                                                                     : group.persons.back());
    return lowest;
}

//! The class that is there last, or not at all; of several that are not there, the one whose lowest
//! group is lowest.
std::string last_of(std::vector<ParityResult> const& classes) {
    auto const later = [](ParityResult const& a, ParityResult const& b) {
        if (a.median_year.has_value() != b.median_year.has_value())
            return !b.median_year.has_value();
        return a.median_year ? *a.median_year < *b.median_year : lowest_index(a) > lowest_index(b);
    };
    auto const last = std::max_element(classes.begin(), classes.end(), later);
    return last == classes.end() ? "" : last->name;
}

} // namespace

std::vector<ParityResult> add_classes(Judged const& judged,
                                      std::span<ParitySeries const> replicates,
                                      std::span<ParitySeries const> twins, ParityResult& result) {
    std::vector<ParityResult> results;
    auto const& classes = judged.members.classes;
    if (judged.spec.index == "count") // persons of a class are another number than those of all
        return results;
    if (classes.empty() || replicates.empty() || replicates.front().by_class.empty())
        return results;
    ClassTwin twin;
    std::vector<std::vector<bool>> met(replicates.size(), std::vector<bool>(judged.years, true));
    for (std::size_t c = 0; c < classes.size(); ++c) {
        if (classes[c] == "none")
            continue;
        Assessment<ParitySeries> const assessment(judged, replicates, twins, c);
        auto& of_class = results.emplace_back(assessment.result());
        of_class.name = classes[c];
        of_class.label.clear(); // it speaks of all classes
        twin.classes.push_back(classes[c]);
        twin.class_median.push_back(of_class.median_year);
        for (std::size_t r = 0; r < replicates.size(); ++r) {
            auto const there = assessment.met(replicates[r], of_class.groups);
            for (std::size_t y = 0; y < there.size(); ++y)
                met[r][y] = met[r][y] && there[y];
        }
    }
    for (auto const& there : met)
        twin.first_year.push_back(first_lasting_year(there, judged.model.base_year, judged.spec.k));
    twin.goals = goals_of(judged, twin.first_year, met);
    twin.kept = kept_of(judged, twin.first_year, met);
    twin.median_year = median_year(twin.first_year);
    twin.last = last_of(results);
    twin.change = changes(judged, replicates);
    result.by_class = std::move(twin);
    return results;
}

} // namespace stempath::models
