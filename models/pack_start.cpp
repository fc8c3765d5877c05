#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr DimSet of_stock = dims(Dim::region, Dim::group, Dim::field, Dim::credential);

DimSet varying(Cube const& cube, DimSet among) {
    DimSet set = 0;
    for (auto const d : all_dims)
        if ((among & bit(d)) != 0 && cube.depends_on(d))
            set |= bit(d);
    return set;
}

class StartReading {
  public:
    StartReading(PackReading& reading, StageSpec const& stage, Node const& node, std::string key,
                 Provenance const& inherited)
        : reading_(reading), stage_(stage), node_(node), key_(std::move(key)),
          inherited_(inherited) {}

    std::optional<StartSpec> run() {
        if (reading_.figures.space.ages)
            problem(ProblemKind::conflict,
                    "a pack with [demography] is filled by [base]; drop start.");
        bool const by_parts =
            node_.kind == Node::Kind::table &&
            (node_.find("total") != nullptr || node_.find("share") != nullptr ||
             node_.find("ages") != nullptr || node_.find("composition") != nullptr);
        if (by_parts)
            parts();
        else
            counts();
        return good_ ? std::optional(std::move(start_)) : std::nullopt;
    }

  private:
    void problem(ProblemKind kind, std::string_view why) {
        reading_.problems.add(kind, node_.where, key_, why);
        good_ = false;
    }

    //! Who they are must be said: a number that does not name groups or regions would have to be
    //! split silently.
    void check_division(Cube const& cube, std::string_view what) {
        auto const& space = reading_.figures.space;
        for (auto const d : {Dim::group, Dim::region})
            if (space.size(d) > 1 && !cube.depends_on(d))
                problem(ProblemKind::not_covered,
                        fmt::format("{} does not say how it divides over {}s: give a figure by {}.",
                                    what, name_of(d), name_of(d)));
    }

    void counts() {
        auto cube = read_figure(reading_.figures, node_, key_, inherited_,
                                {.by = of_stock | bit(Dim::tenure), .low = 0.0});
        good_ = good_ && cube.has_value();
        if (!cube)
            return;
        check_division(*cube, "the count");
        if (cube->depends_on(Dim::tenure))
            by_years_in_stage(std::move(*cube));
        else
            start_.count = std::move(*cube);
    }

    //! Counts by years in stage too: how many there are, and what shares of them are in each class.
    void by_years_in_stage(Cube counts) {
        check_classes(reading_, stage_, counts, node_.where, key_);
        auto extent = counts.extents();
        extent[static_cast<std::size_t>(Dim::tenure)] = 1;
        start_.count = Cube(extent);
        start_.count.from = counts.from;
        auto const total = [this](Coords c) -> double& {
            c[Dim::tenure] = 0;
            return start_.count.at(c);
        };
        for_each_cell(counts.extents(), [&](Coords const& c) { total(c) += counts.at(c); });
        for_each_cell(counts.extents(), [&](Coords const& c) {
            double const all = total(c);
            counts.at(c) = all > 0.0 ? counts.at(c) / all : 0.0;
        });
        start_.ages = StartSpec::Ages::table;
        start_.tenure_share = std::move(counts);
    }

    void parts() {
        Section section(node_, key_, reading_.problems);
        auto const from = stated_provenance(section, inherited_);
        auto const total = read_total(section, from);
        start_.exact = section.choice("composition", {"exact", "drawn"}) != "drawn";
        read_ages(section, from);
        if (auto const share = read_share(section, from); share && total) {
            start_.count = *share;
            for (auto& cell : start_.count.values())
                cell *= *total;
        } else {
            good_ = false;
        }
        section.finish();
    }

    std::optional<double> read_total(Section& section, Provenance const& from) {
        if (auto const* const node = section.take("total"))
            return read_constant(reading_.figures, *node, section.key("total"), from, 0.0, 1e12);
        if (stage_.slots)
            return stage_.slots->front();
        section.require("total",
                        "Give the number of people; with slots it may be left out: all are taken.");
        return std::nullopt;
    }

    std::optional<Cube> read_share(Section& section, Provenance const& from) {
        auto const* const node = section.take("share");
        if (node == nullptr) {
            Cube const one(1.0);
            check_division(one, "the total");
            return one;
        }
        auto const& space = reading_.figures.space;
        auto const key = section.key("share");
        auto cube = read_figure(reading_.figures, *node, key, from,
                                {.by = of_stock, .low = 0.0, .high = 1.0});
        if (!cube)
            return std::nullopt;
        check_division(*cube, "the share");
        auto const over = varying(*cube, of_stock) | bit(Dim::group);
        return normalise(*cube, over, false, space, key, reading_.problems, &reading_.figures.files)
                   ? cube
                   : std::nullopt;
    }

    void read_ages(Section& section, Provenance const& from) {
        auto const* const node = section.take("ages");
        if (node == nullptr)
            return;
        auto const key = section.key("ages");
        if (node->kind == Node::Kind::text && !names_table(*node)) {
            auto const word =
                as_choice(*node, key, {"zero", "stationary", "NAME.csv"}, reading_.problems);
            start_.ages =
                word == "stationary" ? StartSpec::Ages::stationary : StartSpec::Ages::zero;
            return;
        }
        start_.ages = StartSpec::Ages::table;
        auto cube = read_figure(reading_.figures, *node, key, from,
                                {.by = dims(Dim::tenure, Dim::group), .low = 0.0, .high = 1.0});
        if (!cube || !normalise(*cube, dims(Dim::tenure), false, reading_.figures.space, key,
                                reading_.problems, &reading_.figures.files))
            return;
        check_classes(reading_, stage_, *cube, node->where, key);
        start_.tenure_share = std::move(*cube);
    }

    PackReading& reading_;
    StageSpec const& stage_;
    Node const& node_;
    std::string key_;
    Provenance const& inherited_;
    StartSpec start_;
    bool good_ = true;
};

} // namespace

std::optional<StartSpec> read_start(PackReading& reading, StageSpec const& stage, Node const& node,
                                    std::string const& key, Provenance const& inherited) {
    return StartReading(reading, stage, node, key, inherited).run();
}

} // namespace stempath::models
