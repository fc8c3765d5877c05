#include "apps/workforce_size.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::apps {

namespace {

sim::MeasureTable const* find_table(models::StudyResult const& result, std::string_view name) {
    auto const at =
        std::find_if(result.tables.begin(), result.tables.end(),
                     [&](sim::MeasureTable const& table) { return table.name == name; });
    return at == result.tables.end() || at->strata.size() < 2 ? nullptr : &*at;
}

std::optional<std::size_t> position(sim::Stratum const& stratum, std::string_view value) {
    auto const at = std::find(stratum.values.begin(), stratum.values.end(), value);
    return at == stratum.values.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(at - stratum.values.begin()));
}

//! Sum over replicates in one year, of one value of the second stratum or (no value) of them all.
std::optional<std::int64_t> sum_of(sim::MeasureTable const& table, std::int32_t year,
                                   std::optional<std::string> const& value) {
    auto const y = position(table.strata[0], fmt::format("{}", year));
    auto const v = value ? position(table.strata[1], *value) : std::optional<std::size_t>(0);
    if (!y || !v)
        return std::nullopt;
    std::size_t const values = table.strata[1].values.size();
    std::size_t const cells = table.sum.size() / table.strata[0].values.size() / values;
    std::size_t const first = (*y * values + *v) * cells;
    std::size_t const count = value ? cells : values * cells;
    std::int64_t sum = 0;
    for (std::size_t i = first; i < first + count; ++i)
        sum += table.sum[i];
    return sum;
}

} // namespace

std::optional<double> workforce_people(StudyRecord const& record, models::StudyResult const& result,
                                       std::int32_t year) {
    std::string const& name = record.settings.parity.workforce;
    sim::MeasureTable const* const classes = find_table(result, "workforce");
    sim::MeasureTable const* const stocks = find_table(result, "stocks");
    std::optional<std::int64_t> sum;
    if (classes != nullptr)
        sum = sum_of(*classes, year, name == "ncses_broad" ? std::nullopt : std::optional(name));
    if (!sum && stocks != nullptr)
        sum = sum_of(*stocks, year, name);
    if (!sum)
        return std::nullopt;
    return static_cast<double>(*sum) / (record.settings.replicates * record.settings.scale);
}

std::optional<OpenPosts> open_posts(StudyRecord const& record, models::StudyResult const& result,
                                    std::int32_t year) {
    auto const* const table = find_table(result, "vacancies");
    auto const y =
        table == nullptr ? std::nullopt : position(table->strata[0], fmt::format("{}", year));
    auto const unfilled = table == nullptr ? std::nullopt : position(table->strata[2], "unfilled");
    if (!y || !unfilled || table->strata[1].values.empty())
        return std::nullopt;
    std::size_t const fates = table->strata[2].values.size();
    std::size_t const cells = table->strata[1].values.size() * fates;
    OpenPosts posts;
    for (std::size_t i = 0; i < cells; ++i) {
        auto const n = static_cast<double>(table->sum[*y * cells + i]) /
                       (record.settings.replicates * record.settings.scale);
        posts.all += n;
        posts.unfilled += i % fates == *unfilled ? n : 0.0;
    }
    return posts;
}

} // namespace stempath::apps
