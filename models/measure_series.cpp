//! The measures of a pack's own over all replicates, by lens group of the main definition.
#include "models/parity_assessment.hpp"

namespace stempath::models {

namespace {

//! Value of some groups (all where `groups` is empty) in one replicate and year.
double value_of(Judged const& main, MeasureLine const& line, LineCounts const& counts,
                std::size_t year, std::vector<std::uint8_t> const& groups) {
    if (line.flow && year == 0)
        return missing_number; // nobody moves in the base year
    std::size_t const n = main.model.n_groups;
    double value = 0.0, per = 0.0;
    for (std::size_t g = 0; g < n; ++g)
        if (groups.empty() || groups[g] != 0) {
            value += counts.value[year * n + g];
            per += counts.per.empty() ? 0.0 : counts.per[year * n + g];
        }
    return line.of == MeasureLine::Of::mean ? part_of(value, per)
                                            : value / main.model.settings.scale;
}

Band band_of(Judged const& main, MeasureLine const& line, std::size_t position,
             std::span<ReplicateSeries const> replicates, std::vector<std::uint8_t> const& groups) {
    Band band;
    for (std::size_t y = 0; y < main.reported(); ++y) {
        std::vector<double> values;
        for (auto const& replicate : replicates)
            values.push_back(value_of(main, line, replicate.lines[position], y, groups));
        add_year(band, values);
    }
    return band;
}

} // namespace

std::vector<MeasureSeries> measures_of(Measures const& measures, Judged const& main,
                                       std::span<ReplicateSeries const> replicates) {
    std::vector<MeasureSeries> all;
    for (std::size_t i = 0; i < measures.lines.size(); ++i) {
        auto const& line = measures.lines[i];
        MeasureSeries series{line.measure, line.name, line.label, line.unit, {}};
        series.groups.push_back({"", "", "", band_of(main, line, i, replicates, {})});
        for (auto const& lens : main.lenses)
            if (!lens.groups.empty()) // stocks of measures are of all regions
                series.groups.push_back({lens.axis, lens.name, lens.label,
                                         band_of(main, line, i, replicates, lens.groups)});
        all.push_back(std::move(series));
    }
    return all;
}

} // namespace stempath::models
