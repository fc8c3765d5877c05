//! Who stands in a pack without ages on the expected path: base stocks, numbers, posts filled.
#include "models/expected_year.hpp"

#include <algorithm>
#include <numeric>

namespace stempath::models {

namespace {

//! Years in a stage beyond which nobody of a stationary stock is looked for, as in the engine.
constexpr std::int32_t most_years_in_stage = 1000;

//! Shares by years in stage in a stock that its own exits keep steady.
std::vector<double> stationary(Pack const& pack, std::size_t stage, Coords c) {
    std::vector<double> shares{1.0};
    for (c[Dim::tenure] = 0; c[Dim::tenure] < most_years_in_stage - 1; ++c[Dim::tenure]) {
        auto const race = expected_race(pack, stage, c);
        if (race.stay <= 0.0)
            break;
        shares.push_back(shares.back() * (race.stay / race.total()));
    }
    return shares;
}

std::vector<double> tenure_shares(Pack const& pack, std::size_t stage, Coords c) {
    auto const& start = *pack.stages[stage].start;
    if (start.ages == StartSpec::Ages::stationary)
        return stationary(pack, stage, c);
    if (start.ages == StartSpec::Ages::zero)
        return {1.0};
    std::vector<double> shares;
    auto const classes = static_cast<std::int32_t>(start.tenure_share.extent(Dim::tenure));
    for (c[Dim::tenure] = 0; c[Dim::tenure] < classes; ++c[Dim::tenure])
        shares.push_back(start.tenure_share.at(c));
    return shares;
}

bool happens(EntrySpec const& entry, ExpectedYear const& year) {
    return !entry.only_year || *entry.only_year == year.pack.base_year + year.index;
}

//! A board of shares as a member of a group reads it (models/boards.cpp has it for simulated
//! people).
double board_value(BoardSpec const& board, ExpectedStocks const& stocks, std::uint32_t reader) {
    double all = 0.0, ours = 0.0;
    for (std::uint32_t g = 0; g < stocks.shape().groups; ++g) {
        double const persons = stocks.total(board.stage, g);
        bool const counts =
            board.groups.empty()
                ? g == reader
                : std::find(board.groups.begin(), board.groups.end(), g) != board.groups.end();
        all += persons;
        ours += counts ? persons : 0.0;
    }
    double const x = all > 0.0 ? ours / all : 0.0;
    return (board.at_least ? (x >= *board.at_least ? 1.0 : 0.0) : x) - board.centre;
}

double named_share(ExpectedYear const& year, ExpectedStocks const& last, ShareSpec const& share,
                   std::uint32_t group) {
    if (share.rest)
        return 0.0;
    if (share.path)
        return (*share.path)[static_cast<std::size_t>(year.index)];
    auto const& board = year.pack.boards[share.board];
    return share.a + share.b * board_value(board, board.lag == 0 ? year.next : last, group);
}

//! By group; of those who name a board, held to 0..1. They need not sum to 1.
std::vector<double> entrant_shares(EntrySpec const& entry, ExpectedYear const& year,
                                   ExpectedStocks const& last) {
    std::vector<double> shares;
    double named = 0.0;
    for (std::uint32_t g = 0; g < entry.share.size(); ++g) {
        shares.push_back(std::clamp(named_share(year, last, entry.share[g], g), 0.0, 1.0));
        named += shares.back();
    }
    for (std::size_t g = 0; g < shares.size(); ++g)
        if (entry.share[g].rest)
            shares[g] = std::max(0.0, 1.0 - named);
    return shares;
}

void fill(ExpectedYear& year, EntrySpec const& entry, ExpectedStocks const& last) {
    double empty = (*year.pack.stages[entry.to].slots)[static_cast<std::size_t>(year.index)];
    for (std::uint32_t g = 0; g < year.next.shape().groups; ++g)
        empty -= year.next.total(entry.to, g);
    auto const shares = entrant_shares(entry, year, last);
    double const whole = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (empty <= 0.0 || whole <= 0.0)
        return;
    Coords c;
    for (double const share : shares) {
        year.next.at(entry.to, c) += empty * (share / whole);
        ++c[Dim::group];
    }
}

} // namespace

ExpectedStocks expected_start(Pack const& pack, ExpectedShape const& shape) {
    ExpectedStocks stocks(shape);
    for (std::size_t s = 0; s < pack.stages.size(); ++s) {
        if (!pack.stages[s].start)
            continue;
        auto const& count = pack.stages[s].start->count;
        auto extent = count.extents();
        extent[static_cast<std::size_t>(Dim::group)] = shape.groups;
        for_each_cell(extent, [&](Coords const& c) {
            if (count.at(c) <= 0.0)
                return; // whose years in stage no table needs to tell
            auto const shares = tenure_shares(pack, s, c);
            double const whole = std::accumulate(shares.begin(), shares.end(), 0.0);
            Coords at = c;
            for (double const share : shares) {
                stocks.at(s, at) += count.at(c) * (share / whole);
                ++at[Dim::tenure];
            }
        });
    }
    return stocks;
}

void expect_numbers(ExpectedYear& year) {
    for (auto const& entry : year.pack.entries) {
        if (entry.to_fill || !happens(entry, year))
            continue;
        auto extent = year.next.shape().extents(entry.to);
        for (Dim const first : {Dim::tenure, Dim::field, Dim::credential})
            extent[static_cast<std::size_t>(first)] = 1;
        for_each_cell(extent, [&](Coords const& at) {
            Coords figure = at;
            figure[Dim::year] = year.index;
            year.next.at(entry.to, at) += entry.number.at(figure);
        });
    }
}

void expect_fills(ExpectedYear& year, ExpectedStocks const& last) {
    for (auto const& entry : year.pack.entries)
        if (entry.to_fill && happens(entry, year))
            fill(year, entry, last);
}

} // namespace stempath::models
