//! Space that a worker uses again for each block.
#pragma once

#include "models/model.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <vector>

namespace stempath::models {

//! Scratch of one worker: keys of the rows at hand, lists by stage, chunk buffers.
struct Scratch {
    explicit Scratch(Model const& model);

    std::vector<std::uint32_t> cell, ordinal, a, c; //!< key and call of the year of each row
    std::vector<std::uint8_t> group;
    std::vector<std::uint8_t> flag; //!< zero between uses
    std::vector<std::uint16_t> list;
    std::vector<std::uint32_t> list_begin;

    struct alignas(64) Chunk {
        std::uint32_t cell[chunk_rows], ordinal[chunk_rows], a[chunk_rows], c[chunk_rows];
        std::uint32_t may_win[chunk_rows], offset[chunk_rows], winner[chunk_rows];
        std::int32_t lead[chunk_rows], trait[3][chunk_rows];
        std::uint16_t row[chunk_rows], listed[chunk_rows];

        //! What every race and duel reads of the first n people.
        template <class Args>
        Args args(std::size_t n) const {
            Args r{};
            r.n = n;
            r.a = a;
            r.c = c;
            r.offset = offset;
            std::copy(std::begin(trait), std::end(trait), r.trait);
            return r;
        }
    };
    std::vector<Chunk> chunk; //!< one for races, one for the fields of those who move; on the heap

    //! Someone whom an exit may move this year.
    struct Candidate {
        std::uint16_t row, bin;
        std::uint32_t a, c;
    };
    std::vector<Candidate> candidate;
    std::vector<std::uint16_t> candidate_order;
    std::uint8_t drawn_field[chunk_rows]{}; //!< of those who move

    //! Keys, groups and calls of every row of the block.
    void name_rows(Kernels const& kernels, sim::Block const& block, sim::DrawKey of_the_year);
    //! Calls f(i) where flag[i] is 1, i < n; most are 0. Sets all to 0.
    template <class F>
    void for_each_flag(std::size_t begin, std::size_t end, F f);
    //! Keys of one run of rows.
    void name_run(Kernels const& kernels, sim::RowRun const& run);
};

template <class F>
void Scratch::for_each_flag(std::size_t begin, std::size_t end, F f) {
    for (std::size_t i = begin; i < end; i += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, flag.data() + i, 8);
        std::memset(flag.data() + i, 0, 8);
        for (; eight != 0; eight &= eight - 1)
            f(i + static_cast<std::size_t>(std::countr_zero(eight)) / 8);
    }
}

} // namespace stempath::models
