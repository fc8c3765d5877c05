#include "models/cube.hpp"

#include <algorithm>

namespace stempath::models {

Cube::Cube(std::array<std::uint32_t, n_dims> const& extent) : extent_(extent) {
    std::size_t n = 1;
    for (auto const e : extent)
        n *= e;
    values_.resize(n);
}

std::size_t Cube::offset(Coords const& c) const {
    std::size_t o = 0;
    if (is_constant())
        return o;
    for (std::size_t d = 0; d < n_dims; ++d) {
        if (extent_[d] == 1)
            continue;
        auto const last = static_cast<std::int32_t>(extent_[d]) - 1;
        o = o * extent_[d] + static_cast<std::size_t>(std::clamp(c.at[d], 0, last));
    }
    return o;
}

} // namespace stempath::models
