#include "apps/study_record.hpp"

#include "apps/words.hpp"
#include "sim/executor.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace stempath::apps {

namespace {

// The presets of docs/packs.md, section 8.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> presets{{
    {"ncses_broad", "STEM jobs"},
    {"science_engineering", "science and engineering jobs"},
    {"related", "jobs related to science and engineering"},
    {"middle_skill", "middle-skill STEM jobs"},
    {"census", "STEM jobs (Census definition)"},
    {"pew", "STEM jobs (Pew definition)"},
    {"stemm", "STEMM jobs (with medicine)"},
}};

constexpr std::int32_t oldest = 120; //!< an upper age from here on is no limit

std::string stage_words(std::string const& name, models::Pack const& pack) {
    auto const stage = std::find_if(pack.stages.begin(), pack.stages.end(),
                                    [&](models::StageSpec const& s) { return s.name == name; });
    bool const labelled = stage != pack.stages.end() && !stage->label.empty();
    return labelled ? stage->label : plain_name(name);
}

std::string aged(models::ParitySpec const& spec) {
    if (spec.from_age <= 0 && spec.to_age >= oldest)
        return "";
    if (spec.to_age >= oldest)
        return fmt::format(" aged {} and over", spec.from_age);
    return fmt::format(" aged {}-{}", spec.from_age, spec.to_age);
}

} // namespace

std::string workforce_words(models::ParitySpec const& spec, models::Pack const& pack) {
    auto const preset = std::find_if(presets.begin(), presets.end(),
                                     [&](auto const& p) { return p.first == spec.workforce; });
    return preset != presets.end() ? std::string(preset->second)
                                   : stage_words(spec.workforce, pack);
}

std::string reference_words(models::ParitySpec const& spec, models::Pack const& pack) {
    if (spec.reference_share)
        return "the reference population";
    if (spec.reference != "residents")
        return stage_words(spec.reference, pack);
    return pack.demography ? "residents" + aged(spec) : "all people in the model";
}

std::uint32_t threads_used(models::RunSettings const& settings) {
    return sim::Executor(settings.threads).threads();
}

} // namespace stempath::apps
