//! Space that a worker uses again for each block.
#pragma once

#include "models/model.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace stempath::models {

//! Scratch of one worker: keys of the rows at hand, lists by stage, chunk buffers.
struct Scratch {
    explicit Scratch(Model const& model);

    //! Keys and groups of the rows at hand: the block's own or, for large blocks, ours.
    std::uint32_t const* cell = nullptr;
    std::uint32_t const* ordinal = nullptr;
    std::uint8_t const* group = nullptr;
    std::vector<std::uint32_t> a, c; //!< call of the year of each row
    std::vector<std::uint8_t> flag;  //!< zero between uses
    std::vector<std::uint16_t> list;
    std::vector<std::uint32_t> list_begin;
    std::vector<std::uint8_t> listed_stages; //!< those whose list is not empty

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

    //! Exits that may win, of any stages of a small block: one lane for each (person, exit), those
    //! of a person together.
    struct alignas(64) Pool {
        static constexpr std::size_t lanes = chunk_rows + sieved_exits;
        std::size_t n = 0;
        std::uint32_t a[lanes], c[lanes], hash[lanes];
        std::int32_t const* eta[lanes];        //!< log-odds of the exit; asked for, read at the end
        std::int32_t odds[lanes], lead[lanes]; //!< odds: what traits add to it, then all
        std::uint16_t row[lanes], winner[lanes], mover[lanes];
        std::uint8_t stage[lanes], exit[lanes];
    };
    std::vector<Pool> pool; //!< one; on the heap

    //! Where the next row of each stage goes in the lists, and which way; the stages of nobody go
    //! to one place behind them.
    struct ListEnds {
        std::uint32_t at[256];
        std::int32_t step[256];
    };
    ListEnds front, back;

    //! Rows of those whom an exit may move this year, by exit; the last bin is of those with
    //! several.
    class Bins {
      public:
        void fit(std::size_t rows) {
            room_ = rows;
            row_.resize(rows * (sieved_exits + 1));
        }
        void put(std::uint32_t bin, std::uint16_t row) { row_[bin * room_ + size_[bin]++] = row; }
        //! Empties a bin; its rows stay until the next is put.
        std::span<std::uint16_t const> take(std::uint32_t bin) {
            return {row_.data() + bin * room_, std::exchange(size_[bin], 0)};
        }

      private:
        std::size_t room_ = 0;
        std::vector<std::uint16_t> row_;
        std::uint32_t size_[sieved_exits + 1]{};
    };
    Bins bins;
    std::uint8_t drawn_field[chunk_rows]{}; //!< of those who move

    //! Makes room for a block of so many rows; what was there is lost.
    void fit(std::uint32_t rows);
    //! The place behind the lists.
    std::uint32_t nowhere() const { return static_cast<std::uint32_t>(list.size()) - 1; }
    //! Keys, groups and calls of every row of the block.
    void name_rows(Kernels const& kernels, sim::Block& block, sim::DrawKey of_the_year);
    //! Calls f(i) where flag[i] is 1, i < n; most are 0. Sets all to 0.
    template <class F>
    void for_each_flag(std::size_t begin, std::size_t end, F f);
    //! Keys of one run of rows.
    void name_run(Kernels const& kernels, sim::Block& block, sim::RowRun const& run);
    //! Names one row of a block by hand; of other rows nothing is known then.
    void name_row(std::uint32_t row, sim::PersonKey key, std::uint32_t group_of_row);

  private:
    void use_names_of(sim::Block& block);
    void use_our_names();
    void write_names(Kernels const& kernels, sim::RowRun const& run);

    std::vector<std::uint32_t> our_cell_, our_ordinal_;
    std::vector<std::uint8_t> our_group_;
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
