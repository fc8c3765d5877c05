#pragma once

#include "sim/name_hash.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace stempath::sim {

/*! 128 bits that stand for a set of cells (name, year, value), in whatever order they came.
 *
 * The sum modulo 2^128 of a hash of each cell whose value is not zero: a cell that is absent and
 * one that is zero are the same. Every cell must be whole when it is added (two halves of a value
 * do not add up to the digest of their sum).
 */
class Digest128 {
  public:
    void add(std::string_view name, std::int32_t year, std::int64_t value) {
        add(name_hash64(name), year, value);
    }
    //! The same, of a name whose name_hash64 is known.
    void add(std::uint64_t name_hash, std::int32_t year, std::int64_t value) {
        if (value == 0)
            return;
        // The first digits of pi make two unlike chains of one name.
        Digest128 cell;
        cell.high_ = hash_cell(name_hash ^ 0x243f6a8885a308d3U, year, value);
        cell.low_ = hash_cell(name_hash ^ 0x13198a2e03707344U, year, value);
        merge(cell);
    }
    //! Takes in the cells of another digest.
    void merge(Digest128 const& other) {
        low_ += other.low_;
        std::uint64_t const carry = low_ < other.low_ ? 1 : 0;
        high_ += other.high_ + carry;
    }

    //! 32 lower-case hexadecimal digits, the most significant first.
    std::string hex() const;

    std::uint64_t high() const { return high_; }
    std::uint64_t low() const { return low_; }

    friend bool operator==(Digest128 const&, Digest128 const&) = default;

  private:
    //! Half of a cell's hash: a chain of bijections, started from the name.
    static std::uint64_t hash_cell(std::uint64_t start, std::int32_t year, std::int64_t value) {
        std::uint64_t const with_year = mix64(mix64(start) ^ static_cast<std::uint32_t>(year));
        return mix64(with_year ^ static_cast<std::uint64_t>(value));
    }

    std::uint64_t high_ = 0;
    std::uint64_t low_ = 0;
};

//! Digest of a study: of the digests of its replicates, in their order.
Digest128 digest_in_order(std::span<Digest128 const> replicates);

} // namespace stempath::sim
