//! Parity and measures in the document of a run.
#pragma once

#include "models/study.hpp"

#include <nlohmann/json.hpp>
#include <optional>

namespace stempath::apps {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(std::optional<T> const& value) {
    return value ? Json(*value) : Json(nullptr);
}

//! Definition, goals, first years, and what is said of all groups together.
Json parity_json(models::ParityResult const& parity);
//! Numbers that do not exist (the ratio to a group that nobody belongs to) become null.
Json group_json(models::GroupSeries const& group);
Json groups_json(models::ParityResult const& parity);
//! Every definition but the main one, the presets and the classes.
Json definitions_json(models::StudyResult const& result);
//! The measures of the pack's own.
Json measures_json_of(models::StudyResult const& result);

} // namespace stempath::apps
