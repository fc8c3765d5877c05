#include "models/noise_split.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace stempath::models {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

//! The goals that the run comes to, and its end.
std::set<std::int32_t> years_of(Measures const& measures) {
    auto const& settings = measures.model.settings;
    std::set<std::int32_t> years{settings.end_year};
    for (auto const goal : settings.parity.goals)
        if (goal >= measures.model.base_year && goal < settings.end_year)
            years.insert(goal);
    return years;
}

class Splitting {
  public:
    Splitting(Measures const& measures, ParityResult const& parity,
              std::span<ParitySeries const> replicates, std::span<ParitySeries const> twins)
        : measures_(measures), parity_(parity), replicates_(replicates), twins_(twins) {}

    void add_year(std::int32_t year, std::vector<NoiseSplit>& into) const {
        auto const at = static_cast<std::size_t>(year - measures_.model.base_year);
        add(into, year, "lowest index", "", "", lowest(replicates_, at), lowest(twins_, at));
        for (auto const& group : parity_.groups)
            add(into, year, "index", group.axis, group.name,
                judged_in(measures_, replicates_, group, at),
                judged_in(measures_, twins_, group, at));
        add(into, year, "persons", "", "", persons(replicates_, at), persons(twins_, at));
    }

  private:
    static void add(std::vector<NoiseSplit>& into, std::int32_t year, std::string quantity,
                    std::string axis, std::string group, std::vector<double> const& replicates,
                    std::vector<double> const& twins) {
        NoiseSplit split = split_of(replicates, twins);
        split.year = year;
        split.quantity = std::move(quantity);
        split.axis = std::move(axis);
        split.group = std::move(group);
        into.push_back(std::move(split));
    }

    //! Of the groups that decide; not a number where none does.
    std::vector<double> lowest(std::span<ParitySeries const> of, std::size_t at) const {
        std::vector<double> least(of.size(), unknown);
        for (auto const& group : parity_.groups) {
            if (!group.deciding)
                continue;
            auto const indices = judged_in(measures_, of, group, at);
            for (std::size_t i = 0; i < indices.size(); ++i)
                least[i] = std::isnan(least[i]) ? indices[i] : std::min(least[i], indices[i]);
        }
        return least;
    }

    std::vector<double> persons(std::span<ParitySeries const> of, std::size_t at) const {
        std::size_t const cells = measures_.definitions.front().cells(measures_.model);
        std::vector<double> persons;
        for (auto const& series : of) {
            double n = 0.0;
            for (std::size_t c = 0; c < cells; ++c)
                n += series.workforce[at * cells + c];
            persons.push_back(n / measures_.model.settings.scale);
        }
        return persons;
    }

    Measures const& measures_;
    ParityResult const& parity_;
    std::span<ParitySeries const> replicates_, twins_;
};

} // namespace

NoiseSplit split_of(std::span<double const> replicates, std::span<double const> twins) {
    double sum = 0.0, squares = 0.0, within = 0.0;
    std::size_t n = 0, pairs = 0;
    for (std::size_t i = 0; i < replicates.size(); ++i) {
        if (std::isnan(replicates[i]))
            continue;
        sum += replicates[i];
        ++n;
        if (i >= twins.size() || std::isnan(twins[i]))
            continue;
        within += (replicates[i] - twins[i]) * (replicates[i] - twins[i]) / 2.0;
        ++pairs;
    }
    NoiseSplit split;
    split.mean = n > 0 ? sum / static_cast<double>(n) : unknown;
    for (double const x : replicates)
        if (!std::isnan(x))
            squares += (x - split.mean) * (x - split.mean);
    double const variance = n > 1 ? squares / static_cast<double>(n - 1) : unknown;
    double const process = pairs > 0 ? within / static_cast<double>(pairs) : unknown;
    split.sd = std::sqrt(variance);
    split.sd_process = std::sqrt(process);
    // Where less than nothing is left so many pairs cannot tell doubt from luck, and 0 is no
    // answer.
    split.sd_doubt = variance >= process ? std::sqrt(variance - process) : unknown;
    return split;
}

std::vector<NoiseSplit> noise_split(Measures const& measures, ParityResult const& parity,
                                    std::span<ParitySeries const> replicates,
                                    std::span<ParitySeries const> twins) {
    std::vector<NoiseSplit> split;
    if (twins.empty())
        return split;
    Splitting const splitting(measures, parity, replicates, twins);
    for (auto const year : years_of(measures))
        splitting.add_year(year, split);
    return split;
}

} // namespace stempath::models
