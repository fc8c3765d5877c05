//! Figures from CSV files.
#include "models/figure_reader.hpp"
#include "models/table_cells.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr std::uint32_t no_row = 0xffffffffu;
constexpr unsigned star_shift = 28; //!< an owner is a row with its count of stars above
constexpr std::uint32_t row_mask = (1u << star_shift) - 1;
constexpr std::size_t most_cells = std::size_t{1} << 27;

class TableReading {
  public:
    TableReading(FigureContext& context, Csv const& csv, TableLayout const& layout,
                 TableRequest const& request, FigureRules const& rules)
        : context_(context), csv_(csv), layout_(layout), request_(request), rules_(rules),
          cells_(layout, csv, context.space) {}

    std::optional<Cube> run() {
        std::string why;
        if (!cells_.locate_columns(why))
            fail(ProblemKind::unknown_name, 1, why);
        if (cells_.count() > most_cells)
            fail(ProblemKind::out_of_range, 1,
                 fmt::format("the table spans {} cells; {} are the most.", cells_.count(),
                             most_cells));
        if (csv_.rows() == 0)
            fail(ProblemKind::not_covered, 1, "the table has no rows.");
        if (!good_)
            return std::nullopt;
        cube_ = Cube(cells_.extent());
        owner_.assign(cells_.count(), no_row);
        for (auto const row : rows_by_stars())
            read_row(row);
        std::vector<std::string> grades;
        if (!good_ || !covered())
            return std::nullopt;
        describe_rows(context_, csv_, layout_, request_, cube_, grades);
        put_doubt(grades);
        return std::move(cube_);
    }

  private:
    void fail(ProblemKind kind, std::uint32_t line, std::string_view why) {
        context_.problems.add(kind, {csv_.file, line}, request_.key, why);
        good_ = false;
    }

    //! Rows with fewer stars first: a cell once taken is kept from the others.
    std::vector<std::uint32_t> rows_by_stars() const {
        std::vector<std::uint32_t> rows;
        rows.reserve(csv_.rows());
        for (std::uint32_t wanted = 0; rows.size() < csv_.rows(); ++wanted)
            for (std::size_t row = 0; row < csv_.rows(); ++row)
                if (cells_.stars(row) == wanted)
                    rows.push_back(static_cast<std::uint32_t>(row));
        return rows;
    }

    void read_row(std::uint32_t row) {
        std::string why;
        if (!cells_.locate_row(row, why)) {
            fail(ProblemKind::unknown_name, csv_.lines[row], why);
            return;
        }
        auto const tag = (cells_.stars(row) << star_shift) | row;
        for (std::size_t v = 0; v < layout_.values.size(); ++v)
            if (auto const value = number(row, layout_.values[v]))
                cells_.for_each(v, [&](std::size_t cell) { assign(cell, *value, tag); });
        if (layout_.low || layout_.high)
            check_bounds(row);
    }

    std::optional<double> number(std::uint32_t row, std::size_t column) {
        auto const text = csv_.field(row, column);
        auto const value = number_of(text);
        if (value && within(*value, rules_))
            return value;
        fail(value ? ProblemKind::out_of_range : ProblemKind::wrong_type, csv_.lines[row],
             fmt::format("found \"{}\" in column \"{}\"; {} is allowed here.", text,
                         csv_.header[column], allowed_range(rules_)));
        return std::nullopt;
    }

    void assign(std::size_t cell, double value, std::uint32_t tag) {
        auto const owner = owner_[cell];
        if (owner == no_row) {
            owner_[cell] = tag;
            cube_.values()[cell] = value;
        } else if (owner >> star_shift == tag >> star_shift) {
            auto const row = tag & row_mask, other = owner & row_mask;
            fail(ProblemKind::duplicate, csv_.lines[row],
                 fmt::format("gives {}, as line {} does{}.", cells_.name(cell), csv_.lines[other],
                             row == other ? "; two of its columns cover it"
                                          : "; drop one, or make one more general with *"));
        }
    }

