//! What differs between two scenarios, or between two packs.
#pragma once

#include "scenarios/loaded_pack.hpp"
#include "scenarios/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace stempath::scenarios {

//! One difference. Of a figure `a` and `b` are the values where they differ most.
struct Difference {
    enum class Kind : std::uint8_t {
        setting,   //!< `a` and `b` as TOML; empty where nothing is stated
        figure,    //!< other numbers
        origin,    //!< other unit, source, grade or range: `what` says which
        only_in_a, //!< a figure or a section that B has not
        only_in_b
    };

    Kind kind = Kind::setting;
    std::string key;
    std::string what;
    std::string a, b;
    std::size_t cells = 0, differing = 0; //!< of a figure: those that both have, and of these
    std::string at{}; //!< the cell of the largest difference; empty where there is one number
    double value_a = 0.0, value_b = 0.0;
};

//! "run.end: 2050 in A, 2060 in B"
std::string words_of(Difference const& difference);

//! Every difference of settings and resolved figures, in the order of A, then what only B has.
//! Table files of other names with the same content are the same.
std::vector<Difference> compare(Study const& a, Study const& b);
std::vector<Difference> compare(LoadedPack const& a, LoadedPack const& b);

//! Those of two packs as their documents and tables have them; the definition of parity aside.
std::vector<Difference> compare_packs(models::Pack const& a, models::Node const& document_a,
                                      models::Pack const& b, models::Node const& document_b);

//! Differences between figures of one key, which may stand in packs of other dimensions: cells are
//! compared by name.
std::vector<Difference> compare_figures(models::Pack const& pack_a, models::Cube const& a,
                                        models::Pack const& pack_b, models::Cube const& b,
                                        std::string const& key);

} // namespace stempath::scenarios
