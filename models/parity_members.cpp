#include "models/parity_members.hpp"

#include "models/run_state.hpp"

#include <algorithm>
#include <array>

namespace stempath::models {

namespace {

using Ncses = WorkClass::Ncses;

//! All ones where a state is a member; nowhere when there are no members.
std::vector<std::int64_t> mask(std::vector<std::uint8_t> const& in, std::uint32_t states) {
    std::vector<std::int64_t> v(states);
    for (std::size_t s = 0; s < in.size(); ++s)
        v[s] = in[s] != 0 ? -1 : 0;
    return v;
}

void add_classes(Model const& model, ParityMembers& m) {
    constexpr std::array<std::pair<Ncses, char const*>, 4> names{
        {{Ncses::science_engineering, "science_engineering"},
         {Ncses::related, "related"},
         {Ncses::middle_skill, "middle_skill"},
         {Ncses::none, "none"}}};
    auto const& crosswalk = model.pack->crosswalk;
    for (auto const& [ncses, name] : names) {
        std::vector<std::uint8_t> in(m.workforce.size());
        for (std::uint32_t s = 0; s < in.size() && !crosswalk.empty(); ++s)
            in[s] = m.workforce[s] != 0 && crosswalk[model.states.combination(s)].ncses == ncses;
        if (std::find(in.begin(), in.end(), 1) == in.end())
            continue;
        m.classes.emplace_back(name);
        m.class_mask.push_back(mask(in, model.states.size()));
    }
    if (m.classes.size() < 2) {
        m.classes.clear();
        m.class_mask.clear();
    }
}

bool tells_regions_apart(ParityMembers const& m) {
    auto const& lens = m.spec.lens;
    return std::find(lens.begin(), lens.end(), "region") != lens.end() ||
           (!m.spec.reference_share && m.reference_regions != m.workforce_regions);
}

ParityMembers members_of(Model const& model, ParitySpec const& spec, ParityMembers::Role role) {
    ParityMembers m;
    auto const& pack = *model.pack;
    m.role = role;
    m.spec = spec;
    m.workforce = workforce_states(pack, model.states, spec);
    if (!spec.reference_share)
        m.reference = members(pack, model.states, spec.reference);
    m.workforce_mask = mask(m.workforce, model.states.size());
    m.reference_mask = mask(m.reference, model.states.size());
    m.bands = bands_in(pack, model.band_from, spec);
    m.workforce_regions = regions_in(pack, spec.regions);
    m.reference_regions = regions_in(pack, spec.reference_regions);
    m.by_region = tells_regions_apart(m);
    if (role != ParityMembers::Role::preset)
        add_classes(model, m);
    return m;
}

//! Sums of two masks over the age bands of a definition.
std::array<std::int64_t, 2> count_masks(ParityMembers const& m, RunState const& run,
                                        std::uint32_t region, std::uint32_t group,
                                        std::vector<std::int64_t> const& first,
                                        std::vector<std::int64_t> const& second) {
    std::array<std::int64_t, 2> sum{};
    for (std::uint32_t band = 0; band < run.shape.bands; ++band)
        if (m.bands[band] != 0) {
            CountArgs c{};
            c.n = run.shape.states;
            c.people = &run.stock[run.shape.at(region, band, group, 0)];
            c.first = first.data();
            c.second = second.data();
            std::int64_t counted[2];
            c.out = counted;
            run.model.kernels->count(c);
            sum[0] += counted[0];
            sum[1] += counted[1];
        }
    return sum;
}

} // namespace

std::vector<ParityMembers> definitions_of(Model const& model) {
    using Role = ParityMembers::Role;
    std::vector<ParityMembers> all{members_of(model, model.settings.parity, Role::main)};
    for (auto const& spec : model.settings.beside)
        all.push_back(members_of(model, spec, Role::beside));
    if (model.pack->crosswalk.empty())
        return all;
    for (auto const& preset : workforce_presets()) {
        auto spec = model.settings.parity;
        spec.name = spec.workforce = preset;
        spec.label.clear();
        auto m = members_of(model, spec, Role::preset);
        if (std::find(m.workforce.begin(), m.workforce.end(), 1) != m.workforce.end())
            all.push_back(std::move(m));
    }
    return all;
}

void count_parity(ParityMembers const& m, RunState const& run, std::size_t year,
                  std::size_t watched_set, ParityCounts<std::int64_t>& into) {
    auto const& shape = run.shape;
    std::size_t const cells = m.cells(run.model), classes = m.classes.size();
    for (std::uint32_t r = 0; r < shape.regions; ++r)
        for (std::uint32_t g = 0; g < shape.groups; ++g) {
            std::size_t const cell = (m.by_region ? std::size_t{r} * shape.groups : 0) + g;
            auto const n = count_masks(m, run, r, g, m.workforce_mask, m.reference_mask);
            if (m.reference_regions[r] != 0)
                into.reference[year * cells + cell] += n[1];
            if (m.workforce_regions[r] == 0)
                continue;
            into.workforce[year * cells + cell] += n[0];
            if (!into.came.empty())
                into.came[year * cells + cell] +=
                    run.total.came[(watched_set * shape.regions + r) * shape.groups + g];
            for (std::size_t c = 0; c < classes; c += 2) {
                auto const& second = c + 1 < classes ? m.class_mask[c + 1] : m.class_mask[c];
                auto const of = count_masks(m, run, r, g, m.class_mask[c], second);
                into.by_class[(year * classes + c) * cells + cell] += of[0];
                if (c + 1 < classes)
                    into.by_class[(year * classes + c + 1) * cells + cell] += of[1];
            }
        }
}

void count_careers(ParityMembers const& m, RunState const& run, std::size_t year,
                   ParityCounts<std::int64_t>& into) {
    if (into.careers.empty())
        return;
    auto const& shape = run.shape;
    std::size_t const cells = m.cells(run.model);
    std::size_t set = run.model.watched.careers;
    for (auto* const counts : {&into.careers, &into.returned, &into.moved_in}) {
        for (std::uint32_t r = 0; r < shape.regions; ++r)
            for (std::uint32_t g = 0; g < shape.groups; ++g)
                (*counts)[year * cells + (m.by_region ? std::size_t{r} * shape.groups : 0) + g] +=
                    run.total.came[(set * shape.regions + r) * shape.groups + g];
        ++set;
    }
}

} // namespace stempath::models
