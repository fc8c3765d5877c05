#include "models/cell_keys.hpp"

#include "models/model_error.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <numeric>

namespace stempath::models {

namespace {

std::uint64_t channel(std::string const& kind, std::string const& name,
                      std::string const& part = {}) {
    return sim::name_hash64(kind + "." + name + "/" + part);
}

std::string state_name(Pack const& pack, EntryPoint at) {
    return pack.fields[at.field] + "/" + pack.credentials[at.credential];
}

//! Every cell with the greatest number of people that it can hold.
class Cells {
  public:
    explicit Cells(Model const& model) : model_(model), pack_(*model.pack) {
        for (std::uint32_t g = 0; g < model_.n_groups; ++g) {
            add_starts(g);
            for (std::uint32_t r = 0; r < model_.n_regions; ++r) {
                add_entries(r, g);
                add_residents(r, g);
                add_pools(r, g);
            }
        }
    }

    //! The least distance of two first keys, be anybody in the cells or not.
    std::uint64_t check() {
        std::sort(cells_.begin(), cells_.end());
        std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
        auto held = cells_.end(); // the last cell in which somebody may be
        for (auto at = cells_.begin(); at != cells_.end(); ++at) {
            if (at != cells_.begin())
                least = std::min(least, at->first - std::prev(at)->first);
            if (at->second == 0)
                continue;
            if (held != cells_.end() && at->first - held->first < held->second)
                throw ModelError(pack_.regions.size() > 1 ? "regions" : "axes",
                                 "two cells of people would share their draws; rename a region or "
                                 "a group");
            held = at;
        }
        return least;
    }

  private:
    void add(std::uint64_t first, double most) {
        cells_.emplace_back(first, most > 0.0 ? static_cast<std::uint64_t>(most) + 1 : 0);
    }

    void add_residents(std::uint32_t region, std::uint32_t group) {
        if (!pack_.demography)
            return;
        auto const& d = *pack_.demography;
        for (std::int32_t born = model_.base_year - d.last_age; born <= model_.last_year; ++born) {
            bool const base = born <= model_.base_year;
            add_cohort(region, group, born, base ? model_.base_year : born,
                       base ? sim::Way::base : sim::Way::birth, base ? d.population : d.births);
            std::int32_t const last = std::min(model_.last_year, born + d.last_age);
            for (std::int32_t y = std::max(model_.base_year, born) + 1; y <= last; ++y)
                add_cohort(region, group, born, y, sim::Way::arrival, d.arrivals);
        }
    }

    void add_cohort(std::uint32_t region, std::uint32_t group, std::int32_t born, std::int32_t year,
                    sim::Way way, Cube const& persons) {
        Coords c;
        c[Dim::year] = year - model_.base_year;
        c[Dim::age] = year - born;
        c[Dim::group] = static_cast<std::int32_t>(group);
        add(model_.first_key(region, group, born, year, way, 0), persons.at(c));
    }

    void add_starts(std::uint32_t group) {
        for (std::size_t s = 0; s < pack_.stages.size(); ++s) {
            if (!pack_.stages[s].start)
                continue;
            auto const& count = pack_.stages[s].start->count;
            auto extent = count.extents();
            extent[static_cast<std::size_t>(Dim::group)] = 1;
            for_each_cell(extent, [&](Coords const& c) {
                double total = 0.0; // when the composition is drawn, all may be of one group
                Coords of = c;
                for (std::int32_t g = 0; g < static_cast<std::int32_t>(model_.n_groups); ++g) {
                    of[Dim::group] = g;
                    total += count.at(of);
                }
                add(start_cell(model_, point(c, s), group), total);
            });
        }
    }

    void add_entries(std::uint32_t region, std::uint32_t group) {
        for (auto const& entry : pack_.entries)
            for (std::int32_t y = model_.base_year + 1; y <= model_.last_year; ++y)
                add(entry_cell(model_, entry, region, group, y),
                    most_entrants(entry, region, group, y));
    }

    double most_entrants(EntrySpec const& entry, std::uint32_t region, std::uint32_t group,
                         std::int32_t year) const {
        auto const index = static_cast<std::size_t>(year - model_.base_year);
        if (entry.to_fill)
            return pack_.stages[entry.to].slots->at(index);
        Coords c;
        c[Dim::year] = static_cast<std::int32_t>(index);
        c[Dim::region] = static_cast<std::int32_t>(region);
        c[Dim::group] = static_cast<std::int32_t>(group);
        return entry.number.at(c);
    }

