#include "models/watched.hpp"

#include <algorithm>
#include <stdexcept>

namespace stempath::models {

namespace {

bool is_in(std::vector<std::string> const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

void take_out(std::vector<std::uint8_t>& in, StateSpace const& states, std::size_t stage) {
    auto const s = static_cast<std::uint32_t>(stage);
    std::fill(in.begin() + states.begin(s), in.begin() + states.begin(s + 1), std::uint8_t{0});
}

class Sets {
  public:
    Sets(Pack const& pack, StateSpace const& states, std::vector<std::int32_t> const& band_from)
        : pack_(pack), bands_(band_from) {
        watched_.sets.resize(states.size());
        watched_.where.resize(pack.regions.size() * band_from.size());
    }

    //! Gives the bit of the set.
    std::uint32_t add(std::string const& name, std::vector<std::uint8_t> const& states,
                      std::vector<std::uint8_t> const& regions,
                      std::vector<std::uint8_t> const& bands) {
        if (watched_.names.size() == most_watched)
            throw std::invalid_argument("parity: definitions and measures of stages are more than "
                                        "29 together");
        auto const bit = std::uint32_t{1} << watched_.names.size();
        watched_.names.push_back(name);
        for (std::size_t s = 0; s < states.size(); ++s)
            watched_.sets[s] |= states[s] != 0 ? bit : 0;
        for (std::size_t r = 0; r < regions.size(); ++r)
            for (std::size_t b = 0; b < bands.size(); ++b)
                watched_.where[r * bands.size() + b] |= regions[r] != 0 && bands[b] != 0 ? bit : 0;
        return bit;
    }
    void add_definition(StateSpace const& states, ParitySpec const& spec) {
        both_ways(add(spec.name, workforce_states(pack_, states, spec),
                      regions_in(pack_, spec.regions), bands_in(pack_, bands_, spec)));
    }
    void add_everywhere(std::string const& name, std::vector<std::uint8_t> const& states) {
        both_ways(add(name, states, std::vector<std::uint8_t>(pack_.regions.size(), 1),
                      std::vector<std::uint8_t>(bands_.size(), 1)));
    }
    //! `main` without its exceptions and its regions: work is work wherever it is.
    void add_careers(StateSpace const& states, ParitySpec const& main,
                     std::vector<std::uint8_t> const& is_stem) {
        auto const work = members(pack_, states, main.workforce);
        watched_.careers = watched_.names.size();
        if (!can_start(states, work))
            return;
        auto const homes = regions_in(pack_, main.reference_regions);
        auto const bands = bands_in(pack_, bands_, main);
        watched_.tells_returned = work == is_stem;
        watched_.moves |= add("main.careers", work, homes, bands);
        watched_.returns = add("main.returned", work, homes, bands);
        watched_.moves |= watched_.tells_returned ? watched_.returns : 0;
        watched_.arrivals |= add("main.moved_in", work, homes, bands);
    }
    Watched take() { return std::move(watched_); }

  private:
    //! Whether an exit or a market leads people of the pack into the work; posts that are filled
    //! from outside alone start nobody's career.
    bool can_start(StateSpace const& states, std::vector<std::uint8_t> const& work) const {
        auto const count = [&](Index stage) {
            auto const s = static_cast<std::uint32_t>(stage);
            return std::count(work.begin() + states.begin(s), work.begin() + states.begin(s + 1),
                              std::uint8_t{1});
        };
        auto const leads = [&](Index from, Index to) {
            auto const s = static_cast<std::uint32_t>(from);
            return to != out && count(to) > 0 &&
                   count(from) < static_cast<std::ptrdiff_t>(states.begin(s + 1) - states.begin(s));
        };
        for (Index s = 0; s < pack_.stages.size(); ++s)
            for (auto const& exit : pack_.stages[s].exits)
                if (leads(s, exit.to))
                    return true;
        for (auto const& market : pack_.markets)
            for (auto const from : market.from)
                if (leads(from, market.to))
                    return true;
        return false;
    }
    void both_ways(std::uint32_t bit) {
        watched_.moves |= bit;
        watched_.arrivals |= bit;
    }

    Pack const& pack_;
    std::vector<std::int32_t> const& bands_;
    Watched watched_;
};

} // namespace

std::vector<std::uint8_t> members(Pack const& pack, StateSpace const& states,
                                  std::string const& name) {
    std::vector<std::uint8_t> in(states.size(), 0);
    if (name == "residents") {
        std::fill(in.begin(), in.end(), std::uint8_t{1});
        return in;
    }
    for (std::size_t s = 0; s < pack.stages.size(); ++s)
        if (pack.stages[s].name == name) {
            auto const stage = static_cast<std::uint32_t>(s);
            std::fill(in.begin() + states.begin(stage), in.begin() + states.begin(stage + 1),
                      std::uint8_t{1});
            return in;
        }
    if (pack.crosswalk.empty() || !is_in(workforce_presets(), name))
        throw std::invalid_argument(
            "parity: \"" + name + "\" is neither a workforce preset of the crosswalk nor a stage");
    for (std::uint32_t s = 0; s < states.size(); ++s)
        in[s] = counts_as(pack.crosswalk[states.combination(s)], name) ? 1 : 0;
    return in;
}

std::vector<std::uint8_t> workforce_states(Pack const& pack, StateSpace const& states,
                                           ParitySpec const& spec) {
    auto in = members(pack, states, spec.workforce);
    for (std::size_t s = 0; s < pack.stages.size(); ++s)
        if (is_in(spec.except, pack.stages[s].name))
            take_out(in, states, s);
    return in;
}

std::vector<std::uint8_t> regions_in(Pack const& pack, std::vector<std::string> const& names) {
    std::vector<std::uint8_t> in;
    for (auto const& region : pack.regions)
        in.push_back(names.empty() || is_in(names, region) ? 1 : 0);
    return in;
}

std::vector<std::uint8_t> bands_in(Pack const& pack, std::vector<std::int32_t> const& band_from,
                                   ParitySpec const& spec) {
    std::vector<std::uint8_t> in;
    for (auto const from : band_from)
        in.push_back(!pack.demography || (from >= spec.from_age && from <= spec.to_age) ? 1 : 0);
    return in;
}

Watched watched_sets(Pack const& pack, StateSpace const& states,
                     std::vector<std::int32_t> const& band_from,
                     std::vector<std::uint8_t> const& is_stem, RunSettings const& settings) {
    Sets sets(pack, states, band_from);
    sets.add_definition(states, settings.parity);
    for (auto const& spec : settings.beside)
        sets.add_definition(states, spec);
    for (auto const& measure : pack.measures)
        if (measure.kind == MeasureSpec::Kind::stages) {
            std::vector<std::uint8_t> in(states.size());
            for (auto const stage : measure.stages)
                std::fill(in.begin() + states.begin(stage), in.begin() + states.begin(stage + 1),
                          std::uint8_t{1});
            sets.add_everywhere(measure.name, in);
        }
    sets.add_careers(states, settings.parity, is_stem);
    return sets.take();
}

} // namespace stempath::models
