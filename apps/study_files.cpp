#include "apps/study_files.hpp"

#include "apps/finding_tables.hpp"
#include "apps/provenance.hpp"
#include "apps/report_data.hpp"
#include "apps/result_tables.hpp"
#include "apps/study_netcdf.hpp"
#include "apps/words.hpp"
#include "output/csv_file.hpp"
#include "output/measure_csv.hpp"

#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace stempath::apps {

namespace {

output::TableInfo parity_info(models::ParityResult const& parity) {
    return {
        "parity", "shares and ratios: 1; shortfall_points: percentage points",
        "Share of each group in the workforce and in the reference (means over replicates), their "
        "ratio with its 5 and 95 % quantiles over replicates, and what the share in the workforce "
        "lacks. " +
            parity.definition,
        column_names("parity")};
}

output::TableInfo replicates_info() {
    return {
        "replicates", "persons: synthetic persons; person_years: synthetic person-years",
        "Each replicate: digests, people living at the last year end, person-years simulated, and "
        "the first year of parity, empty when it is not reached within the horizon.",
        column_names("replicates")};
}

output::TableInfo noise_info(StudyRecord const& record) {
    return {
        "noise", "index: 1 (of a count people); persons: people",
        fmt::format("What makes a number differ between replicates, as standard deviations: the "
                    "luck of single lives at the scale of the run, from {} pairs of replicates "
                    "with the same figures, and what is left of the variance, doubt about the "
                    "figures.",
                    record.settings.twins),
        column_names("noise")};
}

//! Empty where there is no such number (the ratio to a group that nobody belongs to).
void number_or_none(output::CsvFile& file, double value) {
    std::isfinite(value) ? file.number(value) : file.none();
}

void write_parity(output::ResultsDirectory& directory, models::ParityResult const& parity) {
    output::CsvFile file = directory.open(parity_info(parity));
    for (models::GroupSeries const& group : parity.groups)
        for (std::size_t i = 0; i < group.year.size(); ++i) {
            file.integer(group.year[i]).text(group.axis).text(group.name);
            file.integer(group.deciding ? 1 : 0);
            double const held = group.share_workforce[i], due = group.share_reference[i];
            for (double const value : {held, due, group.ratio[i], group.ratio_low[i],
                                       group.ratio_high[i], 100.0 * (due - held)})
                number_or_none(file, value);
            file.end_row();
        }
    file.close();
}

output::TableInfo finding_info(FindingTable const& table) {
    for (auto const& known : result_tables())
        if (known.name == table.name)
            return {table.name, "as the columns say (list measures)",
                    capitalised(std::string(known.meaning)) + ".", column_names(table.name)};
    throw std::logic_error("no table of results is called " + table.name);
}

void write_finding(output::ResultsDirectory& directory, FindingTable const& table) {
    output::CsvFile file = directory.open(finding_info(table));
    for (auto const& row : table.rows) {
        for (auto const& cell : row)
            if (auto const* const text = std::get_if<std::string>(&cell))
                file.text(*text);
            else if (auto const* const whole = std::get_if<std::int64_t>(&cell))
                file.integer(*whole);
            else
                number_or_none(file, std::get<double>(cell));
        file.end_row();
    }
    file.close();
}

void write_noise(output::ResultsDirectory& directory, StudyRecord const& record,
                 models::StudyResult const& result) {
    output::CsvFile file = directory.open(noise_info(record));
    for (models::NoiseSplit const& split : result.noise) {
        file.integer(split.year).text(split.quantity).text(split.axis).text(split.group);
        for (double const value : {split.mean, split.sd, split.sd_process, split.sd_doubt})
            number_or_none(file, value);
        file.end_row();
    }
    file.close();
}

void write_replicates(output::ResultsDirectory& directory, models::StudyResult const& result) {
    output::CsvFile file = directory.open(replicates_info());
    auto const& parity = result.parity;
    for (std::size_t i = 0; i < result.replicates.size(); ++i) {
        models::ReplicateResult const& replicate = result.replicates[i];
        file.integer(replicate.replicate).text(replicate.digest).text(replicate.ledger_digest);
        file.integer(replicate.persons).integer(replicate.person_years);
        for (auto const* years : {&parity.first_year, &parity.kept.lost_year, &parity.kept.since})
            i < years->size() && (*years)[i] ? file.integer(*(*years)[i]) : file.none();
        file.end_row();
    }
    file.close();
}

void write_netcdf(output::ResultsDirectory& directory, StudyRecord const& record,
                  models::StudyResult const& result) {
    output::NetcdfFile content("stempath=" STEMPATH_VERSION);
    describe_study(content, record, result);
    output::FileWriter file = directory.open_netcdf();
    content.write(file);
    file.close();
}

} // namespace

void write_study(output::ResultsDirectory& directory, StudyRecord const& record,
                 models::StudyResult const& result) {
    std::vector<output::TableInfo> tables{parity_info(result.parity), replicates_info(),
                                          noise_info(record)};
    auto const findings = finding_tables(result);
    for (auto const& table : findings)
        tables.push_back(finding_info(table));
    for (sim::MeasureTable const& table : result.tables)
        tables.push_back(output::measure_info(table));
    directory.describe(provenance_json(record, result), tables);
    write_parity(directory, result.parity);
    write_replicates(directory, result);
    for (auto const& table : findings)
        write_finding(directory, table);
    write_noise(directory, record, result);
    for (sim::MeasureTable const& table : result.tables)
        output::write_measure(directory, table, record.settings.replicates, record.settings.scale);
    write_netcdf(directory, record, result);
    directory.write_report(report_json(record, result));
    directory.commit();
}

} // namespace stempath::apps
