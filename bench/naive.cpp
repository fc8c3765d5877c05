#include "bench/naive.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace stempath::bench {

using models::Dim;

Naive::Naive(NaiveTables const& tables, std::uint64_t seed)
    : t_(tables), random_(seed), uniform_(0.0, 1.0), normal_(0.0, 1.0), year_(tables.base_year),
      posts_(static_cast<std::size_t>(t_.stages * t_.regions * t_.fields)),
      applicants_(static_cast<std::size_t>(t_.regions * t_.fields)),
      cells_(posts_.size() * static_cast<std::size_t>(t_.groups)) {
    auto const years = static_cast<std::size_t>(t_.last_year - t_.base_year + 1);
    counts_.stocks.resize(years * static_cast<std::size_t>(t_.stages * t_.fields * t_.groups));
    counts_.workforce.resize(years * static_cast<std::size_t>(t_.groups));
    counts_.reference.resize(counts_.workforce.size());
}

Counts Naive::run() {
    lay_out_base();
    record();
    open_desks();
    while (year_ < t_.last_year)
        step();
    return counts_;
}

//! One year: leave, drift and move in one pass; then those who come; then the markets.
void Naive::step() {
    ++year_;
    std::fill(posts_.begin(), posts_.end(), 0);
    for (auto& list : applicants_)
        list.clear();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < people_.size(); ++i) {
        if (!stays(people_[i]))
            continue;
        people_[kept] = people_[i];
        live(people_[kept], static_cast<std::uint32_t>(kept));
        ++kept;
    }
    people_.resize(kept);
    enter_year();
    for (auto& desk : desks_)
        clear_desk(desk);
    record();
    remember_shares();
}

bool Naive::stays(Person const& p) {
    int const age = std::min(age_of(p) - 1, t_.last_age);
    int const year = year_ - t_.base_year;
    return uniform() < t_.staying[static_cast<std::size_t>(
                           (year * (t_.last_age + 1) + age) * t_.groups + p.group)];
}

//! Develops and moves one person.
void Naive::live(Person& p, std::uint32_t position) {
    int const age = age_of(p);
    if (age >= t_.develop_from && age <= t_.develop_to)
        drift(p);
    take_exit(p);
    ++posts(p.stage, p.region, p.field);
    if (t_.applies[p.stage] != 0)
        applicants_[static_cast<std::size_t>(p.region * t_.fields + p.field)].push_back(position);
}

void Naive::drift(Person& p) {
    for (std::size_t i = 0; i < models::n_traits; ++i) {
        double const x = p.trait[i], z = p.lifetime[i];
        p.trait[i] = static_cast<float>(t_.keep * x + t_.pull * z + t_.noise * normal());
    }
}

//! Multinomial logit: one uniform against the cumulated odds of the exits and of staying.
void Naive::take_exit(Person& p) {
    auto const& s = t_.stage[p.stage];
    int const years_in_stage = year_ - 1 - p.since;
    if (s.exits.empty() || years_in_stage < 0) // who came this year is not at risk before the next
        return;
    int const year = std::min(year_ - t_.base_year, s.years - 1),
              age = std::min(age_of(p), s.ages - 1);
    int const region = std::min<int>(p.region, s.regions - 1),
              tenure = std::min(years_in_stage, s.tenures - 1);
    int const group = std::min<int>(p.group, s.groups - 1),
              field = std::min<int>(p.field, s.fields - 1);
    int const credential = std::min<int>(p.credential, s.credentials - 1);
    int const cell =
        (((((year * s.ages + age) * s.regions + region) * s.tenures + tenure) * s.groups + group) *
             s.fields +
         field) *
            s.credentials +
        credential;
    std::size_t const exits = s.exits.size();
    double const* log_odds = s.log_odds.data() + static_cast<std::size_t>(cell) * (exits + 1);
    std::array<double, most_exits> cumulated;
    double total = 0.0;
    for (std::size_t j = 0; j < exits; ++j) {
        if (std::isfinite(log_odds[j])) {
            auto const& b = s.exits[j].beta;
            total +=
                std::exp(log_odds[j] + b[0] * p.trait[0] + b[1] * p.trait[1] + b[2] * p.trait[2]);
        }
        cumulated[j] = total;
    }
    if (total == 0.0)
        return;
    if (std::isfinite(log_odds[exits]))
        total += 1.0; // the odds are against staying
    double const u = uniform() * total;
    for (std::size_t j = 0; j < exits; ++j)
        if (u < cumulated[j]) {
            auto const& exit = s.exits[j];
            move(p, exit.to, draw_field(exit, p), std::max(p.credential, exit.credential));
            return;
        }
}

std::uint8_t Naive::draw_field(NaiveExit const& exit, Person const& p) {
    if (exit.field_kind == models::FieldChange::Kind::keep)
        return p.field;
    if (exit.field_kind == models::FieldChange::Kind::set)
        return exit.field;
    models::Coords c;
    c[Dim::year] = year_ - t_.base_year;
    c[Dim::age] = age_of(p);
    c[Dim::tenure] = year_ - 1 - p.since;
    c[Dim::region] = p.region;
    c[Dim::group] = p.group;
    c[Dim::credential] = p.credential;
    double const* shares = exit.field_shares->values().data() + exit.field_shares->offset(c);
    double total = 0.0;
    for (int f = 0; f < t_.fields; ++f)
        total += shares[static_cast<std::size_t>(f) * exit.field_stride];
    double left = uniform() * total;
    int f = 0;
    for (; f + 1 < t_.fields; ++f) {
        left -= shares[static_cast<std::size_t>(f) * exit.field_stride];
        if (left < 0.0)
            break;
    }
    return static_cast<std::uint8_t>(f);
}

void Naive::move(Person& p, int stage, int field, int credential) const {
    if (t_.is_stem[t_.state(p.stage, p.field, p.credential)] != 0)
        p.experience = static_cast<std::uint8_t>(std::min(255, p.experience + year_ - p.since));
    p.stage = static_cast<std::uint8_t>(stage);
    p.field = static_cast<std::uint8_t>(field);
    p.credential = static_cast<std::uint8_t>(credential);
    p.since = static_cast<std::int16_t>(year_);
}

} // namespace stempath::bench
