//! Shares of the groups among those who fill posts.
#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class SharesReading {
  public:
    SharesReading(PackReading& reading, Node const& node, std::string const& key,
                  Provenance const& from)
        : reading_(reading), node_(node), key_(key), from_(from),
          shares_(reading.pack.groups.size()) {}

    std::vector<ShareSpec> run() {
        if (names_table(node_) || node_.find("table") != nullptr)
            from_table(node_);
        else
            by_group(node_);
        return std::move(shares_);
    }

  private:
    void problem(ProblemKind kind, std::string const& why) {
        reading_.problems.add(kind, node_.where, key_, why);
    }

    void from_table(Node const& node) {
        auto const cube = read_figure(reading_.figures, node, key_, from_,
                                      {.by = dims(Dim::year, Dim::group), .low = 0.0, .high = 1.0});
        if (!cube)
            return;
        Coords at;
        for (auto& share : shares_) {
            share.path.emplace();
            for (at[Dim::year] = 0;
                 at[Dim::year] <= reading_.pack.last_year - reading_.pack.base_year;
                 ++at[Dim::year])
                share.path->push_back(cube->at(at));
            ++at[Dim::group];
        }
        check_sums();
    }

    void by_group(Node const& node) {
        Section shares(node, key_, reading_.problems);
        auto const from = stated_provenance(shares, from_);
        auto const before = reading_.problems.count();
        for (std::size_t g = 0; g < shares_.size(); ++g) {
            auto const& name = reading_.pack.groups[g].name;
            if (auto const* const value =
                    shares.require(name, "Give a number, a path, { a, b, board }, or \"rest\"."))
                read_share(*value, shares.key(name), from, shares_[g]);
        }
        shares.finish();
        if (reading_.problems.count() == before)
            check_sums();
    }

    void read_share(Node const& node, std::string const& key, Provenance const& from,
                    ShareSpec& into) {
        if (node.kind == Node::Kind::text && node.text == "rest")
            into.rest = true;
        else if (node.find("a") != nullptr || node.find("b") != nullptr ||
                 node.find("board") != nullptr)
            read_board(node, key, from, into);
        else
            into.path = read_path(reading_, node, key, from, 0.0, 1.0);
    }

    void read_board(Node const& node, std::string const& key, Provenance const& inherited,
                    ShareSpec& into) {
        Section section(node, key, reading_.problems);
        auto const from = stated_provenance(section, inherited);
        for (auto const& [name, number] : {std::pair{"a", &into.a}, {"b", &into.b}})
            if (auto const* const value =
                    section.require(name, "A share is a + b x the share on the board."))
                *number =
                    read_constant(reading_.figures, *value, section.key(name), from, -100.0, 100.0)
                        .value_or(0.0);
        if (auto const* const board = section.require(
                "board", "Write board = \"STAGE.GROUP\", the share of that group in that stage, "
                         "or the name of a board."))
            into.board = read_board_of_share(section, *board).value_or(0);
        section.finish();
    }

    //! A declared board, or "STAGE.GROUP", which declares one.
    std::optional<Index> read_board_of_share(Section& section, Node const& node) {
        auto const key = section.key("board");
        auto const text = as_text(node, key, reading_.problems);
        auto const* const lag = section.take("lag");
        if (!text)
            return std::nullopt;
        auto const dot = text->find('.');
        if (dot == std::string::npos) {
            if (lag != nullptr)
                reading_.problems.add(ProblemKind::conflict, lag->where, section.key("lag"),
                                      "belongs to the board that is named here.");
            return read_board_name(reading_, node, key);
        }
        BoardSpec board;
        board.name = *text;
        board.lag = static_cast<std::int32_t>(section.integer("lag", 0, 1).value_or(1));
        auto const part = [&](std::string_view name) { return make_node(name, node.where); };
        auto const name = std::string_view(*text);
        board.stage = read_stage_name(reading_, part(name.substr(0, dot)), key).value_or(0);
        board.groups = read_groups(reading_, part(name.substr(dot + 1)), key);
        reading_.pack.boards.push_back(std::move(board));
        return static_cast<Index>(reading_.pack.boards.size() - 1);
    }

    //! Declared shares leave room for "rest", or sum to 1 without it.
    void check_sums() {
        auto const rests =
            std::count_if(shares_.begin(), shares_.end(), [](auto& s) { return s.rest; });
        bool const boards =
            std::any_of(shares_.begin(), shares_.end(), [](auto& s) { return !s.rest && !s.path; });
        if (rests > 1 || (rests == 0 && boards)) {
            problem(ProblemKind::conflict,
                    "exactly one group must have \"rest\" here: what the others leave.");
            return;
        }
        auto const years =
            static_cast<std::size_t>(reading_.pack.last_year - reading_.pack.base_year + 1);
        for (std::size_t y = 0; y < years; ++y) {
            double sum = 0.0;
            for (auto const& s : shares_)
                sum += s.path ? (*s.path)[y] : 0.0;
            if (rests == 1 ? sum > 1.0 + sum_tolerance : std::abs(sum - 1.0) > sum_tolerance) {
                problem(ProblemKind::sum,
                        fmt::format("the shares of the year {} sum to {:.9g}; {}.",
                                    reading_.pack.base_year + static_cast<std::int32_t>(y), sum,
                                    rests == 1 ? "1 is the most beside \"rest\""
                                               : "they must sum to 1"));
                return;
            }
            for (auto& s : shares_)
                if (s.path && rests == 0)
                    (*s.path)[y] /= sum;
        }
    }

    PackReading& reading_;
    Node const& node_;
    std::string const& key_;
    Provenance const& from_;
    std::vector<ShareSpec> shares_;
};

} // namespace

std::vector<ShareSpec> read_shares(PackReading& reading, Node const& node, std::string const& key,
                                   Provenance const& inherited) {
    return SharesReading(reading, node, key, inherited).run();
}

} // namespace stempath::models
