#include "analysis/counted.hpp"

namespace stempath::analysis {

namespace {

using Counts = std::vector<std::int64_t>;

//! [year][row][width] summed over ages and regions, [year][group][width].
Counts summed(Counts const& counts, models::FitLayout const& layout, std::size_t width) {
    std::size_t const by_year = layout.rows() * width;
    std::size_t const years = by_year == 0 ? 0 : counts.size() / by_year;
    Counts sums(years * layout.groups * width);
    for (std::size_t y = 0; y < years; ++y)
        for (std::size_t row = 0; row < layout.rows(); ++row) {
            auto const* const from = &counts[y * by_year + row * width];
            auto* const to = &sums[(y * layout.groups + row % layout.groups) * width];
            for (std::size_t i = 0; i < width; ++i)
                to[i] += from[i];
        }
    return sums;
}

double sum(Counts const& counts, std::size_t begin, std::size_t width, Rows const& rows,
           std::vector<std::uint32_t> const& at) {
    std::int64_t n = 0;
    for (auto const row : rows.at)
        for (auto const i : at)
            n += counts[begin + row * width + i];
    return static_cast<double>(n);
}

} // namespace

Counted::Counted(models::Model const& model, models::FitCounts const& counts)
    : layout_(*model.fit), counts_(counts), people_(summed(counts.people, layout_, layout_.states)),
      moves_(summed(counts.moves, layout_, layout_.cells)) {}

double Counted::people(std::int32_t year, Rows const& rows,
                       std::vector<std::uint32_t> const& states) const {
    auto const n = rows.summed ? layout_.groups : layout_.rows();
    return sum(rows.summed ? people_ : counts_.people,
               static_cast<std::size_t>(year) * n * layout_.states, layout_.states, rows, states);
}

double Counted::moves(std::int32_t year, Rows const& rows,
                      std::vector<std::uint32_t> const& cells) const {
    auto const n = rows.summed ? layout_.groups : layout_.rows();
    return sum(rows.summed ? moves_ : counts_.moves,
               static_cast<std::size_t>(year) * n * layout_.cells, layout_.cells, rows, cells);
}

double Counted::came(std::int32_t year, std::uint32_t exit, std::uint32_t field) const {
    return static_cast<double>(
        counts_.fields[(static_cast<std::size_t>(year) * layout_.exits + exit) * layout_.fields +
                       field]);
}

double Counted::vacancies(std::int32_t year, std::uint32_t market) const {
    return static_cast<double>(
        counts_.vacancies[static_cast<std::size_t>(year) * layout_.markets + market]);
}

} // namespace stempath::analysis
