#include "models/section.hpp"

#include "models/printable.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

void report_type(Node const& found, std::string_view key, std::string_view allowed,
                 Diagnostics& problems) {
    bool const number = found.is_number() && allowed.find("number") != std::string_view::npos;
    problems.add(number ? ProblemKind::out_of_range : ProblemKind::wrong_type, found.where, key,
                 fmt::format("found {}; {} is allowed here.", found.described(), allowed));
}

std::optional<std::string> as_text(Node const& node, std::string_view key, Diagnostics& problems) {
    if (node.kind == Node::Kind::text)
        return node.text;
    report_type(node, key, "a text in quotes", problems);
    return std::nullopt;
}

std::optional<std::int64_t> as_integer(Node const& node, std::string_view key, std::int64_t low,
                                       std::int64_t high, Diagnostics& problems) {
    if (node.kind == Node::Kind::integer && node.integer >= low && node.integer <= high)
        return node.integer;
    auto const allowed = low == high ? fmt::format("only the number {}", low)
                                     : fmt::format("a whole number from {} to {}", low, high);
    report_type(node, key, allowed, problems);
    return std::nullopt;
}

std::optional<double> as_number(Node const& node, std::string_view key, double low, double high,
                                Diagnostics& problems) {
    if (node.is_number() && std::isfinite(node.number()) && node.number() >= low &&
        node.number() <= high)
        return node.number();
    std::string range = "a finite number";
    if (std::isfinite(low) && std::isfinite(high))
        range = fmt::format("a number from {} to {}", low, high);
    else if (std::isfinite(low))
        range = fmt::format("a finite number not below {}", low);
    report_type(node, key, range, problems);
    return std::nullopt;
}

std::optional<std::vector<NamedAt>> as_names(Node const& node, std::string_view key,
                                             Diagnostics& problems) {
    if (node.kind != Node::Kind::array) {
        report_type(node, key, "a list of names, such as [\"a\", \"b\"],", problems);
        return std::nullopt;
    }
    std::vector<NamedAt> names;
    for (auto const& item : node.items) {
        auto const name = as_text(item, key, problems);
        if (!name)
            return std::nullopt;
        if (std::any_of(names.begin(), names.end(),
                        [&](NamedAt const& n) { return n.name == *name; }))
            problems.add(ProblemKind::duplicate, item.where, key,
                         fmt::format("\"{}\" stands here twice.", *name));
        else
            names.push_back({*name, item.where});
    }
    return names;
}

std::optional<std::pair<std::int64_t, std::int64_t>> as_range(Node const& node,
                                                              std::string_view key,
                                                              std::int64_t low, std::int64_t high,
                                                              Diagnostics& problems) {
    if (node.kind != Node::Kind::array || node.items.size() != 2) {
        report_type(node, key, "a list of two whole numbers, such as [1, 9],", problems);
        return std::nullopt;
    }
    auto const first = as_integer(node.items[0], key, low, high, problems);
    auto const last = as_integer(node.items[1], key, low, high, problems);
    if (!first || !last)
        return std::nullopt;
    if (*first > *last) {
        problems.add(
            ProblemKind::out_of_range, node.where, key,
            fmt::format("the first number, {}, is above the last, {}. Swap them?", *first, *last));
        return std::nullopt;
    }
    return std::pair{*first, *last};
}

std::optional<std::string> as_choice(Node const& node, std::string_view key,
                                     std::vector<std::string> const& allowed,
                                     Diagnostics& problems) {
    auto const word = as_text(node, key, problems);
    if (!word)
        return std::nullopt;
    if (std::find(allowed.begin(), allowed.end(), *word) != allowed.end())
        return word;
    auto const near = nearest_name(*word, allowed);
    problems.add(ProblemKind::unknown_name, node.where, key,
                 fmt::format("found \"{}\"; allowed: {}.{}", *word, fmt::join(allowed, ", "),
                             near.empty() ? "" : fmt::format(" Did you mean \"{}\"?", near)));
    return std::nullopt;
}

Section::Section(Node const& table, std::string key, Diagnostics& problems)
    : table_(table), key_(std::move(key)), problems_(problems) {
    if (table.kind != Node::Kind::table)
        report_type(table, key_, "a table", problems_);
}

Node const* Section::take(std::string_view name) {
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end())
        asked_.emplace_back(name);
    return table_.find(name);
}

Node const* Section::require(std::string_view name, std::string_view what_to_write) {
    auto const* const node = take(name);
    if (node == nullptr && table_.kind == Node::Kind::table)
        problems_.add(ProblemKind::missing_key, table_.where, key(name),
                      fmt::format("missing. {}", what_to_write));
    return node;
}

std::optional<std::string> Section::text(std::string_view name) {
    auto const* const node = take(name);
    return node == nullptr ? std::nullopt : as_text(*node, key(name), problems_);
}

std::optional<std::string> Section::line(std::string_view name) {
    auto const value = text(name);
    if (!value || (value->find_first_not_of(' ') != std::string::npos && !has_controls(*value)))
        return value;
    report_type(*table_.find(name), key(name), "one line of text", problems_);
    return std::nullopt;
}

std::optional<bool> Section::flag(std::string_view name) {
    auto const* const node = take(name);
    if (node == nullptr)
        return std::nullopt;
    if (node->kind == Node::Kind::boolean)
        return node->boolean;
    report_type(*node, key(name), "true or false", problems_);
    return std::nullopt;
}

std::optional<std::int64_t> Section::integer(std::string_view name, std::int64_t low,
                                             std::int64_t high) {
    auto const* const node = take(name);
    return node == nullptr ? std::nullopt : as_integer(*node, key(name), low, high, problems_);
}

std::optional<std::string> Section::choice(std::string_view name,
                                           std::vector<std::string> const& allowed) {
    auto const* const node = take(name);
    return node == nullptr ? std::nullopt : as_choice(*node, key(name), allowed, problems_);
}

void Section::finish() {
    for (auto const& [name, value] : table_.entries)
        if (std::find(asked_.begin(), asked_.end(), name) == asked_.end())
            problems_.add(ProblemKind::unknown_key, value.where, key(name),
                          fmt::format("unknown key.{}", suggestion(name, asked_)));
}

} // namespace stempath::models
