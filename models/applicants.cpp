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

//! Rows whose stage seeks; without a branch.
std::size_t list_seekers(sim::Block const& block, std::uint8_t const* seeks,
                         std::vector<std::uint16_t>& list) {
    std::size_t n = 0;
    std::uint16_t* rows = list.data();
    for (std::uint32_t i = 0; i < block.rows(); ++i) {
        rows[n] = static_cast<std::uint16_t>(i);
        n += seeks[block.stage[i]];
    }
    return n;
}

} // namespace

void collect_applicants(Model const& model, sim::Block const& block, std::uint32_t index,
                        Year const& year, Worker& worker) {
    std::uint8_t seeks[256]{};
    for (std::uint32_t k = 0; k < model.states.stages; ++k)
        if (model.applies[k] != 0 && block.living[k] > 0)
            seeks[k] = 1;
    if (std::find(seeks, seeks + 256, 1) == seeks + 256)
        return;
    auto* desks = &worker.desks[std::size_t{block.region().value} * model.states.fields];
    std::size_t const n = list_seekers(block, seeks, worker.scratch.list);
    for (std::size_t k = 0; k < n; ++k) {
        std::uint32_t const i = worker.scratch.list[k];
        desks[block.field[i]].push_back(applicant(model, block, index, i, year, worker.scratch));
    }
}

} // namespace stempath::models
