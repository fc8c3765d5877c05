//! Probabilities of a stage, cell by cell.
#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class ExitSums {
  public:
    ExitSums(PackReading& reading, StageSpec& stage, Location const& where)
        : reading_(reading), stage_(stage), where_(where) {
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
                first += fmt::format("{}{}{:.9g}", wrong == 1 ? "" : "; ", place(c), s);
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
        return named == 0 ? "" : reading_.figures.space.described(c, named) + ": ";
    }

    void report(std::size_t wrong, std::string const& first) const {
        reading_.problems.add(
            ProblemKind::sum, where_, key_below("stage", stage_.name) + ".exit",
            fmt::format("the probabilities of the exits sum to {}{}; {}.", first,
                        wrong > 3 ? fmt::format("; and {} more cells", wrong - 3) : "",
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
    Location const& where_;
    std::vector<ExitSpec*> exits_;
    std::array<std::uint32_t, n_dims> extent_{};
};

} // namespace

void settle_exits(PackReading& reading, StageSpec& stage, Location const& where) {
    auto const has = [&](ExitForm form) {
        return std::any_of(stage.exits.begin(), stage.exits.end(), [&](ExitSpec const& e) {
            return e.form == form && !(stage.max_years && e.name == "limit");
        });
    };
    auto const key = key_below("stage", stage.name);
    if (has(ExitForm::probability) && has(ExitForm::log_odds)) {
        reading.problems.add(ProblemKind::conflict, where, key + ".exit",
                             "p (or at_age) and log_odds are mixed in this stage. Write all exits "
                             "in one of the two.");
        return;
    }
    if (stage.duration && !stage.stay && !has(ExitForm::probability) && !has(ExitForm::log_odds)) {
        reading.problems.add(
            ProblemKind::missing_key, where, key + ".exit",
            "a timed stage without staying needs exits to leave by at the decision.");
        return;
    }
    ExitSums(reading, stage, where).run();
}

} // namespace stempath::models
