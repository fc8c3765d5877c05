#include "apps/study_record.hpp"

#include "apps/study_netcdf.hpp"
#include "models/labels.hpp"
#include "models/provenance.hpp"
#include "sim/executor.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

constexpr std::int32_t oldest = 120; //!< an upper age from here on is no limit

//! " of Philadelphia"; empty for all regions.
std::string of_regions(models::Pack const& pack, std::vector<std::string> const& regions) {
    return regions.empty() ? "" : " of " + models::regions_label(pack, regions);
}

void add_inputs(StudyRecord& record, scenarios::Study const& study) {
    for (auto const& input : study.inputs) {
        auto const same = [&](auto const& known) { return known.file == input.file; };
        if (std::none_of(record.inputs.begin(), record.inputs.end(), same))
            record.inputs.push_back(input);
        if (input.file == study.scenario.path.string())
            record.scenario_sha256 = input.sha256;
    }
    record.pack_sha256 = directory_sha256(study.inputs, study.scenario.pack_directory);
}

} // namespace

std::string ages_words(models::ParitySpec const& spec) {
    if (spec.from_age <= 0 && spec.to_age >= oldest)
        return "";
    if (spec.to_age >= oldest)
        return fmt::format(" aged {} and over", spec.from_age);
    return fmt::format(" aged {}-{}", spec.from_age, spec.to_age);
}

std::string workforce_words(models::ParitySpec const& spec, models::Pack const& pack) {
    auto const words = models::workforce_label(spec, pack);
    if (!spec.label.empty())
        return spec.label;
    return spec.regions.empty() ? words
                                : words + " held by residents" + of_regions(pack, spec.regions);
}

std::string reference_words(models::ParitySpec const& spec, models::Pack const& pack) {
    if (spec.reference_share)
        return "the reference population";
    if (spec.reference != "residents")
        return models::stage_label(pack, spec.reference) + of_regions(pack, spec.reference_regions);
    return (pack.demography ? "residents" : "all people in the model") +
           of_regions(pack, spec.reference_regions) + (pack.demography ? ages_words(spec) : "");
}

std::uint32_t threads_used(models::RunSettings const& settings) {
    return sim::Executor(settings.threads).threads();
}

StudyRecord describe(scenarios::Study const& study) {
    StudyRecord record;
    record.scenario = study.scenario.name;
    record.title = study.scenario.title;
    record.scenario_file = study.scenario.path.string();
    record.scenario_text = study.scenario.text;
    record.resolved_text = scenarios::print_resolved(study);
    record.pack = study.pack.name;
    add_inputs(record, study);
    record.judged_share = models::judged_share(study.pack);
    record.base_year = study.pack.base_year;
    record.settings = study.settings;
    record.workforce = workforce_words(study.settings.parity, study.pack);
    record.work = models::workforce_label(study.settings.parity, study.pack);
    record.reference = reference_words(study.settings.parity, study.pack);
    record.reference_place =
        models::regions_label(study.pack, study.settings.parity.reference_regions);
    record.threads = threads_used(study.settings);
    record.facts = facts_of(study.pack);
    return record;
}

} // namespace stempath::apps
