//! Which cells of a cube the rows and columns of a table file stand for.
#pragma once

#include "models/table_layout.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::models {

/*!
 * Cells as offsets into a dense table. A row gives some, a spread column adds to each of them;
 * where both speak of groups (sex in a column, colour spread) the cells are those on which they
 * agree.
 */
class TableCells {
  public:
    TableCells(TableLayout const& layout, Csv const& csv, Space const& space);

    std::array<std::uint32_t, n_dims> const& extent() const { return extent_; }
    std::size_t count() const { return count_; }

    //! What each spread column adds; `why` after a name that is none.
    bool locate_columns(std::string& why);
    //! Moves to a row; `why` when one of its texts is no position.
    bool locate_row(std::size_t row, std::string& why);
    //! Calls f(offset) for each cell of the current row in value column `v`.
    template <class F>
    void for_each(std::size_t v, F f) const {
        for (auto const base : offsets_)
            for (auto const added : columns_[v])
                if (agrees(added))
                    f(base + added);
    }
    //! Dimensions along which the row says "*".
    std::uint32_t stars(std::size_t row) const;
    //! "year 2023, group w"
    std::string name(std::size_t cell) const;

  private:
    void combine();
    void multiply(std::vector<std::int32_t> const& positions, Dim dim);
    bool agrees(std::size_t added) const;
    std::size_t stride(Dim d) const { return stride_[static_cast<std::size_t>(d)]; }

    TableLayout const& layout_;
    Csv const& csv_;
    Space const& space_;
    std::array<std::uint32_t, n_dims> extent_{};
    std::array<std::size_t, n_dims> stride_{};
    std::size_t count_ = 1;
    std::vector<std::vector<std::size_t>> columns_;
    std::vector<std::string_view> last_;               //!< texts of the row before: mostly the same
    std::vector<std::vector<std::int32_t>> positions_; //!< along each dimension of rows
    std::vector<std::int32_t> groups_;                 //!< of the row, where groups are spread too
    bool shared_groups_ = false;
    std::vector<std::size_t> offsets_, product_;
};

} // namespace stempath::models
