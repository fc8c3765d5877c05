//! Tables of which most cells are zero: a small run fills few of them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace stempath::models {

//! Calls f(i) for each i < n where cells[i] is not 0, in order; a cache line of zeros costs one
//! look. f may write cells[i].
template <class T, class F>
void for_each_nonzero(T const* cells, std::size_t n, F f) {
    constexpr std::size_t line = 64 / sizeof(T);
    std::size_t i = 0;
    for (; i + line <= n; i += line) {
        std::uint64_t words[8], any = 0;
        std::memcpy(words, cells + i, sizeof words);
        for (std::uint64_t const word : words)
            any |= word;
        if (any == 0)
            continue;
        // Which cells are filled, nobody can guess: no branch for each.
        std::uint32_t filled = 0;
        for (std::size_t k = 0; k < line; ++k)
            filled |= (cells[i + k] != 0 ? 1u : 0u) << k;
        for (; filled != 0; filled &= filled - 1)
            f(i + static_cast<std::size_t>(std::countr_zero(filled)));
    }
    for (; i < n; ++i)
        if (cells[i] != 0)
            f(i);
}

} // namespace stempath::models
