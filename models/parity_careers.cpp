//! Residents who take up the work of the main definition, wherever it is.
#include "models/parity_assessment.hpp"

namespace stempath::models {

namespace {

using Counts = std::vector<std::uint32_t> ParityCounts<std::uint32_t>::*;

//! Real persons of the cells of a lens, or of all cells, year by year.
Band band_of(Judged const& judged, std::span<ParitySeries const> replicates, Counts counts,
             std::vector<std::uint8_t> const* lens) {
    Band band;
    for (std::size_t y = 0; y < judged.reported(); ++y) {
        std::vector<double> persons;
        for (auto const& replicate : replicates) {
            double n = 0.0;
            for (std::size_t c = 0; c < judged.cells; ++c)
                if (lens == nullptr || (*lens)[c] != 0)
                    n += (replicate.*counts)[y * judged.cells + c];
            persons.push_back(y == 0 ? missing_number : n / judged.model.settings.scale);
        }
        add_year(band, persons);
    }
    return band;
}

Careers careers_of(Judged const& judged, std::span<ParitySeries const> replicates,
                   std::vector<std::uint8_t> const* lens) {
    Careers careers;
    careers.hired = band_of(judged, replicates, &ParitySeries::careers, lens);
    careers.moved_in = band_of(judged, replicates, &ParitySeries::moved_in, lens);
    std::vector<double> const unknown(judged.reported(), missing_number);
    careers.returned = judged.model.watched.tells_returned
                           ? band_of(judged, replicates, &ParitySeries::returned, lens)
                           : Band{unknown, unknown, unknown};
    return careers;
}

} // namespace

void add_careers(Judged const& judged, std::span<ParitySeries const> replicates,
                 ParityResult& result) {
    if (replicates.empty() || replicates.front().careers.empty())
        return;
    result.careers = careers_of(judged, replicates, nullptr);
    for (std::size_t l = 0; l < result.groups.size(); ++l)
        result.groups[l].careers = careers_of(judged, replicates, &judged.lenses[l].cells);
}

} // namespace stempath::models
