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

double share(std::vector<std::int64_t> const& counts, std::size_t i) {
    auto const total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    return total > 0 ? static_cast<double>(counts[i]) / static_cast<double>(total) : 0.0;
}

} // namespace

void desk_stock_by_group(RunState const& run, Desk const& desk,
                         std::vector<std::int64_t>& by_group) {
    auto const& model = run.model;
    auto const& spec = model.pack->markets[desk.market];
    std::uint32_t const to = spec.to;
    std::vector<std::uint32_t> states;
    for (std::uint32_t s = model.states.begin(to); s < model.states.begin(to + 1); ++s)
        if (!spec.by_field || model.states.field(s) == desk.field)
            states.push_back(s);
    std::fill(by_group.begin(), by_group.end(), 0);
    for (std::uint32_t r = spec.by_region ? desk.region : 0;
         r < (spec.by_region ? desk.region + 1 : model.n_regions); ++r)
        for (std::uint32_t band = 0; band < run.shape.bands; ++band)
            for (std::uint32_t g = 0; g < model.n_groups; ++g)
                for (std::uint32_t const s : states)
                    by_group[g] += run.stock[run.shape.at(r, band, g, s)];
}

std::int64_t desk_stock(RunState const& run, Desk const& desk) {
    std::vector<std::int64_t> by_group(run.model.n_groups);
    desk_stock_by_group(run, desk, by_group);
    return std::accumulate(by_group.begin(), by_group.end(), std::int64_t{0});
}

std::int64_t posts(RunState const& run, Year const& year, Desk const& desk) {
    auto const& spec = run.model.pack->markets[desk.market];
    if (spec.slots) {
        double const slots =
            (*run.model.pack->stages[spec.to].slots)[static_cast<std::size_t>(year.index)];
        return std::llround(slots * run.model.settings.scale);
    }
    double factor = 1.0;
    Coords c;
    c[Dim::field] = static_cast<std::int32_t>(desk.field);
    c[Dim::region] = static_cast<std::int32_t>(desk.region);
    for (c[Dim::year] = 1; c[Dim::year] <= year.index; ++c[Dim::year])
        factor *= 1.0 + spec.growth.at(c);
    return std::llround(static_cast<double>(desk.base_stock) * factor);
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
    for (std::size_t g = 0; g < group_term_.size(); ++g) {
        c[Dim::group] = static_cast<std::int32_t>(g);
        group_term_[g] = q12(spec_.referral * (share(desk.group_stock, g) - share(applicants, g)) +
                             spec_.group.at(c));
    }
    for (std::size_t t = 0; t < n_traits; ++t)
        trait_[t] = q12(spec_.trait[t]);
    experience_ = q12(spec_.experience);
    auto const by_group = [&](Cube const& cube, double times) {
        std::vector<double> values;
        for (c[Dim::group] = 0; c[Dim::group] < static_cast<std::int32_t>(group_term_.size());
             ++c[Dim::group])
            values.push_back(times * cube.at(c));
        return values;
    };
    noise_sd_ = by_group(spec_.noise, 1.0);
    for (auto const& [trait, coefficient] : spec_.fixed) {
        auto const& fixed = run.model.pack->fixed_traits[trait];
        // For life, so the year of its draw is no year of the run.
        fixed_.push_back({run.draws.key(0, sim::Purpose("fixed_trait." + fixed.name)),
                          by_group(fixed.mean, coefficient), by_group(fixed.sd, coefficient)});
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
