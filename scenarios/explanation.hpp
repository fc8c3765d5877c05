//! Answers to "what is this number?".
#pragma once

#include "scenarios/scenario.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stempath::scenarios {

//! Where a key is looked for: a pack, and the scenario that uses it, if there is one.
struct Subject {
    models::Pack const& pack;
    models::Node const& pack_document;
    Scenario const* scenario = nullptr;
};

//! What is known of one key. Texts that are not known are empty.
struct Explanation {
    enum class Kind : std::uint8_t { figure, setting, section };

    std::string key;
    Kind kind = Kind::figure;
    std::string unit;
    std::vector<std::string> used_by; //!< parts of the model, as a phrase each
    std::optional<models::Location> where;

    // A figure
    models::Cube const* cube = nullptr;  //!< of the pack that was asked; lives as long as it
    std::string preview;                 //!< the value, or some cells of a table, on lines
    bool ranged = false;                 //!< cube->low and ->high are stated
    std::string range;                   //!< what is assumed of the value's uncertainty, in words
    std::vector<std::string> drawn_by;   //!< dimensions with a draw for each value
    std::string draw;                    //!< name of the draw; empty: not in doubt
    std::vector<models::Source> sources; //!< with no more than an id where sources.csv has no row
    std::string grade, grade_meaning, note;

    // A setting
    std::string meaning, type, allowed, fallback;
    std::string here; //!< its value and where that comes from

    std::vector<std::string> holds; //!< figures below a section
};

//! An unknown key is a problem with a suggestion.
std::optional<Explanation> explain(Subject const& subject, std::string const& key,
                                   models::Diagnostics& problems);

//! As the page shows it.
std::string explanation_text(Explanation const& explanation);

//! The parts of the model that read a figure, as a phrase each.
std::vector<std::string> users_of(models::Pack const& pack, std::string const& key);

} // namespace stempath::scenarios
