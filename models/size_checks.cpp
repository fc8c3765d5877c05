#include "models/size_checks.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace stempath::models {

namespace {

using Extents = std::array<std::uint32_t, n_dims>;

//! Sums of figures over everything but the year, before the scale.
class Sizes {
  public:
    Sizes(Pack const& pack, RunSettings const& settings)
        : pack_(pack), years_(std::max(settings.end_year, pack.base_year) - pack.base_year +
                              std::max(settings.parity.k, 1)) {}

    //! Persons in one year; `ages` where the figure is of each age.
    double in_year(Cube const& cube, std::int32_t year, bool ages) const {
        Extents extent = cube.extents();
        auto const widen = [&](Dim d, std::size_t n) {
            auto& e = extent[static_cast<std::size_t>(d)];
            e = std::max(e, static_cast<std::uint32_t>(n));
        };
        widen(Dim::group, pack_.groups.size());
        if (ages)
            widen(Dim::age, static_cast<std::size_t>(pack_.demography->last_age) + 1);
        extent[static_cast<std::size_t>(Dim::year)] = 1;
        double sum = 0.0;
        for_each_cell(extent, [&](Coords c) {
            c[Dim::year] = year;
            sum += cube.at(c);
        });
        return sum;
    }

    double most_in_a_year(Cube const& cube, bool ages = false) const {
        double most = 0.0;
        for (std::int32_t y = 0; y < years_of(cube); ++y)
            most = std::max(most, in_year(cube, y, ages));
        return most;
    }

    //! After the base year, all years together.
    double in_all_years(Cube const& cube, bool ages = false) const {
        if (!cube.depends_on(Dim::year))
            return in_year(cube, 0, ages) * (years_ - 1);
        double sum = 0.0;
        for (std::int32_t y = 1; y < years_; ++y)
            sum += in_year(cube, y, ages);
        return sum;
    }

    double slots(StageSpec const& stage) const {
        return stage.slots ? *std::max_element(stage.slots->begin(), stage.slots->end()) : 0.0;
    }

    //! People of a pool who hold posts in the base year.
    double at_work(PoolSpec const& pool) const { return in_year(*pool.start, 0, false); }

    //! At the base year.
    double base() const {
        double sum = pack_.demography ? in_year(pack_.demography->population, 0, true) : 0.0;
        for (auto const& stage : pack_.stages)
            if (stage.start)
                sum += in_year(stage.start->count, 0, false);
        for (auto const& pool : pack_.pools)
            sum += pool.start ? at_work(pool) : 0.0;
        return sum;
    }

    //! Births, arrivals and entrants of the years to come.
    double to_come() const {
        double sum = 0.0;
        if (pack_.demography)
            sum += in_all_years(pack_.demography->births) +
                   in_all_years(pack_.demography->arrivals, true);
        for (auto const& entry : pack_.entries)
            sum += entry.to_fill ? slots(pack_.stages[entry.to]) : in_all_years(entry.number);
        return sum;
    }

  private:
    std::int32_t years_of(Cube const& cube) const {
        return cube.depends_on(Dim::year) ? years_ : 1;
    }

    Pack const& pack_;
    std::int32_t years_; //!< simulated, the base year included
};

class SizeChecks {
  public:
    SizeChecks(Pack const& pack, RunSettings const& settings)
        : pack_(pack), settings_(settings), sizes_(pack, settings) {}

    std::vector<FigureProblem> run() {
        if (pack_.demography) {
            auto const& d = *pack_.demography;
            bound("demography.population", sizes_.in_year(d.population, 0, true));
            bound("demography.births", sizes_.most_in_a_year(d.births));
            bound("demography.arrivals", sizes_.most_in_a_year(d.arrivals, true));
        }
        for (auto const& stage : pack_.stages)
            check_stage(stage);
        for (auto const& entry : pack_.entries)
            if (!entry.to_fill)
                bound("entry." + entry.name + ".number", sizes_.most_in_a_year(entry.number));
        for (auto const& pool : pack_.pools)
            check_pool(pool);
        if (problems_.empty())
            check_scale();
        return std::move(problems_);
    }

  private:
    void check_pool(PoolSpec const& pool) {
        bound("pool." + pool.name + ".size", sizes_.most_in_a_year(pool.size));
        if (pool.start)
            bound("pool." + pool.name + ".start", sizes_.at_work(pool));
    }
    void check_stage(StageSpec const& stage) {
        auto const key = "stage." + stage.name;
        if (stage.start)
            bound(key + ".start", sizes_.in_year(stage.start->count, 0, false));
        bound(key + ".slots", sizes_.slots(stage));
        for (auto const& exit : stage.exits)
            if (exit.form == ExitForm::quota)
                bound(key + ".exit." + exit.name + ".quota",
                      *std::max_element(exit.value.values().begin(), exit.value.values().end()));
    }

    void bound(std::string const& key, double persons) {
        if (persons * settings_.scale > most_people)
            problems_.push_back(
                {key, fmt::format("asks for {:.10g} people in one year, at {:.6g} synthetic people "
                                  "for each; {:.0f} synthetic people are the most.{}",
                                  persons, settings_.scale, most_people, advice(persons))});
    }

    //! A scale below one in a million is no remedy but a slip elsewhere.
    static std::string advice(double persons) {
        double const scale = most_people / persons;
        return scale < 1e-6 ? "" : fmt::format(" A run.scale of {:.2g} would do.", 0.99 * scale);
    }

    //! Stocks are rounded to whole people at each region, field and credential.
    double base_rows() const {
        double rows = pack_.demography
                          ? sizes_.in_year(pack_.demography->population, 0, true) * settings_.scale
                          : 0.0;
        for (auto const& stage : pack_.stages)
            if (stage.start) {
                Extents extent = stage.start->count.extents();
                extent[static_cast<std::size_t>(Dim::group)] = 1;
                for_each_cell(extent, [&](Coords c) {
                    double all = 0.0;
                    for (std::size_t g = 0; g < pack_.groups.size(); ++g) {
                        c[Dim::group] = static_cast<std::int32_t>(g);
                        all += stage.start->count.at(c);
                    }
                    rows += std::round(all * settings_.scale);
                });
            }
        return rows;
    }

    void check_scale() {
        double const people = sizes_.base();
        if (people > 0.0 && base_rows() < 0.5)
            problems_.push_back(
                {"run.scale", fmt::format("at {:.6g} synthetic people for each, nobody is left of "
                                          "the {:.10g} people of the base year. Write {:.2g} for "
                                          "about {:.0f}.",
                                          settings_.scale, people, std::min(1.0, 1000.0 / people),
                                          std::min(people, 1000.0))});
    }

    Pack const& pack_;
    RunSettings const& settings_;
    Sizes sizes_;
    std::vector<FigureProblem> problems_;
};

} // namespace

std::vector<FigureProblem> size_problems(Pack const& pack, RunSettings const& settings) {
    return SizeChecks(pack, settings).run();
}

double people_laid_out(Pack const& pack, RunSettings const& settings) {
    Sizes const sizes(pack, settings);
    return (sizes.base() + sizes.to_come()) * settings.scale;
}

std::uint32_t people_count(std::int64_t count) {
    if (count < 0 || static_cast<double>(count) > most_people)
        throw std::invalid_argument(
            fmt::format("{} people of one kind; {:.0f} are the most", count, most_people));
    return static_cast<std::uint32_t>(count);
}

} // namespace stempath::models
