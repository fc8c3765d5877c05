//! Reading one definition of parity, [parity.NAME]. Only the pack reader includes this.
#pragma once

#include "models/pack_reading.hpp"

namespace stempath::models {

//! A definition half read.
struct ParityReading {
    PackReading& reading;
    Section section;
    Provenance from;
    ParitySpec const* main; //!< none while it is read itself
    ParitySpec spec;

    void problem(ProblemKind kind, std::string_view name, std::string const& why) {
        auto const* const at = section.node().find(name);
        reading.problems.add(kind, at == nullptr ? section.where() : at->where, section.key(name),
                             why);
    }
};

//! Who is workforce and who is reference: label, workforce, of, except, reference, regions,
//! reference_regions, ages.
void read_parity_people(ParityReading& at);
//! How they are compared: lens, together, index, at_least, k, goals, group.
void read_parity_rule(ParityReading& at);

} // namespace stempath::models
