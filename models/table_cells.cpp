#include "models/table_cells.hpp"

#include <algorithm>

namespace stempath::models {

TableCells::TableCells(TableLayout const& layout, Csv const& csv, Space const& space)
    : layout_(layout), csv_(csv), space_(space), columns_(layout.values.size(), {0}),
      last_(layout.rows.size()), positions_(layout.rows.size()) {
    auto const varying = layout.varying();
    extent_.fill(1);
    for (auto const d : all_dims)
        if ((varying & bit(d)) != 0)
            extent_[static_cast<std::size_t>(d)] =
                d == Dim::tenure ? layout.tenure_classes : space.size(d);
    for (std::size_t d = n_dims; d-- > 0;) {
        stride_[d] = count_;
        count_ *= extent_[d];
    }
    shared_groups_ = layout.spread && layout.spread->dim == Dim::group &&
                     std::any_of(layout.rows.begin(), layout.rows.end(),
                                 [](auto const& r) { return r.means.dim == Dim::group; });
}

bool TableCells::locate_columns(std::string& why) {
    for (std::size_t v = 0; layout_.spread && v < columns_.size(); ++v) {
        auto const text = spread_text(csv_.header[layout_.values[v]]);
        std::vector<std::int32_t> at;
        if (text == "*") {
            why = "a spread column cannot stand for every value (*).";
            return false;
        }
        if (!space_.positions(*layout_.spread, text, layout_.tenure_classes, at, why))
            return false;
        columns_[v].clear();
        for (auto const p : at)
            columns_[v].push_back(static_cast<std::size_t>(p) * stride(layout_.spread->dim));
    }
    return true;
}

bool TableCells::locate_row(std::size_t row, std::string& why) {
    bool changed = offsets_.empty();
    for (std::size_t i = 0; i < layout_.rows.size(); ++i) {
        auto const text = csv_.field(row, layout_.rows[i].column);
        if (text == last_[i] && !positions_[i].empty())
            continue;
        last_[i] = text;
        changed = true;
        if (!space_.positions(layout_.rows[i].means, text, layout_.tenure_classes, positions_[i],
                              why)) {
            positions_[i].clear();
            offsets_.clear();
            return false;
        }
    }
    if (changed)
        combine();
    return true;
}

//! The product of the positions of the row; those of several axes of the groups are intersected
//! first.
void TableCells::combine() {
    offsets_.assign(1, 0);
    groups_.clear();
    bool by_group = false;
    for (std::size_t i = 0; i < layout_.rows.size(); ++i) {
        auto const& at = positions_[i];
        if (layout_.rows[i].means.dim != Dim::group)
            multiply(at, layout_.rows[i].means.dim);
        else if (by_group)
            std::erase_if(groups_,
                          [&](auto g) { return !std::binary_search(at.begin(), at.end(), g); });
        else
            groups_ = at;
        by_group = by_group || layout_.rows[i].means.dim == Dim::group;
    }
    if (by_group && !shared_groups_)
        multiply(groups_, Dim::group);
}

void TableCells::multiply(std::vector<std::int32_t> const& positions, Dim dim) {
    product_.clear();
    for (auto const base : offsets_)
        for (auto const p : positions)
            product_.push_back(base + static_cast<std::size_t>(p) * stride(dim));
    offsets_.swap(product_);
}

bool TableCells::agrees(std::size_t added) const {
    return !shared_groups_ ||
           std::binary_search(groups_.begin(), groups_.end(),
                              static_cast<std::int32_t>(added / stride(Dim::group)));
}

std::uint32_t TableCells::stars(std::size_t row) const {
    std::uint32_t n = 0;
    for (auto const& dimension : layout_.rows)
        n += csv_.field(row, dimension.column) == "*" ? 1u : 0u;
    return n;
}

std::string TableCells::name(std::size_t cell) const {
    Coords at;
    for (std::size_t d = 0; d < n_dims; ++d) {
        at.at[d] = static_cast<std::int32_t>(cell / stride_[d]);
        cell %= stride_[d];
    }
    auto const set = layout_.varying();
    return set == 0 ? "the figure" : space_.described(at, set);
}

} // namespace stempath::models
