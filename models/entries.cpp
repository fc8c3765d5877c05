//! Packs without ages: base stocks, entrants by number, posts to fill.
#include "models/boards.hpp"
#include "models/group_draw.hpp"
#include "models/open_rows.hpp"
#include "models/size_checks.hpp"

#include "sim/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stempath::models {

namespace {

//! Shares of the years in stage in a stock that its own exits keep steady.
std::vector<double> stationary(StageRace const& race, EntryPoint at, std::uint32_t group) {
    constexpr std::size_t most_classes = 1000;
    std::vector<double> shares{1.0};
    std::uint32_t const classes = race.extent[static_cast<std::size_t>(Dim::tenure)];
    std::size_t const n = race.exits.size();
    while (shares.size() < most_classes) {
        auto const tenure = std::min(static_cast<std::uint32_t>(shares.size()) - 1, classes - 1);
        auto const* eta = race.eta.data() +
                          std::size_t{race.slice(0, 0, at.region)} * race.slice_size +
                          tenure * race.tenure_step + group * race.group_step +
                          at.field * race.field_step + at.credential * race.credential_step;
        double total = 0.0;
        for (std::size_t j = 0; j <= n; ++j)
            total += eta[j] == eta_never ? 0.0 : sim::exp_of(eta[j] * 0x1p-20);
        double const stays = eta[n] == eta_never ? 0.0 : 1.0 / total;
        if (shares.back() * stays < 1e-9)
            break;
        shares.push_back(shares.back() * stays);
    }
    return shares;
}

std::vector<double> tenure_shares(Model const& model, StartSpec const& start, EntryPoint at,
                                  std::uint32_t group) {
    if (start.ages == StartSpec::Ages::stationary)
        return stationary(model.races[at.stage], at, group);
    if (start.ages == StartSpec::Ages::zero)
        return {1.0};
    std::vector<double> shares;
    Coords c;
    c[Dim::region] = at.region;
    c[Dim::group] = static_cast<std::int32_t>(group);
    c[Dim::field] = at.field;
    c[Dim::credential] = at.credential;
    for (; c[Dim::tenure] < static_cast<std::int32_t>(start.tenure_share.extent(Dim::tenure));
         ++c[Dim::tenure])
        shares.push_back(start.tenure_share.at(c));
    return shares;
}

//! The base stock of one stage at one (region, field, credential).
void start_stage(RunState& run, Year const& year, std::size_t stage, Coords c) {
    auto const& model = run.model;
    auto const& spec = model.pack->stages[stage];
    std::vector<double> expected;
    for (c[Dim::group] = 0; c[Dim::group] < static_cast<std::int32_t>(model.n_groups);
         ++c[Dim::group])
        expected.push_back(spec.start->count.at(c) * model.settings.scale);
    double const sum = std::accumulate(expected.begin(), expected.end(), 0.0);
    auto const key = run.draws.key(year.year, sim::Purpose("start." + spec.name));
    EntryPoint const at{static_cast<std::uint8_t>(stage), static_cast<std::uint8_t>(c[Dim::field]),
                        static_cast<std::uint8_t>(c[Dim::credential]),
                        static_cast<std::uint8_t>(c[Dim::region])};
    auto const& pack = *model.pack;
    auto const where = pack.regions[at.region] + "/" + pack.fields[at.field] + "/" +
                       pack.credentials[at.credential];
    auto const counts = compose(run, expected, std::llround(sum), spec.start->exact, key, where);
    OpenRows rows(run, year);
    for (std::uint32_t g = 0; g < model.n_groups; ++g) {
        auto const cell = start_cell(model, at, g);
        auto const classes = apportion(tenure_shares(model, *spec.start, at, g), counts[g]);
        std::uint32_t ordinal = 0;
        for (std::size_t t = 0; t < classes.size(); ++t) {
            auto const n = people_count(classes[t]);
            rows.enter({at, g, model.base_year}, {cell, ordinal, n}, {static_cast<std::int32_t>(t)},
                       sim::Way::base);
            ordinal += n;
        }
    }
}

std::vector<double> entrant_shares(RunState const& run, EntrySpec const& entry, Year const& year) {
    std::vector<double> shares;
    double named = 0.0;
    for (std::uint32_t g = 0; g < entry.share.size(); ++g) {
        auto const& s = entry.share[g];
        double const x = s.rest ? 0.0
                         : s.path
                             ? (*s.path)[static_cast<std::size_t>(year.index)]
                             : s.a + s.b * board_value(run, run.model.pack->boards[s.board], g);
        shares.push_back(std::clamp(x, 0.0, 1.0));
        named += shares.back();
    }
    for (std::size_t g = 0; g < shares.size(); ++g)
        if (entry.share[g].rest)
            shares[g] = std::max(0.0, 1.0 - named);
    return shares;
}

void enter_group(RunState& run, Year const& year, EntrySpec const& entry, std::uint32_t region,
                 std::uint32_t group, std::int64_t n) {
    EntryPoint const at{static_cast<std::uint8_t>(entry.to), 0, 0,
                        static_cast<std::uint8_t>(region)};
    auto const cell = entry_cell(run.model, entry, region, group, year.year);
    OpenRows(run, year).enter({at, group, run.model.base_year}, {cell, 0, people_count(n)}, {},
                              sim::Way::entry);
}

bool happens(EntrySpec const& entry, Year const& year) {
    return !entry.only_year || *entry.only_year == year.year;
}

} // namespace

