#include "models/toml_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

std::string quoted(std::string_view text) {
    std::string q = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\')
            q += '\\';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            q += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            q += c;
    }
    return q + '"';
}

std::string real_text(double value) {
    auto text = fmt::format("{}", value);
    if (text.find_first_of(".en") == std::string::npos)
        text += ".0";
    return text;
}

bool is_section(Node const& node) {
    auto const& e = node.entries;
    return node.kind == Node::Kind::table && !e.empty() &&
           std::all_of(e.begin(), e.end(),
                       [](auto& entry) { return entry.value.kind == Node::Kind::table; });
}

class Writer {
  public:
    explicit Writer(Remark const& remark) : remark_(remark) {}

    void document(Node const& node, std::string const& at) {
        for (auto const& [name, value] : node.entries)
            if (value.kind != Node::Kind::table)
                line(name, value, at, "");
        for (auto const& [name, value] : node.entries)
            if (value.kind == Node::Kind::table)
                section(value, key_below(at, name));
    }

    std::string text;

  private:
    void section(Node const& node, std::string const& at) {
        if (!is_section(node)) {
            header(node, at);
            return;
        }
        for (auto const& [name, part] : node.entries)
            header(part, key_below(at, name));
    }

    void header(Node const& node, std::string const& at) {
        text += fmt::format("\n[{}]\n", at);
        for (auto const& [name, value] : node.entries)
            line(name, value, at, "");
    }

    //! One key a line; `before` is what stands before it, as exit in exit.promote.
    void line(std::string const& name, Node const& value, std::string const& at,
              std::string const& before) {
        auto const key = key_below(at, name);
        if (before.empty() && name == "exit" && is_section(value)) {
            for (auto const& [exit, part] : value.entries)
                line(exit, part, key, name);
            return;
        }
        auto const remark = remark_ ? remark_(key, value) : std::string();
        text += fmt::format("{} = {}{}{}\n", key_below(before, name), inline_toml(value),
                            remark.empty() ? "" : "  # ", remark);
    }

    Remark const& remark_;
};

} // namespace

std::string inline_toml(Node const& value) {
    std::vector<std::string> parts;
    switch (value.kind) {
    case Node::Kind::boolean:
        return value.boolean ? "true" : "false";
    case Node::Kind::integer:
        return fmt::format("{}", value.integer);
    case Node::Kind::real:
        return real_text(value.real);
    case Node::Kind::text:
        return quoted(value.text);
    case Node::Kind::array:
        for (auto const& item : value.items)
            parts.push_back(inline_toml(item));
        return fmt::format("[{}]", fmt::join(parts, ", "));
    case Node::Kind::table:
        for (auto const& entry : value.entries)
            parts.push_back(
                fmt::format("{} = {}", key_below("", entry.key), inline_toml(entry.value)));
        return parts.empty() ? "{}" : fmt::format("{{ {} }}", fmt::join(parts, ", "));
    case Node::Kind::other:
        break;
    }
    return "\"\"";
}

std::string toml_text(Node const& table, std::string const& prefix, Remark const& remark) {
    Writer writer(remark);
    if (!prefix.empty())
        writer.text = fmt::format("\n[{}]\n", prefix);
    writer.document(table, prefix);
    return std::move(writer.text);
}

} // namespace stempath::models
