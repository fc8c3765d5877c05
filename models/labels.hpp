//! What pages call the names of a pack.
#pragma once

#include "models/pack.hpp"

#include <string>
#include <string_view>

namespace stempath::models {

//! "two_or_more" -> "two or more": what a name without a label is called.
std::string words_of(std::string_view name);

//! The label of a value of an axis: "American Indian or Alaska Native".
std::string value_label(Axis const& axis, std::string_view value);

//! That of a group ("American Indian or Alaska Native women"), of a value of an axis or of a
//! region.
std::string group_label(Pack const& pack, std::string_view name);

//! "Philadelphia and the suburbs": regions by label, or by name in words.
std::string regions_label(Pack const& pack, std::vector<std::string> const& regions);

//! "women and men" from two names, "a, b and c" from three.
std::string listed(std::vector<std::string> const& names);

//! The workforce of a parity definition: "STEM jobs", or the label of its stage.
std::string workforce_label(ParitySpec const& spec, Pack const& pack);

//! That of a preset or class: "STEM jobs (Pew definition)"; other names in words.
std::string preset_label(std::string_view name);

//! The label of a stage, or its name in words.
std::string stage_label(Pack const& pack, std::string_view name);

} // namespace stempath::models
