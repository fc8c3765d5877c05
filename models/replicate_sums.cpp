#include "models/replicate_sums.hpp"

#include "models/noise_split.hpp"

#include <limits>
#include <stdexcept>

namespace stempath::models {

namespace {

//! Each replicate's counts are kept in four bytes.
template <class Kept>
Kept kept(std::int64_t count) {
    if (count < 0 || count > static_cast<std::int64_t>(std::numeric_limits<Kept>::max()))
        throw std::overflow_error("a cell counts " + std::to_string(count) +
                                  " people, more than can be kept of each replicate");
    return static_cast<Kept>(count);
}

std::vector<std::uint32_t> kept(std::vector<std::int64_t> const& counts) {
    std::vector<std::uint32_t> v;
    v.reserve(counts.size());
    for (auto const n : counts)
        v.push_back(kept<std::uint32_t>(n));
    return v;
}

} // namespace

ParitySeries::ParitySeries(Measures const& measures, Recording const& recording,
                           std::size_t definition) {
    auto const& counts = recording.parity[definition];
    auto const& members = measures.definitions[definition];
    workforce = kept(counts.workforce);
    by_class = kept(counts.by_class);
    came = kept(counts.came);
    careers = kept(counts.careers);
    returned = kept(counts.returned);
    moved_in = kept(counts.moved_in);
    // A preset has the reference of the main definition.
    if (!members.reference.empty() && members.role != ParityMembers::Role::preset)
        reference = kept(counts.reference);
}

ReplicateSeries::ReplicateSeries(Measures const& measures, Recording const& recording)
    : lines(recording.lines) {
    for (std::size_t d = 0; d < measures.definitions.size(); ++d)
        definitions.emplace_back(measures, recording, d);
}

ReplicateSums::ReplicateSums(Measures const& measures)
    : measures_(measures), tables_(measures.tables) {
    std::size_t const n = measures.model.settings.replicates;
    // Laid out before any replicate runs: kept among what comes and goes, it would lie scattered.
    series_.assign(n, ReplicateSeries(measures, Recording(measures)));
    twins_.assign(measures.model.settings.twins, series_.front());
    replicates_.resize(n);
    digests_.resize(n);
    ledgers_.resize(n);
    if (measures.model.settings.record_replicates)
        for (auto& table : tables_)
            table.by_replicate.resize(n * table.sum.size());
}

void ReplicateSums::add(std::size_t i, Recording const& recording, double wall_s) {
    auto const& r = recording;
    ReplicateSeries const series(measures_, r);
    series_[i] = series; // into its place
    auto const number = measures_.model.settings.first_replicate + static_cast<std::uint32_t>(i);
    replicates_[i] = {number,    r.digest.hex(), r.ledger_digest.hex(),
                      r.persons, r.person_years, wall_s};
    digests_[i] = r.digest;
    ledgers_[i] = r.ledger_digest;
    std::lock_guard const lock(mutex_);
    base_persons_ += r.base_persons;
    person_years_ += r.person_years;
    add_tables(i, r);
}

void ReplicateSums::add_twin(std::size_t i, Recording const& recording) {
    ReplicateSeries const series(measures_, recording);
    twins_[i] = series;
    std::lock_guard const lock(mutex_);
    person_years_ += recording.person_years;
}

void ReplicateSums::add_tables(std::size_t i, Recording const& recording) {
    for (std::size_t t = 0; t < tables_.size(); ++t) {
        auto& table = tables_[t];
        auto const& cells = recording.tables[t];
        for (std::size_t c = 0; c < cells.size(); ++c) {
            std::int64_t const n = cells[c];
            table.sum[c] += n;
            table.sum_squares[c] += static_cast<__int128>(n) * n;
        }
        if (!table.by_replicate.empty())
            for (std::size_t c = 0; c < cells.size(); ++c)
                table.by_replicate[i * cells.size() + c] = kept<std::int32_t>(cells[c]);
    }
}

StudyResult ReplicateSums::result() && {
    StudyResult result;
    result.digest = sim::digest_in_order(digests_).hex();
    result.ledger_digest = sim::digest_in_order(ledgers_).hex();
    result.persons = base_persons_ / static_cast<std::int64_t>(replicates_.size());
    result.person_years = person_years_;
    result.replicates = std::move(replicates_);
    result.tables = std::move(tables_);
    std::vector<ParitySeries> judged, again;
    if (!twins_.empty()) {
        judged = series_of(series_, 0);
        again = series_of(twins_, 0);
    }
    auto found = findings_of(measures_, std::move(series_), std::move(twins_));
    result.parity = std::move(found.main);
    result.beside = std::move(found.beside);
    result.presets = std::move(found.presets);
    result.classes = std::move(found.classes);
    result.crossed = std::move(found.crossed);
    result.measures = std::move(found.measures);
    result.noise = noise_split(measures_, result.parity, judged, again);
    return result;
}

} // namespace stempath::models
