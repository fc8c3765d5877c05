#include "models/model.hpp"

#include "models/cell_keys.hpp"
#include "models/model_error.hpp"
#include "models/schedule.hpp"

#include "sim/quantities.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace stempath::models {

namespace {

void shape(Pack const& pack, Model& model) {
    model.base_year = pack.base_year;
    std::int32_t const k = model.settings.parity.k;
    model.last_year = model.settings.end_year + std::max(k, 1) - 1;
    if (model.settings.end_year <= pack.base_year || model.last_year > pack.last_year)
        throw ModelError("run.end", "found " + std::to_string(model.settings.end_year) +
                                        " (with k - 1 = " + std::to_string(k - 1) +
                                        " years to confirm parity), but the pack's tables cover " +
                                        std::to_string(pack.base_year) + " to " +
                                        std::to_string(pack.last_year));
    model.n_groups = static_cast<std::uint32_t>(pack.groups.size());
    model.n_regions = static_cast<std::uint32_t>(pack.regions.size());
    model.states.stages = static_cast<std::uint32_t>(pack.stages.size());
    model.states.fields = static_cast<std::uint32_t>(pack.fields.size());
    model.states.credentials = static_cast<std::uint32_t>(pack.credentials.size());
}

//! STEM by the crosswalk; in a pack without one, the stages that markets and slots fill.
void mark_stem(Pack const& pack, Model& model) {
    model.is_stem.assign(model.states.size(), 0);
    for (std::uint32_t s = 0; s < model.states.size(); ++s) {
        std::uint32_t const stage = model.states.stage(s);
        bool const hired_into = std::any_of(pack.markets.begin(), pack.markets.end(),
                                            [&](auto const& m) { return m.to == stage; });
        bool const post = hired_into || pack.stages[stage].slots.has_value();
        model.is_stem[s] =
            pack.crosswalk.empty()
                ? post
                : pack.crosswalk[model.states.combination(s)].ncses != WorkClass::Ncses::none;
    }
}

void mark_applicants(Pack const& pack, Model& model) {
    model.applies.assign(model.states.stages, 0);
    model.is_post.assign(model.states.stages, 0);
    for (auto const& market : pack.markets) {
        model.is_post[market.to] = 1;
        for (Index const from : market.from)
            model.applies[from] = 1;
    }
    for (auto const& a : pack.markets)
        for (auto const& b : pack.markets)
            model.chained = model.chained || model.applies[a.to] != 0 || a.laid_off_to == b.to ||
                            (&a != &b && a.to == b.to);
}

//! Names that meet in one race must differ in their 32-bit hashes too.
void check_hashes(std::vector<std::uint32_t> hashes, std::string const& key,
                  std::string const& what) {
    std::sort(hashes.begin(), hashes.end());
    if (std::adjacent_find(hashes.begin(), hashes.end()) != hashes.end())
        throw ModelError(key, what + " have the same 32-bit name hash; rename one of them");
}

void hash_names(Pack const& pack, Model& model) {
    model.stay_hash = sim::name_hash("stay");
    model.leave_hash = sim::name_hash("leave the country");
    std::vector<std::uint32_t> groups;
    for (auto const& group : pack.groups)
        groups.push_back(sim::name_hash(group.name));
    check_hashes(std::move(groups), "axes", "two groups");
    for (auto const& field : pack.fields)
        model.field_hash.push_back(sim::name_hash(field));
    check_hashes(model.field_hash, "fields", "two of them");
    for (std::size_t s = 0; s < model.races.size(); ++s) {
        auto names = model.races[s].hash;
        names.push_back(model.stay_hash);
        check_hashes(std::move(names), "stage." + pack.stages[s].name, "two exits");
    }
    for (auto const& region : pack.regions)
        for (auto const& group : pack.groups)
            model.cell_seed.push_back(sim::name_hash64(region + "/" + group.name));
}

void set_bands(Pack const& pack, Model& model) {
    std::set<std::int32_t> from{0};
    auto const cut = [&](ParitySpec const& parity) {
        for (std::int32_t const age : {parity.from_age, parity.to_age + 1})
            if (age > 0 && age <= 200)
                from.insert(age);
    };
    if (pack.demography) {
        cut(model.settings.parity);
        std::for_each(model.settings.beside.begin(), model.settings.beside.end(), cut);
    }
    model.band_from.assign(from.begin(), from.end());
}

void set_demography(Pack const& pack, Model& model) {
    if (!pack.demography)
        return;
    auto const& d = *pack.demography;
    BaseKind born;
    born.cumulated = 1.0;
    born.stage = static_cast<std::uint8_t>(d.born_into);
    born.tenure = 0;
    model.newborn.kinds.assign(1, born);
    std::int32_t const years = model.last_year - model.base_year + 1;
    auto const regions = static_cast<std::int32_t>(d.staying.extent(Dim::region));
    Coords c;
    for (c[Dim::region] = 0; c[Dim::region] < regions; ++c[Dim::region])
        for (c[Dim::year] = 0; c[Dim::year] < years; ++c[Dim::year])
            for (c[Dim::age] = 0; c[Dim::age] <= d.last_age; ++c[Dim::age])
                for (c[Dim::group] = 0; c[Dim::group] < static_cast<std::int32_t>(model.n_groups);
                     ++c[Dim::group])
                    model.staying.push_back(static_cast<std::uint32_t>(
                        std::min(d.staying.at(c) * 0x1p32, 4294967295.0)));
    if (regions > 1)
        model.staying_region_step = model.staying.size() / static_cast<std::size_t>(regions);
}

//! sigma follows from kappa and rho: the variance stays 1.
void set_traits(Pack const& pack, Model& model) {
    model.has_traits = pack.traits.has_value();
    if (!model.has_traits)
        return;
    double const kappa = pack.traits->kappa, rho = pack.traits->rho, keep = 1.0 - kappa;
    auto const q12 = [](double x) { return static_cast<std::int32_t>(std::lround(x * 4096.0)); };
    model.drift_keep = q12(keep);
    model.drift_pull = q12(kappa * std::sqrt(rho));
    model.drift_noise = q12(std::sqrt((1.0 - keep * keep) * (1.0 - rho)));
    model.start_pull = q12(std::sqrt(rho));
    model.start_noise = q12(std::sqrt(1.0 - rho));
}

} // namespace

