//! Posts that two would fill, each by its own count: what the first does, the second would undo.
#include "models/pack_reading.hpp"

#include <fmt/format.h>

namespace stempath::models {

namespace {

char const* demand_word(MarketSpec const& market) {
    if (market.slots)
        return "slots";
    return market.flow ? "a flow" : "growth";
}

//! Given vacancies add up; posts that are counted are the same for all who fill them.
bool same_posts(MarketSpec const& a, MarketSpec const& b) {
    if (a.slots || b.slots)
        return a.slots && b.slots;
    if (a.flow || b.flow)
        return a.flow && b.flow;
    return a.growth.extents() == b.growth.extents() && a.growth.values() == b.growth.values();
}

bool in_one_year(EntrySpec const& a, EntrySpec const& b) {
    return !a.only_year || !b.only_year || *a.only_year == *b.only_year;
}

class FillerChecks {
  public:
    FillerChecks(PackReading& reading, Node const& document)
        : reading_(reading), document_(document) {}

    void run() {
        auto const& entries = reading_.pack.entries;
        auto const& markets = reading_.pack.markets;
        for (std::size_t j = 0; j < entries.size(); ++j)
            for (std::size_t i = 0; i < j; ++i)
                compare(entries[i], entries[j]);
        for (std::size_t j = 0; j < markets.size(); ++j) {
            for (auto const& entry : entries)
                compare(entry, markets[j]);
            for (std::size_t i = 0; i < j; ++i)
                compare(markets[i], markets[j]);
        }
    }

  private:
    void refuse(std::string const& section, std::string const& name, std::string const& why) {
        reading_.problems.add(ProblemKind::conflict, document_.find(section)->find(name)->where,
                              key_below(section, name), why);
    }
    std::string const& stage(Index at) const { return reading_.pack.stages[at].name; }

    void compare(EntrySpec const& first, EntrySpec const& second) {
        if (first.to_fill && second.to_fill && first.to == second.to && in_one_year(first, second))
            refuse("entry", second.name,
                   fmt::format("fills the empty slots of {}, and entry {} has filled them all "
                               "before. Give one entry the shares of both, or another stage.",
                               stage(second.to), first.name));
    }

    void compare(EntrySpec const& entry, MarketSpec const& market) {
        // By slots too, the entry fills what the market found nobody for.
        if (entry.to_fill && entry.to == market.to && !market.flow && !market.slots)
            refuse("market", market.name,
                   fmt::format("counts the posts of {} by growth, and entry {} by slots: what one "
                               "fills the other would lay off. Write demand = {{ slots = true }}.",
                               stage(market.to), entry.name));
    }

    void compare(MarketSpec const& first, MarketSpec const& second) {
        if (first.to == second.to && !same_posts(first, second))
            refuse("market", second.name,
                   fmt::format("counts the posts of {} by {}, and market {} by {}: what one hires "
                               "the other would lay off. Give both the same demand.",
                               stage(second.to), demand_word(second), first.name,
                               demand_word(first)));
    }

    PackReading& reading_;
    Node const& document_;
};

} // namespace

void check_fillers(PackReading& reading, Node const& document) {
    FillerChecks(reading, document).run();
}

} // namespace stempath::models
