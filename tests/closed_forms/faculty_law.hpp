#pragma once

//! The exact mean and covariance of the people of the pack `faculty`, by group and years in post.

#include <cstdint>
#include <vector>

namespace stempath::tests {

/*! People leave independently of each other (binomial thinning of each class), and each empty post
 *  goes to w with the chance of the year. Both keep mean and covariance in closed form:
 *  with survivors Y of chances s, empty posts E = slots - sum Y and entrants W ~ Bin(E, q),
 *  Cov(Y) = s s' Cov(X) + diag(s (1 - s) E X), Cov(W, Y) = q Cov(E, Y),
 *  Var(W) = q^2 Var(E) + q (1 - q) E[E], Cov(W, M) = q (1 - q) (Var(E) - E[E]).
 */
class FacultyLaw {
  public:
    //! `start` is [class][w, m], without chance. `more` is added to every chance to leave: 0, but
    //! for twins.
    explicit FacultyLaw(std::vector<double> start, double more = 0.0);

    //! One year: `slots` posts, of which empty ones go to w with the chance q.
    void step(double slots, double q);

    double mean(std::size_t cell) const { return mean_[cell]; }
    double variance(std::size_t cell) const { return covariance_[cell * n() + cell]; }
    //! Of all w.
    double mean_w() const;
    double variance_w() const;
    double mean_all() const;
    std::size_t n() const { return mean_.size(); }

    //! Chance to leave, as in models/packs/faculty: completed years in post and whether w.
    static double leaving(std::size_t years, bool w);
    static constexpr std::size_t classes = 42;

  private:
    std::vector<double> stay_, mean_, covariance_;
};

} // namespace stempath::tests
