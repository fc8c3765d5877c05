//! Boards: public numbers that people respond to.
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class BoardReading {
  public:
    BoardReading(PackReading& reading, std::string const& name, Node const& node)
        : reading_(reading), section_(node, key_below("board", name), reading.problems),
          from_(stated_provenance(section_, reading.file_wide)) {
        if (node.find("unit") == nullptr)
            from_.unit = "share";
        board_.name = name;
    }

    BoardSpec run() {
        auto const* const share = section_.take("share_in");
        auto const* const hired = section_.take("hired_in");
        if ((share == nullptr) == (hired == nullptr))
            reading_.problems.add(share == nullptr ? ProblemKind::missing_key
                                                   : ProblemKind::conflict,
                                  section_.where(), section_.key(),
                                  "a board has one of share_in = a stage and hired_in = a market.");
        else if (share != nullptr)
            board_.stage = read_stage_name(reading_, *share, section_.key("share_in")).value_or(0);
        else
            board_.market = read_market(*hired);
        board_.of = hired != nullptr ? BoardSpec::Of::hired : BoardSpec::Of::share;
        if (auto const* const group = section_.take("group"))
            board_.groups = read_groups(reading_, *group, section_.key("group"));
        read_timing();
        if (auto const* const at_least = section_.take("at_least"))
            board_.at_least = constant(*at_least, "at_least", 0.0);
        if (auto const* const centre = section_.take("centre"))
            board_.centre = constant(*centre, "centre", 0.0).value_or(0.0);
        section_.finish();
        return std::move(board_);
    }

  private:
    void problem(ProblemKind kind, std::string_view name, std::string const& why) {
        auto const* const at = section_.node().find(name);
        reading_.problems.add(kind, at == nullptr ? section_.where() : at->where,
                              section_.key(name), why);
    }
    std::optional<double> constant(Node const& node, std::string_view name, double low) {
        auto const cube =
            read_figure(reading_.figures, node, section_.key(name), from_,
                        {.by = 0, .low = low, .high = 1.0, .doubt = Doubt::Scale::none});
        return cube ? std::optional(cube->values()[0]) : std::nullopt;
    }

    Index read_market(Node const& node) {
        std::vector<std::string> names;
        for (auto const& market : reading_.pack.markets)
            names.push_back(market.name);
        return read_name(node, section_.key("hired_in"), names, "market", reading_.problems)
            .value_or(0);
    }

    void read_timing() {
        auto const lag = section_.integer("lag", 0, 1);
        board_.lag = static_cast<std::int32_t>(lag.value_or(1));
        bool const hired = board_.of == BoardSpec::Of::hired;
        if (hired && board_.lag == 0)
            problem(
                ProblemKind::conflict, "lag",
                "markets clear after every exit: the chance to be hired is last year's. Leave lag "
                "out.");
        auto const* const base = section_.take("base");
        if (!hired && base != nullptr)
            problem(ProblemKind::conflict, "base",
                    "belongs to hired_in; a share is known in the base year.");
        if (hired && base == nullptr)
            section_.require("base", "Nobody is hired in the base year: give the chance that "
                                     "people believe in before the first year, 0 to 1.");
        if (hired && base != nullptr)
            board_.base = constant(*base, "base", 0.0).value_or(0.0);
    }

    PackReading& reading_;
    Section section_;
    Provenance from_;
    BoardSpec board_;
};

} // namespace

void declare_boards(PackReading& reading, Node const& node) {
    for (auto const& entry : node.entries) {
        reading.pack.boards.emplace_back();
        reading.pack.boards.back().name = entry.key;
    }
}

void read_boards(PackReading& reading, Node const& node) {
    std::size_t i = 0;
    for (auto const& [name, board] : node.entries)
        reading.pack.boards[i++] = BoardReading(reading, name, board).run();
}

std::optional<Index> read_board_name(PackReading& reading, Node const& node,
                                     std::string const& key) {
    std::vector<std::string> names;
    for (auto const& board : reading.pack.boards)
        names.push_back(board.name);
    return read_name(node, key, names, "board", reading.problems);
}

std::vector<BoardResponse> read_responses(PackReading& reading, Node const& node,
                                          std::string const& key, Provenance const& inherited) {
    std::vector<BoardResponse> responses;
    Section section(node, key, reading.problems);
    auto from = stated_provenance(section, inherited);
    if (node.find("unit") == nullptr)
        from.unit = "log-odds per unit";
    for (auto const& [name, value] : node.entries) {
        if (name == "unit" || name == "source" || name == "grade" || name == "note")
            continue;
        section.take(name);
        auto const board =
            read_board_name(reading, make_node(std::string_view(name), value.where), key);
        auto const gamma =
            read_constant(reading.figures, value, section.key(name), from, -100.0, 100.0);
        if (board && gamma)
            responses.push_back({*board, *gamma});
    }
    section.finish();
    return responses;
}

} // namespace stempath::models
