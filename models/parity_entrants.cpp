//! Who came into the workforce, year by year.
#include "models/parity_assessment.hpp"

namespace stempath::models {

namespace {

class Entrants {
  public:
    Entrants(Judged const& judged, std::span<ParitySeries const> replicates)
        : judged_(judged), replicates_(replicates) {
        std::size_t const groups = judged.model.n_groups;
        auto const& m = judged.members;
        for (std::size_t c = 0; c < judged.cells; ++c)
            resident_.push_back(!m.by_region || m.reference_regions[c / groups] != 0 ? 1 : 0);
    }

    //! Real persons of the cells in one year of one replicate.
    double persons(ParitySeries const& replicate, std::size_t year,
                   std::vector<std::uint8_t> const* lens, bool residents) const {
        double n = 0.0;
        for (std::size_t c = 0; c < judged_.cells; ++c)
            if ((lens == nullptr || (*lens)[c] != 0) && (!residents || resident_[c] != 0))
                n += replicate.came[year * judged_.cells + c];
        return n / judged_.model.settings.scale;
    }

    //! Nobody moves in the base year: there is no such number.
    Band band(std::vector<std::uint8_t> const* lens, bool residents) const {
        Band band;
        for (std::size_t y = 0; y < judged_.reported(); ++y) {
            std::vector<double> n;
            for (auto const& replicate : replicates_)
                n.push_back(y == 0 ? missing_number : persons(replicate, y, lens, residents));
            add_year(band, n);
        }
        return band;
    }

    std::vector<double> shares(std::vector<std::uint8_t> const& lens) const {
        std::vector<double> v;
        for (std::size_t y = 0; y < judged_.reported(); ++y) {
            std::vector<double> share;
            for (auto const& replicate : replicates_)
                share.push_back(part_of(persons(replicate, y, &lens, false),
                                        persons(replicate, y, nullptr, false)));
            v.push_back(mean(present(std::move(share))));
        }
        return v;
    }

  private:
    Judged const& judged_;
    std::span<ParitySeries const> replicates_;
    std::vector<std::uint8_t> resident_; //!< by cell
};

} // namespace

void add_entrants(Judged const& judged, std::span<ParitySeries const> replicates,
                  ParityResult& result) {
    if (replicates.empty() || replicates.front().came.empty())
        return;
    auto const& m = judged.members;
    Entrants const entrants(judged, replicates);
    result.residents_apart = m.by_region && m.reference_regions != m.workforce_regions;
    result.entrants = entrants.band(nullptr, false);
    result.residents = entrants.band(nullptr, true);
    for (std::size_t l = 0; l < result.groups.size(); ++l) {
        auto& group = result.groups[l];
        auto const& cells = judged.lenses[l].cells;
        group.entrants = entrants.band(&cells, false);
        group.residents = entrants.band(&cells, true);
        group.entrant_share = entrants.shares(cells);
    }
}

} // namespace stempath::models
