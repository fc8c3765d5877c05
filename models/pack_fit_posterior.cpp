//! The table of how a fit's numbers are drawn: docs/calibration.md, section 5.
#include "models/fit_draws.hpp"
#include "models/free_numbers.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr double most_log_odds = 100.0;

class PosteriorReading {
  public:
    PosteriorReading(PackReading& reading, FitSpec const& spec, Table& table)
        : reading_(reading), csv_(table.csv) {
        table.used.assign(csv_.columns(), true);
        for (auto const& number : free_numbers(spec))
            numbers_.push_back(label_of(spec, number));
    }

    std::vector<FitDraw> run() {
        std::vector<FitDraw> draws;
        if (find_columns())
            for (std::size_t row = 0; row < csv_.rows(); ++row)
                if (auto draw = read_row(row))
                    draws.push_back(std::move(*draw));
        return draws;
    }

  private:
    enum class Column : std::uint8_t { draw, part, number, log_odds };
    static constexpr std::array<std::string_view, 4> names{"draw", "part", "number", "log_odds"};

    void problem(ProblemKind kind, std::uint32_t line, std::string const& why) {
        reading_.problems.add(kind, {csv_.file, line}, "fit.posterior", why);
    }

    bool find_columns() {
        bool complete = csv_.columns() == names.size();
        for (std::size_t i = 0; i < names.size(); ++i) {
            auto const c = csv_.column(names[i]);
            complete = complete && c;
            column_[i] = c.value_or(0);
        }
        if (!complete)
            problem(ProblemKind::missing_key, 1,
                    fmt::format("the columns are {}. \"stempath calibrate\" writes the table.",
                                fmt::join(names, ",")));
        return complete;
    }

    std::optional<FitDraw> read_row(std::size_t row) {
        auto const field = [&](Column c) {
            return csv_.field(row, column_[static_cast<std::size_t>(c)]);
        };
        auto const line = csv_.lines[row];
        auto const at = std::find(numbers_.begin(), numbers_.end(), field(Column::number));
        auto const text = field(Column::log_odds);
        auto const value = number_of(text);
        bool const read = value && std::abs(*value) <= most_log_odds;
        if (!read)
            problem(ProblemKind::wrong_type, line,
                    fmt::format("found \"{}\" in column \"log_odds\"; a number from -100 to 100 "
                                "is allowed here.",
                                text));
        if (field(Column::draw).empty())
            problem(ProblemKind::missing_key, line, "names no draw.");
        if (at == numbers_.end())
            problem(ProblemKind::unknown_name, line,
                    fmt::format("found \"{}\", no number of this pack's [fit.parameter]. Run "
                                "\"stempath calibrate\" anew.{}",
                                field(Column::number),
                                suggestion(field(Column::number), numbers_)));
        if (!read || field(Column::draw).empty() || at == numbers_.end())
            return std::nullopt;
        return FitDraw{std::string(field(Column::draw)), std::string(field(Column::part)),
                       static_cast<std::size_t>(at - numbers_.begin()), *value};
    }

    PackReading& reading_;
    Csv const& csv_;
    std::array<std::size_t, names.size()> column_{};
    std::vector<std::string> numbers_;
};

bool is_moved(FitSpec const& spec, ExitSpec const& exit) {
    return std::any_of(spec.parameters.begin(), spec.parameters.end(), [&](auto const& p) {
        return std::find(p.exits.begin(), p.exits.end(), exit.full_name) != p.exits.end();
    });
}

} // namespace

std::vector<FitDraw> read_posterior(PackReading& reading, FitSpec const& spec, Node const& node) {
    auto const before = reading.problems.count();
    auto const name = as_text(node, "fit.posterior", reading.problems);
    auto* const table =
        name ? reading.figures.files.open(*name, node.where, "fit.posterior") : nullptr;
    auto draws =
        table == nullptr ? std::vector<FitDraw>{} : PosteriorReading(reading, spec, *table).run();
    reading.posterior_read = reading.problems.count() == before;
    return draws;
}

void check_drawn_offsets(PackReading& reading) {
    auto const& fit = reading.pack.fit;
    for (auto const& stage : reading.pack.stages)
        for (auto const& exit : stage.exits)
            if (reading.posterior_read && exit.offset && is_drawn_with_fit(*exit.offset) &&
                (!fit || fit->posterior.empty() || !is_moved(*fit, exit)))
                reading.problems.add(
                    ProblemKind::conflict, {exit.offset->from.file, exit.offset->from.line},
                    fmt::format("stage.{}.exit.{}.offset", stage.name, exit.name),
                    fmt::format("doubt = \"{}\" is for offsets that a fit has found: no posterior "
                                "of a fit moves this one. Take another name.",
                                fit_draw));
}

} // namespace stempath::models
