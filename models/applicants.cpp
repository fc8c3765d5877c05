//! Who seeks a post.
#include "models/run_state.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

Applicant applicant(Model const& model, sim::Block const& block, std::uint32_t index,
                    std::uint32_t row, Year const& year, Scratch const& s) {
    Applicant a;
    a.key = {s.cell[row], s.ordinal[row]};
    a.block = index;
    a.row = static_cast<std::uint16_t>(row);
    for (std::size_t t = 0; t < n_traits; ++t)
        a.trait[t] = block.trait[t][row];
    a.group = s.group[row];
    a.stage = block.stage[row];
    a.credential = block.credential[row];
    std::int32_t years = block.experience[row];
    if (model.is_stem[model.states.of(block.stage[row], block.field[row], block.credential[row])] !=
        0)
        years += year.year - block.since[row];
    a.experience = static_cast<std::uint8_t>(std::min(years, 255));
    return a;
}

} // namespace

void collect_applicants(Model const& model, sim::Block const& block, std::uint32_t index,
                        Year const& year, Worker& worker) {
    auto& s = worker.scratch;
    bool any = false;
    for (std::uint32_t k = 0; k < model.states.stages; ++k)
        if (model.applies[k] != 0 && block.living[k] > 0) {
            model.kernels->find(block.rows(), block.stage, static_cast<std::uint8_t>(k),
                                s.flag.data());
            any = true;
        }
    if (!any)
        return;
    auto* desks = &worker.desks[std::size_t{block.region().value} * model.states.fields];
    s.for_each_flag(0, block.rows(), [&](std::size_t row) {
        auto const i = static_cast<std::uint32_t>(row);
        desks[block.field[i]].push_back(applicant(model, block, index, i, year, s));
    });
}

} // namespace stempath::models
