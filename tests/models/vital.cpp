#include "tests/models/vital.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::tests {

using namespace models;

namespace {

Coords place(std::int32_t year, std::int32_t age, std::size_t group, std::size_t region) {
    Coords c;
    c[Dim::year] = year;
    c[Dim::age] = age;
    c[Dim::group] = static_cast<std::int32_t>(group);
    c[Dim::region] = static_cast<std::int32_t>(region);
    return c;
}

//! Newcomers of one cell, each region rounded by itself.
Moments newcomers(Pack const& pack, Cube const& persons, double scale, std::int32_t year,
                  std::int32_t age, std::size_t group) {
    Moments m;
    for (std::size_t region = 0; region < pack.regions.size(); ++region) {
        auto const c = place(year, age, group, region);
        double const n = persons.at(c) * pack.demography->region_share.at(c) * scale;
        double const part = n - std::floor(n);
        m.mean += n;
        m.variance += part * (1.0 - part);
    }
    return m;
}

} // namespace

std::vector<std::vector<Moments>> expected_population(Pack const& pack, double scale,
                                                      std::int32_t years, std::int32_t from_age,
                                                      std::int32_t to_age) {
    auto const& d = *pack.demography;
    std::vector<std::vector<Moments>> all(static_cast<std::size_t>(years) + 1,
                                          std::vector<Moments>(pack.groups.size()));
    for (std::size_t g = 0; g < pack.groups.size(); ++g)
        for (std::int32_t born = -d.last_age; born <= years; ++born) {
            std::int32_t const first = std::max(born, 0);
            auto now =
                newcomers(pack, born <= 0 ? d.population : d.births, scale, first, first - born, g);
            for (std::int32_t year = first;; ++year) {
                if (std::int32_t const age = year - born; age >= from_age && age <= to_age) {
                    all[static_cast<std::size_t>(year)][g].mean += now.mean;
                    all[static_cast<std::size_t>(year)][g].variance += now.variance;
                }
                if (year == years)
                    break;
                std::int32_t const age = std::min(year - born, d.last_age);
                double const s = d.staying.at(place(year + 1, age, g, 0));
                now = {s * now.mean, s * s * now.variance + s * (1.0 - s) * now.mean};
                if (year + 1 - born <= d.last_age) {
                    auto const come =
                        newcomers(pack, d.arrivals, scale, year + 1, year + 1 - born, g);
                    now.mean += come.mean;
                    now.variance += come.variance;
                }
            }
        }
    return all;
}

} // namespace stempath::tests