    void add_pools(std::uint32_t region, std::uint32_t group) {
        std::array<std::uint32_t, n_dims> extent;
        extent.fill(1);
        extent[static_cast<std::size_t>(Dim::field)] = model_.states.fields;
        extent[static_cast<std::size_t>(Dim::credential)] = model_.states.credentials;
        for (auto const& pool : pack_.pools) {
            if (pack_.demography && pool.region != region)
                continue;
            if (pool.start)
                add_at_work(pool, group);
            for (std::int32_t y = model_.base_year + 1; y <= model_.last_year; ++y)
                for_each_cell(extent, [&](Coords c) {
                    c[Dim::region] = static_cast<std::int32_t>(region);
                    EntryPoint const at = point(c, 0);
                    c[Dim::year] = y - model_.base_year;
                    c[Dim::group] = static_cast<std::int32_t>(group);
                    add(pool_cell(model_, pool, at, group, y), pool.size.at(c));
                });
        }
    }

    void add_at_work(PoolSpec const& pool, std::uint32_t group) {
        auto extent = pool.start->extents();
        extent[static_cast<std::size_t>(Dim::group)] = 1;
        for_each_cell(extent, [&](Coords c) {
            EntryPoint at = point(c, static_cast<std::size_t>(c[Dim::stage]));
            at.region = static_cast<std::uint8_t>(pool.region);
            c[Dim::group] = static_cast<std::int32_t>(group);
            add(pool_start_cell(model_, pool, at, group), pool.start->at(c));
        });
    }

    static EntryPoint point(Coords const& c, std::size_t stage) {
        auto const byte = [](auto n) { return static_cast<std::uint8_t>(n); };
        return {byte(stage), byte(c[Dim::field]), byte(c[Dim::credential]), byte(c[Dim::region])};
    }

    Model const& model_;
    Pack const& pack_;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> cells_; // first key, people
};

//! No cell of a pack can hold more.
double most_in_a_cell(Pack const& pack) {
    double most = 0.0;
    auto const take = [&](std::vector<double> const& numbers) {
        for (double const n : numbers)
            most = std::max(most, n);
    };
    if (auto const& d = pack.demography)
        for (auto const* persons : {&d->population, &d->births, &d->arrivals})
            take(persons->values());
    for (auto const& pool : pack.pools) {
        take(pool.size.values());
        if (pool.start)
            take(pool.start->values());
    }
    for (auto const& entry : pack.entries)
        take(entry.number.values());
    for (auto const& stage : pack.stages) {
        if (stage.slots)
            take(*stage.slots);
        if (stage.start) // of all groups, when the composition is drawn
            most = std::max(most, std::accumulate(stage.start->count.values().begin(),
                                                  stage.start->count.values().end(), 0.0));
    }
    return most;
}

} // namespace

std::uint64_t start_cell(Model const& model, EntryPoint at, std::uint32_t group) {
    auto const& pack = *model.pack;
    return model.first_key(at.region, group, model.base_year, model.base_year, sim::Way::base,
                           channel("start", pack.stages[at.stage].name, state_name(pack, at)));
}

std::uint64_t entry_cell(Model const& model, EntrySpec const& entry, std::uint32_t region,
                         std::uint32_t group, std::int32_t year) {
    return model.first_key(region, group, model.base_year, year, sim::Way::entry,
                           channel("entry", entry.name));
}

std::uint64_t pool_cell(Model const& model, PoolSpec const& pool, EntryPoint at,
                        std::uint32_t group, std::int32_t year) {
    return model.first_key(at.region, group, model.base_year, year, sim::Way::entry,
                           channel("pool", pool.name, state_name(*model.pack, at)));
}

std::uint64_t pool_start_cell(Model const& model, PoolSpec const& pool, EntryPoint at,
                              std::uint32_t group) {
    auto const& pack = *model.pack;
    return model.first_key(
        at.region, group, model.base_year, model.base_year, sim::Way::base,
        channel("pool", pool.name, pack.stages[at.stage].name + "/" + state_name(pack, at)));
}

void check_keys(Model& model, Model const* drawn_from) {
    // Cells have their names from the pack; a draw changes how many people they hold.
    if (drawn_from == nullptr ||
        most_in_a_cell(*model.pack) + 1.0 > static_cast<double>(drawn_from->least_key_distance))
        model.least_key_distance = Cells(model).check();
}

} // namespace stempath::models
