#include "analysis/free_numbers.hpp"

#include "models/space.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace stempath::analysis {

namespace {

using models::Coords;
using models::Cube;
using models::Dim;

//! Whom a parameter tells apart.
class Along {
  public:
    Along(models::Pack const& pack, std::string const& by) : pack_(pack) {
        for (std::size_t a = 0; a < pack.axes.size(); ++a)
            if (pack.axes[a].name == by)
                axis_ = a;
        if (axis_ || by == "group")
            dim = Dim::group;
        else if (by == "field")
            dim = Dim::field;
        else if (by == "credential")
            dim = Dim::credential;
        else if (by == "region")
            dim = Dim::region;
    }

    std::optional<Dim> dim; //!< none: a number common to all

    std::uint32_t size() const {
        auto const n = dim == Dim::group        ? pack_.groups.size()
                       : dim == Dim::field      ? pack_.fields.size()
                       : dim == Dim::credential ? pack_.credentials.size()
                                                : pack_.regions.size();
        return static_cast<std::uint32_t>(n);
    }

    bool holds(Coords const& c, std::string const& value) const {
        if (!dim)
            return true;
        auto const at = static_cast<std::size_t>(c[*dim]);
        if (axis_)
            return pack_.groups[at].values[*axis_] == value;
        return (dim == Dim::group        ? pack_.groups[at].name
                : dim == Dim::field      ? pack_.fields[at]
                : dim == Dim::credential ? pack_.credentials[at]
                                         : pack_.regions[at]) == value;
    }

  private:
    models::Pack const& pack_;
    std::optional<std::size_t> axis_;
};

//! Adds `value` to the offset of an exit, where it holds.
void add(std::optional<Cube>& offset, Along const& along, std::string const& name, double value) {
    auto const before = offset.value_or(Cube(0.0));
    auto extent = before.extents();
    if (along.dim)
        extent[static_cast<std::size_t>(*along.dim)] = along.size();
    Cube cube(extent);
    models::for_each_cell(extent, [&](Coords const& c) {
        cube.at(c) = before.at(c) + (along.holds(c, name) ? value : 0.0);
    });
    cube.from = before.from;
    offset = std::move(cube);
}

} // namespace

std::vector<FreeNumber> free_numbers(models::FitSpec const& fit) {
    std::vector<FreeNumber> numbers;
    for (std::size_t p = 0; p < fit.parameters.size(); ++p) {
        auto const& parameter = fit.parameters[p];
        if (parameter.by == "common")
            numbers.push_back({p, "", parameter.prior_sd});
        for (auto const& value : parameter.values)
            numbers.push_back({p, value, parameter.prior_sd});
    }
    return numbers;
}

std::string label_of(models::FitSpec const& fit, FreeNumber const& number) {
    auto const& name = fit.parameters[number.parameter].name;
    return number.value.empty() ? name : name + "." + number.value;
}

models::Pack with_numbers(models::Pack const& pack, std::vector<FreeNumber> const& numbers,
                          std::vector<double> const& values) {
    auto moved = pack;
    moved.figures.clear();
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        auto const& parameter = pack.fit->parameters[numbers[k].parameter];
        Along const along(pack, parameter.by);
        for (auto& stage : moved.stages)
            for (auto& exit : stage.exits)
                if (std::find(parameter.exits.begin(), parameter.exits.end(), exit.full_name) !=
                    parameter.exits.end())
                    add(exit.offset, along, numbers[k].value, values[k]);
    }
    return moved;
}

} // namespace stempath::analysis
