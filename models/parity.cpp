#include "models/parity.hpp"

#include "models/noise_split.hpp"
#include "models/parity_assessment.hpp"

namespace stempath::models {

namespace {

//! Everything about one definition. `classes`: receives the results of each class, where there are
//! several.
ParityResult judge(Measures const& measures, std::size_t definition,
                   std::span<ParitySeries const> replicates, std::span<ParitySeries const> twins,
                   std::vector<ParityResult>* classes = nullptr) {
    auto const& members = measures.definitions[definition];
    Judged const judged(measures.model, members);
    auto result = Assessment<ParitySeries>(judged, replicates, twins).result();
    if (members.role == ParityMembers::Role::preset)
        return result;
    add_entrants(judged, replicates, result);
    auto by_class = add_classes(judged, replicates, twins, result);
    if (classes != nullptr)
        *classes = std::move(by_class);
    add_inertia(judged, replicates, result);
    return result;
}

//! Of all replicates; a preset shares the reference of the main definition.
std::vector<ParitySeries> series_of(Measures const& measures, std::size_t definition,
                                    std::span<ReplicateSeries const> replicates) {
    std::vector<ParitySeries> all;
    for (auto const& replicate : replicates) {
        all.push_back(replicate.definitions[definition]);
        if (measures.definitions[definition].role == ParityMembers::Role::preset)
            all.back().reference = replicate.definitions.front().reference;
    }
    return all;
}

} // namespace

Findings findings_of(Measures const& measures, std::span<ReplicateSeries const> replicates,
                     std::span<ReplicateSeries const> twins) {
    using Role = ParityMembers::Role;
    Findings found;
    for (std::size_t d = 0; d < measures.definitions.size(); ++d) {
        auto const series = series_of(measures, d, replicates),
                   paired = series_of(measures, d, twins);
        auto const role = measures.definitions[d].role;
        auto result =
            judge(measures, d, series, paired, role == Role::main ? &found.classes : nullptr);
        if (role == Role::main) {
            found.noise = noise_split(measures, result, series, paired);
            found.main = std::move(result);
        } else
            (role == Role::beside ? found.beside : found.presets).push_back(std::move(result));
    }
    Judged const main(measures.model, measures.definitions.front());
    found.measures = measures_of(measures, main, replicates);
    return found;
}

ParityResult parity_of(Measures const& measures, std::span<ParitySeries const> replicates,
                       std::span<ParitySeries const> twins) {
    return judge(measures, 0, replicates, twins);
}

ParityResult parity_of(Measures const& measures, ExpectedSeries const& path) {
    Judged const judged(measures.model, measures.definitions.front());
    return Assessment<ExpectedSeries>(judged, {&path, 1}).result();
}

std::vector<double> judged_in(Measures const& measures, std::span<ParitySeries const> replicates,
                              GroupSeries const& group, std::size_t year) {
    Judged const judged(measures.model, measures.definitions.front());
    return Assessment<ParitySeries>(judged, replicates).indices(group, year);
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
    g.hits = hits;
    g.n = n;
    double const all = static_cast<double>(n);
    g.p = static_cast<double>(hits) / all;
    g.se = std::sqrt(a * b / ((a + b) * (a + b) * (a + b + 1.0)));
    constexpr double z = 1.959963984540054; // 95 %
    double const middle = (g.p + z * z / (2.0 * all)) / (1.0 + z * z / all);
    double const half =
        z / (1.0 + z * z / all) * std::sqrt(g.p * (1.0 - g.p) / all + z * z / (4.0 * all * all));
    g.low = hits == 0 ? 0.0 : middle - half;
    g.high = hits == n ? 1.0 : middle + half;
    g.resolved = g.low > 0.5 || g.high < 0.5;
    return g;
}

} // namespace stempath::models