    void check_bounds(std::uint32_t row) {
        auto const bound = [&](std::optional<std::size_t> column) -> std::optional<double> {
            if (!column || csv_.field(row, *column).empty())
                return std::nullopt;
            auto const value = number_of(csv_.field(row, *column));
            if (!value || !std::isfinite(*value))
                fail(ProblemKind::wrong_type, csv_.lines[row],
                     fmt::format("found \"{}\" in column \"{}\"; a finite number is allowed here.",
                                 csv_.field(row, *column), csv_.header[*column]));
            return value;
        };
        auto const low = bound(layout_.low), high = bound(layout_.high);
        auto const value = number_of(csv_.field(row, layout_.values.front()));
        if (value && ((low && *low > *value) || (high && *high < *value)))
            fail(ProblemKind::out_of_range, csv_.lines[row],
                 "the range low to high does not hold the value.");
    }

    //! The ranges of the rows, each in the cells that the row gives.
    void put_doubt(std::vector<std::string> const& grades) {
        if (!context_.doubt.stated)
            return;
        std::vector<std::optional<RowRange>> rows;
        for (std::size_t row = 0; row < csv_.rows(); ++row)
            rows.push_back(range_of(context_, request_.key, rules_, request_.doubt,
                                    row_doubt(row, grades[row])));
        std::vector<std::optional<RowRange>> cells;
        if (std::all_of(rows.begin(), rows.end(), [&](auto& r) { return r == rows.front(); }))
            cells.push_back(rows.front());
        else
            for (auto const owner : owner_)
                cells.push_back(owner == no_row ? std::nullopt : rows[owner & row_mask]);
        cube_.doubt = joined_doubt(scale_of(rules_), cells);
    }

    RowDoubt row_doubt(std::size_t row, std::string_view grade) const {
        RowDoubt doubt;
        auto const number = [&](std::optional<std::size_t> column) {
            return column ? number_of(csv_.field(row, *column)) : std::nullopt;
        };
        doubt.value = number(layout_.values.front()).value_or(0.0);
        doubt.low = number(layout_.low);
        doubt.high = number(layout_.high);
        doubt.grade = grade;
        doubt.where = {csv_.file, csv_.lines[row]};
        return doubt;
    }

    //! Stages that some row names, when the rules let others have none.
    std::vector<bool> named_stages() const {
        std::vector<bool> named(cube_.extent(Dim::stage), !rules_.stages_by_name);
        for (std::size_t cell = 0; rules_.stages_by_name && cell < owner_.size(); ++cell)
            if (owner_[cell] != no_row)
                named[cell % named.size()] = true; // the last dimension runs fastest
        return named;
    }

    bool covered() {
        auto const named = named_stages();
        auto const of_base_year = rules_.at_base_year && cube_.depends_on(Dim::year)
                                      ? owner_.size() / cube_.extent(Dim::year)
                                      : 0;
        std::size_t missing = 0;
        std::string first;
        for (std::size_t cell = 0; cell < owner_.size(); ++cell) {
            if (owner_[cell] != no_row || !named[cell % named.size()])
                continue;
            if (cell < of_base_year)
                cube_.values()[cell] = *rules_.at_base_year;
            else if (++missing <= 3)
                first += (missing == 1 ? "" : "; ") + cells_.name(cell);
        }
        if (missing > 0)
            fail(ProblemKind::not_covered, 0,
                 fmt::format("{} of {} cells are not covered: {}{}. Every cell needs a figure, 0 "
                             "too; a row with * covers the rest.",
                             missing, owner_.size(), first, missing > 3 ? "; ..." : ""));
        return missing == 0;
    }

    FigureContext& context_;
    Csv const& csv_;
    TableLayout const& layout_;
    TableRequest const& request_;
    FigureRules const& rules_;
    TableCells cells_;
    Cube cube_;
    std::vector<std::uint32_t> owner_; //!< by cell
    bool good_ = true;
};

} // namespace

std::optional<Cube> read_table(FigureContext& context, TableRequest const& request,
                               FigureRules const& rules) {
    auto* const table = context.files.open(request.name, request.where, request.key);
    auto const layout =
        table == nullptr ? std::nullopt : read_layout(context, *table, request, rules);
    if (!layout)
        return std::nullopt;
    return TableReading(context, table->csv, *layout, request, rules).run();
}

} // namespace stempath::models
