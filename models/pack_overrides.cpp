//! Replacements of single values in a pack's document.
#include "models/input_file.hpp"
#include "models/pack_reader.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace stempath::models {

namespace {

//! Keys of which one excludes the others: giving one drops those that the pack gives.
constexpr std::array<std::array<std::string_view, 4>, 3> alternatives{
    {{"p", "log_odds", "quota", "at_age"}, {"of", "workforce"}, {"growth", "slots", "flow"}}};

bool exclude_each_other(std::string_view a, std::string_view b) {
    return a != b && std::any_of(alternatives.begin(), alternatives.end(), [&](auto const& set) {
               return std::find(set.begin(), set.end(), a) != set.end() &&
                      std::find(set.begin(), set.end(), b) != set.end();
           });
}

void drop_alternatives(Node& table, std::string_view key) {
    std::erase_if(table.entries, [&](auto& e) { return exclude_each_other(e.key, key); });
}

//! The label of a workforce speaks of what stands beside it: who replaces that gives a new one, or
//! it has none.
void drop_label(Node& table, std::vector<std::string> const& key, Location const& where) {
    constexpr std::array<std::string_view, 4> labelled{"workforce", "of", "except", "regions"};
    if (key.size() == 3 && key.front() == "parity" &&
        std::find(labelled.begin(), labelled.end(), key.back()) != labelled.end())
        std::erase_if(table.entries, [&](auto& e) {
            return e.key == "label" && e.value.where.file != where.file;
        });
}

//! Replacements of one file that contradict each other. On the command line later ones win.
void refuse_contradictions(std::span<Override const> overrides, Diagnostics& problems) {
    for (std::size_t j = 0; j < overrides.size(); ++j)
        for (std::size_t i = 0; i < j; ++i) {
            auto const &first = overrides[i].value.where, &second = overrides[j].value.where;
            auto a = split_key(overrides[i].key), b = split_key(overrides[j].key);
            if (!a || !b || first.file != second.file || second.line == 0 ||
                !exclude_each_other(a->back(), b->back()))
                continue;
            auto const name = a->back();
            a->pop_back();
            b->pop_back();
            if (*a == *b)
                problems.add(ProblemKind::conflict, second, overrides[j].key,
                             fmt::format("excludes {}, which {} gives too. Drop one.", name,
                                         to_text(first)));
        }
}

//! A bare number or table file takes the unit of the figure that it replaces.
Node with_unit_of(Node const* replaced, Node value) {
    auto const* const unit = replaced == nullptr ? nullptr : replaced->find("unit");
    if (unit == nullptr || value.kind == Node::Kind::boolean || value.kind == Node::Kind::array ||
        value.find("unit") != nullptr)
        return value;
    if (value.kind != Node::Kind::table) {
        auto const name = value.kind == Node::Kind::text ? "table" : "value";
        Node described = make_table(value.where);
        described.set(name, std::move(value));
        value = std::move(described);
    }
    auto copy = *unit;
    copy.where = value.where;
    value.set("unit", std::move(copy));
    return value;
}

void apply(Node& document, Override const& replacement, Diagnostics& problems) {
    auto const& where = replacement.value.where;
    auto const parts = split_key(replacement.key);
    if (!parts) {
        problems.add(ProblemKind::unknown_key, where, replacement.key,
                     "is no key. Write names with dots between, as stage.high.duration.");
        return;
    }
    constexpr std::array<std::string_view, 5> fixed{"schema", "kind", "title", "stage", "market"};
    if (parts->size() == 1 &&
        std::find(fixed.begin(), fixed.end(), parts->front()) != fixed.end()) {
        problems.add(
            ProblemKind::conflict, where, replacement.key,
            "cannot be replaced as a whole; name the value, as in \"stage.high.duration\".");
        return;
    }
    Node* at = &document;
    std::string key;
    for (std::size_t i = 0; i + 1 < parts->size(); ++i) {
        auto const parent = key;
        key = key_below(key, (*parts)[i]);
        auto* const next = at->find((*parts)[i]);
        if (next == nullptr) {
            problems.add(ProblemKind::unknown_key, where, replacement.key,
                         fmt::format("the pack has no \"{}\".{}", key,
                                     suggestion((*parts)[i], keys_of(*at))));
            return;
        }
        if (next->kind != Node::Kind::table) {
            problems.add(
                ProblemKind::unknown_key, where, replacement.key,
                fmt::format(
                    "in the pack \"{}\" is {}; nothing stands below it. Replace it as a whole.",
                    key, next->described()));
            return;
        }
        at = next;
    }
    drop_alternatives(*at, parts->back());
    drop_label(*at, *parts, where);
    at->set(parts->back(), with_unit_of(at->find(parts->back()), replacement.value));
}

} // namespace

std::optional<Override> parse_override(std::string const& text, Diagnostics& problems) {
    auto const equals = text.find('=');
    Location const where{"--set", 0};
    if (equals == std::string::npos || equals == 0) {
        problems.add(ProblemKind::wrong_type, where, text,
                     "write --set KEY=VALUE, as --set parity.at_least=0.9.");
        return std::nullopt;
    }
    if (first_invalid_utf8(text)) {
        problems.add(ProblemKind::unreadable_text, where, "",
                     "is not valid UTF-8. Write it as UTF-8, the encoding of every file.");
        return std::nullopt;
    }
    auto key = text.substr(0, equals);
    key.erase(key.find_last_not_of(" \t") + 1);
    return Override{std::move(key), parse_toml_value(text.substr(equals + 1), where)};
}

void apply_overrides(Node& document, std::span<Override const> overrides, Diagnostics& problems) {
    refuse_contradictions(overrides, problems);
    for (auto const& replacement : overrides)
        apply(document, replacement, problems);
}

} // namespace stempath::models
