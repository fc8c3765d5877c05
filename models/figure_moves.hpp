//! Moving the figures of a pack by one replicate's draws.
#pragma once

#include "models/doubt.hpp"

#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace stempath::models {

/*!
 * The draws of one replicate, by the key of the figure. Each function does nothing to a figure that
 * is not in doubt. `asked` collects the keys of those that are and were moved.
 */
class FigureMoves {
  public:
    FigureMoves(DoubtfulFigures const& of, Normals normals)
        : of_(of), normals_(std::move(normals)) {}

    //! Each cell on the scale of the figure.
    void cells(std::string const& key, Cube& cube);
    //! As cells, held within low and high.
    void held(std::string const& key, Cube& cube, double low, double high);
    void number(std::string const& key, double& value, double low, double high);
    void path(std::string const& key, Path& path);
    /*!
     * Shares, or counts whose sums are known: each part by its own draw, then the sums over `over`
     * are what they were. A draw shared by all parts would do nothing.
     */
    void shares(std::string const& key, Cube& cube, DimSet over);
    /*!
     * Relative frequencies along ages or years in stage: tilted, the first that there are by the
     * one end of the range and the last by the other; sums along `dim` stay.
     */
    void tilt(std::string const& key, Cube& cube, Dim dim, DimSet parts);
    //! The figure is moved by other means than its own draw.
    void moved_elsewhere(std::string const& key) { asked_.insert(key); }
    //! Adds the log-odds by which the probabilities of `key` move to `offset`.
    void to_offset(std::string const& key, Cube const& probabilities, std::optional<Cube>& offset);

    Pack const& pack() const { return of_.pack(); }
    DoubtfulFigures const& figures() const { return of_; }
    Normals const& normals() const { return normals_; }
    bool doubtful(std::string const& key) const { return of_.find(key) != nullptr; }
    std::set<std::string, std::less<>> const& asked() const { return asked_; }

  private:
    std::optional<FigureShift> shift(std::string const& key, DimSet parts = 0);

    DoubtfulFigures const& of_;
    Normals normals_;
    std::set<std::string, std::less<>> asked_;
};

} // namespace stempath::models
