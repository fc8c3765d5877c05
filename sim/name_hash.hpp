#pragma once

#include <cstdint>
#include <string_view>

namespace stempath::sim {

//! Finaliser of 64 bits, a bijection: the output mixer of SplitMix64 (Stafford's variant 13).
constexpr std::uint64_t mix64(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

//! 64 bits of a declared name: FNV-1a over its UTF-8 bytes, then mix64.
constexpr std::uint64_t name_hash64(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (char const byte : name) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x00000100000001b3U;
    }
    return mix64(hash);
}

/*! 32 bits of a declared name: the two halves of name_hash64, added without carry.
 *
 * Two names in one race, or two cells of one kind, must differ here; whoever declares a set of
 * names checks that.
 */
constexpr std::uint32_t name_hash(std::string_view name) {
    std::uint64_t const hash = name_hash64(name);
    return static_cast<std::uint32_t>(hash >> 32) ^ static_cast<std::uint32_t>(hash);
}

} // namespace stempath::sim
