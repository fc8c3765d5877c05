#include "models/diagnostics.hpp"

#include "models/printable.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

std::string_view word_of(ProblemKind kind) {
    switch (kind) {
    case ProblemKind::missing_input:
        return "missing input";
    case ProblemKind::unreadable_text:
        return "unreadable text";
    case ProblemKind::unknown_key:
        return "unknown key";
    case ProblemKind::missing_key:
        return "missing key";
    case ProblemKind::wrong_type:
        return "wrong type";
    case ProblemKind::out_of_range:
        return "out of range";
    case ProblemKind::unknown_name:
        return "unknown name";
    case ProblemKind::bad_name:
        return "bad name";
    case ProblemKind::duplicate:
        return "duplicate";
    case ProblemKind::conflict:
        return "conflict";
    case ProblemKind::not_covered:
        return "not covered";
    case ProblemKind::sum:
        return "wrong sum";
    case ProblemKind::no_provenance:
        return "without provenance";
    case ProblemKind::unknown_source:
        return "unknown source";
    case ProblemKind::unreachable:
        return "unreachable";
    }
    return "problem";
}

//! Insertions, deletions, replacements and swaps of neighbours that turn a into b (optimal string
//! alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before, last(b.size() + 1), now(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            now[j] = std::min(
                {last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        before = last;
        last = now;
    }
    return last[b.size()];
}

//! "women.hispanic" and "hispanic.women" are the same words.
std::string parts_in_order(std::string_view dotted) {
    std::vector<std::string> parts(1);
    for (char const c : dotted) {
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    std::sort(parts.begin(), parts.end());
    return fmt::format("{}", fmt::join(parts, "."));
}

} // namespace

std::string to_text(Location const& where) {
    return where.line == 0 ? where.file : fmt::format("{}:{}", where.file, where.line);
}

void Diagnostics::add(ProblemKind kind, Location const& where, std::string_view key,
                      std::string_view message) {
    ++total_;
    only_missing_ = only_missing_ && kind == ProblemKind::missing_input;
    if (++seen_[{where.file, kind}] <= kept_per_kind)
        problems_.push_back({kind, where, std::string(key), std::string(message)});
}

int Diagnostics::exit_code() const {
    if (ok())
        return 0;
    return only_missing_ ? 66 : 65;
}

std::string Diagnostics::text() const {
    std::string lines;
    for (auto const& p : problems_)
        lines += fmt::format("{}: {}{}{}\n", printable(to_text(p.where)), printable(p.key),
                             p.key.empty() ? "" : ": ", printable(p.message));
    for (auto const& [of, n] : seen_)
        if (n > kept_per_kind)
            lines += fmt::format("{}: and {} more of this kind ({}).\n", printable(of.first),
                                 n - kept_per_kind, word_of(of.second));
    return lines;
}

std::string nearest_name(std::string_view found, std::span<std::string const> allowed) {
    std::string best;
    // A slip in every third letter at most: short words are near to too much.
    std::size_t best_distance = std::clamp<std::size_t>(found.size() / 3, 1, 4) + 1;
    for (auto const& name : allowed) {
        if (found.find('.') != std::string_view::npos &&
            parts_in_order(found) == parts_in_order(name))
            return name;
        if (found.size() > 1 && name.size() > found.size() + 1 && name.ends_with(found) &&
            name[name.size() - found.size() - 1] == '.')
            return name; // "seed" for "run.seed"
        auto const d = edit_distance(found, name);
        if (d < best_distance && d < std::max(found.size(), name.size())) {
            best_distance = d;
            best = name;
        }
    }
    return best;
}

std::string suggestion(std::string_view found, std::span<std::string const> allowed) {
    if (auto const near = nearest_name(found, allowed); !near.empty())
        return fmt::format(" Did you mean \"{}\"?", near);
    std::vector<std::string> named;
    for (auto const& name : allowed)
        if (!name.empty())
            named.push_back(name);
    if (named.empty())
        return "";
    constexpr std::size_t shown = 30;
    bool const more = named.size() > shown;
    named.resize(std::min(shown, named.size()));
    return fmt::format(" Allowed: {}{}.", fmt::join(named, ", "), more ? ", ..." : "");
}

} // namespace stempath::models
