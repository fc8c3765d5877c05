#pragma once

#include "bench/machine.hpp"

#include <nlohmann/json.hpp>

namespace stempath::bench {

//! The head of every document: what its figures were measured on.
inline nlohmann::ordered_json machine_json(Machine const& machine, std::string const& level) {
    return {{"cpu", machine.cpu},
            {"hardware_threads", machine.hardware_threads},
            {"last_cache_bytes", machine.last_cache_bytes},
            {"load", machine.load},
            {"compiler", machine.compiler},
            {"flags", machine.flags},
            {"naive_flags", machine.naive_flags},
            {"level", level}};
}

} // namespace stempath::bench
