//! People from outside who apply for posts.
#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

namespace stempath::models {

namespace {

void read_pool(PackReading& reading, std::string const& name, Node const& node) {
    Section section(node, key_below("pool", name), reading.problems);
    auto const from = stated_provenance(section, reading.file_wide);
    auto const& space = reading.figures.space;
    PoolSpec pool{name, {}};
    auto const* const size = section.require("size", "Give the people who may apply each year.");
    auto const* const share = section.take("share");
    section.finish();
    auto cube = size == nullptr ? std::nullopt
                                : read_figure(reading.figures, *size, section.key("size"), from,
                                              {.by = dims(Dim::year, Dim::region, Dim::group,
                                                          Dim::field, Dim::credential),
                                               .low = 0.0,
                                               .at_base_year = 0.0});
    if (space.ages)
        reading.problems.add(
            ProblemKind::conflict, node.where, section.key(),
            "people from outside have no age, which a pack with [demography] needs.");
    if (cube && space.regions.size() > 1 && !cube->depends_on(Dim::region))
        reading.problems.add(ProblemKind::not_covered, node.where, section.key("size"),
                             "does not say how it divides over regions: give a figure by region.");
    if (cube && share != nullptr && cube->depends_on(Dim::group))
        reading.problems.add(ProblemKind::conflict, share->where, section.key("share"),
                             "the size is by group already; drop one of the two.");
    if (cube && share == nullptr && !cube->depends_on(Dim::group) && space.groups.size() > 1)
        reading.problems.add(ProblemKind::not_covered, node.where, section.key("size"),
                             "does not say how it divides over groups: give share = { ... }.");
    if (cube && share != nullptr) {
        auto from_share = from;
        from_share.unit = "share";
        auto part = read_figure(reading.figures, *share, section.key("share"), from_share,
                                {.by = dims(Dim::group), .low = 0.0, .high = 1.0});
        if (part && normalise(*part, dims(Dim::group), false, space, section.key("share"),
                              reading.problems)) {
            *cube = expanded(*cube, dims(Dim::group), space);
            std::array<std::uint32_t, n_dims> extent{};
            for (auto const d : all_dims)
                extent[static_cast<std::size_t>(d)] = cube->extent(d);
            for_each_cell(extent, [&](Coords const& c) { cube->at(c) *= part->at(c); });
        }
    }
    if (cube)
        pool.size = std::move(*cube);
    reading.pack.pools.push_back(std::move(pool));
}

} // namespace

void read_pools(PackReading& reading, Node const& node) {
    for (auto const& [name, pool] : node.entries)
        read_pool(reading, name, pool);
}

} // namespace stempath::models
