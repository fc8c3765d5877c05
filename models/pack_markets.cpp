#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

//! Posts that double in a year; 5, for 5 %, is a slip of the pen.
constexpr double most_growth = 1.0;

class MarketReading {
  public:
    MarketReading(PackReading& reading, std::string const& name, Node const& node)
        : reading_(reading), section_(node, key_below("market", name), reading.problems),
          from_(stated_provenance(section_, reading.file_wide)) {
        market_.name = name;
    }

    MarketSpec run() {
        if (auto const* const to = section_.require("to", "Name the stage whose posts are filled."))
            market_.to = read_stage_name(reading_, *to, section_.key("to")).value_or(0);
        read_division();
        read_applicants();
        if (auto const* const least = section_.take("credential_at_least"))
            market_.credential_at_least =
                read_name(*least, section_.key("credential_at_least"), reading_.pack.credentials,
                          "credential", reading_.problems);
        read_demand();
        read_entrants();
        if (auto const* const score = section_.require(
                "score", "Write score = \"lottery\" or score = { noise = 1.0, ... }."))
            read_score(reading_, *score, section_.key("score"), from_, market_.score);
        read_lay_offs();
        check_division();
        check_circles();
        section_.finish();
        return std::move(market_);
    }

  private:
    void read_division() {
        auto const* const node = section_.take("by");
        if (node == nullptr)
            return;
        auto const key = section_.key("by");
        std::vector<std::string> const allowed{"region", "field"};
        if (auto const names = as_names(*node, key, reading_.problems))
            for (auto const& name : *names)
                as_choice(make_node(std::string_view(name.name), name.where), key, allowed,
                          reading_.problems);
        for (auto const& item : node->items) {
            market_.by_region = market_.by_region || item.text == "region";
            market_.by_field = market_.by_field || item.text == "field";
        }
    }

    //! A market for all fields has no use for figures by field, and posts that are one number
    //! cannot be split.
    void check_division() {
        auto const refuse = [&](std::string_view key, std::string const& why) {
            reading_.problems.add(ProblemKind::conflict, section_.where(),
                                  fmt::format("{}.{}", section_.key(), key), why);
        };
        auto const by_field = [&](std::string_view key, Cube const& cube) {
            if (cube.depends_on(Dim::field) && !market_.by_field)
                refuse(key, "depends on the field, but this market is one for all fields: write by "
                            "= [\"field\"].");
        };
        by_field("demand.growth", market_.growth);
        by_field("score.group", market_.score.group);
        if (market_.flow) {
            by_field("demand.flow", *market_.flow);
            check_flow(refuse);
        }
        if (market_.slots && (market_.by_region || market_.by_field))
            refuse("by", "slots are one number that cannot be split; give demand = { growth = ... "
                         "} or drop by.");
        for (auto const pool : market_.pools)
            if (market_.by_field && reading_.pack.fields.size() > 1 &&
                !reading_.pack.pools[pool].size.depends_on(Dim::field))
                refuse("from", fmt::format("this market is split by field, and pool.{}.size does "
                                           "not say how it divides over fields.",
                                           reading_.pack.pools[pool].name));
    }

    //! Vacancies of a split market say how they divide; those of another cannot.
    template <class Refuse>
    void check_flow(Refuse refuse) {
        auto const& pack = reading_.pack;
        bool const by_region = market_.flow->depends_on(Dim::region);
        if (by_region && !market_.by_region)
            refuse("demand.flow", "depends on the region, but this market is one for all regions: "
                                  "write by = [\"region\"].");
        if (market_.by_region && pack.regions.size() > 1 && !by_region)
            refuse("demand.flow", "does not say how it divides over regions: give it by region.");
        if (market_.by_field && pack.fields.size() > 1 && !market_.flow->depends_on(Dim::field))
            refuse("demand.flow", "does not say how it divides over fields: give it by field.");
    }

    //! Who holds a post of this market does not apply for one, nor loses it to the same stage.
    void check_circles() {
        auto const refuse = [&](std::string_view key, std::string const& why) {
            auto const* const node = section_.node().find(key);
            if (node != nullptr && section_.node().find("to") != nullptr)
                reading_.problems.add(ProblemKind::conflict, node->where, section_.key(key), why);
        };
        auto const& stages = reading_.pack.stages;
        if (market_.to >= stages.size())
            return;
        auto const& to = stages[market_.to].name;
        if (std::find(market_.from.begin(), market_.from.end(), market_.to) != market_.from.end())
            refuse("from", fmt::format("names {}, the stage that this market fills: its people "
                                       "have such a post already.",
                                       to));
        if (market_.laid_off_to == market_.to)
            refuse("laid_off_to",
                   fmt::format("is {}, the stage that they lose. Name another, or \"out\".", to));
    }

