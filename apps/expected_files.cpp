#include "apps/expected_files.hpp"

#include "apps/provenance.hpp"

#include <cmath>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

output::TableInfo stocks_info() {
    return {"expected",
            "persons",
            "Expected people in each stage at the year end: a real number, nothing is drawn or "
            "rounded.",
            {"year", "stage", "group", "persons"}};
}

output::TableInfo flows_info() {
    return {"expected_flows",
            "persons",
            "Expected people who take each exit in the year, as STAGE.EXIT: a real number, nothing "
            "is drawn or rounded.",
            {"year", "exit", "group", "persons"}};
}

output::TableInfo years_info() {
    return {"expected_years_in_stage",
            "persons",
            "Expected people in each stage at the year end by completed years in it; N+ are those "
            "of N years and more.",
            {"year", "stage", "years", "group", "persons"}};
}

output::TableInfo parity_info(models::ParityResult const& parity) {
    return {"parity",
            "1",
            "Share of each group in the expected workforce and in the reference, and their ratio; "
            "empty where there is none. " +
                parity.definition,
            {"year", "axis", "group", "deciding", "share_workforce", "share_reference", "ratio"}};
}

//! All digits: reads back as the same double.
std::string exactly(double value) { return fmt::format("{}", value); }

//! One row for each year, name and group, in the order of `values`.
void write_rows(output::CsvFile file, std::int32_t base_year, std::vector<std::string> const& names,
                std::vector<models::Group> const& groups, std::vector<double> const& values) {
    std::size_t const of_year = names.size() * groups.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
        file.integer(base_year + static_cast<std::int64_t>(i / of_year));
        file.text(names[i % of_year / groups.size()]).text(groups[i % groups.size()].name);
        file.text(exactly(values[i])).end_row();
    }
    file.close();
}

void write_parity(output::CsvFile file, models::ParityResult const& parity) {
    for (models::GroupSeries const& group : parity.groups)
        for (std::size_t i = 0; i < group.year.size(); ++i) {
            file.integer(group.year[i]).text(group.axis).text(group.name);
            file.integer(group.deciding ? 1 : 0);
            for (double const value :
                 {group.share_workforce[i], group.share_reference[i], group.ratio[i]})
                std::isfinite(value) ? file.text(exactly(value)) : file.none();
            file.end_row();
        }
    file.close();
}

//! Whether people may stay in a stage beyond the last class of years that is told apart.
bool is_open(models::StageSpec const& stage) {
    return !stage.max_years && (!stage.duration || stage.stay);
}

void write_years_in_stage(output::CsvFile file, std::int32_t base_year, models::Pack const& pack,
                          models::ExpectedResult const& result) {
    std::size_t at = 0;
    for (std::int32_t year = base_year; at < result.years_in_stage.size(); ++year)
        for (std::size_t s = 0; s < pack.stages.size(); ++s)
            for (std::uint32_t years = 0; years < result.classes[s]; ++years)
                for (models::Group const& group : pack.groups) {
                    bool const open = years + 1 == result.classes[s] && is_open(pack.stages[s]);
                    file.integer(year).text(pack.stages[s].name);
                    file.text(fmt::format("{}{}", years, open ? "+" : "")).text(group.name);
                    file.text(exactly(result.years_in_stage[at++])).end_row();
                }
    file.close();
}

} // namespace

void write_expected(output::ResultsDirectory& directory, StudyRecord const& record,
                    models::Pack const& pack, models::ExpectedResult const& result) {
    std::vector<std::string> stages;
    for (models::StageSpec const& stage : pack.stages)
        stages.push_back(stage.name);
    std::vector<output::TableInfo> tables{parity_info(result.parity), stocks_info(), flows_info()};
    if (record.settings.count_years_in_stage)
        tables.push_back(years_info());
    directory.describe(provenance_json(record, result), tables);
    write_parity(directory.open(parity_info(result.parity)), result.parity);
    write_rows(directory.open(stocks_info()), record.base_year, stages, pack.groups,
               result.persons);
    write_rows(directory.open(flows_info()), record.base_year, result.exit_names, pack.groups,
               result.flow);
    if (record.settings.count_years_in_stage)
        write_years_in_stage(directory.open(years_info()), record.base_year, pack, result);
    directory.commit();
}

} // namespace stempath::apps
