#include "models/labels.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace stempath::models {

namespace {

// The presets of docs/packs.md, section 9.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> presets{{
    {"ncses_broad", "STEM jobs"},
    {"science_engineering", "science and engineering jobs"},
    {"related", "jobs related to science and engineering"},
    {"middle_skill", "middle-skill STEM jobs"},
    {"census", "STEM jobs (Census definition)"},
    {"pew", "STEM jobs (Pew definition)"},
    {"stemm", "STEMM jobs (with medicine)"},
}};

} // namespace

std::string words_of(std::string_view name) {
    std::string words(name);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string value_label(Axis const& axis, std::string_view value) {
    for (std::size_t i = 0; i < axis.values.size() && i < axis.labels.size(); ++i)
        if (axis.values[i] == value && !axis.labels[i].empty())
            return axis.labels[i];
    return words_of(value);
}

std::string group_label(Pack const& pack, std::string_view name) {
    for (auto const& axis : pack.axes)
        if (std::find(axis.values.begin(), axis.values.end(), name) != axis.values.end())
            return value_label(axis, name);
    if (auto const region = pack.region_labels.find(name); region != pack.region_labels.end())
        return region->second;
    std::string label;
    for (auto const& group : pack.groups)
        if (group.name == name)
            for (std::size_t a = 0; a < pack.axes.size(); ++a)
                label += (a == 0 ? "" : " ") + value_label(pack.axes[a], group.values[a]);
    return label.empty() ? words_of(name) : label;
}

std::string listed(std::vector<std::string> const& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

std::string regions_label(Pack const& pack, std::vector<std::string> const& regions) {
    std::vector<std::string> labels;
    for (auto const& region : regions) {
        auto const label = pack.region_labels.find(region);
        labels.push_back(label == pack.region_labels.end() ? words_of(region) : label->second);
    }
    return listed(labels);
}

std::string preset_label(std::string_view name) {
    auto const preset = std::find_if(presets.begin(), presets.end(),
                                     [&](auto const& p) { return p.first == name; });
    return preset != presets.end() ? std::string(preset->second) : words_of(name);
}

std::string workforce_label(ParitySpec const& spec, Pack const& pack) {
    bool const preset = std::any_of(presets.begin(), presets.end(),
                                    [&](auto const& p) { return p.first == spec.workforce; });
    return preset ? preset_label(spec.workforce) : stage_label(pack, spec.workforce);
}

std::string stage_label(Pack const& pack, std::string_view name) {
    auto const stage = std::find_if(pack.stages.begin(), pack.stages.end(),
                                    [&](StageSpec const& s) { return s.name == name; });
    bool const labelled = stage != pack.stages.end() && !stage->label.empty();
    return labelled ? stage->label : words_of(name);
}

} // namespace stempath::models
