#include "models/scratch.hpp"

#include <algorithm>

namespace stempath::models {

Scratch::Scratch(Model const& model) : chunk(2) {
    // Kernels read whole vectors.
    std::size_t const n = model.settings.block_rows + 64u;
    cell.resize(n);
    ordinal.resize(n);
    group.resize(n);
    a.resize(n);
    c.resize(n);
    flag.resize(n);
    list.resize(n);
    candidate.resize(n);
    candidate_order.resize(n);
    list_begin.resize(model.states.stages + 1u);
}

void Scratch::name_rows(Kernels const& kernels, sim::Block const& block, sim::DrawKey of_the_year) {
    for (auto const& run : block.runs()) {
        std::fill(group.begin() + run.begin, group.begin() + run.end, run.group.value);
        name_run(kernels, run);
    }
    kernels.calls(block.rows(), cell.data(), ordinal.data(), of_the_year, a.data(), c.data());
}

void Scratch::name_run(Kernels const& kernels, sim::RowRun const& run) {
    std::uint64_t const key = run.first_key();
    auto const low = static_cast<std::uint32_t>(key), high = static_cast<std::uint32_t>(key >> 32);
    std::uint32_t const n = run.end - run.begin;
    // Rows before the low word carries into the high one.
    auto const before =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(n, (std::uint64_t{1} << 32) - low));
    kernels.name(before, high, low, cell.data() + run.begin, ordinal.data() + run.begin);
    if (before < n)
        kernels.name(n - before, high + 1, 0, cell.data() + run.begin + before,
                     ordinal.data() + run.begin + before);
}

} // namespace stempath::models
