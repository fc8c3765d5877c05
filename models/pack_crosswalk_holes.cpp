//! People whose work a crosswalk leaves unsaid.
#include "models/pack_reading.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr std::array<Dim, 3> combination{Dim::stage, Dim::field, Dim::credential};

//! People of one combination, of all groups and whatever else the figure tells apart.
double sum_at(Pack const& pack, Cube const& cube, Coords const& at) {
    std::array<std::uint32_t, n_dims> extent{};
    for (auto const d : all_dims)
        extent[static_cast<std::size_t>(d)] = cube.extent(d);
    for (auto const d : combination)
        extent[static_cast<std::size_t>(d)] = 1;
    extent[static_cast<std::size_t>(Dim::group)] = static_cast<std::uint32_t>(pack.groups.size());
    double people = 0.0;
    for_each_cell(extent, [&](Coords c) {
        for (auto const d : combination)
            c[d] = at[d];
        people += cube.at(c);
    });
    return people;
}

//! A start that does not speak of field or credential is of the first.
double start_at(Pack const& pack, Coords const& at) {
    auto const& stage = pack.stages[static_cast<std::size_t>(at[Dim::stage])];
    if (!stage.start)
        return 0.0;
    for (auto const d : {Dim::field, Dim::credential})
        if (!stage.start->count.depends_on(d) && at[d] != 0)
            return 0.0;
    return sum_at(pack, stage.start->count, at);
}

//! People of the base year, those of pools who are at work among them.
double people_at(Pack const& pack, Coords const& at) {
    double people = start_at(pack, at);
    if (pack.base)
        people += sum_at(pack, pack.base->stocks, at);
    for (auto const& pool : pack.pools)
        if (pool.start)
            people += sum_at(pack, *pool.start, at);
    return people;
}

//! The combinations of one stage that have people and no row.
struct Hole {
    std::vector<std::string> names;
    double people = 0.0;
};

Hole hole_in(PackReading const& reading, std::vector<bool> const& covered, std::size_t stage) {
    auto const& space = reading.figures.space;
    Hole hole;
    std::array<std::uint32_t, n_dims> extent{};
    extent.fill(1);
    extent[static_cast<std::size_t>(Dim::field)] = space.size(Dim::field);
    extent[static_cast<std::size_t>(Dim::credential)] = space.size(Dim::credential);
    auto cell = stage * space.fields.size() * space.credentials.size();
    for_each_cell(extent, [&](Coords at) {
        at[Dim::stage] = static_cast<std::int32_t>(stage);
        auto const people = covered[cell++] ? 0.0 : people_at(reading.pack, at);
        if (people > 0.0)
            hole.names.push_back(space.described(at, dims(Dim::field, Dim::credential)));
        hole.people += people;
    });
    return hole;
}

} // namespace

void check_crosswalk_holes(PackReading& reading, CrosswalkRows const& rows) {
    constexpr std::size_t shown = 3;
    for (std::size_t s = 0; s < rows.first_line.size(); ++s) {
        if (rows.first_line[s] == 0)
            continue;
        auto hole = hole_in(reading, rows.covered, s);
        auto const n = hole.names.size();
        if (n == 0)
            continue;
        hole.names.resize(std::min(n, shown));
        reading.problems.add(
            ProblemKind::not_covered, {rows.file, rows.first_line[s]}, "crosswalk",
            fmt::format("rows name the stage {}, and none covers {:.0f} of its people in the base "
                        "year: {}{}. Give them a row, with the class none where their work is not "
                        "STEM.",
                        reading.pack.stages[s].name, hole.people, fmt::join(hole.names, "; "),
                        n > shown ? "; ..." : ""));
    }
}

} // namespace stempath::models
