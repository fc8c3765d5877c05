#include "apps/study_netcdf.hpp"

#include "apps/build_info.hpp"
#include "apps/parity_netcdf.hpp"
#include "apps/result_tables.hpp"
#include "models/sha256.hpp"
#include "output/measure_netcdf.hpp"
#include "sim/draws.hpp"

#include <algorithm>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <limits>
#include <map>

namespace stempath::apps {

namespace {

using output::NetcdfFile;

char const* record_word(models::RunSettings const& run) {
    if (run.count_years_in_stage)
        return "years_in_stage";
    return run.record_replicates ? "replicates" : "sums";
}

void add_attributes(NetcdfFile& file, StudyRecord const& record,
                    models::StudyResult const& result) {
    BuildInfo const build = build_info();
    auto const& run = record.settings;
    file.attribute("Conventions", "CF-1.10");
    file.attribute("title", record.title);
    file.attribute("source", fmt::format("stempath {}", build.version));
    file.attribute("date_created", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(record.ended)));
    file.attribute("scenario_name", record.scenario);
    file.attribute("scenario_sha256", record.scenario_sha256);
    file.attribute("pack", record.pack);
    file.attribute("pack_sha256", record.pack_sha256);
    file.attribute("seed", run.seed);
    file.attribute("replicates", std::int64_t{run.replicates});
    file.attribute("first_replicate", std::int64_t{run.first_replicate});
    file.attribute("doubt", std::int64_t{run.doubt ? 1 : 0});
    file.attribute("twins", std::int64_t{run.twins});
    file.attribute("scale", run.scale);
    file.attribute("base_year", std::int64_t{record.base_year});
    file.attribute("end_year", std::int64_t{run.end_year});
    file.attribute("record", record_word(run));
    file.attribute("parity_definition", result.parity.definition);
    file.attribute("warnings", fmt::format("{}", fmt::join(result.warnings, "\n")));
    file.attribute("digest", result.digest);
    file.attribute("ledger_digest", result.ledger_digest);
    file.attribute("draw_contract", std::int64_t{sim::draw_contract_version});
    file.attribute("build_id", build.build_id);
    file.attribute("compiler", build.compiler);
    file.attribute("compiler_flags", build.flags);
    file.attribute("threads", std::int64_t{record.threads});
    file.attribute("level", result.level);
    file.attribute("wall_s", result.wall_s);
    file.attribute("peak_rss_bytes", record.peak_rss_bytes);
}

void add_texts(NetcdfFile& file, StudyRecord const& record) {
    file.variable({"scenario", {}, "scenario as it was read", ""},
                  std::vector<std::string>{record.scenario_text});
    file.variable({"resolved_model", {}, "every figure that the run used, with its source", ""},
                  std::vector<std::string>{record.resolved_text});
    if (record.inputs.empty())
        return;
    std::vector<std::string> names, hashes;
    for (auto const& input : record.inputs) {
        names.push_back(input.file);
        hashes.push_back(input.sha256);
    }
    file.dimension("input", "file that was read", names);
    file.variable({"input_sha256", {"input"}, "SHA-256 of the file's bytes", ""}, hashes);
}

void add_replicates(NetcdfFile& file, models::StudyResult const& result) {
    std::vector<std::int64_t> number, persons, person_years;
    std::vector<std::string> digest, ledger_digest;
    for (std::size_t i = 0; i < result.replicates.size(); ++i) {
        auto const& replicate = result.replicates[i];
        number.push_back(replicate.replicate);
        persons.push_back(replicate.persons);
        person_years.push_back(replicate.person_years);
        digest.push_back(replicate.digest);
        ledger_digest.push_back(replicate.ledger_digest);
    }
    std::vector<std::string> const along{output::replicate_dimension};
    file.dimension(along.front(), meaning_of("replicates", "replicate"), number);
    file.variable({"persons",
                   along,
                   meaning_of("replicates", "persons"),
                   "1",
                   {{"counts", "synthetic people"}}},
                  persons);
    file.variable({"person_years",
                   along,
                   meaning_of("replicates", "person_years"),
                   "1",
                   {{"counts", "synthetic people, year by year"}}},
                  person_years);
    auto const& parity = result.parity;
    for (auto const& [name, years] : {std::pair{"parity_first_year", &parity.first_year},
                                      {"parity_lost_year", &parity.kept.lost_year},
                                      {"parity_kept_since", &parity.kept.since}}) {
        std::vector<std::int32_t> values(number.size(), NetcdfFile::missing_int32);
        for (std::size_t i = 0; i < values.size() && i < years->size(); ++i)
            values[i] = (*years)[i].value_or(values[i]);
        file.variable(
            {name, along, meaning_of("replicates", name), "1", {{"definition", parity.definition}}},
            values);
    }
    file.variable({"replicate_digest", along, meaning_of("replicates", "digest"), ""}, digest);
    file.variable({"replicate_ledger_digest", along, meaning_of("replicates", "ledger_digest"), ""},
                  ledger_digest);
}

void add_goals(NetcdfFile& file, models::ParityResult const& parity) {
    if (parity.goals.empty())
        return;
    std::vector<std::int32_t> year;
    std::vector<double> p, se, low, high, kept;
    for (auto const& goal : parity.goals) {
        year.push_back(goal.year);
        p.push_back(goal.p);
        se.push_back(goal.se);
        low.push_back(goal.low);
        high.push_back(goal.high);
        kept.push_back(static_cast<double>(goal.kept) / static_cast<double>(goal.n));
    }
    auto const goal = columns_of("goals")[0].name;
    file.dimension(std::string(goal), meaning_of("goals", goal), year);
    for (auto const& [name, values] : {std::pair{"parity_p", &p},
                                       {"parity_p_se", &se},
                                       {"parity_p_low", &low},
                                       {"parity_p_high", &high},
                                       {"parity_kept", &kept}})
        file.variable({name, {std::string(goal)}, meaning_of("goals", name), "1"}, *values);
}

//! Rows of the table `noise`, in its order.
void add_noise(NetcdfFile& file, std::vector<models::NoiseSplit> const& noise) {
    if (noise.empty())
        return;
    std::vector<std::string> row;
    std::vector<std::int32_t> year;
    for (auto const& split : noise) {
        row.push_back(fmt::format("{} {}{}{}", split.year, split.quantity,
                                  split.group.empty() ? "" : " ", split.group));
        year.push_back(split.year);
    }
    file.dimension("noise", "what differs between replicates", row);
    file.variable({"noise_year", {"noise"}, meaning_of("noise", "year"), "1"}, year);
    using Member = double models::NoiseSplit::*;
    struct Column {
        char const* name;
        Member of;
    };
    for (Column const& column : {Column{"mean", &models::NoiseSplit::mean},
                                 {"sd", &models::NoiseSplit::sd},
                                 {"sd_process", &models::NoiseSplit::sd_process},
                                 {"sd_doubt", &models::NoiseSplit::sd_doubt}}) {
        std::vector<double> values;
        for (auto const& split : noise)
            values.push_back(split.*column.of);
        file.variable({fmt::format("noise_{}", column.name),
                       {"noise"},
                       meaning_of("noise", column.name),
                       "1"},
                      values);
    }
}

//! Series by lens group and year. Years past the last one reported confirm parity and are missing.
void add_series(NetcdfFile& file, models::ParityResult const& parity, std::size_t years) {
    using Series = std::vector<double> models::GroupSeries::*;
    struct Column {
        char const* name;
        Series of;
    };
    for (Column const& column : {Column{"share_workforce", &models::GroupSeries::share_workforce},
                                 {"share_reference", &models::GroupSeries::share_reference},
                                 {"ratio", &models::GroupSeries::ratio},
                                 {"ratio_low", &models::GroupSeries::ratio_low},
                                 {"ratio_high", &models::GroupSeries::ratio_high}}) {
        std::vector<double> values(parity.groups.size() * years,
                                   std::numeric_limits<double>::quiet_NaN());
        for (std::size_t g = 0; g < parity.groups.size(); ++g) {
            auto const& series = parity.groups[g].*column.of;
            std::copy_n(series.begin(), std::min(series.size(), years),
                        values.begin() + static_cast<std::ptrdiff_t>(g * years));
        }
        file.variable({column.name, {"lens_group", "year"}, meaning_of("parity", column.name), "1"},
                      values);
    }
}

void add_groups(NetcdfFile& file, models::ParityResult const& parity) {
    std::vector<std::string> name, axis;
    std::vector<std::int32_t> deciding;
    for (auto const& group : parity.groups) {
        name.push_back(group.name);
        axis.push_back(group.axis);
        deciding.push_back(group.deciding ? 1 : 0);
    }
    file.dimension("lens_group", meaning_of("parity", "group"), name);
    file.variable({"lens_axis", {"lens_group"}, meaning_of("parity", "axis"), ""}, axis);
    file.variable({"deciding", {"lens_group"}, meaning_of("parity", "deciding"), "1"}, deciding);
}

} // namespace

