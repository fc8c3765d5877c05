#include "models/figure_reader.hpp"

#include "models/figure_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr std::string_view figure_forms =
    "a number, a table file (\"NAME.csv\"), { value = ... }, { table = \"NAME.csv\" }, or a table "
    "by the names of one dimension";

//! Provenance of a value that replaces one of the pack: it keeps the unit and is a judgement unless
//! it says otherwise.
Provenance inherited_by(FigureContext const& context, Node const& node,
                        Provenance const& inherited) {
    if (node.where.file == context.pack_file || node.where.file == context.fit_file)
        return inherited;
    Provenance from = inherited;
    from.source = from.grade = "judgement";
    from.note = fmt::format("set in {}", to_text(node.where));
    return from;
}

class FigureReading {
  public:
    FigureReading(FigureContext& context, FigureRules const& rules)
        : context_(context), rules_(rules) {}

    //! A whole figure.
    std::optional<Cube> read(Node const& node, std::string const& key,
                             Provenance const& inherited) {
        auto cube = read_part(node, key, inherited, {});
        if (cube)
            name_draw(context_, *cube, draw_, key);
        return cube;
    }

  private:
    std::optional<Cube> read_part(Node const& node, std::string const& key,
                                  Provenance const& inherited, StatedDoubt doubt) {
        auto const from = inherited_by(context_, node, inherited);
        if (node.where.file != context_.pack_file)
            doubt = {.spread = {}, .plus_minus = {}, .replaced = true};
        if (node.is_number()) {
            auto cube = constant(node, node, key, located(from, node));
            if (cube)
                put_doubt(*cube, key, doubt, {});
            return cube;
        }
        if (names_table(node))
            return read_table(context_, {key, node.text, "", node.where, from, doubt}, rules_);
        if (node.kind != Node::Kind::table || node.entries.empty()) {
            report_type(node, key, figure_forms, context_.problems);
            return std::nullopt;
        }
        if (node.find("table") != nullptr)
            return by_file(node, key, from, doubt);
        if (node.find("value") != nullptr)
            return described_constant(node, key, from, doubt);
        return by_names(node, key, from, doubt);
    }

    //! Of a whole figure, which is read first.
    void take_draw(Section& section) {
        if (!taken_)
            draw_ = stated_draw(section);
        taken_ = true;
    }

    void put_doubt(Cube& cube, std::string const& key, StatedDoubt const& stated, RowDoubt row) {
        row.value = cube.values()[0];
        row.grade = cube.from.grade;
        row.where = {cube.from.file, cube.from.line};
        cube.doubt = joined_doubt(scale_of(rules_), {range_of(context_, key, rules_, stated, row)});
    }

    static Provenance located(Provenance from, Node const& node) {
        from.file = node.where.file;
        from.line = node.where.line;
        return from;
    }

    std::optional<Cube> constant(Node const& value, Node const& at, std::string const& key,
                                 Provenance from) {
        if (!value.is_number() || !within(value.number(), rules_)) {
            report_type(value, key, allowed_range(rules_), context_.problems);
            return std::nullopt;
        }
        from = located(std::move(from), at);
        context_.provenance.settle(from, key, context_.problems);
        Cube cube(value.number());
        cube.low = cube.high = value.number();
        cube.from = std::move(from);
        return cube;
    }

    std::optional<Cube> described_constant(Node const& node, std::string const& key,
                                           Provenance const& inherited,
                                           StatedDoubt const& inherited_doubt) {
        Section section(node, key, context_.problems);
        auto const from = stated_provenance(section, inherited);
        take_draw(section);
        auto const doubt = stated_doubt(context_, section, rules_, inherited_doubt);
        RowDoubt row;
        auto cube = constant(*section.take("value"), node, key, from);
        auto const infinity = std::numeric_limits<double>::infinity();
        for (auto const bound : {"low", "high"})
            if (auto const* const n = section.take(bound))
                if (auto const number =
                        as_number(*n, section.key(bound), -infinity, infinity, context_.problems);
                    number && cube) {
                    bool const low = bound == std::string_view("low");
                    (low ? cube->low : cube->high) = *number;
                    (low ? row.low : row.high) = *number;
                }
        section.finish();
        for (auto const other : {"spread", "plus_minus"})
            if ((row.low || row.high) && node.find(other) != nullptr)
                context_.problems.add(ProblemKind::conflict, node.find(other)->where,
                                      section.key(other),
                                      "low and high give the range already. Drop one of the two.");
        if (cube && (cube->low > cube->values()[0] || cube->high < cube->values()[0])) {
            context_.problems.add(ProblemKind::out_of_range, node.where, key,
                                  fmt::format("the range {} to {} does not hold the value {}.",
                                              cube->low, cube->high, cube->values()[0]));
            return std::nullopt;
        }
        if (cube)
            put_doubt(*cube, key, doubt, row);
        return cube;
    }

