#include "analysis/offsets_text.hpp"

#include "analysis/trials.hpp"
#include "models/space.hpp"
#include "models/toml_nodes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace stempath::analysis {

namespace {

using models::Coords;
using models::Cube;
using models::Dim;

class Entries {
  public:
    Entries(Cube const& cube, Cube const& half_widths, models::Pack const& pack)
        : cube_(cube), half_widths_(half_widths), pack_(pack) {
        for (Dim const d : {Dim::field, Dim::credential, Dim::region, Dim::group})
            if (cube.depends_on(d))
                dims_.push_back(d);
    }

    std::string text() const {
        Coords c;
        return dims_.empty() ? in_full(c) : below(0, c);
    }

  private:
    std::string number(Coords const& c) const { return fmt::format("{:.6g}", cube_.at(c) + 0.0); }

    std::string in_full(Coords const& c) const {
        double const half_width = half_widths_.at(c);
        return half_width > 0.0
                   ? fmt::format("value = {}, plus_minus = {:.4g}", number(c), half_width)
                   : "value = " + number(c);
    }

    std::string leaf(Coords const& c) const {
        return half_widths_.at(c) > 0.0 ? "{ " + in_full(c) + " }" : number(c);
    }

    std::string below(std::size_t level, Coords& c) const {
        Dim const d = dims_[level];
        auto const axis = d == Dim::group ? only_axis() : std::nullopt;
        auto const names = names_of(d, axis);
        std::string text;
        for (std::size_t i = 0; i < names.size(); ++i) {
            c[d] = axis ? first_group_with(*axis, names[i]) : static_cast<std::int32_t>(i);
            bool const last = level + 1 == dims_.size();
            text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", models::join_key({names[i]}),
                                last ? leaf(c) : "{ " + below(level + 1, c) + " }");
        }
        c[d] = 0;
        return text;
    }

    std::vector<std::string> names_of(Dim d, std::optional<std::size_t> axis) const {
        if (axis)
            return pack_.axes[*axis].values;
        if (d != Dim::group)
            return d == Dim::field        ? pack_.fields
                   : d == Dim::credential ? pack_.credentials
                                          : pack_.regions;
        std::vector<std::string> names;
        for (auto const& group : pack_.groups)
            names.push_back(group.name);
        return names;
    }

    std::int32_t first_group_with(std::size_t axis, std::string const& value) const {
        std::int32_t g = 0;
        while (pack_.groups[static_cast<std::size_t>(g)].values[axis] != value)
            ++g;
        return g;
    }

    //! The axis that tells all groups apart as far as the figure does.
    std::optional<std::size_t> only_axis() const {
        for (std::size_t a = 0; a < pack_.axes.size(); ++a) {
            bool alike = true;
            models::for_each_cell(cube_.extents(), [&](Coords c) {
                double const own = cube_.at(c), half_width = half_widths_.at(c);
                auto const& value = pack_.groups[static_cast<std::size_t>(c[Dim::group])].values[a];
                c[Dim::group] = first_group_with(a, value);
                alike = alike && cube_.at(c) == own && half_widths_.at(c) == half_width;
            });
            if (alike)
                return a;
        }
        return std::nullopt;
    }

    Cube const& cube_;
    Cube const& half_widths_;
    models::Pack const& pack_;
    std::vector<Dim> dims_;
};

} // namespace

std::string named_entries(Cube const& cube, Cube const& half_widths, models::Pack const& pack,
                          std::string const& key) {
    for (Dim const d : {Dim::year, Dim::age, Dim::tenure})
        if (cube.depends_on(d))
            throw CalibrationError(fmt::format(
                "{}: the pack's own offset goes by {}, and a fit cannot be added to it; put it "
                "into the exit's figure instead",
                key, models::name_of(d)));
    return Entries(cube, half_widths, pack).text();
}

} // namespace stempath::analysis
