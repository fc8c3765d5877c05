#include "sim/population.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <numeric>

namespace stempath::sim {

namespace {
constexpr std::align_val_t column_alignment{64};

//! Rows that a column is laid out for: whole cache lines, and room for the last vector.
std::size_t padded(std::uint32_t rows) { return (static_cast<std::size_t>(rows) + 63) / 64 * 64; }
} // namespace

void Block::Free::operator()(std::byte* p) const { ::operator delete(p, column_alignment); }

Block::Block(std::int32_t birth_year, RegionId region, std::uint32_t capacity)
    : birth_year_(birth_year), region_(region), capacity_(capacity) {
    std::size_t const n = padded(capacity);
    bool const named = capacity <= most_named_rows;
    std::size_t const bytes = n * bytes_per_row,
                      all = bytes + (named ? n * (2 * sizeof *cell + sizeof *group) : 0);
    memory_.reset(static_cast<std::byte*>(::operator new(all, column_alignment)));
    std::byte* p = memory_.get();
    for (auto** column : {&since, &trait[0], &trait[1], &trait[2]}) {
        *column = reinterpret_cast<std::int16_t*>(p);
        p += n * sizeof(std::int16_t);
    }
    for (auto** column : {&stage, &field, &credential, &experience}) {
        *column = reinterpret_cast<std::uint8_t*>(p);
        p += n;
    }
    std::memset(memory_.get(), 0, all);
    std::memset(stage, stage_absent, n);
    if (named) {
        cell = reinterpret_cast<std::uint32_t*>(p);
        ordinal = cell + n;
        group = reinterpret_cast<std::uint8_t*>(ordinal + n);
    }
}

void Block::name_new_rows() {
    for (; named_runs_ < runs_.size(); ++named_runs_) {
        auto const& run = runs_[named_runs_];
        for (std::uint32_t row = run.begin; row < run.end; ++row) {
            PersonKey const key = run.key(row);
            cell[row] = key.cell;
            ordinal[row] = key.ordinal;
            group[row] = run.group.value;
        }
    }
}

RowRun& Block::append(RowRun run, std::uint32_t count) {
    run.begin = rows_;
    run.end = rows_ + count;
    rows_ += count;
    return runs_.emplace_back(run);
}

std::vector<std::uint32_t> const& Block::entering(std::int32_t year) {
    if (by_entry_.size() != runs_.size()) {
        by_entry_.clear();
        for (std::uint32_t r = 0; r < runs_.size(); ++r)
            by_entry_.emplace_back(runs_[r].entry_year, r);
        std::sort(by_entry_.begin(), by_entry_.end());
        next_entry_ = 0;
    }
    entering_.clear();
    while (next_entry_ > 0 && by_entry_[next_entry_ - 1].first >= year)
        --next_entry_;
    while (next_entry_ < by_entry_.size() && by_entry_[next_entry_].first < year)
        ++next_entry_;
    for (; next_entry_ < by_entry_.size() && by_entry_[next_entry_].first == year; ++next_entry_)
        entering_.push_back(by_entry_[next_entry_].second);
    return entering_;
}

std::uint64_t Block::living_total() const {
    return std::accumulate(living.begin(), living.end(), std::uint64_t{0});
}

} // namespace stempath::sim
