//! A pack whose figures are drawn from their ranges.
#pragma once

#include "models/figure_moves.hpp"
#include "models/toml_nodes.hpp"

#include <string>
#include <vector>

namespace stempath::models {

/*!
 * `central`, moved by the draws of one replicate. Its figures by key are left out: they say what is
 * known, not what was drawn.
 *
 * Each figure in doubt moves by one normal (one for each value of its `by`), a function of the
 * seed, the replicate and the name of its draw, on the scale on which it may be wrong
 * (models/doubt.hpp): so another figure moves none of the others. Offsets that a fit has found move
 * together, as its posterior says, and answer to the draws of other figures as a new fit would.
 * Probabilities of exits move by log-odds that are added to them; shares move and are made to sum
 * to what they did; what is 0 stays 0.
 */
Pack drawn_pack(DoubtfulFigures const& figures, Normals const& normals);

//! A normal that a pack is drawn with.
struct DrawName {
    std::string draw, part;
    auto operator<=>(DrawName const&) const = default;
};
//! All of them, in order, but those of the fit.
std::vector<DrawName> normals_of(DoubtfulFigures const& figures);

//! Figures in doubt that drawn_pack does not move: a mistake of the program.
std::vector<std::string> figures_not_drawn(Pack const& pack);
//! Figures of a pack that might be in doubt and state no range: those that may be negative.
std::vector<std::string> figures_without_range(Pack const& pack);

//! Stages, exits and entries (drawn_pathway.cpp).
void draw_pathway(FigureMoves& moves, Pack& pack);

} // namespace stempath::models
