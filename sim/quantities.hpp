#pragma once

/*! \file Units as types: a number says what it is, and one function leads from one to another.
 *
 * A constructor refuses what is no such quantity (std::domain_error); `checked` gives no value
 * instead, for those who have a better message.
 */

#include <compare>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace stempath::sim {

//! A chance, 0 to 1.
class Probability {
  public:
    explicit constexpr Probability(double value) : value_(value) {
        if (!holds(value)) {
            throw std::domain_error("a probability must lie in 0..1");
        }
    }
    static constexpr std::optional<Probability> checked(double value) {
        return holds(value) ? std::optional(Probability(value)) : std::nullopt;
    }
    //! A sum of chances that rounding may have carried past the ends.
    static constexpr Probability held(double value) {
        return Probability(value < 0.0 ? 0.0 : value > 1.0 ? 1.0 : value);
    }
    constexpr double value() const { return value_; }
    friend constexpr auto operator<=>(Probability, Probability) = default;

  private:
    static constexpr bool holds(double value) { return value >= 0.0 && value <= 1.0; }
    double value_;
};

/*! Natural log-odds in whole multiples of 2^-20, within +-1023.
 *
 * never() stands for odds of zero: below everything, and whatever is added to it leaves it.
 * Sums stop at the bounds.
 */
class LogOdds {
  public:
    static constexpr std::int32_t one = 1 << 20;         //!< raw value of log-odds 1
    static constexpr std::int32_t greatest = 1023 * one; //!< greatest raw value
    static constexpr std::int32_t raw_never = -1024 * one;

    //! Of a whole number of 2^-20.
    explicit constexpr LogOdds(std::int32_t raw) : raw_(raw) {
        if (!holds(raw)) {
            throw std::domain_error("log-odds must lie within +-1023");
        }
    }
    constexpr LogOdds() = default; //!< even odds
    static constexpr std::optional<LogOdds> checked(std::int32_t raw) {
        return holds(raw) ? std::optional(LogOdds(raw)) : std::nullopt;
    }
    static constexpr LogOdds never() { return LogOdds(raw_never); }

    //! The nearest multiple of 2^-20 (halves away from zero). \throws std::domain_error
    static LogOdds nearest(double value);

    constexpr std::int32_t raw() const { return raw_; }
    constexpr bool is_never() const { return raw_ == raw_never; }
    //! As a real number; of never() it is -1024.
    constexpr double value() const { return raw_ * 0x1p-20; }

    friend constexpr LogOdds operator+(LogOdds a, LogOdds b) {
        if (a.is_never() || b.is_never()) {
            return never();
        }
        std::int32_t const sum = a.raw_ + b.raw_;
        return LogOdds(sum > greatest ? greatest : (sum < -greatest ? -greatest : sum));
    }
    friend constexpr auto operator<=>(LogOdds, LogOdds) = default;

  private:
    static constexpr bool holds(std::int32_t raw) {
        return raw == raw_never || (raw >= -greatest && raw <= greatest);
    }
    std::int32_t raw_ = 0;
};

/*! Log-odds ln(exit / rest) that make an exit win with chance `exit` when everything with log-odds
 * 0 (staying) wins with chance `rest`. An exit of chance 0 is never().
 *
 * \throws std::domain_error if `rest` is 0 and `exit` is not.
 */
LogOdds log_odds_of(Probability exit, Probability rest);

} // namespace stempath::sim
