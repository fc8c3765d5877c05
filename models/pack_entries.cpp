#include "models/pack_reading.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class EntryReading {
  public:
    EntryReading(PackReading& reading, std::string const& name, Node const& node)
        : reading_(reading), section_(node, key_below("entry", name), reading.problems),
          from_(stated_provenance(section_, reading.file_wide)) {
        entry_.name = name;
    }

    EntrySpec run() {
        if (auto const* const to = section_.require("to", "Name the stage that people enter."))
            entry_.to = read_stage_name(reading_, *to, section_.key("to")).value_or(0);
        section_.require("mode", "Write mode = \"number\" or mode = \"to_fill\".");
        auto const mode = section_.choice("mode", {"number", "to_fill"});
        auto const& pack = reading_.pack;
        if (auto const when = section_.integer("when", pack.base_year + 1, pack.last_year))
            entry_.only_year = static_cast<std::int32_t>(*when);
        entry_.to_fill = mode == "to_fill";
        if (mode)
            entry_.to_fill ? read_fill() : read_number();
        section_.finish();
        return std::move(entry_);
    }

  private:
    void problem(ProblemKind kind, std::string_view name, std::string const& why) {
        auto const* const at = section_.node().find(name);
        reading_.problems.add(kind, at == nullptr ? section_.where() : at->where, section_.key(name), why);
    }

    //! Keys of the other mode are known, and wrong here.
    void refuse(std::initializer_list<std::string_view> names, std::string_view mode) {
        for (auto const name : names)
            if (section_.take(name) != nullptr)
                problem(ProblemKind::conflict, name, fmt::format("belongs to mode = \"{}\".", mode));
    }

    void read_number() {
        refuse({"share", "draw"}, "to_fill");
        entry_.nearest = section_.choice("rounding", {"stochastic", "nearest"}) == "nearest";
        auto const* const node = section_.require("number", "Give persons by year x group.");
        if (node == nullptr)
            return;
        auto cube = read_figure(reading_.figures, *node, section_.key("number"), from_,
                                {.by = dims(Dim::year, Dim::group), .low = 0.0, .at_base_year = 0.0});
        if (!cube)
            return;
        if (reading_.pack.groups.size() > 1 && !cube->depends_on(Dim::group))
            problem(ProblemKind::not_covered, "number", "does not say how it divides over groups: give a figure by group.");
        entry_.number = std::move(*cube);
    }

    void read_fill() {
        refuse({"number", "rounding"}, "number");
        if (reading_.place)
            problem(ProblemKind::conflict, "mode", "to_fill is for teaching packs: in a place nobody may depend on empty posts to exist.");
        entry_.exact = section_.choice("draw", {"bernoulli", "exact"}) == "exact";
        entry_.share.resize(reading_.pack.groups.size());
        auto const* const node = section_.take("share");
        if (node == nullptr && reading_.pack.groups.size() > 1)
            section_.require("share", "Give the share of each group among those who enter.");
        else if (node == nullptr)
            entry_.share.front().rest = true;
        else if (names_table(*node) || node->find("table") != nullptr)
            shares_from_table(*node);
        else
            shares_by_group(*node);
    }

    void shares_from_table(Node const& node) {
        auto const cube = read_figure(reading_.figures, node, section_.key("share"), from_,
                                      {.by = dims(Dim::year, Dim::group), .low = 0.0, .high = 1.0});
        if (!cube)
            return;
        Coords at;
        for (auto& share : entry_.share) {
            share.path.emplace();
            for (at[Dim::year] = 0; at[Dim::year] <= reading_.pack.last_year - reading_.pack.base_year; ++at[Dim::year])
                share.path->push_back(cube->at(at));
            ++at[Dim::group];
        }
        check_sums();
    }

    void shares_by_group(Node const& node) {
        Section shares(node, section_.key("share"), reading_.problems);
        auto const from = stated_provenance(shares, from_);
        auto const before = reading_.problems.count();
        for (std::size_t g = 0; g < entry_.share.size(); ++g) {
            auto const& name = reading_.pack.groups[g].name;
            if (auto const* const value = shares.require(name, "Give a number, a path, { a, b, board }, or \"rest\"."))
                read_share(*value, shares.key(name), from, entry_.share[g]);
        }
        shares.finish();
        if (reading_.problems.count() == before)
            check_sums();
    }

    void read_share(Node const& node, std::string const& key, Provenance const& from, ShareSpec& into) {
        if (node.kind == Node::Kind::text && node.text == "rest")
            into.rest = true;
        else if (node.find("a") != nullptr || node.find("b") != nullptr || node.find("board") != nullptr)
            read_board(node, key, from, into);
        else
            into.path = read_path(reading_, node, key, from, 0.0, 1.0);
    }

    void read_board(Node const& node, std::string const& key, Provenance const& inherited, ShareSpec& into) {
        Section section(node, key, reading_.problems);
        auto const from = stated_provenance(section, inherited);
        for (auto const& [name, number] : {std::pair{"a", &into.a}, {"b", &into.b}})
            if (auto const* const value = section.require(name, "A share is a + b x the share on the board."))
                *number = read_constant(reading_.figures, *value, section.key(name), from, -100.0, 100.0).value_or(0.0);
        into.lag = static_cast<std::int32_t>(section.integer("lag", 0, 1).value_or(1));
        section.require("board", "Write board = \"STAGE.GROUP\": the share of that group in that stage.");
        if (auto const board = section.text("board")) {
            auto const dot = std::min(board->find('.'), board->size());
            auto const where = section.node().find("board")->where;
            auto const text_at = [&](std::string_view text) { return make_node(text, where); };
            auto const group = dot < board->size() ? board->substr(dot + 1) : std::string();
            std::vector<std::string> names;
            for (auto const& g : reading_.pack.groups)
                names.push_back(g.name);
            into.board_stage = read_stage_name(reading_, text_at(board->substr(0, dot)), section.key("board")).value_or(0);
            into.board_group = read_name(text_at(group), section.key("board"), names, "group", reading_.problems).value_or(0);
        }
        section.finish();
    }

    //! Declared shares leave room for "rest", or sum to 1 without it.
    void check_sums() {
        auto const rests = std::count_if(entry_.share.begin(), entry_.share.end(), [](auto& s) { return s.rest; });
        bool const boards = std::any_of(entry_.share.begin(), entry_.share.end(), [](auto& s) { return !s.rest && !s.path; });
        if (rests > 1 || (rests == 0 && boards)) {
            problem(ProblemKind::conflict, "share", "exactly one group must have \"rest\" here: what the others leave.");
            return;
        }
        auto const years = static_cast<std::size_t>(reading_.pack.last_year - reading_.pack.base_year + 1);
        for (std::size_t y = 0; y < years; ++y) {
            double sum = 0.0;
            for (auto const& s : entry_.share)
                sum += s.path ? (*s.path)[y] : 0.0;
            if (rests == 1 ? sum > 1.0 + 1e-6 : std::abs(sum - 1.0) > 1e-6) {
                problem(ProblemKind::sum, "share",
                        fmt::format("the shares of the year {} sum to {:.9g}; {}.", reading_.pack.base_year + static_cast<std::int32_t>(y),
                                    sum, rests == 1 ? "1 is the most beside \"rest\"" : "they must sum to 1"));
                return;
            }
            for (auto& s : entry_.share)
                if (s.path && rests == 0)
                    (*s.path)[y] /= sum;
        }
    }

    PackReading& reading_;
    Section section_;
    Provenance from_;
    EntrySpec entry_;
};

} // namespace

void read_entries(PackReading& reading, Node const& node) {
    for (auto const& [name, entry] : node.entries)
        reading.pack.entries.push_back(EntryReading(reading, name, entry).run());
    for (auto const& entry : reading.pack.entries)
        if (entry.to_fill && entry.to < reading.pack.stages.size() && !reading.pack.stages[entry.to].slots)
            reading.problems.add(ProblemKind::missing_key, node.where, key_below("entry", entry.name) + ".to",
                                 fmt::format("stage {} has no slots that could be filled. Give it slots.", reading.pack.stages[entry.to].name));
}

} // namespace stempath::models
