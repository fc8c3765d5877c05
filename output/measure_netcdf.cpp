#include "output/measure_netcdf.hpp"

#include "output/measure_csv.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>

namespace stempath::output {

namespace {

std::vector<std::int32_t> whole_numbers(sim::Stratum const& stratum) {
    std::vector<std::int32_t> numbers;
    for (std::string const& text : stratum.values) {
        std::int32_t number = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size())
            throw std::logic_error(stratum.name + ": \"" + text + "\" is no whole number");
        numbers.push_back(number);
    }
    return numbers;
}

struct Moments {
    std::vector<double> mean, sd;
};

Moments moments_of(sim::MeasureTable const& table, std::uint32_t replicates, double scale) {
    Moments moments;
    for (std::size_t cell = 0; cell < table.sum.size(); ++cell) {
        auto const of_cell =
            cell_moments(table.sum[cell], table.sum_squares[cell], replicates, scale);
        moments.mean.push_back(of_cell.mean);
        moments.sd.push_back(replicates > 1 ? of_cell.sd
                                            : std::numeric_limits<double>::quiet_NaN());
    }
    return moments;
}

} // namespace

std::string MeasureDimensions::name_of(sim::Stratum const& stratum, std::string const& table) {
    auto const same_name = [&](sim::Stratum const& s) { return s.name == stratum.name; };
    auto const known = std::find_if(known_.begin(), known_.end(), same_name);
    if (known != known_.end() && known->values == stratum.values)
        return stratum.name;
    std::string name = stratum.name;
    if (known == known_.end())
        known_.push_back(stratum);
    else
        name += "_of_" + table;
    std::string const& meaning = stratum.meaning.empty() ? stratum.name : stratum.meaning;
    if (stratum.whole_numbers)
        file_.dimension(name, meaning, whole_numbers(stratum));
    else
        file_.dimension(name, meaning, stratum.values);
    return name;
}

void add_measure(NetcdfFile& file, MeasureDimensions& dimensions, sim::MeasureTable const& table,
                 std::uint32_t replicates, double scale) {
    check_shape(table);
    if (table.sum.empty())
        return;
    std::vector<std::string> along;
    for (sim::Stratum const& stratum : table.strata)
        along.push_back(dimensions.name_of(stratum, table.name));
    Moments const moments = moments_of(table, replicates, scale);
    file.variable({table.name + "_mean",
                   along,
                   table.meaning + ": mean over replicates",
                   "1",
                   {{"counts", "people"}}},
                  moments.mean);
    file.variable({table.name + "_sd",
                   along,
                   table.meaning + ": standard deviation over replicates",
                   "1",
                   {{"counts", "people"}}},
                  moments.sd);
    if (table.by_replicate.empty())
        return;
    along.insert(along.begin(), replicate_dimension);
    file.variable({table.name,
                   along,
                   table.meaning + ": each replicate",
                   "1",
                   {{"counts", "synthetic people"}}},
                  table.by_replicate);
}

} // namespace stempath::output
