//! A figure by any subset of the pack's dimensions, with where it comes from.
#pragma once

#include "models/diagnostics.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace stempath::models {

struct Doubt;

//! What a figure may depend on, in storage order (the last runs fastest).
enum class Dim : std::uint8_t { year, age, tenure, region, group, field, credential, stage };
inline constexpr std::size_t n_dims = 8;

//! One cell: 0-based positions. `year` counts from the pack's base year; `age` and `tenure` are
//! years.
struct Coords {
    std::array<std::int32_t, n_dims> at{};
    std::int32_t& operator[](Dim d) { return at[static_cast<std::size_t>(d)]; }
    std::int32_t operator[](Dim d) const { return at[static_cast<std::size_t>(d)]; }
};

//! Where a figure comes from. `file` and `line` point at the place that a reader can open.
struct Provenance {
    std::string unit;
    std::string source; //!< id in sources.csv, or "judgement"
    std::string grade;  //!< A read, B computed, C recalled, judgement
    std::string note;
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t rows = 0;   //!< rows of the tables that it sums up; 0 for a single number
    std::uint32_t judged = 0; //!< of these, of grade judgement
    Location source_at{};     //!< where the source and the grade are stated; no file: at `file`
    Location grade_at{};
};

/*!
 * Dense table over the dimensions that it depends on. A dimension of extent 1 is one that it does
 * not depend on; `tenure`, `age` and `year` beyond the last class read the last class (it is open).
 */
class Cube {
  public:
    Cube() : Cube(0.0) {}
    explicit Cube(double value) : values_(1, value) { extent_.fill(1); }
    explicit Cube(std::array<std::uint32_t, n_dims> const& extent);

    double at(Coords const& c) const { return values_[offset(c)]; }
    double& at(Coords const& c) { return values_[offset(c)]; }
    bool depends_on(Dim d) const { return extent(d) > 1; }
    std::array<std::uint32_t, n_dims> const& extents() const { return extent_; }
    std::uint32_t extent(Dim d) const { return extent_[static_cast<std::size_t>(d)]; }
    bool is_constant() const { return values_.size() == 1; }
    //! Position of a cell in values().
    std::size_t offset(Coords const& c) const;
    std::vector<double> const& values() const { return values_; }
    std::vector<double>& values() { return values_; }

    Provenance from;
    double low = 0.0; //!< stated range of a constant; equal to high when none is stated
    double high = 0.0;
    //! What is not known about the figure as it was read (models/doubt.hpp); nothing where it is
    //! not in doubt.
    std::shared_ptr<Doubt const> doubt;

  private:
    std::array<std::uint32_t, n_dims> extent_{};
    std::vector<double> values_;
};

//! Calls f(Coords) for every cell that the extents span.
template <class F>
void for_each_cell(std::array<std::uint32_t, n_dims> const& extent, F f) {
    Coords c;
    for (;;) {
        f(static_cast<Coords const&>(c));
        std::size_t d = n_dims;
        while (d > 0 && ++c.at[d - 1] == static_cast<std::int32_t>(extent[d - 1]))
            c.at[--d] = 0;
        if (d == 0)
            return;
    }
}

} // namespace stempath::models