void describe_study(NetcdfFile& file, StudyRecord const& record,
                    models::StudyResult const& result) {
    add_attributes(file, record, result);
    add_texts(file, record);
    add_replicates(file, result);
    output::MeasureDimensions dimensions(file);
    for (sim::MeasureTable const& table : result.tables)
        output::add_measure(file, dimensions, table, record.settings.replicates,
                            record.settings.scale);
    add_goals(file, result.parity);
    add_noise(file, result.noise);
    if (result.parity.groups.empty() || !file.has_dimension("year"))
        return;
    add_groups(file, result.parity);
    auto const years = result.tables.front().strata.front().values.size();
    add_series(file, result.parity, years);
    add_findings(file, result, years);
}

std::string directory_sha256(std::vector<models::InputFile> const& inputs,
                             std::filesystem::path const& directory) {
    std::map<std::string, std::string> hashes;
    for (auto const& input : inputs) {
        auto const name = std::filesystem::path(input.file).lexically_relative(directory);
        if (!name.empty() && *name.begin() != "..")
            hashes.emplace(name.string(), input.sha256);
    }
    std::string lines;
    for (auto const& [name, hash] : hashes)
        lines += fmt::format("{}  {}\n", hash, name);
    return lines.empty() ? "" : models::sha256(lines);
}

} // namespace stempath::apps
