#include "bench/copy.hpp"

#include "bench/machine.hpp"
#include "bench/stopwatch.hpp"
#include "bench/wrong_answer.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace stempath::bench {

namespace {

constexpr std::size_t piece_bytes = std::size_t{4} << 20;

} // namespace

std::uint64_t copy_array_bytes() {
    std::uint64_t const bytes =
        std::max<std::uint64_t>(4 * last_cache_bytes(), std::uint64_t{128} << 20);
    return (bytes + piece_bytes - 1) / piece_bytes * piece_bytes;
}

double copy_gb_per_s(sim::Executor const& executor, std::uint64_t array_bytes,
                     std::uint32_t rounds) {
    std::vector<std::uint64_t> from(array_bytes / sizeof(std::uint64_t)), to(from.size());
    for (std::size_t i = 0; i < from.size(); ++i)
        from[i] = i * 0x9e3779b97f4a7c15u;
    std::size_t const per_piece = piece_bytes / sizeof(std::uint64_t);
    auto const copy_all = [&] {
        executor.for_each(from.size() / per_piece, [&](std::size_t piece, unsigned) {
            std::memcpy(to.data() + piece * per_piece, from.data() + piece * per_piece,
                        piece_bytes);
        });
    };
    copy_all();
    if (to != from)
        throw WrongAnswer("copy: the copied array differs");
    double best = 0.0;
    for (std::uint32_t round = 0; round < rounds; ++round) {
        Stopwatch const watch;
        copy_all();
        best = std::max(best, 2e-9 * static_cast<double>(array_bytes) / watch.seconds());
    }
    return best;
}

} // namespace stempath::bench
