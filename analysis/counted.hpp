//! Sums over the counts of a fit.
#pragma once

#include "models/model.hpp"

#include <cstdint>
#include <vector>

namespace stempath::analysis {

//! Rows of the counts: some ages, regions and groups. Those of all ages and regions are summed
//! beforehand, one row a group.
struct Rows {
    bool summed = true;
    std::vector<std::uint32_t> at;
};

//! Counts of one replicate, or of several together, ready to be summed.
class Counted {
  public:
    Counted(models::Model const& model, models::FitCounts const& counts);

    //! People of the rows in the states at the end of a year, which counts from the base year.
    double people(std::int32_t year, Rows const& rows,
                  std::vector<std::uint32_t> const& states) const;
    //! Moves of people of the rows in the cells during a year.
    double moves(std::int32_t year, Rows const& rows,
                 std::vector<std::uint32_t> const& cells) const;
    //! People who came by an exit and then held a field.
    double came(std::int32_t year, std::uint32_t exit, std::uint32_t field) const;
    double vacancies(std::int32_t year, std::uint32_t market) const;

  private:
    models::FitLayout const& layout_;
    models::FitCounts const& counts_;
    std::vector<std::int64_t> people_, moves_; //!< [year][group][state or cell]
};

} // namespace stempath::analysis
