//! What must hold of whatever a reader is given. A property that fails ends the program.
#pragma once

#include "models/pack_reader.hpp"
#include "scenarios/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::fuzz {

//! Ends the program when something does not hold.
void require(bool holds, std::string_view what);

//! A folder of this process, with the packs and scenarios of the tests, laid out as a home.
std::filesystem::path const& home();

void write(std::filesystem::path const& file, std::string_view text);

inline std::string_view text_of(std::uint8_t const* data, std::size_t size) {
    return {reinterpret_cast<char const*>(data), size};
}

//! Every figure, and every range, is a finite number.
void require_finite(models::Pack const& pack);
//! Two packs hold the same figures of the same units, sources and grades.
void require_same_figures(models::Pack const& a, models::Pack const& b);
//! Problems have a place and a message, and an exit status that scripts know.
void require_told(models::Diagnostics const& problems);

/*!
 * Reads a scenario. What is accepted is finite, can be printed, and reads back with the same
 * figures and settings: nothing was taken that the printed model does not say.
 */
void check_scenario(std::filesystem::path const& file, std::vector<std::string> const& set);

} // namespace stempath::fuzz
