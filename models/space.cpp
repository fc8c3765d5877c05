#include "models/space.hpp"

#include "models/diagnostics.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace stempath::models {

namespace {

//! A whole number at the start of `text`, which is shortened by it.
std::optional<std::int32_t> take_number(std::string_view& text) {
    std::int32_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc())
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

void fill_run(std::int32_t first, std::int32_t last, std::vector<std::int32_t>& into) {
    for (auto i = first; i <= last; ++i)
        into.push_back(i);
}

} // namespace

std::optional<NumberSpan> parse_span(std::string_view text) {
    auto const low = take_number(text);
    if (!low)
        return std::nullopt;
    if (text.empty())
        return NumberSpan{*low, *low, false};
    if (text == "+")
        return NumberSpan{*low, *low, true};
    if (text.front() != '-')
        return std::nullopt;
    text.remove_prefix(1);
    auto const high = take_number(text);
    if (!high || !text.empty() || *high < *low)
        return std::nullopt;
    return NumberSpan{*low, *high, false};
}

std::optional<Index> position_of(std::vector<std::string> const& names, std::string_view name) {
    auto const at = std::find(names.begin(), names.end(), name);
    return at == names.end() ? std::nullopt : std::optional(static_cast<Index>(at - names.begin()));
}

std::vector<std::string> const& Space::list(Dim d) const {
    switch (d) {
    case Dim::region:
        return regions;
    case Dim::field:
        return fields;
    case Dim::credential:
        return credentials;
    default:
        return stages;
    }
}

std::uint32_t Space::size(Dim d) const {
    switch (d) {
    case Dim::year:
        return static_cast<std::uint32_t>(last_year - base_year + 1);
    case Dim::age:
        return static_cast<std::uint32_t>(last_age + 1);
    case Dim::tenure:
        return 0;
    case Dim::group:
        return static_cast<std::uint32_t>(groups.size());
    default:
        return static_cast<std::uint32_t>(list(d).size());
    }
}

std::optional<DimensionName> Space::dimension(std::string_view name) const {
    for (auto const d : all_dims)
        if (name == name_of(d))
            return DimensionName{d, {}};
    for (std::size_t a = 0; a < axes.size(); ++a)
        if (name == axes[a].name)
            return DimensionName{Dim::group, a};
    return std::nullopt;
}

std::vector<std::string> Space::dimension_names() const {
    std::vector<std::string> names;
    for (auto const& axis : axes)
        if (axis.name != "group")
            names.push_back(axis.name);
    for (auto const d : all_dims)
        names.emplace_back(name_of(d));
    return names;
}

std::vector<std::string> Space::names_along(DimensionName const& dimension) const {
    if (dimension.axis)
        return axes[*dimension.axis].values;
    if (dimension.dim == Dim::year || dimension.dim == Dim::age || dimension.dim == Dim::tenure)
        return {};
    if (dimension.dim != Dim::group)
        return list(dimension.dim);
    std::vector<std::string> names;
    for (auto const& group : groups)
        names.push_back(group.name);
    return names;
}

bool Space::numbered(Dim d, std::string_view text, std::uint32_t n, std::vector<std::int32_t>& into,
                     std::string& why) const {
    std::int32_t const first = d == Dim::year ? base_year : 0;
    std::int32_t const last = first + static_cast<std::int32_t>(n) - 1;
    auto const span = parse_span(text);
    if (!span) {
        why = fmt::format("found {} \"{}\"; write one number, a range such as {}-{}, {}+ or *.",
                          name_of(d), text, first, first + 4, first);
        return false;
    }
    if (span->low < first || span->high > last || span->low > last) {
        why = fmt::format("found {} \"{}\", outside of {} to {}.{}", name_of(d), text, first, last,
                          d == Dim::age && !ages ? " Ages need [demography]." : "");
        return false;
    }
    fill_run(span->low - first, (span->open ? last : span->high) - first, into);
    return true;
}

bool Space::positions(DimensionName const& dimension, std::string_view text,
                      std::uint32_t tenure_classes, std::vector<std::int32_t>& into,
                      std::string& why) const {
    into.clear();
    auto const d = dimension.dim;
    auto const n = d == Dim::tenure ? tenure_classes : size(d);
    if (text == "*") {
        fill_run(0, static_cast<std::int32_t>(n) - 1, into);
        return true;
    }
    if (d == Dim::year || d == Dim::age || d == Dim::tenure)
        return numbered(d, text, n, into, why);
    for (std::size_t i = 0; i < n; ++i)
        if (d == Dim::group
                ? text == (dimension.axis ? groups[i].values[*dimension.axis] : groups[i].name)
                : text == list(d)[i])
            into.push_back(static_cast<std::int32_t>(i));
    if (!into.empty())
        return true;
    auto const allowed = names_along(dimension);
    why = fmt::format("found \"{}\", no {} of this pack.{}", text,
                      dimension.axis ? std::string_view(axes[*dimension.axis].name) : name_of(d),
                      suggestion(text, allowed));
    return false;
}

} // namespace stempath::models
