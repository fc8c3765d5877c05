#pragma once

//! One stage of posts that one group leaves twice as fast as the other, and the closed form of who
//! fills them.

#include "tests/models/support.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::tests {

//! One stage of posts that w leave twice as fast as m, with one entry.
inline models::Pack posts(std::string const& slots, std::string const& entry) {
    return pack_from(R"(
years = [0, 60]
groups = ["w", "m"]
[stage.post]
slots = )" + slots + R"(
start = { w = 1000, m = 3000 }
exit.leave = { to = "out", p = { w = 0.2, m = 0.1 } }
[entry.hire]
to = "post"
)" + entry + women_in("post"));
}

inline std::string const fill = "mode = \"to_fill\"\n";

//! Sum and variance of the number of w in the posts over replicates, by year.
struct Series {
    std::vector<double> mean, variance_of_mean;
};
inline Series women(Trial const& trial, std::int32_t years, int replicates) {
    std::vector<double> sum(static_cast<std::size_t>(years) + 1), squares(sum);
    for (std::uint32_t r = 0; r < static_cast<std::uint32_t>(replicates); ++r) {
        auto const recording = trial.run(r);
        for (std::size_t y = 0; y < sum.size(); ++y) {
            auto const n = static_cast<double>(
                trial.stock(recording, static_cast<std::int32_t>(y), "post", "w"));
            sum[y] += n;
            squares[y] += n * n;
        }
    }
    Series s;
    for (std::size_t y = 0; y < sum.size(); ++y) {
        double const mean = sum[y] / replicates;
        s.mean.push_back(mean);
        s.variance_of_mean.push_back((squares[y] / replicates - mean * mean) / replicates);
    }
    return s;
}

//! The mean of w by year under w' = 0.8 w + (share of entrants) x (posts that fell empty); exact
//! when the share is linear.
template <class Share>
std::vector<double> recursion(std::int32_t years, double slots, Share share) {
    std::vector<double> w{1000.0};
    for (std::int32_t y = 1; y <= years; ++y) {
        double const here = w.back(), men = slots - here;
        double const left_w = 0.8 * here, left_m = 0.9 * men;
        w.push_back(left_w +
                    (slots - left_w - left_m) * share(y, here / slots, left_w / (left_w + left_m)));
    }
    return w;
}

inline double worst(Series const& seen, std::vector<double> const& law) {
    double most = 0.0;
    for (std::size_t y = 1; y < law.size(); ++y)
        most = std::max(most, std::abs(sigmas(seen.mean[y], law[y], seen.variance_of_mean[y])));
    return most;
}

inline constexpr int replicates =
    200; // the sample variance is then within a third of the true one: 5 sigma are 4 at the worst

} // namespace stempath::tests
