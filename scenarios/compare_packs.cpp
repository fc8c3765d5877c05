#include "scenarios/comparison.hpp"

#include "models/space.hpp"
#include "models/toml_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace stempath::scenarios {

namespace {

using models::Node;
using models::Pack;
using Kind = Difference::Kind;

//! What is compared of one side.
struct View {
    Pack const& pack;
    Node const& document;
};

using Figures = std::map<std::string, models::Cube const*>;

Figures figures_of(Pack const& pack) {
    Figures figures;
    for (auto const& figure : pack.figures)
        figures.emplace(figure.key, &figure.cube);
    return figures;
}

//! Keys of other places: provenance is compared where it ends, at the figures; the definition of
//! parity and the crosswalk as they were read.
bool compared_elsewhere(std::string const& key) {
    return key == "provenance" || key == "parity.main" || key == "crosswalk";
}

bool says_where_from(std::string_view name) {
    return name == "unit" || name == "source" || name == "grade" || name == "note";
}

bool same_value(Node const& a, Node const& b) {
    if (a.is_number() && b.is_number())
        return a.number() == b.number();
    return models::inline_toml(a) == models::inline_toml(b);
}

class PackComparison {
  public:
    PackComparison(View const& a, View const& b, std::vector<Difference>& into)
        : a_(a), b_(b), figures_a_(figures_of(a.pack)), figures_b_(figures_of(b.pack)),
          found_(into) {}

    void run() {
        compare_tables(a_.document, b_.document, "");
        compare_order("market", a_.document, b_.document);
        compare_crosswalks();
        compare_sources();
        for (auto const& figure : a_.pack.figures)
            compare_figure(figure.key);
        for (auto const& figure : b_.pack.figures)
            if (!figures_a_.contains(figure.key) && !told(figure.key))
                found_.push_back({Kind::only_in_b, figure.key, "", "", ""});
    }

  private:
    bool is_figure(std::string const& key) const {
        return figures_a_.contains(key) || figures_b_.contains(key);
    }

    //! A section that only one has stands for the figures in it.
    bool told(std::string const& key) const {
        return std::any_of(sections_.begin(), sections_.end(),
                           [&](auto const& section) { return key.starts_with(section + "."); });
    }

    void compare_tables(Node const& a, Node const& b, std::string const& key) {
        for (auto const& [name, value] : a.entries)
            compare_entry(&value, b.find(name), name, models::key_below(key, name));
        for (auto const& [name, value] : b.entries)
            if (a.find(name) == nullptr)
                compare_entry(nullptr, &value, name, models::key_below(key, name));
    }

    void compare_entry(Node const* a, Node const* b, std::string const& name,
                       std::string const& key) {
        if (is_figure(key) || compared_elsewhere(key) || says_where_from(name))
            return;
        bool const table_a = a != nullptr && a->kind == Node::Kind::table;
        bool const table_b = b != nullptr && b->kind == Node::Kind::table;
        if (table_a && table_b) {
            compare_tables(*a, *b, key);
        } else if ((a == nullptr && table_b) || (b == nullptr && table_a)) {
            sections_.push_back(key);
            found_.push_back({a == nullptr ? Kind::only_in_b : Kind::only_in_a, key, "", "", ""});
        } else if (a == nullptr || b == nullptr || !same_value(*a, *b)) {
            found_.push_back({Kind::setting, key, "", a == nullptr ? "" : models::inline_toml(*a),
                              b == nullptr ? "" : models::inline_toml(*b)});
        }
    }

    //! Markets clear in the order of the file.
    void compare_order(std::string const& section, Node const& a, Node const& b) {
        auto const names_in = [&](Node const& of, Node const& other) {
            std::vector<std::string> names;
            auto const* const here = of.find(section);
            auto const* const there = other.find(section);
            if (here != nullptr && there != nullptr)
                for (auto const& entry : here->entries)
                    if (there->find(entry.key) != nullptr)
                        names.push_back(entry.key);
            return names;
        };
        auto const in_a = names_in(a, b), in_b = names_in(b, a);
        if (in_a != in_b)
            found_.push_back({Kind::setting, section, "order",
                              fmt::format("{}", fmt::join(in_a, ", ")),
                              fmt::format("{}", fmt::join(in_b, ", "))});
    }

    void compare_crosswalks() {
        auto const &a = a_.pack, &b = b_.pack;
        if (a.crosswalk.empty() != b.crosswalk.empty()) {
            auto const kind = a.crosswalk.empty() ? Kind::only_in_b : Kind::only_in_a;
            found_.push_back({kind, "crosswalk", "", "", ""});
            return;
        }
        std::vector<std::string> differing;
        for (std::size_t i = 0; i < a.crosswalk.size(); ++i)
            if (auto const j = position_in_b(i); j && a.crosswalk[i] != b.crosswalk[*j])
                differing.push_back(combination(i));
        if (!differing.empty())
            found_.push_back({Kind::setting, "crosswalk", "classes of",
                              fmt::format("{}", fmt::join(differing, ", ")),
                              "other classes for the same"});
    }

    //! "post/none/bachelors", of stage, field and credential.
    std::string combination(std::size_t position) const {
        auto const& a = a_.pack;
        auto const c = a.credentials.size(), f = a.fields.size();
        return fmt::format("{}/{}/{}", a.stages[position / c / f].name, a.fields[position / c % f],
                           a.credentials[position % c]);
    }

    //! That of the same stage, field and credential; none where B has not all three.
    std::optional<std::size_t> position_in_b(std::size_t position) const {
        auto const &a = a_.pack, &b = b_.pack;
        auto const c = a.credentials.size(), f = a.fields.size();
        auto const& name = a.stages[position / c / f].name;
        auto const stage = std::find_if(b.stages.begin(), b.stages.end(),
                                        [&](auto const& s) { return s.name == name; });
        auto const field = models::position_of(b.fields, a.fields[position / c % f]);
        auto const credential = models::position_of(b.credentials, a.credentials[position % c]);
        if (stage == b.stages.end() || !field || !credential)
            return std::nullopt;
        auto const s = static_cast<std::size_t>(stage - b.stages.begin());
        return (s * b.fields.size() + *field) * b.credentials.size() + *credential;
    }

    void compare_sources() {
        std::map<std::string, models::Source> in_b;
        for (auto const& source : b_.pack.sources)
            in_b.emplace(source.id, source);
        auto const words = [](models::Source const& s) {
            return fmt::format("{}. {}, {}. {}", s.title, s.publisher, s.year, s.locator);
        };
        for (auto const& source : a_.pack.sources)
            if (auto const other = in_b.find(source.id);
                other != in_b.end() && words(other->second) != words(source))
                found_.push_back(
                    {Kind::setting, source.id, "source", words(source), words(other->second)});
    }

    void compare_figure(std::string const& key) {
        auto const a = figures_a_.find(key), b = figures_b_.find(key);
        if (b != figures_b_.end())
            for (auto& difference : compare_figures(a_.pack, *a->second, b_.pack, *b->second, key))
                found_.push_back(std::move(difference));
        else if (!told(key))
            found_.push_back({Kind::only_in_a, key, "", "", ""});
    }

    View a_, b_;
    Figures figures_a_, figures_b_;
    std::vector<std::string> sections_;
    std::vector<Difference>& found_;
};

} // namespace

std::vector<Difference> compare_packs(Pack const& a, Node const& document_a, Pack const& b,
                                      Node const& document_b) {
    std::vector<Difference> found;
    PackComparison({a, document_a}, {b, document_b}, found).run();
    return found;
}

} // namespace stempath::scenarios
