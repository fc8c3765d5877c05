#include "output/measure_csv.hpp"

#include "output/csv_file.hpp"

#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace stempath::output {

namespace {

// An array whose type is deduced would stand in writable memory (GCC 12).
constexpr MomentColumn moments[] = {
    MomentColumn{"mean", "people", "mean over replicates"},
    MomentColumn{"sd", "people", "standard deviation over replicates; none with one replicate"},
    MomentColumn{"replicates", "1", "number of replicates"},
};

//! Steps to the next cell, the last stratum fastest.
void advance(std::vector<std::size_t>& position, std::vector<sim::Stratum> const& strata) {
    for (std::size_t d = strata.size(); d-- > 0;) {
        if (++position[d] < strata[d].values.size())
            return;
        position[d] = 0;
    }
}

} // namespace

void check_shape(sim::MeasureTable const& table) {
    std::size_t cells = 1;
    for (sim::Stratum const& stratum : table.strata)
        cells *= stratum.values.size();
    if (table.sum.size() != cells || table.sum_squares.size() != cells)
        throw std::logic_error(fmt::format("measure {} has {} sums and {} sums of squares for {} "
                                           "cells",
                                           table.name, table.sum.size(), table.sum_squares.size(),
                                           cells));
}

CellMoments cell_moments(std::int64_t sum, __int128 sum_squares, std::uint32_t replicates,
                         double scale) {
    double const n = replicates;
    CellMoments of_cell{static_cast<double>(sum) / (n * scale), 0.0};
    if (replicates > 1) {
        // In integers: the difference of two large doubles would lose the variance.
        __int128 const spread = static_cast<__int128>(replicates) * sum_squares -
                                static_cast<__int128>(sum) * static_cast<__int128>(sum);
        of_cell.sd = std::sqrt(static_cast<double>(spread) / (n * (n - 1.0))) / scale;
    }
    return of_cell;
}

std::span<MomentColumn const> moment_columns() { return moments; }

TableInfo measure_info(sim::MeasureTable const& table) {
    TableInfo info{table.name, "people", table.meaning, {}};
    for (sim::Stratum const& stratum : table.strata)
        info.columns.push_back(stratum.name);
    for (MomentColumn const& column : moments)
        info.columns.emplace_back(column.name);
    return info;
}

void write_measure(ResultsDirectory& directory, sim::MeasureTable const& table,
                   std::uint32_t replicates, double scale) {
    check_shape(table);
    CsvFile file = directory.open(measure_info(table));
    std::vector<std::size_t> position(table.strata.size(), 0);
    for (std::size_t cell = 0; cell < table.sum.size(); ++cell) {
        if (table.sum_squares[cell] != 0) {
            for (std::size_t d = 0; d < position.size(); ++d)
                file.text(table.strata[d].values[position[d]]);
            CellMoments const of_cell =
                cell_moments(table.sum[cell], table.sum_squares[cell], replicates, scale);
            file.number(of_cell.mean);
            replicates > 1 ? file.number(of_cell.sd) : file.none();
            file.integer(replicates);
            file.end_row();
        }
        advance(position, table.strata);
    }
    file.close();
}

} // namespace stempath::output
