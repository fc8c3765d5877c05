#include "models/schedule.hpp"

#include <map>
#include <sstream>

namespace stempath::models {

std::string two_writers(std::span<ProcessInfo const> processes) {
    std::map<std::pair<sim::Phase, std::string>, std::string_view> writer;
    for (auto const& process : processes) {
        std::istringstream words{std::string(process.writes)};
        for (std::string word; words >> word;) {
            auto const [it, fresh] = writer.try_emplace({process.phase, word}, process.label);
            if (!fresh)
                return "phase " +
                       std::string(sim::phase_names[static_cast<std::size_t>(process.phase)]) +
                       ": " + word + " is written by " + std::string(it->second) + " and by " +
                       std::string(process.label);
        }
    }
    return {};
}

} // namespace stempath::models
