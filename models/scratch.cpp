#include "models/scratch.hpp"

#include <algorithm>

namespace stempath::models {

Scratch::Scratch(Model const& model) : chunk(2), pool(1) {
    list_begin.resize(model.states.stages + 1u);
    listed_stages.reserve(model.states.stages);
}

void Scratch::fit(std::uint32_t rows) {
    // Kernels read whole vectors; the place behind the lists comes last.
    std::size_t const n = rows + 64u;
    if (n <= list.size())
        return;
    for (auto* column : {&our_cell_, &our_ordinal_, &a, &c})
        column->resize(n);
    our_group_.resize(n);
    flag.resize(n);
    list.resize(n);
    bins.fit(n);
    for (auto* ends : {&front, &back}) {
        std::fill(std::begin(ends->at), std::end(ends->at), nowhere());
        std::fill(std::begin(ends->step), std::end(ends->step), 0);
    }
}

void Scratch::use_names_of(sim::Block& block) {
    block.name_new_rows();
    cell = block.cell;
    ordinal = block.ordinal;
    group = block.group;
}

void Scratch::use_our_names() {
    cell = our_cell_.data();
    ordinal = our_ordinal_.data();
    group = our_group_.data();
}

void Scratch::name_rows(Kernels const& kernels, sim::Block& block, sim::DrawKey of_the_year) {
    fit(block.rows());
    if (block.keeps_names())
        use_names_of(block);
    else {
        use_our_names();
        for (auto const& run : block.runs())
            write_names(kernels, run);
    }
    kernels.calls(block.rows(), cell, ordinal, of_the_year, a.data(), c.data());
}

void Scratch::name_run(Kernels const& kernels, sim::Block& block, sim::RowRun const& run) {
    fit(block.rows());
    if (block.keeps_names())
        return use_names_of(block);
    use_our_names();
    write_names(kernels, run);
}

void Scratch::name_row(std::uint32_t row, sim::PersonKey key, std::uint32_t group_of_row) {
    fit(row + 1);
    use_our_names();
    our_cell_[row] = key.cell;
    our_ordinal_[row] = key.ordinal;
    our_group_[row] = static_cast<std::uint8_t>(group_of_row);
}

void Scratch::write_names(Kernels const& kernels, sim::RowRun const& run) {
    std::fill(our_group_.begin() + run.begin, our_group_.begin() + run.end, run.group.value);
    std::uint64_t const key = run.first_key();
    auto const low = static_cast<std::uint32_t>(key), high = static_cast<std::uint32_t>(key >> 32);
    std::uint32_t const n = run.end - run.begin;
    // Rows before the low word carries into the high one.
    auto const before =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(n, (std::uint64_t{1} << 32) - low));
    auto *const cells = our_cell_.data() + run.begin, *const ordinals =
                                                          our_ordinal_.data() + run.begin;
    kernels.name(before, high, low, cells, ordinals);
    if (before < n)
        kernels.name(n - before, high + 1, 0, cells + before, ordinals + before);
}

} // namespace stempath::models
