//! Draws of stages, exits, starts and entries.
#include "models/drawn_pack.hpp"
#include "models/fit_draws.hpp"
#include "models/free_numbers.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

constexpr DimSet of_stock = dims(Dim::region, Dim::group, Dim::field, Dim::credential);
constexpr double most_log_odds = 100.0; //!< as far as exits and their offsets may go
constexpr double most_beta = 1.999;     //!< coefficients of traits stay below 2

class PathwayDraw {
  public:
    PathwayDraw(FigureMoves& moves, Pack& pack) : moves_(moves), pack_(pack) {
        if (!pack.fit || pack.fit->posterior.empty())
            return;
        numbers_ = free_numbers(*pack.fit);
        drawn_ =
            drawn_numbers(pack.fit->posterior, numbers_.size(), moves.figures(), moves.normals());
    }

    void run() {
        for (auto& stage : pack_.stages) {
            auto const key = key_below("stage", stage.name);
            auto const slots = stage.slots;
            if (stage.slots)
                moves_.path(key + ".slots", *stage.slots);
            for (auto& exit : stage.exits)
                draw_exit(exit, key_below(key + ".exit", exit.name));
            if (stage.start)
                draw_start(stage, slots, key + ".start");
        }
        for (auto& entry : pack_.entries)
            draw_entry(entry, key_below("entry", entry.name));
    }

  private:
    void draw_exit(ExitSpec& exit, std::string const& key) {
        if (exit.offset)
            draw_offset(exit, key + ".offset");
        moves_.to_offset(key + ".p", exit.value, exit.offset);
        moves_.to_offset(key + ".log_odds", exit.value, exit.offset);
        if (exit.form == ExitForm::quota)
            moves_.cells(key + ".quota", exit.value);
        if (exit.trend)
            moves_.held(key + ".trend", *exit.trend, -most_log_odds, most_log_odds);
        std::size_t trait = 0;
        for (auto const name : {"interest", "preparation", "belonging"})
            moves_.number(key_below(key + ".beta", name), exit.beta[trait++], -most_beta,
                          most_beta);
        for (auto& answer : exit.boards)
            moves_.number(key_below(key + ".gamma", pack_.boards[answer.board].name), answer.gamma,
                          -most_log_odds, most_log_odds);
        for (auto& shift : exit.shifts) {
            auto const programme = key_below("programme", pack_.programmes[shift.programme].name);
            moves_.held(key_below(programme + ".shift", exit.name), shift.log_odds, -most_log_odds,
                        most_log_odds);
        }
        if (exit.field.kind == FieldChange::Kind::drawn)
            moves_.shares(key + ".field", exit.field.shares, bit(Dim::field));
    }

    void draw_offset(ExitSpec& exit, std::string const& key) {
        if (!is_drawn_with_fit(*exit.offset)) {
            moves_.held(key, *exit.offset, -most_log_odds, most_log_odds);
            return;
        }
        moves_.moved_elsewhere(key);
        if (auto const sum = sum_of_numbers(pack_, exit, numbers_, drawn_))
            add_to_offset(exit, *sum);
        for (double& x : exit.offset->values())
            x = std::clamp(x, -most_log_odds, most_log_odds);
    }

    //! `slots` are those of the centre: a start without a total of its own takes all of them.
    void draw_start(StageSpec& stage, std::optional<Path> const& slots, std::string const& key) {
        auto& start = *stage.start;
        bool const by_tenure = start.ages == StartSpec::Ages::table;
        if (moves_.doubtful(key) && by_tenure)
            draw_start_by_tenure(start, key);
        else
            moves_.cells(key, start.count);
        moves_.cells(key + ".total", start.count);
        bool const by_parts = !is_figure(key) && !is_figure(key + ".total");
        if (by_parts && slots && slots->front() > 0.0)
            for (double& n : start.count.values())
                n *= stage.slots->front() / slots->front();
        moves_.shares(key + ".share", start.count, of_stock);
        if (by_tenure)
            moves_.tilt(key + ".ages", start.tenure_share, Dim::tenure, 0);
    }

