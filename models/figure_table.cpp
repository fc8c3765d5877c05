//! Figures from CSV: columns name dimensions, rows and spread columns name cells.
#include "models/figure_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr std::uint32_t no_row = 0xffffffffu;
constexpr unsigned star_shift = 28; //!< an owner is a row number with its count of stars above

struct RowDimension {
    std::size_t column;
    DimensionName means;
    std::string_view last; //!< text of the row before: mostly the same
    std::vector<std::int32_t> positions;
};

struct ValueColumn {
    std::size_t column;
    std::vector<std::size_t> offsets; //!< of the cells that a spread column adds to those of the row
};

std::optional<double> parse_number(std::string_view text) {
    double value = 0.0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

class TableReading {
  public:
    TableReading(FigureContext& context, Table& table, TableRequest const& request, FigureRules const& rules)
        : context_(context), space_(context.space), table_(table), csv_(table.csv), request_(request), rules_(rules) {}

    std::optional<Cube> run() {
        if (!header() || !shape())
            return std::nullopt;
        for (auto const row : rows_by_stars())
            read_row(row);
        if (good_ && csv_.rows() == 0)
            fail(ProblemKind::not_covered, 1, "the table has no rows.");
        if (!good_ || !covered() || !settled())
            return std::nullopt;
        return std::move(cube_);
    }

  private:
    void fail(ProblemKind kind, std::uint32_t line, std::string_view why) {
        context_.problems.add(kind, {csv_.file, line}, request_.key, why);
        good_ = false;
    }

    // --- columns -------------------------------------------------------------------------------------------------

    std::optional<std::size_t> described_by(std::string_view name) {
        auto const c = csv_.column(name);
        if (c)
            table_.used[*c] = true;
        return c;
    }

    bool allowed(DimensionName const& means, std::string_view name) {
        if ((rules_.by & bit(means.dim)) != 0)
            return true;
        fail(ProblemKind::conflict, 1,
             fmt::format("the table is by {}, on which this figure cannot depend. Allowed: {}.", name,
                         rules_.by == 0 ? "one number" : names_of(rules_.by)));
        return false;
    }

    bool header() {
        for (std::size_t c = 0; c < csv_.columns(); ++c) {
            auto const name = csv_.header[c];
            auto const equals = name.find('=');
            auto const means = space_.dimension(name.substr(0, equals));
            if (!means)
                continue;
            table_.used[c] = true;
            if (!allowed(*means, name.substr(0, equals)))
                continue;
            if (equals == std::string_view::npos)
                row_dims_.push_back({c, *means, {}, {}});
            else if (!spread_ || same(*spread_, *means))
                spread_ = means, values_.push_back({c, {}});
            else
                fail(ProblemKind::conflict, 1, "two dimensions are spread over columns. Spread one; give the other a column.");
        }
        for (auto const name : {"unit", "source", "grade", "note"})
            descriptions_.push_back(described_by(name));
        low_ = described_by("low");
        high_ = described_by("high");
        return good_ && dimensions_once() && value_column();
    }

    static bool same(DimensionName const& a, DimensionName const& b) { return a.dim == b.dim && a.axis == b.axis; }

    bool dimensions_once() {
        for (auto const d : all_dims) {
            auto const whole = [&](DimensionName const& n) { return n.dim == d && !n.axis; };
            auto const any = [&](DimensionName const& n) { return n.dim == d; };
            bool const spread_whole = spread_ && whole(*spread_), spread_any = spread_ && any(*spread_);
            auto const n_whole = std::count_if(row_dims_.begin(), row_dims_.end(), [&](auto& r) { return whole(r.means); });
            auto const n_any = std::count_if(row_dims_.begin(), row_dims_.end(), [&](auto& r) { return any(r.means); });
            if (n_whole + spread_whole > 0 && n_any + spread_any > 1)
                fail(ProblemKind::conflict, 1, fmt::format("{} is given twice, once in a column and once more.", name_of(d)));
        }
        return good_;
    }

    bool value_column() {
        auto const wanted = request_.column.empty() ? std::string("value") : request_.column;
        auto const c = csv_.column(wanted);
        if (spread_ && (c || !request_.column.empty()))
            fail(ProblemKind::conflict, 1,
                 fmt::format("the columns are spread by {}; there can be no column \"{}\" too.", name_of(spread_->dim), wanted));
        else if (!spread_ && !c)
            fail(ProblemKind::missing_key, 1, fmt::format("there is no column \"{}\" with the figures.", wanted));
        else if (!spread_) {
            table_.used[*c] = true;
            values_.push_back({*c, {0}});
        }
        return good_;
    }

    // --- shape ---------------------------------------------------------------------------------------------------

    DimSet varying() const {
        DimSet set = spread_ ? bit(spread_->dim) : 0;
        for (auto const& r : row_dims_)
            set |= bit(r.means.dim);
        return set;
    }

    //! Classes of tenure: as many as the table names; the last is open.
    std::uint32_t tenure_classes() {
        std::uint32_t classes = 1;
        auto const count = [&](std::string_view text) {
            if (auto const span = parse_span(text); span && span->high >= 0)
                classes = std::max(classes, static_cast<std::uint32_t>(std::min(span->high, 100000)) + 1);
        };
        for (auto const& r : row_dims_)
            for (std::size_t row = 0; r.means.dim == Dim::tenure && row < csv_.rows(); ++row)
                count(csv_.field(row, r.column));
        for (auto const& v : values_)
            if (spread_ && spread_->dim == Dim::tenure)
                count(csv_.header[v.column].substr(csv_.header[v.column].find('=') + 1));
        return classes;
    }

    bool shape() {
        classes_ = tenure_classes();
        std::array<std::uint32_t, n_dims> extent{};
        extent.fill(1);
        for (auto const d : all_dims)
            if ((varying() & bit(d)) != 0)
                extent[static_cast<std::size_t>(d)] = d == Dim::tenure ? classes_ : space_.size(d);
        std::size_t cells = 1;
        for (std::size_t d = n_dims; d-- > 0;) {
            stride_[d] = cells;
            cells *= extent[d];
        }
        if (cells > (std::size_t{1} << 27)) {
            fail(ProblemKind::out_of_range, 1, fmt::format("the table spans {} cells; 134217728 are the most.", cells));
            return false;
        }
        cube_ = Cube(extent);
        owner_.assign(cells, no_row);
        return spread_columns();
    }

    bool spread_columns() {
        for (auto& v : values_) {
            if (!spread_)
                continue;
            auto const text = csv_.header[v.column].substr(csv_.header[v.column].find('=') + 1);
            std::vector<std::int32_t> at;
            std::string why;
            if (text == "*" || !space_.positions(*spread_, text, classes_, at, why))
                fail(ProblemKind::unknown_name, 1, text == "*" ? "a spread column cannot stand for every value (*)." : why);
            for (auto const p : at)
                v.offsets.push_back(static_cast<std::size_t>(p) * stride_[static_cast<std::size_t>(spread_->dim)]);
        }
        return good_;
    }

    // --- rows ----------------------------------------------------------------------------------------------------

    std::uint32_t stars(std::size_t row) const {
        std::uint32_t n = 0;
        for (auto const& r : row_dims_)
            n += csv_.field(row, r.column) == "*" ? 1u : 0u;
        return n;
    }

    //! Rows with fewer stars first: a cell once taken is kept from the others.
    std::vector<std::uint32_t> rows_by_stars() const {
        std::vector<std::uint32_t> rows;
        rows.reserve(csv_.rows());
        for (std::uint32_t wanted = 0; wanted <= row_dims_.size() && rows.size() < csv_.rows(); ++wanted)
            for (std::size_t row = 0; row < csv_.rows(); ++row)
                if (stars(row) == wanted)
                    rows.push_back(static_cast<std::uint32_t>(row));
        return rows;
    }

    //! Positions of the row along its dimensions; false after a problem.
    bool locate(std::size_t row) {
        for (auto& r : row_dims_) {
            auto const text = csv_.field(row, r.column);
            if (text == r.last && !r.positions.empty())
                continue;
            std::string why;
            r.last = text;
            if (!space_.positions(r.means, text, classes_, r.positions, why)) {
                r.positions.clear();
                fail(ProblemKind::unknown_name, csv_.lines[row], why);
                return false;
            }
            changed_ = true;
        }
        if (changed_ || offsets_.empty())
            combine();
        changed_ = false;
        return true;
    }

    //! Offsets of the cells of a row: the product of its positions, axes of the groups intersected.
    void combine() {
        offsets_.assign(1, 0);
        groups_.clear();
        bool by_group = false;
        for (auto const& r : row_dims_) {
            if (r.means.dim != Dim::group) {
                multiply(r.positions, stride_[static_cast<std::size_t>(r.means.dim)]);
                continue;
            }
            if (by_group)
                std::erase_if(groups_, [&](auto g) { return !std::binary_search(r.positions.begin(), r.positions.end(), g); });
            else
                groups_ = r.positions;
            by_group = true;
        }
        if (by_group && !(spread_ && spread_->dim == Dim::group))
            multiply(groups_, stride_[static_cast<std::size_t>(Dim::group)]);
    }

    void multiply(std::vector<std::int32_t> const& positions, std::size_t stride) {
        product_.clear();
        for (auto const base : offsets_)
            for (auto const p : positions)
                product_.push_back(base + static_cast<std::size_t>(p) * stride);
        offsets_.swap(product_);
    }

    void read_row(std::uint32_t row) {
        if (!locate(row))
            return;
        auto const tag = (stars(row) << star_shift) | row;
        bool const group_product = spread_ && spread_->dim == Dim::group && !groups_.empty();
        for (auto const& v : values_) {
            auto const value = number(row, v.column);
            if (!value)
                continue;
            for (auto const base : offsets_)
                for (auto const o : v.offsets)
                    if (!group_product ||
                        std::binary_search(groups_.begin(), groups_.end(),
                                           static_cast<std::int32_t>(o / stride_[static_cast<std::size_t>(Dim::group)])))
                        assign(base + o, *value, tag);
        }
        if (low_ || high_)
            check_bounds(row);
    }

    std::optional<double> number(std::uint32_t row, std::size_t column) {
        auto const text = csv_.field(row, column);
        auto const value = parse_number(text);
        if (value && within(*value, rules_))
            return value;
        fail(value ? ProblemKind::out_of_range : ProblemKind::wrong_type, csv_.lines[row],
             fmt::format("found \"{}\" in column \"{}\"; {} is allowed here.", text, csv_.header[column], allowed_range(rules_)));
        return std::nullopt;
    }

    void assign(std::size_t cell, double value, std::uint32_t tag) {
        auto const owner = owner_[cell];
        if (owner == no_row) {
            owner_[cell] = tag;
            cube_.values()[cell] = value;
        } else if (owner >> star_shift == tag >> star_shift) {
            auto const row = tag & ((1u << star_shift) - 1), other = owner & ((1u << star_shift) - 1);
            fail(ProblemKind::duplicate, csv_.lines[row],
                 fmt::format("gives {}, as line {} does{}.", cell_name(cell), csv_.lines[other],
                             row == other ? "; two of its columns cover it" : "; drop one, or make one more general with *"));
        }
    }

    void check_bounds(std::uint32_t row) {
        auto const bound = [&](std::optional<std::size_t> c) -> std::optional<double> {
            if (!c || csv_.field(row, *c).empty())
                return std::nullopt;
            auto const value = parse_number(csv_.field(row, *c));
            if (!value || !std::isfinite(*value))
                fail(ProblemKind::wrong_type, csv_.lines[row],
                     fmt::format("found \"{}\" in column \"{}\"; a finite number is allowed here.", csv_.field(row, *c), csv_.header[*c]));
            return value;
        };
        auto const low = bound(low_), high = bound(high_), value = parse_number(csv_.field(row, values_.front().column));
        if (value && ((low && *low > *value) || (high && *high < *value)))
            fail(ProblemKind::out_of_range, csv_.lines[row], "the range low to high does not hold the value.");
    }

    // --- the whole -----------------------------------------------------------------------------------------------

    std::string cell_name(std::size_t cell) const {
        Coords at;
        for (std::size_t d = 0; d < n_dims; ++d) {
            at.at[d] = static_cast<std::int32_t>(cell / stride_[d]);
            cell %= stride_[d];
        }
        auto const set = varying();
        return set == 0 ? "the figure" : space_.described(at, set);
    }

    bool covered() {
        auto const base_year_cells = rules_.at_base_year && cube_.depends_on(Dim::year) ? stride_[0] : 0;
        auto const stage_cells = cube_.extent(Dim::stage); // the last dimension runs fastest
        std::vector<bool> named(stage_cells, false);
        for (std::size_t cell = 0; rules_.stages_by_name && cell < owner_.size(); ++cell)
            if (owner_[cell] != no_row)
                named[cell % stage_cells] = true;
        std::size_t missing = 0;
        std::string first;
        for (std::size_t cell = 0; cell < owner_.size(); ++cell) {
            if (owner_[cell] != no_row)
                continue;
            if (cell < base_year_cells)
                cube_.values()[cell] = *rules_.at_base_year;
            else if (rules_.stages_by_name && !named[cell % stage_cells])
                cube_.values()[cell] = 0.0;
            else if (++missing <= 3)
                first += fmt::format("{}{}", missing == 1 ? "" : "; ", cell_name(cell));
        }
        if (missing > 0)
            fail(ProblemKind::not_covered, 0,
                 fmt::format("{} of {} cells are not covered: {}{}. Every cell needs a figure, 0 too; a row with * covers the rest.",
                             missing, owner_.size(), first, missing > 3 ? "; ..." : ""));
        return missing == 0;
    }

    //! Joins what the rows say of unit, source, grade and note.
    bool settled() {
        std::array<std::string_view, 4> last;
        for (std::size_t row = 0; row < csv_.rows(); ++row) {
            std::array<std::string_view, 4> stated;
            for (std::size_t i = 0; i < 4; ++i)
                stated[i] = descriptions_[i] ? csv_.field(row, *descriptions_[i]) : std::string_view();
            if (row > 0 && stated == last)
                continue;
            last = stated;
            Provenance from = request_.inherited;
            std::array<std::string*, 4> const parts{&from.unit, &from.source, &from.grade, &from.note};
            for (std::size_t i = 0; i < 4; ++i)
                if (!stated[i].empty())
                    *parts[i] = stated[i];
            from.file = csv_.file;
            from.line = csv_.lines[row];
            if (!context_.provenance.settle(from, request_.key, context_.problems))
                return false;
            if (!cube_.from.unit.empty() && from.unit != cube_.from.unit)
                fail(ProblemKind::conflict, from.line, fmt::format("the unit \"{}\" differs from \"{}\" above.", from.unit, cube_.from.unit));
            join_provenance(cube_.from, from);
        }
        cube_.from.note = request_.inherited.note;
        cube_.from.file = csv_.file;
        cube_.from.line = 1;
        if (cube_.is_constant())
            cube_.low = cube_.high = cube_.values()[0];
        return good_;
    }

    FigureContext& context_;
    Space const& space_;
    Table& table_;
    Csv const& csv_;
    TableRequest const& request_;
    FigureRules const& rules_;
    bool good_ = true;
    bool changed_ = true;
    std::vector<RowDimension> row_dims_;
    std::vector<ValueColumn> values_;
    std::optional<DimensionName> spread_;
    std::vector<std::optional<std::size_t>> descriptions_;
    std::optional<std::size_t> low_, high_;
    std::uint32_t classes_ = 1;
    std::array<std::size_t, n_dims> stride_{};
    Cube cube_;
    std::vector<std::uint32_t> owner_;
    std::vector<std::size_t> offsets_, product_;
    std::vector<std::int32_t> groups_;
};

} // namespace

std::optional<Cube> read_table(FigureContext& context, TableRequest const& request, FigureRules const& rules) {
    auto* const table = context.files.open(request.name, request.where, request.key);
    return table == nullptr ? std::nullopt : TableReading(context, *table, request, rules).run();
}

} // namespace stempath::models
