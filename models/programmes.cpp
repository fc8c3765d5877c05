#include "models/programmes.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

constexpr double farthest = 1000.0; //!< log-odds end at 1023

//! Greatest number of years in stage of those whom a programme at entry may reach.
std::int32_t longest(StageSpec const& stage) {
    return stage.max_years.value_or(stage.duration.value_or(1));
}

} // namespace

bool reaches(Pack const& pack, ProgrammeSpec const& programme, Coords const& at) {
    if (at[Dim::year] == 0)
        return false; // nobody moves in the base year
    auto const& stage = pack.stages[programme.stage];
    std::int32_t const year = pack.base_year + at[Dim::year];
    std::int32_t const counts =
        programme.at == ProgrammeSpec::At::entry ? year - 1 - at[Dim::tenure] : year;
    if (counts < programme.from_year || counts > programme.to_year)
        return false;
    return programme.at != ProgrammeSpec::At::decision ||
           at[Dim::tenure] >= stage.duration.value_or(1) - 1;
}

double programme_shift(Pack const& pack, ExitSpec const& exit, Coords const& at) {
    double sum = 0.0;
    for (auto const& shift : exit.shifts)
        if (reaches(pack, pack.programmes[shift.programme], at))
            sum += shift.log_odds.at(at);
    return std::clamp(sum, -farthest, farthest);
}

double shift_of(Pack const& pack, ExitSpec const& exit, Coords const& at) {
    double sum = exit.offset ? exit.offset->at(at) : 0.0;
    if (exit.trend)
        sum += exit.trend->at(at) * at[Dim::year];
    return std::clamp(sum + programme_shift(pack, exit, at), -farthest, farthest);
}

std::uint32_t shift_years(Pack const& pack, ExitSpec const& exit) {
    std::int32_t const all = pack.last_year - pack.base_year + 1;
    std::int32_t most = exit.trend ? all : 1;
    if (exit.offset)
        most = std::max(most, static_cast<std::int32_t>(exit.offset->extent(Dim::year)));
    for (auto const& shift : exit.shifts) {
        auto const& programme = pack.programmes[shift.programme];
        // One position more than the last year that may differ: the last holds for all later ones.
        std::int32_t const held = programme.at == ProgrammeSpec::At::entry
                                      ? longest(pack.stages[programme.stage]) + 1
                                      : 0;
        std::int32_t const last = programme.to_year >= pack.last_year
                                      ? programme.from_year - pack.base_year + held
                                      : programme.to_year - pack.base_year + held + 1;
        most = std::max({most, std::clamp(last, 1, all - 1) + 1,
                         static_cast<std::int32_t>(shift.log_odds.extent(Dim::year))});
    }
    return static_cast<std::uint32_t>(most);
}

} // namespace stempath::models
