//! Probabilities of a stage, cell by cell.
#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

//! Where a problem of several exits is to be mended.
struct Blamed {
    std::string key;
    Location where;
};

//! The first value at or below a node that a scenario has put there.
std::optional<Blamed> replaced_below(Node const& node, std::string const& key,
                                     std::string const& pack_file) {
    if (node.where.file != pack_file)
        return Blamed{key, node.where};
    for (auto const& entry : node.entries)
        if (auto found = replaced_below(entry.value, key_below(key, entry.key), pack_file))
            return found;
    return std::nullopt;
}

//! What a scenario has replaced is at fault; else the stage as the pack has it.
Blamed blamed(PackReading const& reading, StageSpec const& stage, Node const& node) {
    auto const key = key_below(key_below("stage", stage.name), "exit");
    auto const* const exits = node.find("exit");
    auto const found =
        exits == nullptr ? std::nullopt : replaced_below(*exits, key, reading.figures.pack_file);
    return found.value_or(Blamed{key, node.where});
}

class ExitSums {
  public:
    ExitSums(PackReading& reading, StageSpec& stage, Node const& node)
        : reading_(reading), stage_(stage), node_(node) {
        extent_.fill(1);
        for (auto& exit : stage.exits)
            if (exit.form == ExitForm::probability && !(stage.max_years && exit.name == "limit"))
                exits_.push_back(&exit);
        for (auto const* const exit : exits_)
            for (auto const d : all_dims)
                widen(d, exit->value.extent(d));
        if (stage.duration)
            widen(Dim::tenure, static_cast<std::uint32_t>(*stage.duration));
    }

    void run() {
        if (exits_.empty() || (!must_leave() && highest() <= 1.0))
            return;
        std::size_t wrong = 0;
        bool inexact = false;
        std::string first;
        for_each_cell(extent_, [&](Coords const& c) {
            auto const s = sum(c);
            bool const good = must_leave() && decides(c) ? std::abs(s - 1.0) <= sum_tolerance
                                                         : s <= 1.0 + sum_tolerance;
            inexact = inexact || (s != 1.0 && (s > 1.0 || (must_leave() && decides(c))));
            if (!good && ++wrong <= 3)
                first += fmt::format("{}{:.9g}{}", wrong == 1 ? "" : ", ", s, place(c));
        });
        if (wrong > 0)
            report(wrong, first);
        else if (inexact)
            make_exact();
    }

  private:
    void widen(Dim d, std::uint32_t n) {
        auto& e = extent_[static_cast<std::size_t>(d)];
        e = std::max(e, n);
    }

    //! A decision without staying: the exits open there must take everyone.
    bool must_leave() const { return stage_.duration && !stage_.stay; }
    bool decides(Coords const& c) const {
        return !stage_.duration || c[Dim::tenure] >= *stage_.duration - 1;
    }

    double sum(Coords const& c) const {
        double s = 0.0;
        for (auto const* const exit : exits_)
            if (exit->every_year || decides(c))
                s += exit->value.at(c);
        return s;
    }

    double highest() const {
        double s = 0.0;
        for (auto const* const exit : exits_)
            s += *std::max_element(exit->value.values().begin(), exit->value.values().end());
        return s;
    }

    std::string place(Coords const& c) const {
        DimSet named = 0;
        for (auto const d : all_dims)
            if (extent_[static_cast<std::size_t>(d)] > 1)
                named |= bit(d);
        return named == 0 ? "" : " at " + reading_.figures.space.described(c, named);
    }

    void report(std::size_t wrong, std::string const& first) const {
        auto const [key, where] = blamed(reading_, stage_, node_);
        std::vector<std::string> names;
        for (auto const* const exit : exits_)
            names.push_back(exit->name);
        reading_.problems.add(
            ProblemKind::sum, where, key,
            fmt::format("the probabilities of the exits of {} ({}) sum to {}{}; {}.", stage_.name,
                        fmt::join(names, ", "), first,
                        wrong > 3 ? fmt::format(", and so in {} more cells", wrong - 3) : "",
                        must_leave() ? "at the decision, where nobody may stay, they must sum to "
                                       "1; before it to 1 at most"
                                     : "1 is the most, staying takes the rest"));
    }

    //! Divides by the sums that miss 1 by rounding.
    void make_exact() {
        std::vector<Cube> exact(exits_.size(), Cube(extent_));
        for_each_cell(extent_, [&](Coords const& c) {
            auto const s = sum(c);
            bool const divide = s > 1.0 || (must_leave() && decides(c));
            for (std::size_t j = 0; j < exits_.size(); ++j) {
                bool const open = exits_[j]->every_year || decides(c);
                exact[j].at(c) = exits_[j]->value.at(c) / (divide && open ? s : 1.0);
            }
        });
        for (std::size_t j = 0; j < exits_.size(); ++j) {
            exact[j].from = exits_[j]->value.from;
            exits_[j]->value = std::move(exact[j]);
        }
    }

    PackReading& reading_;
    StageSpec& stage_;
    Node const& node_;
    std::vector<ExitSpec*> exits_;
    std::array<std::uint32_t, n_dims> extent_{};
};

} // namespace

void settle_exits(PackReading& reading, StageSpec& stage, Node const& node) {
    auto const has = [&](ExitForm form) {
        return std::any_of(stage.exits.begin(), stage.exits.end(), [&](ExitSpec const& e) {
            return e.form == form && !(stage.max_years && e.name == "limit");
        });
    };
    auto const key = key_below("stage", stage.name);
    if (has(ExitForm::probability) && has(ExitForm::log_odds)) {
        auto const fault = blamed(reading, stage, node);
        reading.problems.add(ProblemKind::conflict, fault.where, fault.key,
                             "p (or at_age) and log_odds are mixed in this stage. Write all exits "
                             "in one of the two.");
        return;
    }
    if (stage.duration && !stage.stay && !has(ExitForm::probability) && !has(ExitForm::log_odds)) {
        reading.problems.add(
            ProblemKind::missing_key, node.where, key + ".exit",
            "a timed stage without staying needs exits to leave by at the decision.");
        return;
    }
    ExitSums(reading, stage, node).run();
}

} // namespace stempath::models
