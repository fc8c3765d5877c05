#include "bench/naive.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::bench {

using models::BaseKind;
using models::Dim;

namespace {

//! The kind of the person who stands `ordinal`-th of `count`, the kinds being dealt in proportion.
std::size_t next_kind(std::vector<BaseKind> const& kinds, std::size_t k, double count,
                      double offset, double ordinal) {
    while (k + 1 < kinds.size() && count * kinds[k].cumulated + offset < ordinal + 1.0)
        ++k;
    return k;
}

} // namespace

void Naive::lay_out_base() {
    auto const& d = *t_.model->pack->demography;
    models::Coords c;
    for (int age = 0; age <= t_.last_age; ++age)
        for (int region = 0; region < t_.regions; ++region)
            for (int group = 0; group < t_.groups; ++group) {
                c[Dim::age] = age;
                c[Dim::region] = region;
                c[Dim::group] = group;
                enter(
                    d.population.at(c) * d.region_share.at(c) * t_.scale, age, region, group,
                    t_.model->base_kinds[static_cast<std::size_t>(age * t_.groups + group)].kinds);
            }
}

void Naive::enter_year() {
    auto const& d = *t_.model->pack->demography;
    BaseKind newborn;
    newborn.cumulated = 1.0;
    newborn.stage = static_cast<std::uint8_t>(d.born_into);
    newborn.tenure = 0;
    std::vector<BaseKind> const born(1, newborn);
    std::size_t const first = people_.size();
    models::Coords c;
    c[Dim::year] = year_ - t_.base_year;
    for (int age = 0; age <= t_.last_age; ++age)
        for (int region = 0; region < t_.regions; ++region)
            for (int group = 0; group < t_.groups; ++group) {
                c[Dim::age] = age;
                c[Dim::region] = region;
                c[Dim::group] = group;
                double const share = d.region_share.at(c) * t_.scale;
                if (age == 0)
                    enter(d.births.at(c) * share, age, region, group, born);
                else
                    enter(d.arrivals.at(c) * share, age, region, group,
                          t_.model->base_kinds[static_cast<std::size_t>(age * t_.groups + group)]
                              .kinds);
            }
    for (std::size_t i = first; i < people_.size(); ++i)
        live(people_[i], static_cast<std::uint32_t>(i));
}

//! People of one cell: their number rounded at random, their kinds dealt in proportion.
void Naive::enter(double expected, int age, int region, int group,
                  std::vector<BaseKind> const& kinds) {
    double const count = std::floor(expected + uniform());
    double const offset = uniform();
    std::size_t k = 0;
    for (double ordinal = 0.0; ordinal < count; ordinal += 1.0) {
        k = next_kind(kinds, k, count, offset, ordinal);
        auto const& kind = kinds[k];
        int tenure = kind.tenure;
        if (tenure < 0) {
            double const years = -std::log(1.0 - uniform()) * kind.tenure_scale; // geometric
            tenure = static_cast<int>(std::min(years, static_cast<double>(std::max(age - 16, 0))));
        }
        Person p{};
        p.birth_year = static_cast<std::int16_t>(year_ - age);
        p.since = static_cast<std::int16_t>(year_ - tenure);
        p.region = static_cast<std::uint8_t>(region);
        p.group = static_cast<std::uint8_t>(group);
        p.stage = kind.stage;
        p.field = kind.field;
        p.credential = kind.credential;
        if (t_.has_traits)
            start_traits(p);
        people_.push_back(p);
    }
}

void Naive::start_traits(Person& p) {
    for (std::size_t i = 0; i < models::n_traits; ++i) {
        double const z = normal();
        p.lifetime[i] = static_cast<float>(z);
        p.trait[i] = static_cast<float>(t_.start_pull * z + t_.start_noise * normal());
    }
}

} // namespace stempath::bench