    std::optional<Cube> by_file(Node const& node, std::string const& key,
                                Provenance const& inherited, StatedDoubt const& inherited_doubt) {
        Section section(node, key, context_.problems);
        auto const from = stated_provenance(section, inherited);
        take_draw(section);
        auto const doubt = stated_doubt(context_, section, rules_, inherited_doubt);
        auto const name = section.text("table");
        auto const column = section.text("column");
        section.finish();
        if (!name)
            return std::nullopt;
        return read_table(context_, {key, *name, column.value_or(""), node.where, from, doubt},
                          rules_);
    }

    //! Names of no dimension, or of one that this figure cannot depend on.
    void report_names(Node const& node, std::string const& key,
                      std::vector<std::string> const& names) {
        auto const other = dimension_of_names(context_.space, names, ~DimSet{0});
        if (!other) {
            report_type(node, key, figure_forms, context_.problems);
            return;
        }
        context_.problems.add(
            ProblemKind::conflict, node.where, key,
            fmt::format("is by {}, on which this figure cannot depend.{}", name_of(other->dim),
                        rules_.by == 0 ? " It is one number."
                                       : fmt::format(" Allowed: {}.", names_of(rules_.by))));
    }

    //! Keys that say something of a figure, and name no part of it.
    static bool is_description(std::string_view key) {
        constexpr std::array<std::string_view, 8> words{"unit",   "source",     "grade", "note",
                                                        "spread", "plus_minus", "by",    "doubt"};
        return std::find(words.begin(), words.end(), key) != words.end();
    }

    std::optional<Cube> by_names(Node const& node, std::string const& key,
                                 Provenance const& inherited, StatedDoubt const& inherited_doubt) {
        Section section(node, key, context_.problems);
        auto const from = stated_provenance(section, inherited);
        take_draw(section);
        auto const doubt = stated_doubt(context_, section, rules_, inherited_doubt);
        std::vector<std::string> keys;
        for (auto const& entry : node.entries)
            if (!is_description(entry.key))
                keys.push_back(entry.key);
        auto const dimension = dimension_of_names(context_.space, keys, rules_.by);
        if (!dimension) {
            report_names(node, key, keys);
            return std::nullopt;
        }
        std::vector<Cube> parts;
        std::vector<int> part_of(context_.space.size(dimension->dim), -1);
        std::vector<std::int32_t> at;
        std::string why;
        bool good = true;
        for (auto const& name : keys) {
            auto const& value = *section.take(name);
            if (!context_.space.positions(*dimension, name, 0, at, why)) {
                context_.problems.add(ProblemKind::unknown_name, value.where, section.key(name),
                                      why);
                good = false;
            } else if (auto part = read_part(value, section.key(name), from, doubt)) {
                for (auto const p : at)
                    part_of[static_cast<std::size_t>(p)] = static_cast<int>(parts.size());
                parts.push_back(std::move(*part));
            } else {
                good = false;
            }
        }
        section.finish();
        if (auto const missing = not_named(context_.space, dimension->dim, part_of);
            !missing.empty() && good) {
            context_.problems.add(
                ProblemKind::not_covered, node.where, key,
                fmt::format("nothing is said for {}. Every cell needs a figure, 0 too.", missing));
            good = false;
        }
        return good ? std::optional(
                          joined_parts(parts, part_of, dimension->dim, located(from, node)))
                    : std::nullopt;
    }

    FigureContext& context_;
    FigureRules const& rules_;
    StatedDraw draw_;
    bool taken_ = false;
};

//! Whether nothing is said of the doubt about a figure that no grade says anything of.
bool lacks_range(FigureContext const& context, Node const& node, FigureRules const& rules,
                 Cube const& cube) {
    return context.doubt.stated && !cube.doubt && scale_of(rules) == Doubt::Scale::added &&
           node.where.file == context.pack_file && node.find("spread") == nullptr;
}

} // namespace

std::string allowed_range(FigureRules const& rules) {
    if (std::isfinite(rules.low) && std::isfinite(rules.high))
        return fmt::format("a number from {} to {}{}", rules.low, rules.high,
                           rules.in_words.empty() ? "" : fmt::format(" ({})", rules.in_words));
    if (std::isfinite(rules.low))
        return fmt::format("a finite number not below {}", rules.low);
    return "a finite number";
}

bool within(double value, FigureRules const& rules) {
    return std::isfinite(value) && value >= rules.low && value <= rules.high;
}

bool names_table(Node const& node) {
    return node.kind == Node::Kind::text && node.text.ends_with(".csv");
}

std::optional<Cube> read_figure(FigureContext& context, Node const& node, std::string const& key,
                                Provenance const& inherited, FigureRules const& rules) {
    auto cube = FigureReading(context, rules).read(node, key, inherited);
    if (cube)
        context.figures.push_back({key, *cube, lacks_range(context, node, rules, *cube)});
    return cube;
}

std::optional<double> read_constant(FigureContext& context, Node const& node,
                                    std::string const& key, Provenance const& inherited, double low,
                                    double high) {
    auto const cube =
        read_figure(context, node, key, inherited, {.by = 0, .low = low, .high = high});
    return cube ? std::optional(cube->values()[0]) : std::nullopt;
}

} // namespace stempath::models
