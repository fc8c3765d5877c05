#include "models/parity.hpp"

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
    add_careers(judged, replicates, result);
    auto by_class = add_classes(judged, replicates, twins, result);
    if (classes != nullptr)
        *classes = std::move(by_class);
    add_inertia(judged, replicates, result);
    return result;
}

//! The plain axes of a lens crossed: "race_ethnicity.sex"; empty where they are fewer than two, or
//! where the lens or the index leaves nothing to ask.
std::string crossing_of(Pack const& pack, ParitySpec const& spec) {
    std::string name;
    std::size_t n = 0;
    for (auto const& axis : pack.axes)
        if (spec.lens.empty() ||
            std::find(spec.lens.begin(), spec.lens.end(), axis.name) != spec.lens.end()) {
            name += (n == 0 ? "" : ".") + axis.name;
            ++n;
        }
    bool const has = std::find(spec.lens.begin(), spec.lens.end(), name) != spec.lens.end();
    return n < 2 || has || spec.of_one_group() ? "" : name;
}

//! The main definition by the groups of its axes crossed, from the same counts.
std::vector<ParityResult> judge_crossed(Measures const& measures,
                                        std::span<ParitySeries const> replicates,
                                        std::span<ParitySeries const> twins) {
    auto members = measures.definitions.front();
    auto const crossing = crossing_of(*measures.model.pack, members.spec);
    if (crossing.empty())
        return {};
    members.spec.name = crossing;
    members.spec.lens = {crossing};
    members.spec.together.clear();
    Judged const judged(measures.model, members);
    auto result = Assessment<ParitySeries>(judged, replicates, twins).result();
    add_entrants(judged, replicates, result);
    add_careers(judged, replicates, result);
    return {std::move(result)};
}

//! Of all replicates, whose series of the definition are gone then.
std::vector<ParitySeries> taken(std::vector<ReplicateSeries>& replicates, std::size_t definition) {
    std::vector<ParitySeries> all;
    all.reserve(replicates.size());
    for (auto& replicate : replicates)
        all.push_back(std::move(replicate.definitions[definition]));
    return all;
}

} // namespace

std::vector<ParitySeries> series_of(std::vector<ReplicateSeries> const& replicates,
                                    std::size_t definition) {
    std::vector<ParitySeries> all;
    for (auto const& replicate : replicates)
        all.push_back(replicate.definitions[definition]);
    return all;
}

Findings findings_of(Measures const& measures, std::vector<ReplicateSeries> replicates,
                     std::vector<ReplicateSeries> twins) {
    using Role = ParityMembers::Role;
    Findings found;
    auto const main_series = taken(replicates, 0), main_again = taken(twins, 0);
    found.main = judge(measures, 0, main_series, main_again, &found.classes);
    found.crossed = judge_crossed(measures, main_series, main_again);
    for (std::size_t d = 1; d < measures.definitions.size(); ++d) {
        auto series = taken(replicates, d), again = taken(twins, d);
        bool const preset = measures.definitions[d].role == Role::preset;
        for (std::size_t i = 0; preset && i < series.size(); ++i)
            series[i].reference = main_series[i].reference; // they share it
        for (std::size_t i = 0; preset && i < again.size(); ++i)
            again[i].reference = main_again[i].reference;
        (preset ? found.presets : found.beside).push_back(judge(measures, d, series, again));
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

std::vector<bool> lasting(std::vector<bool> const& met, std::int32_t k) {
    std::vector<bool> lasts(met.size());
    for (std::size_t begin = 0; begin < met.size();) {
        std::size_t end = begin;
        while (end < met.size() && met[end] == met[begin])
            ++end;
        for (std::size_t y = begin; y < end; ++y)
            lasts[y] = met[begin] && static_cast<std::int32_t>(end - begin) >= k;
        begin = end;
    }
    return lasts;
}

GoalResult goal_result(std::int32_t year, std::int64_t hits, std::int64_t n) {
    double const a = static_cast<double>(hits) + 0.5, b = static_cast<double>(n - hits) + 0.5;
    GoalResult g;
    g.year = year;
    g.hits = g.kept = hits; // unless who counts them knows better
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