void start_without_ages(RunState& run, Year const& year) {
    auto const& pack = *run.model.pack;
    for (std::size_t s = 0; s < pack.stages.size(); ++s) {
        if (!pack.stages[s].start)
            continue;
        auto extent = std::array<std::uint32_t, n_dims>{1, 1, 1, 1, 1, 1, 1, 1};
        for (Dim const d : {Dim::region, Dim::field, Dim::credential})
            extent[static_cast<std::size_t>(d)] = pack.stages[s].start->count.extent(d);
        for_each_cell(extent, [&](Coords const& c) { start_stage(run, year, s, c); });
    }
}

void enter_numbers(RunState& run, Year const& year) {
    auto const& pack = *run.model.pack;
    for (auto const& entry : pack.entries) {
        if (entry.to_fill || !happens(entry, year))
            continue;
        auto const key = run.draws.key(year.year, sim::Purpose("entry." + entry.name));
        auto extent = std::array<std::uint32_t, n_dims>{1, 1, 1, 1, 1, 1, 1, 1};
        extent[static_cast<std::size_t>(Dim::region)] = run.model.n_regions;
        extent[static_cast<std::size_t>(Dim::group)] = run.model.n_groups;
        for_each_cell(extent, [&](Coords c) {
            auto const region = static_cast<std::uint32_t>(c[Dim::region]);
            auto const group = static_cast<std::uint32_t>(c[Dim::group]);
            auto const& name = pack.groups[group].name;
            c[Dim::year] = year.index;
            double const expected = entry.number.at(c) * run.model.settings.scale;
            auto const call = sim::draw(
                key,
                {sim::name_hash(pack.regions.size() > 1 ? pack.regions[region] + "/" + name : name),
                 0});
            enter_group(run, year, entry, region, group,
                        entry.nearest ? std::llround(expected) : sim::round_by_key(expected, call));
        });
    }
}

void fill_posts(RunState& run, Year const& year) {
    auto const& model = run.model;
    for (auto const& entry : model.pack->entries) {
        if (!entry.to_fill || !happens(entry, year))
            continue;
        double const slots =
            (*model.pack->stages[entry.to].slots)[static_cast<std::size_t>(year.index)] *
            model.settings.scale;
        std::int64_t empty = std::llround(slots);
        for (std::uint32_t g = 0; g < model.n_groups; ++g)
            empty -= run.stage_total(entry.to, g);
        if (empty <= 0)
            continue;
        auto const key = run.draws.key(year.year, sim::Purpose("entry." + entry.name));
        auto const counts = compose(run, entrant_shares(run, entry, year), empty, entry.exact, key);
        for (std::uint32_t g = 0; g < model.n_groups; ++g)
            enter_group(run, year, entry, 0, g, counts[g]);
        run.merge();
    }
}

} // namespace stempath::models
