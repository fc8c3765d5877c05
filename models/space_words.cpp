//! Dimensions and positions as messages name them.
#include "models/space.hpp"

#include <fmt/format.h>

namespace stempath::models {

std::string_view name_of(Dim d) {
    switch (d) {
    case Dim::year:
        return "year";
    case Dim::age:
        return "age";
    case Dim::tenure:
        return "tenure";
    case Dim::region:
        return "region";
    case Dim::group:
        return "group";
    case Dim::field:
        return "field";
    case Dim::credential:
        return "credential";
    case Dim::stage:
        return "stage";
    }
    return "";
}

std::string names_of(DimSet set) {
    std::string names;
    for (auto const d : all_dims)
        if ((set & bit(d)) != 0)
            names += fmt::format("{}{}", names.empty() ? "" : ", ", name_of(d));
    return names;
}

std::string Space::described(Dim d, std::int32_t position) const {
    auto const i = static_cast<std::size_t>(position);
    switch (d) {
    case Dim::year:
        return fmt::format("year {}", base_year + position);
    case Dim::age:
        return fmt::format("age {}", position);
    case Dim::tenure:
        return fmt::format("tenure {}", position);
    case Dim::group:
        return fmt::format("group {}", groups[i].name);
    default:
        return fmt::format("{} {}", name_of(d), list(d)[i]);
    }
}

std::string Space::described(Coords const& at, DimSet set) const {
    std::string text;
    for (auto const d : all_dims)
        if ((set & bit(d)) != 0)
            text += fmt::format("{}{}", text.empty() ? "" : ", ", described(d, at[d]));
    return text;
}

} // namespace stempath::models
