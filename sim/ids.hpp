#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace stempath::sim {

//! A number that names one thing of one kind; ids of different kinds do not mix.
template <class Tag, class Rep = std::uint32_t>
struct Id {
    Rep value{};

    //! The place of this thing in an array that holds one entry for each of its kind.
    constexpr std::size_t index() const { return static_cast<std::size_t>(value); }

    friend constexpr auto operator<=>(Id, Id) = default;
};

using StageId = Id<struct StageTag, std::uint8_t>;
using FieldId = Id<struct FieldTag, std::uint8_t>;
using CredentialId = Id<struct CredentialTag, std::uint8_t>;
using GroupId = Id<struct GroupTag, std::uint8_t>;
using RegionId = Id<struct RegionTag, std::uint8_t>;
using ExitId = Id<struct ExitTag, std::uint16_t>;
using MarketId = Id<struct MarketTag, std::uint16_t>;

/*! Who a person is, for life and in every arm: 64 bits, in two words.
 *
 * The key is the 64-bit hash of the cell (birth year, year and way of entry, first region, group
 * name) plus the ordinal within the cell. That no two cells overlap is checked when the model is
 * built. `cell` is the high word and `ordinal` the low one: a cell's people count up in `ordinal`.
 * (A 32-bit hash of the cell would not do: the United States has 230 thousand cells, of which some
 * pairs would share one.)
 */
struct PersonKey {
    std::uint32_t cell{};
    std::uint32_t ordinal{};

    friend constexpr auto operator<=>(PersonKey, PersonKey) = default;
};

} // namespace stempath::sim
