#include "models/expected_stocks.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

//! Years in a stage from which on nothing distinguishes people any more.
std::uint32_t classes_of(StageSpec const& stage) {
    auto classes = static_cast<std::uint32_t>(
        std::max({1, stage.duration.value_or(1), stage.max_years.value_or(1)}));
    for (auto const& exit : stage.exits)
        classes = std::max(
            {classes, exit.value.extent(Dim::tenure), exit.field.shares.extent(Dim::tenure)});
    return classes;
}

} // namespace

ExpectedShape::ExpectedShape(Pack const& pack)
    : groups(static_cast<std::uint32_t>(pack.groups.size())),
      regions(static_cast<std::uint32_t>(pack.regions.size())),
      fields(static_cast<std::uint32_t>(pack.fields.size())),
      credentials(static_cast<std::uint32_t>(pack.credentials.size())) {
    begin.push_back(0);
    first_exit.push_back(0);
    for (auto const& stage : pack.stages) {
        classes.push_back(classes_of(stage));
        begin.push_back(begin.back() +
                        std::size_t{classes.back()} * groups * regions * fields * credentials);
        first_exit.push_back(first_exit.back() + stage.exits.size());
    }
}

std::array<std::uint32_t, n_dims> ExpectedShape::extents(std::size_t stage) const {
    std::array<std::uint32_t, n_dims> extent;
    extent.fill(1);
    auto const set = [&](Dim d, std::uint32_t n) { extent[static_cast<std::size_t>(d)] = n; };
    set(Dim::tenure, classes[stage]);
    set(Dim::region, regions);
    set(Dim::group, groups);
    set(Dim::field, fields);
    set(Dim::credential, credentials);
    return extent;
}

std::size_t ExpectedShape::at(std::size_t stage, Coords const& c) const {
    auto const place = [&](Dim d) { return static_cast<std::size_t>(c[d]); };
    std::size_t const tenure = std::min<std::size_t>(place(Dim::tenure), classes[stage] - 1);
    return begin[stage] +
           (((tenure * regions + place(Dim::region)) * groups + place(Dim::group)) * fields +
            place(Dim::field)) *
               credentials +
           place(Dim::credential);
}

double ExpectedStocks::total(std::size_t stage, std::uint32_t group, std::uint32_t years) const {
    auto extent = shape_->extents(stage);
    for (Dim const fixed : {Dim::tenure, Dim::group})
        extent[static_cast<std::size_t>(fixed)] = 1;
    double sum = 0.0;
    for_each_cell(extent, [&](Coords c) {
        c[Dim::tenure] = static_cast<std::int32_t>(years);
        c[Dim::group] = static_cast<std::int32_t>(group);
        sum += at(stage, c);
    });
    return sum;
}

double ExpectedStocks::total(std::size_t stage, std::uint32_t group) const {
    double sum = 0.0;
    for (std::uint32_t years = 0; years < shape_->classes[stage]; ++years)
        sum += total(stage, group, years);
    return sum;
}

} // namespace stempath::models
