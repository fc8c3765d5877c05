#include "models/parity.hpp"

#include "models/labels.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <sstream>
#include <type_traits>

namespace stempath::models {

namespace {

//! One lens group: a value of an axis, as the set of groups that have it.
struct Lens {
    std::string axis, name;
    std::vector<std::size_t> groups;
};

std::vector<Lens> lenses(Pack const& pack, ParitySpec const& spec) {
    std::vector<Lens> all;
    for (std::size_t a = 0; a < pack.axes.size(); ++a) {
        auto const& axis = pack.axes[a];
        if (!spec.lens.empty() &&
            std::find(spec.lens.begin(), spec.lens.end(), axis.name) == spec.lens.end())
            continue;
        for (auto const& value : axis.values) {
            Lens lens{axis.name, value, {}};
            for (std::size_t g = 0; g < pack.groups.size(); ++g)
                if (pack.groups[g].values[a] == value)
                    lens.groups.push_back(g);
            all.push_back(std::move(lens));
        }
    }
    return all;
}

double quantile(std::vector<double> sorted, double q) {
    if (sorted.empty())
        return std::numeric_limits<double>::quiet_NaN();
    std::sort(sorted.begin(), sorted.end());
    double const at = q * static_cast<double>(sorted.size() - 1);
    auto const low = static_cast<std::size_t>(at);
    auto const high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double part_of(double part, double whole) { return whole > 0.0 ? part / whole : missing; }

//! The numbers that there are.
std::vector<double> present(std::vector<double> v) {
    std::erase_if(v, [](double x) { return std::isnan(x); });
    return v;
}

double mean(std::vector<double> const& v) {
    double sum = 0.0;
    for (double const x : v)
        sum += x;
    return sum / static_cast<double>(v.size());
}

double sample_sd(std::vector<double> const& v) {
    double const m = mean(v);
    double sum = 0.0;
    for (double const x : v)
        sum += (x - m) * (x - m);
    return std::sqrt(sum / static_cast<double>(v.size() - 1));
}

//! Shares and index of one lens group in one replicate and year; not a number where there is none:
//! the share of a workforce of nobody, the ratio to a reference of nobody.
struct Point {
    double workforce = missing, reference = missing;
    double workers = 0.0;
    double ratio() const { return reference > 0.0 ? workforce / reference : missing; }
    double persons(double scale) const { return workers / scale; }
};

//! `Series` is ParitySeries, of replicates, or ExpectedSeries, which are certain.
template <class Series>
class Assessment {
    static constexpr double least_share = 0.01; //!< of the reference, of a group that has a say
    static constexpr bool certain = std::is_same_v<Series, ExpectedSeries>;

  public:
    Assessment(Model const& model, std::span<Series const> replicates)
        : model_(model), pack_(*model_.pack), spec_(model_.settings.parity),
          replicates_(replicates), lenses_(lenses(pack_, spec_)) {}

    ParityResult result() const {
        ParityResult r;
        r.definition = definition();
        for (auto const& lens : lenses_)
            r.groups.push_back(series(lens));
        for (auto const& replicate : replicates_)
            r.first_year.push_back(
                first_lasting_year(met(replicate, r.groups), model_.base_year, spec_.k));
        for (auto const goal : certain ? std::vector<std::int32_t>{} : spec_.goals) {
            auto const hits = std::count_if(r.first_year.begin(), r.first_year.end(),
                                            [&](auto y) { return y && *y <= goal; });
            r.goals.push_back(
                goal_result(goal, hits, static_cast<std::int64_t>(replicates_.size())));
        }
        r.median_year = median(r.first_year);
        r.reached = r.median_year.has_value();
        r.warnings = empty_sides(r.groups);
        return r;
    }

  private:
    Point point(Series const& replicate, Lens const& lens, std::size_t year) const {
        Point p;
        double all_workers = 0.0, all_reference = 0.0, reference = 0.0;
        Coords c;
        c[Dim::year] = static_cast<std::int32_t>(year);
        for (std::size_t g = 0; g < pack_.groups.size(); ++g) {
            bool const ours =
                std::find(lens.groups.begin(), lens.groups.end(), g) != lens.groups.end();
            auto const workers =
                static_cast<double>(replicate.workforce[year * pack_.groups.size() + g]);
            c[Dim::group] = static_cast<std::int32_t>(g);
            double const n =
                spec_.reference_share
                    ? spec_.reference_share->at(c)
                    : static_cast<double>(replicate.reference[year * pack_.groups.size() + g]);
            all_workers += workers;
            all_reference += n;
            p.workers += ours ? workers : 0.0;
            reference += ours ? n : 0.0;
        }
        p.workforce = part_of(p.workers, all_workers);
        p.reference = part_of(reference, all_reference);
        return p;
    }

    double index(Point const& p) const {
        if (spec_.index == "share")
            return p.workforce;
        if (spec_.index == "count")
            return p.persons(scale());
        return spec_.index == "difference" ? p.workforce - p.reference : p.ratio();
    }

    GroupSeries series(Lens const& lens) const {
        GroupSeries s;
        s.name = lens.name;
        s.axis = lens.axis;
        s.label = group_label(pack_, lens.name);
        for (std::int32_t year = model_.base_year; year <= model_.settings.end_year; ++year) {
            std::vector<double> workforce, reference, ratio, indices, persons;
            double noise = 0.0;
            for (auto const& replicate : replicates_) {
                Point const p =
                    point(replicate, lens, static_cast<std::size_t>(year - model_.base_year));
                workforce.push_back(p.workforce);
                reference.push_back(p.reference);
                ratio.push_back(p.ratio());
                indices.push_back(index(p));
                persons.push_back(p.persons(scale()));
                noise = (spec_.index == "ratio" ? p.ratio() : p.workforce) /
                        std::sqrt(std::max(p.workers, 1.0));
            }
            ratio = present(std::move(ratio));
            indices = present(std::move(indices));
            s.year.push_back(year);
            s.persons.push_back(mean(persons));
            s.share_workforce.push_back(mean(present(std::move(workforce))));
            s.share_reference.push_back(mean(present(std::move(reference))));
            s.ratio.push_back(mean(ratio));
            s.ratio_low.push_back(quantile(ratio, 0.05));
            s.ratio_high.push_back(quantile(ratio, 0.95));
            if (certain)
                noise = 0.0;
            else if (indices.size() >= 5)
                noise = sample_sd(indices);
            s.deciding = decides(s, noise);
            s.slack = s.deciding ? 0.0 : slack(s, noise);
        }
        return s;
    }

    //! A group of some size whose noise hides the tolerance cannot tell that parity is there, but
    //! two standard deviations below the threshold it tells that parity is not.
    double slack(GroupSeries const& s, double noise) const {
        bool const speaks = !spec_.of_one_group() && !std::isnan(s.share_workforce.back()) &&
                            s.share_reference.back() >= least_share && std::isfinite(noise);
        return speaks ? 2.0 * noise : std::numeric_limits<double>::infinity();
    }
    bool stands_in_the_way(GroupSeries const& s, double index) const {
        return s.deciding ? !(index >= spec_.at_least) : index < spec_.at_least - s.slack;
    }

    //! Synthetic people per person; an expected path has none.
    double scale() const { return certain ? 1.0 : model_.settings.scale; }

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

    std::vector<bool> met(Series const& replicate, std::vector<GroupSeries> const& groups) const {
        std::vector<bool> v;
        // Where nobody decides there is nothing to reach.
        bool const decided =
            std::any_of(groups.begin(), groups.end(), [](auto const& g) { return g.deciding; });
        for (std::size_t y = 0; y * pack_.groups.size() < replicate.workforce.size(); ++y) {
            bool all = decided;
            for (std::size_t l = 0; l < lenses_.size(); ++l)
                all = all && !stands_in_the_way(groups[l], index(point(replicate, lenses_[l], y)));
            v.push_back(all);
        }
        return v;
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

    static std::optional<double> median(std::vector<std::optional<std::int32_t>> const& years) {
        constexpr double censored = std::numeric_limits<double>::infinity();
        std::vector<double> v;
        for (auto const& y : years)
            v.push_back(y ? *y : censored);
        std::sort(v.begin(), v.end());
        double const m = (v[(v.size() - 1) / 2] + v[v.size() / 2]) / 2.0;
        return m < censored ? std::optional(m) : std::nullopt;
    }

    //! Who the workforce is compared with, in the same year.
    std::string reference() const {
        if (spec_.reference_share)
            return "the reference population";
        if (spec_.reference == "residents")
            return pack_.demography ? "residents of the same ages, year by year"
                                    : "all people in the model, year by year";
        return stage_label(pack_, spec_.reference) +
               (pack_.demography ? " of the same ages, year by year" : ", year by year");
    }

    std::string definition() const {
        std::ostringstream text;
        std::string lens;
        for (auto const& axis : pack_.axes)
            if (spec_.lens.empty() ||
                std::find(spec_.lens.begin(), spec_.lens.end(), axis.name) != spec_.lens.end())
                lens += (lens.empty() ? "" : " and ") + axis.name;
        auto const workforce = workforce_label(spec_, pack_);
        if (spec_.of_one_group())
            text << (spec_.index == "share" ? "share of " : "number of ")
                 << group_label(pack_, spec_.group) << " in " << workforce << " at least "
                 << fmt::format("{}", spec_.at_least);
        else
            text << (spec_.index == "ratio" ? "representation ratio" : "difference in shares")
                 << " (share of " << workforce << (spec_.index == "ratio" ? " over" : " minus")
                 << " share of " << reference() << ") at least " << spec_.at_least
                 << " for every deciding group by " << words_of(lens);
        if (pack_.demography)
            text << ", ages " << spec_.from_age << "-" << spec_.to_age;
        text << ", " << spec_.k << (spec_.k == 1 ? " year" : " years in a row");
        return text.str();
    }

    Model const& model_;
    Pack const& pack_;
    ParitySpec const& spec_;
    std::span<Series const> replicates_;
    std::vector<Lens> lenses_;
};

} // namespace

ParityResult parity_of(Measures const& measures, std::span<ParitySeries const> replicates) {
    return Assessment<ParitySeries>(measures.model, replicates).result();
}

ParityResult parity_of(Model const& model, ExpectedSeries const& path) {
    return Assessment<ExpectedSeries>(model, {&path, 1}).result();
}

std::optional<std::int32_t> first_lasting_year(std::vector<bool> const& met, std::int32_t base_year,
                                               std::int32_t k) {
    std::int32_t run = 0;
    for (std::size_t y = 0; y < met.size(); ++y) {
        run = met[y] ? run + 1 : 0;
        if (run == std::max(k, 1))
            return base_year + static_cast<std::int32_t>(y) - run + 1;
    }
    return std::nullopt;
}

GoalResult goal_result(std::int32_t year, std::int64_t hits, std::int64_t n) {
    double const a = static_cast<double>(hits) + 0.5, b = static_cast<double>(n - hits) + 0.5;
    GoalResult g;
    g.year = year;
    g.p = static_cast<double>(hits) / static_cast<double>(n);
    g.se = std::sqrt(a * b / ((a + b) * (a + b) * (a + b + 1.0)));
    g.resolved = g.se <= 0.05;
    return g;
}

} // namespace stempath::models
