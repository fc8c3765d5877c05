//! What a fit rests on, in a form that spelling does not change.
#include "models/fit_file.hpp"

#include "models/csv.hpp"
#include "models/input_file.hpp"
#include "models/sha256.hpp"
#include "models/toml_text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <span>

namespace stempath::models {

namespace {

using Words = std::span<std::string_view const>;

bool is_in(Words words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

//! A number as the shortest text that reads back as it; other text as it is.
std::string plain(std::string_view text) {
    auto const number = number_of(text);
    return number ? fmt::format("{}", *number) : std::string(text);
}

//! Names of tables are read, what stands in their cells counts.
class Basis {
  public:
    explicit Basis(std::filesystem::path directory) : directory_(std::move(directory)) {}

    //! Empty when a table could not be read.
    std::string digest(Node const& document) {
        for (auto const* const entry : sorted(document))
            if (!is_in(no_model, entry->key))
                add(entry->key, entry->value, entry->key == "fit");
        return complete_ ? sha256(text_) : std::string();
    }

  private:
    //! Sections that move nobody, or nobody before a scenario asks for it.
    static constexpr std::array<std::string_view, 7> no_model{
        "title", "labels", "provenance", "doubt", "parity", "measure", "kind"};
    //! What figures and sections say of themselves.
    static constexpr std::array<std::string_view, 7> no_figure{
        "label", "unit", "source", "grade", "note", "spread", "plus_minus"};
    //! Columns of tables; those of targets have a range that the fit weighs.
    static constexpr std::array<std::string_view, 6> no_column{"unit", "source", "grade",
                                                               "note", "low",    "high"};
    static constexpr std::array<std::string_view, 3> no_target{"source", "grade", "note"};
    //! Markets and entries take their turn in the order of the file.
    static constexpr std::array<std::string_view, 2> in_order{"market", "entry"};

    std::vector<NodeEntry const*> sorted(Node const& table) const {
        std::vector<NodeEntry const*> entries;
        for (auto const& entry : table.entries)
            entries.push_back(&entry);
        std::sort(entries.begin(), entries.end(),
                  [](auto const* a, auto const* b) { return a->key < b->key; });
        return entries;
    }

    static bool says_nothing(Node const& table, std::string_view key, bool of_fit) {
        bool const range = key == "low" || key == "high" || key == "by" || key == "doubt";
        bool const figure = table.find("value") != nullptr || table.find("table") != nullptr;
        return is_in(no_figure, key) || (range && figure) ||
               (of_fit && (key == "result" || key == "informed_by"));
    }

    void add(std::string const& key, Node const& node, bool of_fit) {
        if (node.kind == Node::Kind::table) {
            add_entries(key, node, of_fit);
            return;
        }
        text_ += key + '=';
        if (node.kind == Node::Kind::text && node.text.ends_with(".csv"))
            add_table(node.text, of_fit ? Words(no_target) : Words(no_column));
        else
            text_ += node.is_number() ? fmt::format("{}", node.number()) : inline_toml(node);
        text_ += '\n';
    }

    void add_entries(std::string const& key, Node const& node, bool of_fit) {
        std::vector<NodeEntry const*> told;
        for (auto const* const entry : sorted(node))
            if (!says_nothing(node, entry->key, of_fit))
                told.push_back(entry);
        // A number or a file may be written alone, or in a table with what is left out here.
        if (told.size() == 1 && (told[0]->key == "value" || told[0]->key == "table")) {
            add(key, told[0]->value, of_fit);
            return;
        }
        if (is_in(in_order, key))
            for (auto const& entry : node.entries)
                text_ += entry.key + ',';
        for (auto const* const entry : told)
            add(key_below(key, entry->key), entry->value, of_fit);
    }

    void add_table(std::string const& name, Words left_out) {
        auto const [at, fresh] = tables_.try_emplace(name);
        if (fresh)
            at->second = table_digest(name, left_out);
        complete_ = complete_ && !at->second.empty();
        text_ += at->second;
    }

    //! Empty when it cannot be read.
    std::string table_digest(std::string const& name, Words left_out) const {
        Diagnostics unread; // whoever reads the pack reports it
        Csv csv;
        auto text = read_text_file(directory_ / name, {}, "", unread);
        if (!text)
            return "";
        csv.text = std::move(*text);
        return parse_csv(csv, unread) ? sha256(rows_of(csv, left_out)) : std::string();
    }

    //! Rows in an order of their own: that of the file says nothing.
    static std::string rows_of(Csv const& csv, Words left_out) {
        std::vector<std::size_t> columns;
        for (std::size_t c = 0; c < csv.columns(); ++c)
            if (!is_in(left_out, csv.header[c]))
                columns.push_back(c);
        std::sort(columns.begin(), columns.end(),
                  [&](auto a, auto b) { return csv.header[a] < csv.header[b]; });
        std::vector<std::string> rows(csv.rows());
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (auto const c : columns)
                rows[row] += plain(csv.field(row, c)) + '\x1f';
        std::sort(rows.begin(), rows.end());
        std::string text;
        for (auto const c : columns)
            text += std::string(csv.header[c]) + '\x1f';
        for (auto const& row : rows)
            text += '\x1e' + row;
        return text;
    }

    std::filesystem::path directory_;
    std::map<std::string, std::string> tables_; //!< digest by name
    std::string text_;
    bool complete_ = true;
};

} // namespace

std::string fit_basis(Node const& document, std::filesystem::path const& directory) {
    return document.find("fit") == nullptr ? std::string() : Basis(directory).digest(document);
}

std::optional<std::string> stale_fit(std::filesystem::path const& directory) {
    Diagnostics unread; // whoever reads the pack reports it
    auto const document = read_pack_document(directory, {}, unread, Fitted::no);
    auto const path = document ? fit_result_of(*document, directory) : std::nullopt;
    auto const text = path ? read_text_file(*path, {}, "", unread) : std::nullopt;
    auto const result = text ? parse_toml(*text, path->string(), unread) : std::nullopt;
    if (!result)
        return std::nullopt;
    auto const* const fitted = result->find("fitted");
    auto const* const basis = fitted == nullptr ? nullptr : fitted->find("basis");
    if (basis != nullptr && basis->text == fit_basis(*document, directory))
        return std::nullopt;
    return fmt::format("{} was found for another version of this pack: run \"stempath calibrate {} "
                       "--replace\"",
                       path->string(), directory.string());
}

} // namespace stempath::models
