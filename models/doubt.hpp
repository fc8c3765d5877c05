//! What is not known about a figure, and the draws that move it (docs/packs.md, "Doubt").
#pragma once

#include "models/space.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::models {

/*!
 * The range of a figure, that holds it with 90 %. On the scale of the figure its draw is a normal
 * with the value for its median: `below` and `above` are the distances to the 5 and the 95 % point,
 * which may differ (a split normal).
 */
struct Doubt {
    enum class Scale : std::uint8_t {
        none,     //!< a definition or a choice: never in doubt
        odds,     //!< a probability or share: log-odds
        log_odds, //!< it is log-odds itself
        factor,   //!< persons, money, sizes: logarithm
        added     //!< may be negative: as it is
    };
    enum class From : std::uint8_t { range, spread, plus_minus, grade, several };

    Scale scale = Scale::none;
    From from = From::grade;
    std::string name;              //!< of the draw, where figures share one; else the figure's key
    std::vector<DimensionName> by; //!< with a draw for each value
    std::vector<double> below, above; //!< one for all cells, or one for each cell of the figure

    bool is_alike() const { return below.size() == 1; }
};

//! Standard deviations from the middle of a normal to its 95 % point.
inline constexpr double sd_to_95 = 1.6448536269514722;

//! Half widths on the scale of the figure.
struct HalfWidths {
    double below = 0.0, above = 0.0;
    bool operator==(HalfWidths const&) const = default;
};
//! Of a value whose 5 and 95 % points are `low` and `high`; none where the scale does not reach
//! there (odds of 0, the logarithm of 0).
std::optional<HalfWidths> half_widths(Doubt::Scale scale, double value, double low, double high);

//! `value` moved by `shift` on its scale. What is 0, and a probability of 1, stays.
double moved(Doubt::Scale scale, double value, double shift);

//! The figures of a pack that are in doubt, by key.
class DoubtfulFigures {
  public:
    //! Keeps references to the pack and to its figures.
    explicit DoubtfulFigures(Pack const& pack);

    Pack const& pack() const { return pack_; }
    //! The pack without its figures by key, from which a draw starts.
    Pack const& bare() const { return bare_; }
    Cube const* find(std::string_view key) const;
    std::map<std::string_view, Cube const*> const& all() const { return by_key_; }

  private:
    Pack const& pack_;
    Pack bare_;
    std::map<std::string_view, Cube const*> by_key_;
};

//! Standard normals of one replicate, by the name of a draw and the part that it is for:
//! "race_ethnicity=black", or empty where one is for all.
using Normals = std::function<double(std::string_view draw, std::string_view part)>;
//! Functions of the seed, the replicate and both names (docs/draws.md).
Normals keyed_normals(std::uint64_t seed, std::uint32_t replicate);

//! How far one replicate moves one figure, cell by cell, on the figure's scale.
class FigureShift {
  public:
    FigureShift(DoubtfulFigures const& of, Cube const& figure, std::string_view key,
                Normals const& normals, DimSet parts);

    double at(Coords const& c) const;
    //! What it depends on.
    std::array<std::uint32_t, n_dims> const& extents() const { return extent_; }

  private:
    //! A dimension or axis of whose values each has a draw.
    struct Along {
        Dim dim;
        std::string name;
        std::vector<std::string> values;  //!< their names
        std::vector<std::uint32_t> value; //!< by position along the dimension
    };
    void add(Pack const& pack, DimensionName const& by);
    void draw(std::string_view name, Normals const& normals);

    Cube const& figure_;
    Doubt const& doubt_;
    std::array<std::uint32_t, n_dims> extent_{};
    std::vector<Along> along_; //!< in order of name
    std::vector<double> z_;    //!< standard normals, by the values along all of them
};

} // namespace stempath::models
