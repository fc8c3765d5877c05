#include "apps/pack_facts.hpp"

#include "models/csv.hpp"
#include "models/labels.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

namespace stempath::apps {

namespace {

constexpr char const* fit_table_name = "fit_table.csv";

//! Position in figure_grades; n_grades where a figure states none, as in teaching packs.
std::size_t grade_position(std::string_view grade) {
    auto const& grades = models::figure_grades;
    return static_cast<std::size_t>(std::find(grades.begin(), grades.end(), grade) -
                                    grades.begin());
}

std::size_t uses(SourceUse const& use) {
    return std::accumulate(use.figures.begin(), use.figures.end(), std::size_t{0});
}

SourceUse& use_of(std::vector<SourceUse>& uses, std::string const& id) {
    auto const at = std::find_if(uses.begin(), uses.end(),
                                 [&](SourceUse const& use) { return use.source.id == id; });
    if (at != uses.end())
        return *at;
    SourceUse added;
    added.source.id = id;
    uses.push_back(added);
    return uses.back();
}

void count_figures(PackFacts& facts, models::Pack const& pack) {
    for (auto const& source : pack.sources)
        facts.sources.push_back({source, {}});
    for (auto const& figure : pack.figures) {
        std::size_t const grade = grade_position(figure.cube.from.grade);
        if (grade == n_grades)
            continue;
        ++facts.figures[grade];
        for (auto const& id : models::source_ids(figure.cube.from.source))
            if (id != "judgement")
                ++use_of(facts.sources, id).figures[grade];
    }
    std::erase_if(facts.sources, [](SourceUse const& use) { return uses(use) == 0; });
    std::stable_sort(facts.sources.begin(), facts.sources.end(),
                     [](auto const& a, auto const& b) { return uses(a) > uses(b); });
}

//! A table that cannot be read as CSV is left out: it is beside the figures that the run used.
FitTable read_fit(std::filesystem::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return {};
    models::Csv csv;
    csv.file = file.string();
    csv.text.assign(std::istreambuf_iterator<char>(stream), {});
    models::Diagnostics problems;
    if (!models::parse_csv(csv, problems))
        return {};
    FitTable table;
    table.header.assign(csv.header.begin(), csv.header.end());
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        table.rows.emplace_back();
        for (std::size_t column = 0; column < csv.columns(); ++column)
            table.rows.back().emplace_back(csv.field(row, column));
    }
    return table;
}

} // namespace

PackFacts facts_of(models::Pack const& pack) {
    PackFacts facts;
    facts.title = pack.title;
    for (auto const& stage : pack.stages) {
        facts.stages.push_back(stage.name);
        facts.stage_labels.push_back(models::stage_label(pack, stage.name));
    }
    facts.axes = pack.axes;
    for (auto& axis : facts.axes) {
        std::vector<std::string> labels;
        for (auto const& value : axis.values)
            labels.push_back(models::value_label(axis, value));
        axis.labels = std::move(labels);
    }
    facts.groups = pack.groups;
    count_figures(facts, pack);
    facts.fit = read_fit(std::filesystem::path(pack.directory) / fit_table_name);
    return facts;
}

} // namespace stempath::apps