    //! Counts by years in stage are held as counts and shares of years in stage.
    void draw_start_by_tenure(StartSpec& start, std::string const& key) {
        Cube counts(start.tenure_share.extents());
        for_each_cell(counts.extents(), [&](Coords const& c) {
            counts.at(c) = start.tenure_share.at(c) * start.count.at(c);
        });
        moves_.cells(key, counts);
        auto const total = [&](Coords c) -> double& {
            c[Dim::tenure] = 0;
            return start.count.at(c);
        };
        std::fill(start.count.values().begin(), start.count.values().end(), 0.0);
        for_each_cell(counts.extents(), [&](Coords const& c) { total(c) += counts.at(c); });
        for_each_cell(counts.extents(), [&](Coords const& c) {
            start.tenure_share.at(c) = total(c) > 0.0 ? counts.at(c) / total(c) : 0.0;
        });
    }

    void draw_entry(EntrySpec& entry, std::string const& key) {
        if (!entry.to_fill) {
            moves_.cells(key + ".number", entry.number);
            return;
        }
        bool any = false;
        for (std::size_t g = 0; g < entry.share.size(); ++g) {
            auto const of_group = key_below(key + ".share", pack_.groups[g].name);
            auto& share = entry.share[g];
            any = any || moves_.doubtful(of_group);
            if (share.path)
                moves_.path(of_group, *share.path);
            moves_.number(of_group + ".a", share.a, -most_log_odds, most_log_odds);
            moves_.number(of_group + ".b", share.b, -most_log_odds, most_log_odds);
        }
        any = draw_share_table(entry, key + ".share") || any;
        if (any)
            settle_shares(entry);
    }

    //! Shares in a table by year and group.
    bool draw_share_table(EntrySpec& entry, std::string const& key) {
        if (!moves_.doubtful(key))
            return false;
        std::array<std::uint32_t, n_dims> extent{};
        extent.fill(1);
        extent[static_cast<std::size_t>(Dim::year)] =
            static_cast<std::uint32_t>(entry.share.front().path->size());
        extent[static_cast<std::size_t>(Dim::group)] =
            static_cast<std::uint32_t>(entry.share.size());
        Cube shares(extent);
        auto const path = [&](Coords const& c) -> double& {
            return (*entry.share[static_cast<std::size_t>(c[Dim::group])]
                         .path)[static_cast<std::size_t>(c[Dim::year])];
        };
        for_each_cell(extent, [&](Coords const& c) { shares.at(c) = path(c); });
        moves_.shares(key, shares, bit(Dim::group));
        for_each_cell(extent, [&](Coords const& c) { path(c) = shares.at(c); });
        return true;
    }

    //! Declared shares leave room for the rest, or sum to 1 without it.
    static void settle_shares(EntrySpec& entry) {
        bool const rest = std::any_of(entry.share.begin(), entry.share.end(),
                                      [](auto const& s) { return s.rest; });
        std::size_t years = 0;
        for (auto const& share : entry.share)
            years = std::max(years, share.path ? share.path->size() : 0);
        for (std::size_t y = 0; y < years; ++y) {
            double sum = 0.0;
            for (auto const& share : entry.share)
                sum += share.path ? (*share.path)[y] : 0.0;
            if (sum > 0.0 && (sum > 1.0 || !rest))
                for (auto& share : entry.share)
                    if (share.path)
                        (*share.path)[y] /= sum;
        }
    }

    bool is_figure(std::string const& key) const {
        auto const& figures = moves_.pack().figures;
        return std::any_of(figures.begin(), figures.end(),
                           [&](auto const& figure) { return figure.key == key; });
    }

    FigureMoves& moves_;
    Pack& pack_;
    std::vector<FreeNumber> numbers_; //!< of the fit
    std::vector<double> drawn_;       //!< what is added to each
};

} // namespace

void draw_pathway(FigureMoves& moves, Pack& pack) { PathwayDraw(moves, pack).run(); }

} // namespace stempath::models
