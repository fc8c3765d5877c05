//! FIPS 180-4, section 6.2, with the names used there.
#include "models/sha256.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr std::size_t block_bytes = 64;

// First 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
constexpr std::array<std::uint32_t, 64> k{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// The same of the square roots of the first 8 primes (section 5.3.3).
constexpr std::array<std::uint32_t, 8> start{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                             0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

std::uint32_t big_endian(char const* at) {
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i)
        word = word << 8 | static_cast<unsigned char>(at[i]);
    return word;
}

std::array<std::uint32_t, 64> schedule(char const* block) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t t = 0; t < 16; ++t)
        w[t] = big_endian(block + 4 * t);
    for (std::size_t t = 16; t < 64; ++t) {
        std::uint32_t const a = w[t - 2], b = w[t - 15];
        w[t] = (std::rotr(a, 17) ^ std::rotr(a, 19) ^ a >> 10) + w[t - 7] +
               (std::rotr(b, 7) ^ std::rotr(b, 18) ^ b >> 3) + w[t - 16];
    }
    return w;
}

void take_in(std::array<std::uint32_t, 8>& hash, char const* block) {
    auto const w = schedule(block);
    auto [a, b, c, d, e, f, g, h] = hash;
    for (std::size_t t = 0; t < 64; ++t) {
        std::uint32_t const t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                                 ((e & f) ^ (~e & g)) + k[t] + w[t];
        std::uint32_t const t2 =
            (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    std::array<std::uint32_t, 8> const change{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < hash.size(); ++i)
        hash[i] += change[i];
}

} // namespace

std::string sha256(std::string_view bytes) {
    auto hash = start;
    std::size_t at = 0;
    for (; bytes.size() - at >= block_bytes; at += block_bytes)
        take_in(hash, bytes.data() + at);
    // What is left, a one bit, and the length in bits at the end of the last block.
    std::string last(bytes.substr(at));
    last += '\x80';
    last.resize(last.size() + 8 <= block_bytes ? block_bytes : 2 * block_bytes, '\0');
    std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
    for (std::size_t i = 1; i <= 8; ++i, bits >>= 8)
        last[last.size() - i] = static_cast<char>(bits & 0xff);
    for (std::size_t i = 0; i < last.size(); i += block_bytes)
        take_in(hash, last.data() + i);
    std::string text;
    for (auto const word : hash)
        text += fmt::format("{:08x}", word);
    return text;
}

} // namespace stempath::models
