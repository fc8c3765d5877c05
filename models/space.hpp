//! The names and ranges that a pack's figures may depend on, and how a file spells them.
#pragma once

#include "models/pack.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::models {

//! A set of dimensions, one bit each.
using DimSet = std::uint32_t;
constexpr DimSet bit(Dim d) { return DimSet{1} << static_cast<unsigned>(d); }
template <class... D>
constexpr DimSet dims(D... d) {
    return (DimSet{0} | ... | bit(d));
}
inline constexpr std::array<Dim, n_dims> all_dims{Dim::year,       Dim::age,   Dim::tenure,
                                                  Dim::region,     Dim::group, Dim::field,
                                                  Dim::credential, Dim::stage};

std::string_view name_of(Dim d);
//! "year, age, group"
std::string names_of(DimSet set);

//! What the name of a column stands for: a dimension, or one axis of the groups.
struct DimensionName {
    Dim dim = Dim::year;
    std::optional<std::size_t> axis;
};

//! "17", "18-24" or "65+" as numbers.
struct NumberSpan {
    std::int32_t low = 0, high = 0;
    bool open = false;
};
std::optional<NumberSpan> parse_span(std::string_view text);

struct Space {
    std::int32_t base_year = 0, last_year = 0, last_age = 0;
    bool ages = false; //!< the pack has demography
    std::vector<Axis> axes;
    std::vector<Group> groups;
    std::vector<std::string> regions, fields, credentials, stages;

    //! Number of positions; 0 for tenure, whose classes each table sets.
    std::uint32_t size(Dim d) const;
    std::optional<DimensionName> dimension(std::string_view name) const;
    //! Every name that `dimension` knows.
    std::vector<std::string> dimension_names() const;
    //! The names along a dimension with names; empty for year, age and tenure.
    std::vector<std::string> names_along(DimensionName const& dimension) const;
    /*!
     * Positions that `text` covers, ascending. `*` covers all. None, with `why`, when the text is
     * no such position; `tenure_classes` is the number of classes of tenure.
     */
    bool positions(DimensionName const& dimension, std::string_view text,
                   std::uint32_t tenure_classes, std::vector<std::int32_t>& into,
                   std::string& why) const;
    //! "year 2023", "group hispanic.men".
    std::string described(Dim d, std::int32_t position) const;
    //! The dimensions in `set` along which `at` is worth naming, "age 18, group w".
    std::string described(Coords const& at, DimSet set) const;

  private:
    std::vector<std::string> const& list(Dim d) const;
    bool numbered(Dim d, std::string_view text, std::uint32_t n, std::vector<std::int32_t>& into,
                  std::string& why) const;
};

//! Position of a name in a list.
std::optional<Index> position_of(std::vector<std::string> const& names, std::string_view name);

} // namespace stempath::models
