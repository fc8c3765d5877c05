#include "sim/digest.hpp"

#include <fmt/format.h>

namespace stempath::sim {

std::string Digest128::hex() const { return fmt::format("{:016x}{:016x}", high_, low_); }

Digest128 digest_in_order(std::span<Digest128 const> replicates) {
    Digest128 study;
    std::int32_t position = 0;
    for (Digest128 const& replicate : replicates) {
        study.add("replicate.high", position, static_cast<std::int64_t>(replicate.high()));
        study.add("replicate.low", position, static_cast<std::int64_t>(replicate.low()));
        ++position;
    }
    study.add("replicates", 0, position);
    return study;
}

} // namespace stempath::sim
