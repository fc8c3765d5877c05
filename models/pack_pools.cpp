//! People from outside who apply for posts.
#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class PoolReading {
  public:
    PoolReading(PackReading& reading, std::string const& name, Node const& node)
        : reading_(reading), space_(reading.figures.space),
          section_(node, key_below("pool", name), reading.problems),
          from_(stated_provenance(section_, reading.file_wide)) {
        pool_.name = name;
    }

    void run() {
        read_size();
        if (space_.ages)
            read_people_with_ages();
        section_.finish();
        reading_.pack.pools.push_back(std::move(pool_));
    }

  private:
    void problem(ProblemKind kind, Node const& node, std::string_view name,
                 std::string const& why) {
        reading_.problems.add(kind, node.where, section_.key(name), why);
    }

    void read_size() {
        auto const* const size =
            section_.require("size", "Give the people who may apply each year.");
        auto const* const share = section_.take("share");
        auto by = dims(Dim::year, Dim::group, Dim::field, Dim::credential);
        if (!space_.ages)
            by = dims(Dim::year, Dim::region, Dim::group, Dim::field, Dim::credential);
        auto cube = size == nullptr
                        ? std::nullopt
                        : read_figure(reading_.figures, *size, section_.key("size"), from_,
                                      {.by = by, .low = 0.0, .at_base_year = 0.0});
        if (!cube)
            return;
        if (!space_.ages && space_.regions.size() > 1 && !cube->depends_on(Dim::region))
            problem(ProblemKind::not_covered, *size, "size",
                    "does not say how it divides over regions: give a figure by region.");
        if (share != nullptr && cube->depends_on(Dim::group))
            problem(ProblemKind::conflict, *share, "share",
                    "the size is by group already; drop one of the two.");
        else if (share != nullptr)
            divide(*cube, *share);
        else if (!cube->depends_on(Dim::group) && space_.groups.size() > 1)
            problem(ProblemKind::not_covered, *size, "size",
                    "does not say how it divides over groups: give share = { ... }.");
        pool_.size = std::move(*cube);
    }

    void divide(Cube& size, Node const& share) {
        auto const part = read_shares_by(share, "share", dims(Dim::group), dims(Dim::group));
        if (!part)
            return;
        size = expanded(size, dims(Dim::group), space_);
        for_each_cell(size.extents(), [&](Coords const& c) { size.at(c) *= part->at(c); });
    }

    //! Shares that sum to 1 over `over`.
    std::optional<Cube> read_shares_by(Node const& node, std::string_view name, DimSet by,
                                       DimSet over) {
        auto from = from_;
        from.unit = "share";
        auto cube = read_figure(reading_.figures, node, section_.key(name), from,
                                {.by = by, .low = 0.0, .high = 1.0});
        if (!cube)
            return std::nullopt;
        *cube = expanded(*cube, over, space_);
        if (!normalise(*cube, over, false, space_, section_.key(name), reading_.problems,
                       &reading_.figures.files))
            return std::nullopt;
        return cube;
    }

    void read_people_with_ages() {
        if (auto const* const region =
                section_.require("region", "Name the region outside in which these people live."))
            pool_.region = read_name(*region, section_.key("region"), space_.regions, "region",
                                     reading_.problems)
                               .value_or(0);
        if (auto const* const ages = section_.require("ages", "Give shares by age; they sum to 1."))
            if (auto cube =
                    read_shares_by(*ages, "ages", dims(Dim::age, Dim::group), dims(Dim::age)))
                pool_.ages = std::move(*cube);
        if (auto const* const start = section_.take("start"))
            pool_.start =
                read_figure(reading_.figures, *start, section_.key("start"), from_,
                            {.by = dims(Dim::stage, Dim::field, Dim::credential, Dim::group),
                             .low = 0.0,
                             .stages_by_name = true});
    }

    PackReading& reading_;
    Space const& space_;
    Section section_;
    Provenance from_;
    PoolSpec pool_{};
};

} // namespace

void read_pools(PackReading& reading, Node const& node) {
    for (auto const& [name, pool] : node.entries)
        PoolReading(reading, name, pool).run();
}

} // namespace stempath::models
