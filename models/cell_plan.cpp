#include "models/cell_plan.hpp"

#include "models/model.hpp"
#include "models/size_checks.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::models {

namespace {

/*!
 * The limit above which the 64 bits of a call round the part of a count below 1 up. With the first
 * 53 bits r of the call, part + r 2^-53 >= 1 if and only if r >= 2^53 - floor(2^53 part).
 */
std::uint64_t limit_of(double part) {
    auto const scaled = static_cast<std::uint64_t>(part * 0x1p53); // exact, then cut
    return ((((std::uint64_t{1} << 53) - scaled) << 11) - 1);      // of 0: all ones, never exceeded
}

} // namespace

CellPlan::CellPlan(Model const& model)
    : base_year_(model.base_year),
      first_birth_year_(model.base_year - model.pack->demography->last_age),
      regions_(model.n_regions) {
    for (std::int32_t born = first_birth_year_; born <= model.last_year; ++born)
        for (std::uint32_t region = 0; region < regions_; ++region)
            add_cohort(model, born, region);
    fill_up();
}

void CellPlan::add_cohort(Model const& model, std::int32_t birth_year, std::uint32_t region) {
    auto const& d = *model.pack->demography;
    Cohort cohort{key_high_.size(), 0};
    Coords c;
    c[Dim::region] = static_cast<std::int32_t>(region);
    for (std::uint32_t group = 0; group < model.n_groups; ++group) {
        c[Dim::group] = static_cast<std::int32_t>(group);
        auto const plan = [&](std::int32_t entry_year, sim::Way way, Cube const& persons) {
            c[Dim::year] = entry_year - model.base_year;
            c[Dim::age] = entry_year - birth_year;
            double const expected = persons.at(c) * d.region_share.at(c) * model.settings.scale;
            sim::RowRun rows;
            rows.entry_year = static_cast<std::int16_t>(entry_year);
            rows.group = {static_cast<std::uint8_t>(group)};
            rows.way = way;
            if (expected > 0.0)
                add(model.first_key(region, group, birth_year, entry_year, way, 0), expected, rows);
        };
        if (birth_year <= model.base_year)
            plan(model.base_year, sim::Way::base, d.population);
        else
            plan(birth_year, sim::Way::birth, d.births);
        std::int32_t const last = std::min(model.last_year, birth_year + d.last_age);
        for (std::int32_t y = std::max(model.base_year, birth_year) + 1; y <= last; ++y)
            plan(y, sim::Way::arrival, d.arrivals);
    }
    cohort.end = key_high_.size();
    most_ = std::max(most_, cohort.end - cohort.begin);
    cohorts_.push_back(cohort);
}

void CellPlan::add(std::uint64_t first_key, double expected, sim::RowRun const& rows) {
    double const whole = std::floor(expected);
    std::uint64_t const limit = limit_of(expected - whole);
    // A number beyond all bounds must not be cast: people_count refuses the greatest one, too.
    whole_.push_back(people_count(std::llround(std::min(whole, most_people + 1.0))));
    limit_high_.push_back(static_cast<std::uint32_t>(limit >> 32));
    limit_low_.push_back(static_cast<std::uint32_t>(limit));
    key_high_.push_back(static_cast<std::uint32_t>(first_key >> 32));
    key_low_.push_back(static_cast<std::uint32_t>(first_key));
    entry_year_.push_back(rows.entry_year);
    group_.push_back(rows.group);
    way_.push_back(rows.way);
}

//! Kernels read whole vectors.
void CellPlan::fill_up() {
    for (auto* column : {&key_high_, &key_low_, &limit_high_, &limit_low_})
        column->resize(column->size() + vector_rows);
}

void CellPlan::count(Kernels const& kernels, Cohort cohort, std::vector<sim::DrawKey> const& keys,
                     std::uint32_t* persons) const {
    std::size_t const n = cohort.end - cohort.begin;
    std::vector<std::uint32_t> k0(filled_up(n)), k1(filled_up(n));
    for (std::size_t i = 0; i < n; ++i) {
        auto const key = keys[static_cast<std::size_t>(entry_year_[cohort.begin + i] - base_year_)];
        k0[i] = key.k0;
        k1[i] = key.k1;
    }
    RoundArgs r{};
    r.n = n;
    r.cell = key_high_.data() + cohort.begin;
    r.ordinal = key_low_.data() + cohort.begin;
    r.k0 = k0.data();
    r.k1 = k1.data();
    r.limit_high = limit_high_.data() + cohort.begin;
    r.limit_low = limit_low_.data() + cohort.begin;
    r.up = persons;
    kernels.round(r);
    for (std::size_t i = 0; i < n; ++i)
        persons[i] += whole_[cohort.begin + i];
}

sim::RowRun CellPlan::rows(std::size_t cell, std::uint32_t persons) const {
    sim::RowRun rows;
    rows.cell_key = std::uint64_t{key_high_[cell]} << 32 | key_low_[cell];
    rows.cell_rows = persons;
    rows.entry_year = entry_year_[cell];
    rows.group = group_[cell];
    rows.way = way_[cell];
    return rows;
}

} // namespace stempath::models
