//! How many positions tables span along each dimension.
#pragma once

#include "models/cube.hpp"

#include <algorithm>

namespace stempath::models {

using Extents = std::array<std::uint32_t, n_dims>;

inline Extents no_extents() {
    Extents e;
    e.fill(1);
    return e;
}

//! Spans all that one of the two spans.
inline Extents widest(Extents a, Extents const& b) {
    std::transform(a.begin(), a.end(), b.begin(), a.begin(),
                   [](auto x, auto y) { return std::max(x, y); });
    return a;
}

} // namespace stempath::models
