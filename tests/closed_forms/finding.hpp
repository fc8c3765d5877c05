#pragma once

//! What is compared with a law that is known beforehand, and how far off it was.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace stempath::tests {

/*! All comparisons of one test together may reject a right program with this chance (two-sided,
 *  Bonferroni over the comparisons), once and for all: the seeds are fixed.
 */
inline constexpr double error_rate = 1e-5;

//! The deviation in standard errors that the greatest of so many comparisons may reach.
double bound(std::size_t comparisons);

//! Deviations in standard errors; the greatest counts.
class Deviations {
  public:
    void add(double seen, double law, double variance) { add((seen - law) / std::sqrt(variance)); }
    //! The variance was estimated from `freedom` + 1 replicates: Student's t, brought to the normal
    //! law (Abramowitz and Stegun 26.7.8).
    void add_estimated(double seen, double law, double variance, double freedom) {
        double const t = (seen - law) / std::sqrt(variance);
        add(t * (1.0 - 1.0 / (4.0 * freedom)) / std::sqrt(1.0 + t * t / (2.0 * freedom)));
    }
    void add(double sigmas) {
        // What is no number must not pass.
        worst_ = std::isnan(sigmas) ? std::numeric_limits<double>::infinity()
                                    : std::max(worst_, std::abs(sigmas));
        ++comparisons_;
    }
    std::size_t comparisons() const { return comparisons_; }
    double worst() const { return worst_; }

  private:
    std::size_t comparisons_ = 0;
    double worst_ = 0.0;
};

//! One line of the table in docs/verification.md.
struct Finding {
    std::string law;
    std::string evidence; //!< replicates and seed
    Deviations seen;
    Deviations twin; //!< of the same runs against a law that is wrong
};

//! Checks that the law holds and that its twin does not.
void judge(std::vector<Finding> const& findings);

// Every family of laws, one function a file.
std::vector<Finding> faculty_means();
std::vector<Finding> faculty_variances();
std::vector<Finding> stationary_ages();
std::vector<Finding> first_passages();
std::vector<Finding> moving_references();
std::vector<Finding> pipeline_paths();
std::vector<Finding> pipeline_variances();
std::vector<Finding> lotteries();
std::vector<Finding> normal_top_k();
std::vector<Finding> lasting_talents();
std::vector<Finding> ladders();

} // namespace stempath::tests
