#include "analysis/rake.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::analysis {

namespace {

double sum_of(std::vector<double> const& cells, Margin const& margin) {
    double sum = 0.0;
    for (auto const i : margin.cells)
        sum += cells[i];
    return sum;
}

double miss(std::vector<double> const& cells, Margin const& margin) {
    double const sum = sum_of(cells, margin);
    return margin.target > 0.0 ? std::abs(sum / margin.target - 1.0) : sum;
}

} // namespace

Raked rake(std::vector<double>& cells, std::vector<Margin> const& margins, double tolerance,
           std::size_t most_rounds) {
    Raked raked;
    auto const worst = [&] {
        double most = 0.0;
        for (auto const& margin : margins)
            most = std::max(most, miss(cells, margin));
        return most;
    };
    for (raked.worst = worst(); raked.worst > tolerance && raked.rounds < most_rounds;
         raked.worst = worst(), ++raked.rounds)
        for (auto const& margin : margins) {
            double const sum = sum_of(cells, margin);
            for (auto const i : margin.cells)
                cells[i] *= sum > 0.0 ? margin.target / sum : 1.0;
        }
    raked.converged = raked.worst <= tolerance;
    return raked;
}

} // namespace stempath::analysis
