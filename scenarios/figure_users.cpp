//! What of the model reads a figure.
#include "scenarios/explanation.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace stempath::scenarios {

namespace {

using models::Pack;
using Parts = std::vector<std::string>;

std::string stage_name(Pack const& pack, models::Index stage) {
    return stage == models::out ? std::string("out") : pack.stages[stage].name;
}

template <class Part>
Part const* named(std::vector<Part> const& parts, std::string_view name) {
    auto const at =
        std::find_if(parts.begin(), parts.end(), [&](Part const& p) { return p.name == name; });
    return at == parts.end() ? nullptr : &*at;
}

Parts users_of_slots(Pack const& pack, std::string const& stage) {
    Parts users;
    for (auto const& entry : pack.entries)
        if (entry.to_fill && stage_name(pack, entry.to) == stage)
            users.push_back(fmt::format("entry {}, into stage {}", entry.name, stage));
    for (auto const& market : pack.markets)
        if (market.slots && stage_name(pack, market.to) == stage)
            users.push_back(fmt::format("market {}, for posts in stage {}", market.name, stage));
    return users.empty() ? Parts{fmt::format("stage {}", stage)} : users;
}

Parts users_in_stage(Pack const& pack, Parts const& parts) {
    auto const& name = parts[1];
    auto const part = parts.size() > 2 ? parts[2] : std::string();
    if (part == "exit" && parts.size() > 3) {
        auto const* const stage = named(pack.stages, name);
        auto const* const exit = stage == nullptr ? nullptr : named(stage->exits, parts[3]);
        return {fmt::format("exit {} of stage {}, to {}", parts[3], name,
                            exit == nullptr ? "?" : stage_name(pack, exit->to))};
    }
    if (part == "slots")
        return users_of_slots(pack, name);
    if (part == "start")
        return {fmt::format("stage {}: who is in it in the base year", name)};
    return {fmt::format("stage {}", name)};
}

Parts users_of_pool(Pack const& pack, std::string const& name) {
    Parts users;
    for (auto const& market : pack.markets)
        for (auto const pool : market.pools)
            if (pack.pools[pool].name == name)
                users.push_back(fmt::format("market {}", market.name));
    return users.empty() ? Parts{"no market"} : users;
}

Parts users_of_programme(Pack const& pack, Parts const& parts) {
    auto const* const programme = named(pack.programmes, parts[1]);
    if (programme == nullptr || parts.size() < 4)
        return {fmt::format("programme {}", parts[1])};
    return {fmt::format("programme {}, on exit {} of stage {}", parts[1], parts[3],
                        stage_name(pack, programme->stage))};
}

Parts users_of_fixed_trait(Pack const& pack, std::string const& name) {
    Parts users;
    for (auto const& market : pack.markets)
        for (auto const& [trait, coefficient] : market.score.fixed)
            if (pack.fixed_traits[trait].name == name)
                users.push_back(fmt::format("market {}", market.name));
    return users.empty() ? Parts{"no market"} : users;
}

struct Use {
    std::string_view section, figure, phrase;
};

//! Sections that are there once, and what each of their figures is read for.
constexpr Use uses[] = {
    Use{"demography", "population", "the people of the base year, by age and group"},
    Use{"demography", "births", "who is born each year"},
    Use{"demography", "staying", "who dies or moves away each year"},
    Use{"demography", "arrivals", "who arrives each year"},
    Use{"demography", "region_share", "where people of the base year, and the new, live"},
    Use{"base", "stocks", "who is in which stage in the base year"},
    Use{"base", "age_profile", "the ages of those in the stocks of the base year"},
    Use{"base", "residual", "where the rest of the people stand in the base year"},
    Use{"base", "tenure", "years in stage in the base year"},
    Use{"traits", "kappa", "the growth of traits each year"},
    Use{"traits", "rho", "the traits that people begin with"},
    Use{"gap", "half_life", "how fast the unexplained differences between groups fade"},
    Use{"parity", "main", "the definition of parity"},
};

Parts users_of_section(Parts const& parts) {
    auto const second = parts.size() > 1 ? parts[1] : std::string();
    auto const use = std::find_if(std::begin(uses), std::end(uses), [&](Use const& u) {
        return u.section == parts.front() && u.figure == second;
    });
    if (use != std::end(uses))
        return {std::string(use->phrase)};
    return {second.empty() ? parts.front() : fmt::format("{} {}", parts.front(), second)};
}

} // namespace

std::vector<std::string> users_of(Pack const& pack, std::string const& key) {
    auto const parts = models::split_key(key).value_or(Parts{key});
    auto const second = parts.size() > 1 ? parts[1] : std::string();
    if (parts.front() == "stage" && parts.size() > 1)
        return users_in_stage(pack, parts);
    if (auto const* const entry = named(pack.entries, second);
        parts.front() == "entry" && entry != nullptr)
        return {fmt::format("entry {}, into stage {}", second, stage_name(pack, entry->to))};
    if (auto const* const market = named(pack.markets, second);
        parts.front() == "market" && market != nullptr)
        return {
            fmt::format("market {}, for posts in stage {}", second, stage_name(pack, market->to))};
    if (parts.front() == "pool")
        return users_of_pool(pack, second);
    if (parts.front() == "programme" && parts.size() > 1)
        return users_of_programme(pack, parts);
    if (parts.front() == "fixed_trait")
        return users_of_fixed_trait(pack, second);
    return users_of_section(parts);
}

} // namespace stempath::scenarios
