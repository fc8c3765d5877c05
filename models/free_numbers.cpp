#include "models/free_numbers.hpp"

#include "models/extents.hpp"
#include "models/space.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace stempath::models {

namespace {

//! Whom a parameter tells apart.
class Along {
  public:
    Along(Pack const& pack, std::string const& by) : pack_(pack) {
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
    Pack const& pack_;
    std::optional<std::size_t> axis_;
};

//! Adds `value` where it holds.
void add(Cube& sum, Along const& along, std::string const& name, double value) {
    auto extent = sum.extents();
    if (along.dim)
        extent[static_cast<std::size_t>(*along.dim)] = along.size();
    Cube cube(extent);
    for_each_cell(extent, [&](Coords const& c) {
        cube.at(c) = sum.at(c) + (along.holds(c, name) ? value : 0.0);
    });
    sum = std::move(cube);
}

bool moves(FitParameter const& parameter, ExitSpec const& exit) {
    auto const& exits = parameter.exits;
    return std::find(exits.begin(), exits.end(), exit.full_name) != exits.end();
}

} // namespace

std::vector<FreeNumber> free_numbers(FitSpec const& fit) {
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

std::string label_of(FitSpec const& fit, FreeNumber const& number) {
    auto const& name = fit.parameters[number.parameter].name;
    return number.value.empty() ? name : name + "." + number.value;
}

std::optional<Cube> sum_of_numbers(Pack const& pack, ExitSpec const& exit,
                                   std::vector<FreeNumber> const& numbers,
                                   std::vector<double> const& values) {
    std::optional<Cube> sum;
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        auto const& parameter = pack.fit->parameters[numbers[k].parameter];
        if (!moves(parameter, exit))
            continue;
        if (!sum)
            sum.emplace(0.0);
        add(*sum, Along(pack, parameter.by), numbers[k].value, values[k]);
    }
    return sum;
}

void add_to_offset(ExitSpec& exit, Cube const& more) {
    auto const before = exit.offset.value_or(Cube(0.0));
    Cube sum(widest(before.extents(), more.extents()));
    for_each_cell(sum.extents(), [&](Coords const& c) { sum.at(c) = before.at(c) + more.at(c); });
    sum.from = before.from;
    exit.offset = std::move(sum);
}

Pack with_numbers(Pack const& pack, std::vector<FreeNumber> const& numbers,
                  std::vector<double> const& values) {
    auto moved = pack;
    moved.figures.clear();
    for (auto& stage : moved.stages)
        for (auto& exit : stage.exits)
            if (auto const sum = sum_of_numbers(pack, exit, numbers, values))
                add_to_offset(exit, *sum);
    return moved;
}

} // namespace stempath::models
