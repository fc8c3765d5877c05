#include "sim/draws.hpp"

#include <cmath>
#include <stdexcept>

namespace stempath::sim {

namespace {

std::uint32_t low_word(std::uint64_t bits) { return static_cast<std::uint32_t>(bits); }
std::uint32_t high_word(std::uint64_t bits) { return static_cast<std::uint32_t>(bits >> 32); }

} // namespace

DrawKey DrawSource::key(std::int32_t year, Purpose purpose) const {
    Words4 const out = threefry4x32_20(
        {low_word(seed_), high_word(seed_), replicate_, draw_contract_version},
        {static_cast<std::uint32_t>(year), low_word(purpose.hash()), high_word(purpose.hash()), 0});
    return {out.x0, out.x1};
}

std::int64_t round_by_key(double expected, Call call) {
    if (!(expected >= -0x1p52 && expected <= 0x1p52)) {
        throw std::domain_error("cannot round a number beyond +-2^52");
    }
    double const whole = std::floor(expected);
    double const part = (expected - whole) * 0x1p53; // exact
    // x + u reaches the next integer if and only if u >= 1 - part; compared in units of 2^-53,
    // where nothing is rounded.
    auto const missing = static_cast<double>((std::uint64_t{1} << 53) - (bits64(call) >> 11));
    return static_cast<std::int64_t>(whole) + (part >= missing ? 1 : 0);
}

} // namespace stempath::sim
