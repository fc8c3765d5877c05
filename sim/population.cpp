#include "sim/population.hpp"

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
    memory_.reset(static_cast<std::byte*>(::operator new(n* bytes_per_row, column_alignment)));
    std::byte* p = memory_.get();
    for (auto** column : {&since, &trait[0], &trait[1], &trait[2]}) {
        *column = reinterpret_cast<std::int16_t*>(p);
        p += n * sizeof(std::int16_t);
    }
    for (auto** column : {&stage, &field, &credential, &experience}) {
        *column = reinterpret_cast<std::uint8_t*>(p);
        p += n;
    }
    std::memset(memory_.get(), 0, n * bytes_per_row);
    std::memset(stage, stage_absent, n);
}

RowRun& Block::append(RowRun run, std::uint32_t count) {
    run.begin = rows_;
    run.end = rows_ + count;
    rows_ += count;
    return runs_.emplace_back(run);
}

std::uint64_t Block::living_total() const {
    return std::accumulate(living.begin(), living.end(), std::uint64_t{0});
}

} // namespace stempath::sim
