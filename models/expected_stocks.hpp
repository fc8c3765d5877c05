//! Expected people as real numbers, by everything that moves them.
#pragma once

#include "models/pack.hpp"

#include <cstdint>
#include <vector>

namespace stempath::models {

//! How finely a pack without ages can tell people apart.
struct ExpectedShape {
    explicit ExpectedShape(Pack const& pack);

    std::uint32_t groups = 1, regions = 1, fields = 1, credentials = 1;
    //! By stage: classes of years in it that some figure tells apart; the last one is open.
    std::vector<std::uint32_t> classes;
    std::vector<std::size_t> begin;      //!< by stage: position of its first cell; and the end
    std::vector<std::size_t> first_exit; //!< by stage: its first among all exits; and their number

    //! Extents of the cells of a stage: tenure, region, group, field and credential.
    std::array<std::uint32_t, n_dims> extents(std::size_t stage) const;
    //! Position of a cell; years beyond the last class count as the last.
    std::size_t at(std::size_t stage, Coords const& c) const;
};

//! Persons at one year end, or on the way to it.
class ExpectedStocks {
  public:
    explicit ExpectedStocks(ExpectedShape const& shape)
        : shape_(&shape), persons_(shape.begin.back()) {}

    double& at(std::size_t stage, Coords const& c) { return persons_[shape_->at(stage, c)]; }
    double at(std::size_t stage, Coords const& c) const { return persons_[shape_->at(stage, c)]; }
    double total(std::size_t stage, std::uint32_t group) const;
    //! Of one class of years in the stage.
    double total(std::size_t stage, std::uint32_t group, std::uint32_t years) const;
    ExpectedShape const& shape() const { return *shape_; }

  private:
    ExpectedShape const* shape_;
    std::vector<double> persons_;
};

} // namespace stempath::models
