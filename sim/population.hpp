//! People, in blocks of columns.
#pragma once

#include "sim/ids.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace stempath::sim {

inline constexpr std::size_t trait_count = 3;

//! Stages above all declared ones: rows that nobody lives in.
inline constexpr std::uint8_t stage_gone = 254;   //!< died, emigrated or left the model
inline constexpr std::uint8_t stage_absent = 255; //!< laid out beforehand, not yet arrived

//! How a run of rows came into the model.
enum class Way : std::uint8_t { base, birth, arrival, entry };

/*!
 * Consecutive rows of one cell: (birth year, year and way of entry, first region, group). A
 * person's key is the 64-bit hash of the cell plus the ordinal within it; that no two cells overlap
 * is checked when the model is built. A cell may be cut by the end of a block: `first_ordinal` and
 * `cell_rows` speak of the whole cell.
 */
struct RowRun {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint64_t cell_key = 0;
    std::uint32_t first_ordinal = 0;
    std::uint32_t cell_rows = 0;
    std::int16_t entry_year = 0;
    GroupId group;
    Way way = Way::base;

    std::uint64_t first_key() const { return cell_key + first_ordinal; }
    PersonKey key(std::uint32_t row) const { return key_of(first_key() + (row - begin)); }
    static PersonKey key_of(std::uint64_t bits) {
        return {static_cast<std::uint32_t>(bits >> 32), static_cast<std::uint32_t>(bits)};
    }
};

/*!
 * People of one birth cohort and one home region. Age and region are constants of the block, group
 * is a run of rows: neither takes a byte a person. Rows are never moved; who has gone leaves a row
 * behind that every loop skips by its stage. Packs without ageing use blocks that are open at the
 * end (`append`).
 */
class Block {
  public:
    Block(std::int32_t birth_year, RegionId region, std::uint32_t capacity);

    //! Adds rows of one cell, absent until somebody enters. Needs room.
    RowRun& append(RowRun run, std::uint32_t count);

    //! Columns: 12 bytes a person.
    std::uint8_t* stage = nullptr;      //!< StageId, or stage_gone, stage_absent
    std::uint8_t* field = nullptr;      //!< FieldId
    std::uint8_t* credential = nullptr; //!< highest held, CredentialId
    std::uint8_t* experience =
        nullptr; //!< completed years of STEM work in earlier spells, saturating at 255
    std::int16_t* since = nullptr;      //!< calendar year in which the stage was entered
    std::int16_t* trait[trait_count]{}; //!< interest, preparation, belonging: SD in units of 2^-12
    static constexpr std::size_t bytes_per_row = 12;

    //! Small blocks keep who their rows are: to name short runs anew every year costs more than all
    //! else. 9 bytes more a person.
    static constexpr std::uint32_t most_named_rows = 2048;
    bool keeps_names() const { return group != nullptr; }
    //! Names the rows that were appended since the last call. Needs keeps_names().
    void name_new_rows();
    std::uint32_t* cell = nullptr; //!< PersonKey of the named rows; null in large blocks
    std::uint32_t* ordinal = nullptr;
    std::uint8_t* group = nullptr; //!< GroupId

    std::int32_t birth_year() const { return birth_year_; }
    RegionId region() const { return region_; }
    std::uint32_t rows() const { return rows_; }
    std::uint32_t room() const { return capacity_ - rows_; }
    std::span<RowRun const> runs() const { return runs_; }
    //! Positions in runs() of those that enter in a year, ascending.
    std::vector<std::uint32_t> const& entering(std::int32_t year);

    //! Living people by stage; kept by every move, the basis of the counting sort and of
    //! conservation checks.
    std::vector<std::uint32_t> living;
    std::uint64_t living_total() const;

  private:
    struct Free {
        void operator()(std::byte* p) const;
    };
    std::int32_t birth_year_;
    RegionId region_;
    std::uint32_t capacity_;
    std::uint32_t rows_ = 0;
    std::vector<RowRun> runs_;
    std::size_t named_runs_ = 0;
    std::vector<std::pair<std::int32_t, std::uint32_t>> by_entry_; //!< (year, run), ascending
    std::size_t next_entry_ = 0;          //!< years are asked for one after another
    std::vector<std::uint32_t> entering_; //!< of the last call
    std::unique_ptr<std::byte, Free> memory_;
};

//! All blocks of a run. Blocks are the unit of parallel work.
using Population = std::vector<std::unique_ptr<Block>>;

} // namespace stempath::sim
