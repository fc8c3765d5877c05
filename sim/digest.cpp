#include "sim/digest.hpp"

#include <fmt/format.h>

namespace stempath::sim {

namespace {

//! Half of a cell's hash: a chain of bijections, started from the name.
std::uint64_t hash_cell(std::uint64_t start, std::int32_t year, std::int64_t value) {
    std::uint64_t const with_year = mix64(mix64(start) ^ static_cast<std::uint32_t>(year));
    return mix64(with_year ^ static_cast<std::uint64_t>(value));
}

} // namespace

void Digest128::add(std::uint64_t name_hash, std::int32_t year, std::int64_t value) {
    if (value == 0) {
        return;
    }
    // The first digits of pi make two unlike chains of one name.
    Digest128 cell;
    cell.high_ = hash_cell(name_hash ^ 0x243f6a8885a308d3U, year, value);
    cell.low_ = hash_cell(name_hash ^ 0x13198a2e03707344U, year, value);
    merge(cell);
}

void Digest128::merge(Digest128 const& other) {
    low_ += other.low_;
    std::uint64_t const carry = low_ < other.low_ ? 1 : 0;
    high_ += other.high_ + carry;
}

std::string Digest128::hex() const { return fmt::format("{:016x}{:016x}", high_, low_); }

Digest128 digest_in_order(std::span<Digest128 const> replicates) {
    Digest128 study;
    std::int32_t position = 0;
    for (Digest128 const& replicate : replicates) {
        study.add("replicate.high", position, static_cast<std::int64_t>(replicate.high()));
        study.add("replicate.low", position, static_cast<std::int64_t>(replicate.low()));
        ++position;
    }
    study.add("replicates", 0, position);
    return study;
}

} // namespace stempath::sim
