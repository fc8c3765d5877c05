#include "models/write_check.hpp"

#include "models/schedule.hpp"

#include "sim/name_hash.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <string>

namespace stempath::models {

namespace {

constexpr std::array<std::string_view, 6> columns{"stage",      "field", "credential",
                                                  "experience", "since", "trait"};

template <class T>
std::uint64_t hash_of(T const* column, std::uint32_t rows, std::uint64_t start = 0) {
    std::uint64_t h = start;
    for (std::uint32_t i = 0; i < rows; ++i)
        h = sim::mix64(h + static_cast<std::uint64_t>(column[i]) + 1);
    return h;
}

std::array<std::uint64_t, 6> hashes(sim::Block const& b) {
    std::uint64_t traits = 0;
    for (auto const* trait : b.trait)
        traits = hash_of(trait, b.rows(), traits);
    return {hash_of(b.stage, b.rows()),      hash_of(b.field, b.rows()),
            hash_of(b.credential, b.rows()), hash_of(b.experience, b.rows()),
            hash_of(b.since, b.rows()),      traits};
}

bool writes(std::string_view process, std::string_view column) {
    for (auto const& info : schedule) {
        std::istringstream words{std::string(info.writes)};
        for (std::string word; info.label == process && words >> word;)
            if (word == column)
                return true;
    }
    return false;
}

} // namespace

WriteCheck::WriteCheck(sim::Block const& block) : hash_(hashes(block)) {}

void WriteCheck::compare(sim::Block const& block,
                         std::initializer_list<std::string_view> processes) const {
    auto const now = hashes(block);
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (now[c] != hash_[c] && std::none_of(processes.begin(), processes.end(),
                                               [&](auto p) { return writes(p, columns[c]); }))
            throw std::logic_error(std::string(*processes.begin()) + " wrote the column " +
                                   std::string(columns[c]) + ", which is not its own");
}

void check_block(Model const& model, sim::Block const& block, std::string_view process) {
    std::vector<std::uint32_t> living(model.states.stages);
    for (std::uint32_t i = 0; i < block.rows(); ++i)
        if (block.stage[i] < sim::stage_gone)
            ++living.at(block.stage[i]);
    if (living != block.living)
        throw std::logic_error(std::string(process) + ": the block of birth year " +
                               std::to_string(block.birth_year()) + " lost or invented people");
}

void check_stock(RunState const& run, std::int32_t year, std::string_view process) {
    auto const& model = run.model;
    std::vector<std::int64_t> counted(run.stock.size());
    for (auto const& block : run.people) {
        check_block(model, *block, process);
        std::uint32_t const band = model.band_of(year - block->birth_year());
        for (auto const& rows : block->runs())
            for (std::uint32_t i = rows.begin; i < rows.end; ++i)
                if (block->stage[i] < sim::stage_gone)
                    ++counted.at(run.shape.at(
                        block->region().value, band, rows.group.value,
                        model.states.of(block->stage[i], block->field[i], block->credential[i])));
    }
    std::vector<std::int64_t> all_ages(run.all_ages.size());
    for (std::uint32_t r = 0; r < run.shape.regions; ++r)
        for (std::uint32_t b = 0; b < run.shape.bands; ++b)
            for (std::uint32_t g = 0; g < run.shape.groups; ++g)
                for (std::uint32_t s = 0; s < run.shape.states; ++s)
                    all_ages[(std::size_t{r} * run.shape.groups + g) * run.shape.states + s] +=
                        counted[run.shape.at(r, b, g, s)];
    auto const sum = [](auto const& cells) {
        return std::accumulate(cells.begin(), cells.end(), std::int64_t{0});
    };
    if (counted != run.stock || all_ages != run.all_ages || sum(counted) != sum(run.persons))
        throw std::logic_error(std::string(process) +
                               ": the stocks that moves add up to are not those of the people");
}

} // namespace stempath::models