    void read_applicants() {
        auto const* const node = section_.require(
            "from", "Name the stages of applicants, and \"pool:NAME\" for a pool from outside.");
        if (node == nullptr)
            return;
        auto const key = section_.key("from");
        std::vector<std::string> pools;
        for (auto const& pool : reading_.pack.pools)
            pools.push_back(pool.name);
        auto const names = as_names(*node, key, reading_.problems);
        for (auto const& name : names.value_or(std::vector<NamedAt>{})) {
            bool const pool = name.name.starts_with("pool:");
            auto const text =
                make_node(std::string_view(name.name).substr(pool ? 5 : 0), name.where);
            auto const at = pool ? read_name(text, key, pools, "pool", reading_.problems)
                                 : read_stage_name(reading_, text, key);
            if (at)
                (pool ? market_.pools : market_.from).push_back(*at);
        }
        if (names && names->empty())
            report_type(*node, key, "a list of one stage or pool, or more,", reading_.problems);
    }

    //! Where vacancies are given, nobody's post can be one too many.
    void read_lay_offs() {
        for (auto const key : {"laid_off_to", "lay_off_limit"})
            if (auto const* const node = section_.node().find(key);
                given_vacancies_ && node != nullptr)
                reading_.problems.add(ProblemKind::conflict, node->where, section_.key(key),
                                      "a market of given vacancies lays nobody off: drop it.");
        auto const* const limit = section_.take("lay_off_limit");
        auto const* const to =
            given_vacancies_
                ? section_.take("laid_off_to")
                : section_.require("laid_off_to", "Name the stage of those who lose their "
                                                  "posts, or \"out\".");
        market_.laid_off_to =
            to == nullptr
                ? out
                : read_destination(reading_, *to, section_.key("laid_off_to")).value_or(out);
        if (limit == nullptr)
            return;
        auto from = from_;
        from.unit = "share";
        market_.lay_off_limit =
            read_constant(reading_.figures, *limit, section_.key("lay_off_limit"), from, 0.0, 1.0)
                .value_or(0.2);
    }

    void read_entrants() {
        auto const* const node = section_.take("entrants");
        if (node == nullptr)
            return;
        market_.as_reference =
            as_choice(*node, section_.key("entrants"), {"by_score", "as_reference"},
                      reading_.problems) == "as_reference";
    }

    void read_demand() {
        auto const* const node =
            section_.require("demand", "Write demand = { growth = ... }, { slots = true } or "
                                       "{ flow = ... }.");
        if (node == nullptr)
            return;
        Section demand(*node, section_.key("demand"), reading_.problems);
        auto const from = stated_provenance(demand, from_);
        market_.slots = demand.flag("slots").value_or(false);
        auto const* const growth = demand.take("growth");
        auto const* const flow = demand.take("flow");
        auto const given =
            (market_.slots ? 1 : 0) + (growth != nullptr ? 1 : 0) + (flow != nullptr ? 1 : 0);
        if (node->kind == Node::Kind::table && given != 1)
            reading_.problems.add(ProblemKind::conflict, node->where, demand.key(),
                                  "give one of growth, flow and slots = true.");
        if (growth != nullptr)
            if (auto cube = read_figure(reading_.figures, *growth, demand.key("growth"), from,
                                        {.by = dims(Dim::year, Dim::field),
                                         .low = -1.0,
                                         .high = most_growth,
                                         .at_base_year = 0.0,
                                         .in_words = "0.05 is 5 % a year"}))
                market_.growth = std::move(*cube);
        given_vacancies_ = flow != nullptr;
        if (flow != nullptr)
            market_.flow = read_flow(*flow, demand.key("flow"), from);
        if (market_.slots && market_.to < reading_.pack.stages.size() &&
            !reading_.pack.stages[market_.to].slots)
            reading_.problems.add(
                ProblemKind::missing_key, node->where, demand.key("slots"),
                fmt::format("stage {} has no slots.", reading_.pack.stages[market_.to].name));
        demand.finish();
    }

    //! Vacancies a year: as the slots of a stage are written, or by region and field too.
    std::optional<Cube> read_flow(Node const& node, std::string const& key,
                                  Provenance const& inherited) {
        auto from = inherited;
        if (section_.node().find("unit") == nullptr)
            from.unit = "vacancies a year";
        constexpr double most = 1e12;
        if (node.find("start") == nullptr && node.find("knots") == nullptr)
            return read_figure(reading_.figures, node, key, from,
                               {.by = dims(Dim::year, Dim::region, Dim::field),
                                .low = 0.0,
                                .high = most,
                                .at_base_year = 0.0});
        auto const path = read_path(reading_, node, key, from, 0.0, most);
        if (!path)
            return std::nullopt;
        std::array<std::uint32_t, n_dims> extent{};
        extent.fill(1);
        extent[static_cast<std::size_t>(Dim::year)] = static_cast<std::uint32_t>(path->size());
        Cube cube(extent);
        cube.values() = *path;
        return cube;
    }

    PackReading& reading_;
    Section section_;
    Provenance from_;
    MarketSpec market_;
    bool given_vacancies_ = false; //!< rightly or wrongly written
};

} // namespace

void read_markets(PackReading& reading, Node const& node) {
    for (auto const& [name, market] : node.entries)
        reading.pack.markets.push_back(MarketReading(reading, name, market).run());
}

} // namespace stempath::models
