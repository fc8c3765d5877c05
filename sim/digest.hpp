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
    void add(std::uint64_t name_hash, std::int32_t year, std::int64_t value);
    //! Takes in the cells of another digest.
    void merge(Digest128 const& other);

    //! 32 lower-case hexadecimal digits, the most significant first.
    std::string hex() const;

    std::uint64_t high() const { return high_; }
    std::uint64_t low() const { return low_; }

    friend bool operator==(Digest128 const&, Digest128 const&) = default;

  private:
    std::uint64_t high_ = 0;
    std::uint64_t low_ = 0;
};

//! Digest of a study: of the digests of its replicates, in their order.
Digest128 digest_in_order(std::span<Digest128 const> replicates);

} // namespace stempath::sim