std::uint32_t Model::band_of(std::int32_t age) const {
    std::uint32_t b = 0;
    while (b + 1 < band_from.size() && age >= band_from[b + 1])
        ++b;
    return b;
}

std::uint32_t const* Model::staying_from(std::uint32_t region, std::int32_t year,
                                         std::int32_t age) const {
    auto const last = pack->demography->last_age;
    auto const a = static_cast<std::uint32_t>(std::min(age, last));
    return &staying[region * staying_region_step +
                    (static_cast<std::size_t>(year) * (static_cast<std::size_t>(last) + 1) + a) *
                        n_groups];
}

std::uint64_t Model::first_key(std::uint32_t region, std::uint32_t group, std::int32_t birth_year,
                               std::int32_t entry_year, sim::Way way, std::uint64_t channel) const {
    std::uint64_t h = cell_seed[region * n_groups + group] + channel;
    h = sim::mix64(h ^ (static_cast<std::uint64_t>(static_cast<std::uint32_t>(birth_year)) << 32 |
                        static_cast<std::uint32_t>(entry_year)));
    return sim::mix64(h + static_cast<std::uint64_t>(way) * 0x9e3779b97f4a7c15u);
}

std::unique_ptr<Model const> build_model(Pack const& pack, RunSettings const& settings,
                                         Model const* drawn_from) {
    if (auto const conflict = two_writers(schedule); !conflict.empty())
        throw std::logic_error(conflict);
    auto model = std::make_unique<Model>();
    model->pack = &pack;
    model->settings = settings;
    model->kernels = &kernels_at(settings.level);
    if (settings.block_rows == 0 || settings.block_rows > 65535)
        throw std::invalid_argument("block size must lie within 1..65535 people");
    check_pack(pack);
    shape(pack, *model);
    build_races(pack, *model, drawn_from);
    mark_applicants(pack, *model);
    hash_names(pack, *model);
    set_bands(pack, *model);
    set_demography(pack, *model);
    set_traits(pack, *model);
    check_keys(*model, drawn_from);
    if (pack.demography)
        model->cells = CellPlan(*model);
    if (pack.demography && pack.base)
        build_base_kinds(pack, *model);
    number_states(pack, *model);
    mark_stem(pack, *model);
    model->watched = watched_sets(pack, model->states, model->band_from, model->is_stem, settings);
    if (settings.fit_counts)
        model->fit.emplace(*model, *settings.fit_counts);
    return model;
}

} // namespace stempath::models
