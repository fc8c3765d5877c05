#include "bench/naive.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::bench {

using models::Dim;

void Naive::open_desks() {
    auto const& markets = t_.model->pack->markets;
    for (auto const& p : people_)
        ++posts(p.stage, p.region, p.field);
    for (std::size_t m = 0; m < markets.size(); ++m)
        for (int region = 0; region < t_.regions; ++region)
            for (int field = 0; field < t_.fields; ++field) {
                auto const base = posts(static_cast<int>(markets[m].to), region, field);
                if (base > 0)
                    desks_.push_back({m, region, field, static_cast<double>(base), 1.0, {}});
            }
    remember_shares();
}

void Naive::clear_desk(Desk& desk) {
    auto const& spec = t_.model->pack->markets[desk.market];
    models::Coords c;
    c[Dim::year] = year_ - t_.base_year;
    c[Dim::region] = desk.region;
    c[Dim::field] = desk.field;
    desk.growth *= 1.0 + spec.growth.at(c);
    std::int64_t const vacancies = std::llround(desk.base_posts * desk.growth) -
                                   posts(static_cast<int>(spec.to), desk.region, desk.field);
    if (vacancies > 0)
        hire(desk, vacancies);
    else if (vacancies < 0)
        lay_off(desk, -vacancies);
}

void Naive::hire(Desk const& desk, std::int64_t vacancies) {
    auto const& spec = t_.model->pack->markets[desk.market];
    std::vector<Scored> list;
    std::vector<double> group_term(static_cast<std::size_t>(t_.groups));
    for (auto const i :
         applicants_[static_cast<std::size_t>(desk.region * t_.fields + desk.field)]) {
        auto const& p = people_[i];
        if (p.credential < spec.credential_at_least.value_or(0) ||
            std::find(spec.from.begin(), spec.from.end(), p.stage) == spec.from.end())
            continue;
        list.push_back({0.0, i});
        group_term[p.group] += 1.0;
    }
    models::Coords c;
    c[Dim::year] = year_ - t_.base_year;
    c[Dim::region] = desk.region;
    c[Dim::field] = desk.field;
    for (std::size_t g = 0; g < group_term.size(); ++g) {
        c[Dim::group] = static_cast<int>(g);
        double const share = list.empty() ? 0.0 : group_term[g] / static_cast<double>(list.size());
        group_term[g] =
            spec.score.referral * (desk.group_share[g] - share) + spec.score.group.at(c);
    }
    for (auto& s : list)
        s.score = score(spec.score, people_[s.person], group_term[people_[s.person].group]);
    if (static_cast<std::int64_t>(list.size()) > vacancies) {
        std::nth_element(list.begin(), list.begin() + vacancies, list.end(),
                         [](Scored const& a, Scored const& b) { return a.score > b.score; });
        list.resize(static_cast<std::size_t>(vacancies));
    }
    for (auto const& s : list)
        change_post(people_[s.person], static_cast<int>(spec.to));
}

double Naive::score(models::ScoreSpec const& spec, Person const& p, double group_term) {
    int years = p.experience;
    if (t_.is_stem[t_.state(p.stage, p.field, p.credential)] != 0)
        years += year_ - p.since;
    double sum = group_term + spec.experience * std::min(years, 60);
    for (std::size_t i = 0; i < models::n_traits; ++i)
        sum += spec.trait[i] * p.trait[i];
    models::Coords c;
    c[models::Dim::group] = p.group;
    return sum + spec.noise.at(c) * normal();
}

//! Those with the fewest years in the post go first, with noise, at most a share of the stock a
//! year.
void Naive::lay_off(Desk const& desk, std::int64_t surplus) {
    auto const& spec = t_.model->pack->markets[desk.market];
    std::vector<Scored> list;
    for (std::size_t i = 0; i < people_.size(); ++i) {
        auto const& p = people_[i];
        if (p.stage == spec.to && p.region == desk.region && p.field == desk.field)
            list.push_back(
                {std::min(year_ - p.since, 100) + normal(), static_cast<std::uint32_t>(i)});
    }
    auto const most =
        static_cast<std::int64_t>(spec.lay_off_limit * static_cast<double>(list.size()));
    auto const n = std::min(surplus, most);
    std::nth_element(list.begin(), list.begin() + n, list.end(),
                     [](Scored const& a, Scored const& b) { return a.score < b.score; });
    for (std::int64_t i = 0; i < n; ++i)
        change_post(people_[list[static_cast<std::size_t>(i)].person],
                    static_cast<int>(spec.laid_off_to));
}

void Naive::change_post(Person& p, int stage) {
    --posts(p.stage, p.region, p.field);
    move(p, stage, p.field, p.credential);
    ++posts(p.stage, p.region, p.field);
}

} // namespace stempath::bench
