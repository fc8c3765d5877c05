#include "models/parity_judged.hpp"

#include "models/labels.hpp"

namespace stempath::models {

namespace {

//! The axes of a crossing, by position; one for a plain axis.
std::vector<std::size_t> axes_of(Pack const& pack, std::string const& lens) {
    std::vector<std::size_t> axes;
    std::string const dotted = "." + lens + ".";
    for (std::size_t a = 0; a < pack.axes.size(); ++a)
        if (dotted.find("." + pack.axes[a].name + ".") != std::string::npos)
            axes.push_back(a);
    return axes;
}

class Lenses {
  public:
    Lenses(Model const& model, ParityMembers const& members)
        : pack_(*model.pack), groups_(model.n_groups), cells_(members.cells(model)) {}

    //! Groups with the same values on some axes; a group of its own where these are all axes.
    void cross(std::string const& name) {
        auto const axes = axes_of(pack_, name);
        std::size_t const first = all_.size();
        for (std::size_t g = 0; g < groups_; ++g) {
            std::string value, label;
            for (auto const a : axes) {
                value += (value.empty() ? "" : ".") + pack_.groups[g].values[a];
                label += (label.empty() ? "" : " ") +
                         value_label(pack_.axes[a], pack_.groups[g].values[a]);
            }
            auto const known = std::find_if(all_.begin() + static_cast<std::ptrdiff_t>(first),
                                            all_.end(), [&](auto& l) { return l.name == value; });
            auto& lens = known == all_.end() ? add(name, value, label) : *known;
            lens.groups[g] = 1;
        }
        if (axes.size() == 1)
            in_order_of(pack_.axes[axes.front()], first);
    }
    void regions() {
        for (std::size_t r = 0; r < pack_.regions.size(); ++r) {
            auto& lens = add("region", pack_.regions[r], words_of(pack_.regions[r]));
            lens.groups.clear();
            lens.cells.assign(cells_, 0);
            std::fill_n(lens.cells.begin() + static_cast<std::ptrdiff_t>(r * groups_), groups_,
                        std::uint8_t{1});
        }
    }
    void together(std::vector<std::string> const& names) {
        std::string name, label;
        for (auto const& n : names) {
            name += (name.empty() ? "" : "+") + n;
            label += (label.empty() ? "" : " or ") + group_label(pack_, n);
        }
        auto& lens = add("together", name, label);
        lens.together = true;
        for (std::size_t g = 0; g < groups_; ++g)
            for (auto const& n : names) {
                auto const& of = pack_.groups[g];
                if (of.name == n ||
                    std::find(of.values.begin(), of.values.end(), n) != of.values.end())
                    lens.groups[g] = 1;
            }
    }
    std::vector<Lens> take() {
        for (auto& lens : all_)
            if (lens.cells.empty())
                for (std::size_t c = 0; c < cells_; ++c)
                    lens.cells.push_back(lens.groups[c % groups_]);
        return std::move(all_);
    }

  private:
    Lens& add(std::string const& axis, std::string const& name, std::string const& label) {
        return all_.emplace_back(
            Lens{axis, name, label, {}, std::vector<std::uint8_t>(groups_), false});
    }
    void in_order_of(Axis const& axis, std::size_t first) {
        std::sort(all_.begin() + static_cast<std::ptrdiff_t>(first), all_.end(),
                  [&](Lens const& a, Lens const& b) {
                      auto const at = [&](std::string const& value) {
                          return std::find(axis.values.begin(), axis.values.end(), value);
                      };
                      return at(a.name) < at(b.name);
                  });
    }

    Pack const& pack_;
    std::size_t groups_, cells_;
    std::vector<Lens> all_;
};

std::vector<double> tabled(Model const& model, ParitySpec const& spec, std::size_t years) {
    std::vector<double> shares;
    Coords c;
    for (c[Dim::year] = 0; spec.reference_share && c[Dim::year] < static_cast<std::int32_t>(years);
         ++c[Dim::year])
        for (c[Dim::group] = 0; c[Dim::group] < static_cast<std::int32_t>(model.n_groups);
             ++c[Dim::group])
            shares.push_back(spec.reference_share->at(c));
    return shares;
}

} // namespace

std::vector<Lens> lenses_of(Model const& model, ParityMembers const& members) {
    Lenses lenses(model, members);
    auto const& named = members.spec.lens;
    auto const asked = [&](std::string const& name) {
        return std::find(named.begin(), named.end(), name) != named.end();
    };
    for (auto const& axis : model.pack->axes)
        if (named.empty() || asked(axis.name))
            lenses.cross(axis.name);
    for (auto const& name : named)
        if (name.find('.') != std::string::npos)
            lenses.cross(name);
    if (asked("region"))
        lenses.regions();
    if (!members.spec.together.empty())
        lenses.together(members.spec.together);
    return lenses.take();
}

Judged::Judged(Model const& m, ParityMembers const& who)
    : model(m), members(who), spec(who.spec), cells(who.cells(m)),
      years(static_cast<std::size_t>(m.last_year - m.base_year) + 1), lenses(lenses_of(m, who)),
      table(tabled(m, who.spec, years)) {}

double Judged::index(Point const& p, double scale) const {
    if (spec.index == "share")
        return p.workforce;
    if (spec.index == "count")
        return p.workers / scale;
    return spec.index == "difference" ? p.difference() : p.ratio();
}

} // namespace stempath::models
