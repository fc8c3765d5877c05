/*!
 * What entry alone could do. From the mean stocks S, entrants E and reference shares r of the run,
 * year t after year t - 1, cell by cell (groups, by region where the definition tells them apart):
 *
 *     leavers' rate  l_c(t) = (S_c(t-1) + E_c(t) - S_c(t)) / S_c(t-1)
 *     bound          X_c(t) = X_c(t-1) (1 - l_c(t)) + E(t) r_c(t),   X_c(0) = S_c(0)
 *
 * with E the entrants of all cells: as many come as in the run, in the proportions of the
 * reference, and people leave at the rates of the run. The bound is the first year in which X is at
 * parity.
 *
 * The share q of all entrants that one group needs from the first year on makes
 * X_g(t) = X_g(t-1) (1 - l_g(t)) + q E(t), and the same with 1 - q for all others together: both
 * are linear in q, so the q of parity in a year follows by one division.
 */
#include "models/parity_assessment.hpp"

namespace stempath::models {

namespace {

//! Means over replicates, [year][cell].
struct MeanPath {
    std::vector<double> stock, came, reference;
};

MeanPath mean_path(Judged const& judged, std::span<ParitySeries const> replicates) {
    std::size_t const n = judged.years * judged.cells;
    MeanPath path{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
    double const each = 1.0 / static_cast<double>(replicates.size());
    for (auto const& replicate : replicates)
        for (std::size_t y = 0; y < judged.years; ++y) {
            std::size_t const begin = y * judged.cells, end = begin + judged.cells;
            double all = 0.0;
            for (std::size_t i = begin; i < end && judged.table.empty(); ++i)
                all += replicate.reference[i];
            for (std::size_t i = begin; i < end; ++i) {
                path.stock[i] += each * replicate.workforce[i];
                path.came[i] += each * replicate.came[i];
                path.reference[i] += judged.table.empty()
                                         ? each * (all > 0.0 ? replicate.reference[i] / all : 0.0)
                                         : each * judged.table[i];
            }
        }
    return path;
}

//! Stock and entrants of some cells over the years.
struct Flow {
    std::vector<double> stock, came;
};

Flow flow_of(Judged const& judged, MeanPath const& path, std::vector<std::uint8_t> const& cells,
             std::uint8_t wanted) {
    Flow flow{std::vector<double>(judged.years), std::vector<double>(judged.years)};
    for (std::size_t y = 0; y < judged.years; ++y)
        for (std::size_t c = 0; c < judged.cells; ++c)
            if (cells[c] == wanted) {
                flow.stock[y] += path.stock[y * judged.cells + c];
                flow.came[y] += path.came[y * judged.cells + c];
            }
    return flow;
}

//! The share of last year's people who are still here; nobody leaves where nobody was.
double staying(double before, double came, double now) {
    double const gone = before > 0.0 ? (before + came - now) / before : 0.0;
    return 1.0 - std::min(gone, 1.0);
}

//! X of all cells, [year][cell].
std::vector<double> bound_path(Judged const& judged, MeanPath const& path) {
    std::size_t const cells = judged.cells;
    std::vector<double> x = path.stock;
    for (std::size_t y = 1; y < judged.years; ++y) {
        double came = 0.0;
        for (std::size_t c = 0; c < cells; ++c)
            came += path.came[y * cells + c];
        for (std::size_t c = 0; c < cells; ++c) {
            std::size_t const at = y * cells + c, before = at - cells;
            x[at] = x[before] * staying(path.stock[before], path.came[at], path.stock[at]) +
                    came * path.reference[at];
        }
    }
    return x;
}

//! First years of parity on the path X, of all groups at once and of each.
void find_years(Judged const& judged, MeanPath const& path, std::vector<GroupSeries> const& groups,
                InertiaBound& bound) {
    auto const x = bound_path(judged, path);
    std::size_t const last = judged.reported() - 1;
    auto const at = [&](std::size_t lens, std::size_t y) {
        return judged.point(judged.lenses[lens], y, &x[y * judged.cells],
                            &path.reference[y * judged.cells]);
    };
    auto const first = [&](std::vector<bool> const& met) {
        return first_lasting_year(met, judged.model.base_year, judged.spec.k);
    };
    bool const decided =
        std::any_of(groups.begin(), groups.end(), [](auto const& g) { return g.deciding; });
    std::vector<bool> all(judged.years, decided);
    for (std::size_t l = 0; l < groups.size(); ++l) {
        InertiaBound::OfGroup of{};
        of.axis = groups[l].axis;
        of.group = groups[l].name;
        std::vector<bool> met;
        for (std::size_t y = 0; y < judged.years; ++y) {
            double const index = judged.index(at(l, y), judged.model.settings.scale);
            bool const fails = stands_in_the_way(judged.spec, groups[l], index);
            met.push_back(index >= judged.spec.at_least);
            all[y] = all[y] && !fails;
            if (y == last) {
                of.index = index;
                of.fails = fails;
            }
        }
        of.deciding = groups[l].deciding;
        of.first_year = first(met);
        of.above = at(l, 0).difference() > 0.0;
        if (!judged.lenses[l].together)
            bound.groups.push_back(std::move(of));
    }
    bound.first_year = first(all);
}

//! a + b q people after `years` years, when a share q of all who come is of this kind.
struct Linear {
    double a = 0.0, b = 0.0;
};

Linear after(Flow const& flow, std::vector<double> const& all_came, std::size_t years) {
    Linear x{flow.stock[0], 0.0};
    for (std::size_t y = 1; y <= years; ++y) {
        double const stays = staying(flow.stock[y - 1], flow.came[y], flow.stock[y]);
        x = {x.a * stays, x.b * stays + all_came[y]};
    }
    return x;
}

NeededShare needed_by(Judged const& judged, MeanPath const& path, Lens const& lens,
                      std::int32_t goal) {
    auto const ours = flow_of(judged, path, lens.cells, 1),
               others = flow_of(judged, path, lens.cells, 0);
    std::vector<double> all(judged.years);
    for (std::size_t y = 0; y < judged.years; ++y)
        all[y] = ours.came[y] + others.came[y];
    auto const years = static_cast<std::size_t>(goal - judged.model.base_year);
    auto const x = after(ours, all, years), rest = after(others, all, years);
    double reference = 0.0, came = 0.0, came_all = 0.0;
    for (std::size_t c = 0; c < judged.cells; ++c)
        reference += lens.cells[c] != 0 ? path.reference[years * judged.cells + c] : 0.0;
    for (std::size_t y = 1; y <= years; ++y) {
        came += ours.came[y];
        came_all += all[y];
    }
    auto const& spec = judged.spec;
    NeededShare needed{lens.axis, lens.name, goal, 0.0, part_of(came, came_all)};
    if (spec.index == "count") {
        needed.needed = (spec.at_least * judged.model.settings.scale - x.a) / x.b;
    } else {
        double const wanted = spec.index == "ratio"        ? spec.at_least * reference
                              : spec.index == "difference" ? reference + spec.at_least
                                                           : spec.at_least;
        // x.a + q x.b = wanted (x.a + q x.b + rest.a + (1 - q) rest.b)
        needed.needed =
            (wanted * (x.a + rest.a + rest.b) - x.a) / (x.b * (1.0 - wanted) + rest.b * wanted);
    }
    needed.needed = std::max(needed.needed, 0.0);
    return needed;
}

} // namespace

void add_inertia(Judged const& judged, std::span<ParitySeries const> replicates,
                 ParityResult& result) {
    if (replicates.empty() || replicates.front().came.empty())
        return;
    auto const path = mean_path(judged, replicates);
    InertiaBound bound;
    find_years(judged, path, result.groups, bound);
    for (auto const goal : judged.spec.goals)
        if (goal > judged.model.base_year && goal <= judged.model.settings.end_year)
            for (std::size_t l = 0; l < result.groups.size(); ++l)
                if (result.groups[l].deciding)
                    bound.needed.push_back(needed_by(judged, path, judged.lenses[l], goal));
    result.inertia = std::move(bound);
}

} // namespace stempath::models
