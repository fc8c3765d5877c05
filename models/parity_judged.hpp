//! A definition of parity made ready to judge counts by: its lens groups, and the index of one
//! group in one year.
#pragma once

#include "models/measures.hpp"
#include "models/moments.hpp"
#include "models/parity_members.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace stempath::models {

//! One group of the lens, as the cells that it holds.
struct Lens {
    std::string axis, name, label;
    std::vector<std::uint8_t> cells;  //!< by cell of the definition's counts
    std::vector<std::uint8_t> groups; //!< by group; empty for a region
    bool together =
        false; //!< holds others of the lens: shown, never judged nor summed over an axis
};

//! Shares of one lens group in one replicate and year; not a number where there is none: the share
//! of a workforce of nobody, the ratio to a reference of nobody.
struct Point {
    double workforce = missing_number, reference = missing_number;
    double workers = 0.0, all = 0.0; //!< synthetic people of the group, and of all groups

    double ratio() const { return reference > 0.0 ? workforce / reference : missing_number; }
    double difference() const { return workforce - reference; }
    //! Synthetic people that the group lacks in a workforce of this size.
    double missing() const {
        return all > 0.0 ? std::max(0.0, -difference()) * all : missing_number;
    }
};

struct Judged {
    Judged(Model const& model, ParityMembers const& members);

    Model const& model;
    ParityMembers const& members;
    ParitySpec const& spec;
    std::size_t cells, years; //!< years: simulated, those that confirm parity too
    std::vector<Lens> lenses;
    std::vector<double> table; //!< [year][cell]: shares of a reference that is a table; else empty

    std::size_t reported() const {
        return static_cast<std::size_t>(model.settings.end_year - model.base_year) + 1;
    }
    double index(Point const& p, double scale) const;

    //! `workforce`: [cell] of one year; `reference` likewise, not read where it is a table.
    template <class T>
    Point point(Lens const& lens, std::size_t year, T const* workforce, T const* reference) const {
        Point p;
        double all_reference = 0.0, ours = 0.0;
        for (std::size_t c = 0; c < cells; ++c) {
            auto const workers = static_cast<double>(workforce[c]);
            double const n =
                table.empty() ? static_cast<double>(reference[c]) : table[year * cells + c];
            p.all += workers;
            all_reference += n;
            p.workers += lens.cells[c] != 0 ? workers : 0.0;
            ours += lens.cells[c] != 0 ? n : 0.0;
        }
        p.workforce = part_of(p.workers, p.all);
        p.reference = part_of(ours, all_reference);
        return p;
    }
};

//! The groups of a definition's lens: values of axes in order, then crossings, regions, and those
//! taken together.
std::vector<Lens> lenses_of(Model const& model, ParityMembers const& members);

//! One sentence that says lens, workforce, reference, ages, index, tolerance, k.
//! `labelled`: with the label of the workforce, where it has one, in place of what it consists of.
std::string definition_words(Pack const& pack, ParitySpec const& spec, bool labelled = false);

} // namespace stempath::models
