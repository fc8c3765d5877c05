#include "scenarios/scenario_keys.hpp"

#include <algorithm>
#include <iterator>

namespace stempath::scenarios {

namespace {

// An array whose type is deduced would stand in writable memory (GCC 12).
constexpr ScenarioKey keys[] = {
    ScenarioKey{"schema", "number", "", "1", "required", "version of this format"},
    ScenarioKey{"title", "text", "", "one line, not empty", "the file's name",
                "what a reader of the results sees"},
    ScenarioKey{"extends", "text", "", "a scenario file, relative to this one, or of the library",
                "none",
                "the scenario that this one changes: tables merge key by key, this file wins"},
    ScenarioKey{"pack", "text", "", "a folder of models/packs, or a path relative to this file",
                "required", "the place or teaching pack that is simulated"},
    ScenarioKey{"run.start", "number", "calendar year", "the pack's base year",
                "the pack's base year",
                "the year whose end is the starting state; it is not moved"},
    ScenarioKey{"run.end", "number", "calendar year",
                "after run.start; at most the pack's last year less parity.k - 1", "required",
                "last year reported; the run goes parity.k - 1 years further to confirm parity"},
    ScenarioKey{"run.scale", "number", "synthetic people per real person", "above 0, at most 1",
                "1",
                "0.01 simulates one person in a hundred; shares keep their mean and gain noise"},
    ScenarioKey{"run.replicates", "number or text", "runs",
                "1 to 1000000, or \"A..B\" (both included, from 0)", "1",
                "how often the study is repeated with other draws; A..B names the repetitions"},
    ScenarioKey{"run.seed", "number or text", "",
                "0 to 18446744073709551615 (above 9223372036854775807 in quotes)", "1",
                "start of all draws: the same seed gives the same people and the same results, bit "
                "for bit"},
    ScenarioKey{"run.record", "text", "", "sums, replicates or years_in_stage", "sums",
                "what results.nc holds of the measures: means over replicates; each replicate's "
                "counts too; and the stocks by years in stage besides"},
    ScenarioKey{"run.doubt", "true or false", "", "true or false",
                "true where the pack has [doubt]",
                "each replicate draws the figures of the pack from their ranges; false: all "
                "replicates have the pack's values"},
    ScenarioKey{"run.twins", "number", "runs", "0 to 1000000",
                "20; as many as replicates where those are fewer; 0 without doubt",
                "so many of the first replicates are run once more with the same figures and other "
                "luck, to tell luck from doubt and who is too noisy to decide; they enter no other "
                "result"},
    ScenarioKey{"parity.workforce", "text", "",
                "ncses_broad, science_engineering, related, middle_skill, census, pew or stemm",
                "the pack's", "whose composition is judged, as the pack's crosswalk counts it"},
    ScenarioKey{"parity.label", "text", "", "one line",
                "the pack's, unless the workforce is another",
                "what pages call the workforce that is judged"},
    ScenarioKey{"parity.of", "text", "", "a stage of the pack", "the pack's",
                "a stage in place of parity.workforce"},
    ScenarioKey{"parity.except", "list of texts", "", "stages of the workforce", "the pack's",
                "stages that are not counted in the workforce"},
    ScenarioKey{"parity.regions", "list of texts", "", "regions of the pack", "the pack's",
                "home regions of the workforce that is judged"},
    ScenarioKey{"parity.reference_regions", "list of texts", "", "regions of the pack",
                "the pack's", "home regions of the reference"},
    ScenarioKey{"parity.reference", "text or table", "share",
                "residents, a stage, or shares by year x group", "the pack's",
                "what the workforce is compared with"},
    ScenarioKey{"parity.ages", "two numbers", "years of age", "[first, last]", "the pack's",
                "ages counted in the workforce and in the reference"},
    ScenarioKey{"parity.lens", "list of texts", "",
                "axes of the pack, axes crossed (\"race_ethnicity.sex\"), region", "the pack's",
                "whose groups are shown and decide, one by one"},
    ScenarioKey{"parity.together", "list of texts", "", "groups, or values of axes", "the pack's",
                "groups shown as one besides: people who are of any of them"},
    ScenarioKey{"parity.index", "text", "", "ratio, difference, share or count", "the pack's",
                "share in the workforce divided by that in the reference, less it, or alone; or "
                "persons in the workforce"},
    ScenarioKey{"parity.at_least", "number", "1 (or share)",
                "0 to 1; of a difference -1 to 1; of a count persons", "the pack's",
                "what counts as parity"},
    ScenarioKey{"parity.k", "number", "years", "1 to 1000", "the pack's",
                "years in a row within tolerance"},
    ScenarioKey{
        "parity.goals", "list of numbers", "calendar year", "after run.start, at most run.end",
        "the pack's",
        "years for which the probability of parity is given; goals of the pack or of an extended "
        "file that lie beyond a later run.end fall away, with a note"},
    ScenarioKey{"parity.group", "text", "", "a group, or a value of an axis", "the pack's",
                "only for parity.index = \"share\" or \"count\""},
    ScenarioKey{"set", "table", "", "\"KEY\" = VALUE, keys of the pack in quotes", "none",
                "figures of the pack replaced by a number, a table by names, or a table file"},
};

} // namespace

std::span<ScenarioKey const> scenario_keys() { return keys; }

ScenarioKey const* find_scenario_key(std::string_view key) {
    auto const at = std::find_if(std::begin(keys), std::end(keys),
                                 [&](ScenarioKey const& k) { return k.key == key; });
    return at == std::end(keys) ? nullptr : at;
}

std::vector<std::string> scenario_key_names() {
    std::vector<std::string> names;
    for (auto const& k : keys)
        names.emplace_back(k.key);
    return names;
}

std::vector<std::string> pack_sections() {
    return {"years",  "regions", "fields",     "credentials", "traits",  "axes",
            "groups", "labels",  "provenance", "doubt",       "gap",     "demography",
            "base",   "stage",   "entry",      "programme",   "board",   "fixed_trait",
            "market", "pool",    "crosswalk",  "parity",      "measure", "fit"};
}

} // namespace stempath::scenarios
