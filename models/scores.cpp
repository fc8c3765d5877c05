#include "models/scores.hpp"

#include "models/normal.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stempath::models {

namespace {

std::int32_t q12(double sd) {
    return static_cast<std::int32_t>(std::lround(std::clamp(sd, -1000.0, 1000.0) * 4096.0));
}

std::int64_t total_of(std::vector<std::int64_t> const& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

double share(std::int64_t count, std::int64_t total) {
    return total > 0 ? static_cast<double>(count) / static_cast<double>(total) : 0.0;
}

//! A figure by group, elsewhere at `c`, times a coefficient.
std::vector<double> figures_by_group(Cube const& cube, Coords c, std::size_t groups, double times) {
    c[Dim::group] = 0;
    std::size_t const first = cube.offset(c);
    c[Dim::group] = 1;
    std::size_t const step = cube.offset(c) - first; // 0 where it does not go by group
    std::vector<double> values(groups);
    for (std::size_t g = 0; g < groups; ++g)
        values[g] = times * cube.values()[first + g * step];
    return values;
}

} // namespace

void desk_stock_by_group(RunState const& run, Desk const& desk,
                         std::vector<std::int64_t>& by_group) {
    bool const by_region = run.model.pack->markets[desk.market].by_region;
    std::fill(by_group.begin(), by_group.end(), 0);
    for (std::uint32_t r = by_region ? desk.region : 0;
         r < (by_region ? desk.region + 1 : run.model.n_regions); ++r)
        for (std::uint32_t g = 0; g < run.model.n_groups; ++g)
            for (std::uint32_t const s : desk.states)
                by_group[g] += run.of_all_ages(r, g)[s];
}

std::int64_t desk_stock(RunState const& run, Desk const& desk) {
    std::vector<std::int64_t> by_group(run.model.n_groups);
    desk_stock_by_group(run, desk, by_group);
    return total_of(by_group);
}

std::vector<double> growth_of_posts(Model const& model, Desk const& desk) {
    auto const& spec = model.pack->markets[desk.market];
    std::vector<double> growth{1.0};
    Coords c;
    c[Dim::field] = static_cast<std::int32_t>(desk.field);
    c[Dim::region] = static_cast<std::int32_t>(desk.region);
    for (c[Dim::year] = 1; c[Dim::year] <= model.last_year - model.base_year; ++c[Dim::year])
        growth.push_back(growth.back() * (1.0 + spec.growth.at(c)));
    return growth;
}

std::int64_t posts(RunState const& run, Year const& year, Desk const& desk) {
    auto const& spec = run.model.pack->markets[desk.market];
    auto const index = static_cast<std::size_t>(year.index);
    if (spec.slots) {
        double const slots = (*run.model.pack->stages[spec.to].slots)[index];
        return std::llround(slots * run.model.settings.scale);
    }
    return std::llround(static_cast<double>(desk.base_stock) * desk.growth[index]);
}

std::int64_t vacancies(RunState const& run, Year const& year, Desk const& desk) {
    auto const& pack = *run.model.pack;
    auto const& spec = pack.markets[desk.market];
    if (!spec.flow)
        return posts(run, year, desk) - desk_stock(run, desk);
    Coords c;
    c[Dim::year] = year.index;
    c[Dim::region] = static_cast<std::int32_t>(desk.region);
    c[Dim::field] = static_cast<std::int32_t>(desk.field);
    auto const key = run.draws.key(year.year, sim::Purpose("market." + spec.name + ".flow"));
    auto const cell = sim::name_hash(pack.regions[desk.region] + "/" + pack.fields[desk.field]);
    return sim::round_by_key(spec.flow->at(c) * run.model.settings.scale,
                             sim::draw(key, {cell, 0}));
}

Scorer::Scorer(RunState const& run, Year const& year, Desk const& desk,
               std::vector<std::int64_t> const& applicants)
    : year_(year), spec_(run.model.pack->markets[desk.market].score),
      group_term_(run.model.n_groups) {
    auto const& name = run.model.pack->markets[desk.market].name;
    tie_ = run.draws.key(year.year, sim::Purpose("market." + name + ".tie"));
    noise_ = run.draws.key(year.year, sim::Purpose("market." + name + ".noise"));
    if (spec_.lottery)
        return;
    Coords c;
    c[Dim::year] = year.index;
    c[Dim::field] = static_cast<std::int32_t>(desk.field);
    c[Dim::region] = static_cast<std::int32_t>(desk.region);
    auto const in_posts = total_of(desk.group_stock), applying = total_of(applicants);
    std::size_t const groups = group_term_.size();
    auto const terms = figures_by_group(spec_.group, c, groups, 1.0);
    for (std::size_t g = 0; g < groups; ++g)
        group_term_[g] = q12(spec_.referral * (share(desk.group_stock[g], in_posts) -
                                               share(applicants[g], applying)) +
                             terms[g]);
    for (std::size_t t = 0; t < n_traits; ++t)
        trait_[t] = q12(spec_.trait[t]);
    experience_ = q12(spec_.experience);
    noise_sd_ = figures_by_group(spec_.noise, c, groups, 1.0);
    for (auto const& [trait, coefficient] : spec_.fixed) {
        auto const& fixed = run.model.pack->fixed_traits[trait];
        // For life, so the year of its draw is no year of the run.
        fixed_.push_back({run.draws.key(0, sim::Purpose("fixed_trait." + fixed.name)),
                          figures_by_group(fixed.mean, c, groups, coefficient),
                          figures_by_group(fixed.sd, c, groups, coefficient)});
    }
}

std::int32_t Scorer::noise(sim::PersonKey key, double sd) const {
    return sd > 0.0 ? q12(sd * normal_quantile(sim::uniform(sim::draw(noise_, key).a))) : 0;
}

std::int32_t Scorer::score(sim::PersonKey key, std::uint32_t group) const {
    std::int32_t sum = group_term_[group] + noise(key, noise_sd_[group]);
    for (auto const& fixed : fixed_)
        sum += q12(fixed.mean[group] +
                   fixed.sd[group] * normal_quantile(sim::uniform(sim::draw(fixed.draw, key).a)));
    return sum;
}

sim::Contender Scorer::contender(Applicant const& a) const {
    std::int32_t sum = 0;
    if (!spec_.lottery) {
        sum = score(a.key, a.group);
        for (std::size_t t = 0; t < n_traits; ++t)
            sum += static_cast<std::int32_t>((std::int64_t{trait_[t]} * a.trait[t]) >> 12);
        sum += experience_ * std::min<std::int32_t>(a.experience, 60);
    }
    return {sim::score_bits(sum), sim::bits64(sim::draw(tie_, a.key)), a.key};
}

sim::Contender Scorer::outsider(sim::PersonKey key, std::uint32_t group) const {
    std::int32_t const sum = spec_.lottery ? 0 : score(key, group);
    return {sim::score_bits(sum), sim::bits64(sim::draw(tie_, key)), key};
}

sim::Contender Scorer::least_kept(sim::Block const& block, std::uint32_t row,
                                  sim::PersonKey key) const {
    std::int32_t const kept = std::min(year_.year - block.since[row], 100) * 4096 + noise(key, 1.0);
    return {sim::score_bits(-kept), sim::bits64(sim::draw(tie_, key)), key};
}

} // namespace stempath::models
