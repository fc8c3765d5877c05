#include "apps/study_record.hpp"

#include "models/labels.hpp"
#include "sim/executor.hpp"

#include <fmt/format.h>

namespace stempath::apps {

namespace {

constexpr std::int32_t oldest = 120; //!< an upper age from here on is no limit

std::string aged(models::ParitySpec const& spec) {
    if (spec.from_age <= 0 && spec.to_age >= oldest)
        return "";
    if (spec.to_age >= oldest)
        return fmt::format(" aged {} and over", spec.from_age);
    return fmt::format(" aged {}-{}", spec.from_age, spec.to_age);
}

} // namespace

std::string workforce_words(models::ParitySpec const& spec, models::Pack const& pack) {
    return models::workforce_label(spec, pack);
}

std::string reference_words(models::ParitySpec const& spec, models::Pack const& pack) {
    if (spec.reference_share)
        return "the reference population";
    if (spec.reference != "residents")
        return models::stage_label(pack, spec.reference);
    return pack.demography ? "residents" + aged(spec) : "all people in the model";
}

std::uint32_t threads_used(models::RunSettings const& settings) {
    return sim::Executor(settings.threads).threads();
}

} // namespace stempath::apps
