#include "models/table_layout.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class LayoutReading {
  public:
    LayoutReading(FigureContext& context, Table& table, TableRequest const& request,
                  FigureRules const& rules)
        : context_(context), table_(table), csv_(table.csv), request_(request), rules_(rules) {}

    std::optional<TableLayout> run() {
        find_dimensions();
        find_descriptions();
        if (good_)
            check_once();
        if (good_)
            find_values();
        if (!good_)
            return std::nullopt;
        layout_.tenure_classes = tenure_classes();
        return std::move(layout_);
    }

  private:
    void fail(ProblemKind kind, std::string_view why) {
        context_.problems.add(kind, {csv_.file, 1}, request_.key, why);
        good_ = false;
    }

    void find_dimensions() {
        for (std::size_t c = 0; c < csv_.columns(); ++c) {
            auto const equals = csv_.header[c].find('=');
            auto const name = csv_.header[c].substr(0, equals);
            auto const means = context_.space.dimension(name);
            if (!means)
                continue;
            table_.used[c] = true;
            if (!allowed(*means, name))
                continue;
            if (equals == std::string_view::npos)
                layout_.rows.push_back({c, *means});
            else
                add_spread(c, *means);
        }
    }

    bool allowed(DimensionName const& means, std::string_view name) {
        if ((rules_.by & bit(means.dim)) != 0)
            return true;
        fail(ProblemKind::conflict,
             fmt::format("the table is by {}, on which this figure cannot depend. Allowed: {}.",
                         name, rules_.by == 0 ? "one number" : names_of(rules_.by)));
        return false;
    }

    void add_spread(std::size_t column, DimensionName const& means) {
        auto const& s = layout_.spread;
        if (s && (s->dim != means.dim || s->axis != means.axis)) {
            fail(ProblemKind::conflict, "two dimensions are spread over columns. Spread one; give "
                                        "the other a column.");
            return;
        }
        layout_.spread = means;
        layout_.values.push_back(column);
    }

    std::optional<std::size_t> described_by(std::string_view name) {
        auto const c = csv_.column(name);
        if (c)
            table_.used[*c] = true;
        return c;
    }

    void find_descriptions() {
        layout_.descriptions = {described_by("unit"), described_by("source"), described_by("grade"),
                                described_by("note")};
        layout_.low = described_by("low");
        layout_.high = described_by("high");
        if (layout_.spread && (layout_.low || layout_.high))
            fail(ProblemKind::conflict,
                 "low and high belong to one column of figures; here they are spread.");
    }

    //! A dimension places rows once: as a whole, or by one or more axes.
    void check_once() {
        auto all = layout_.rows;
        if (layout_.spread)
            all.push_back({0, *layout_.spread});
        for (auto const d : all_dims) {
            auto const whole = std::count_if(all.begin(), all.end(), [&](auto const& r) {
                return r.means.dim == d && !r.means.axis;
            });
            auto const any = std::count_if(all.begin(), all.end(),
                                           [&](auto const& r) { return r.means.dim == d; });
            if (whole > 0 && any > 1)
                fail(ProblemKind::conflict,
                     fmt::format("{} is given twice, once in a column and once more.", name_of(d)));
        }
    }

    void find_values() {
        auto const wanted = request_.column.empty() ? std::string("value") : request_.column;
        auto const column = csv_.column(wanted);
        if (layout_.spread && (column || !request_.column.empty())) {
            fail(ProblemKind::conflict,
                 fmt::format("the columns are spread by {}; there can be no column \"{}\" too.",
                             name_of(layout_.spread->dim), wanted));
        } else if (!layout_.spread && !column) {
            fail(ProblemKind::missing_key,
                 fmt::format("there is no column \"{}\" with the figures.", wanted));
        } else if (!layout_.spread) {
            table_.used[*column] = true;
            layout_.values.push_back(*column);
        }
    }

    std::uint32_t tenure_classes() const {
        constexpr std::int32_t most = 100000;
        std::uint32_t classes = 1;
        auto const count = [&](std::string_view text) {
            if (auto const span = parse_span(text); span && span->high >= 0)
                classes =
                    std::max(classes, static_cast<std::uint32_t>(std::min(span->high, most)) + 1);
        };
        for (auto const& dimension : layout_.rows)
            if (dimension.means.dim == Dim::tenure)
                for (std::size_t row = 0; row < csv_.rows(); ++row)
                    count(csv_.field(row, dimension.column));
        if (layout_.spread && layout_.spread->dim == Dim::tenure)
            for (auto const column : layout_.values)
                count(spread_text(csv_.header[column]));
        return classes;
    }

    FigureContext& context_;
    Table& table_;
    Csv const& csv_;
    TableRequest const& request_;
    FigureRules const& rules_;
    TableLayout layout_;
    bool good_ = true;
};

} // namespace

DimSet TableLayout::varying() const {
    DimSet set = spread ? bit(spread->dim) : 0;
    for (auto const& dimension : rows)
        set |= bit(dimension.means.dim);
    return set;
}

std::string_view spread_text(std::string_view column_name) {
    return column_name.substr(column_name.find('=') + 1);
}

std::optional<TableLayout> read_layout(FigureContext& context, Table& table,
                                       TableRequest const& request, FigureRules const& rules) {
    return LayoutReading(context, table, request, rules).run();
}

} // namespace stempath::models
