#pragma once

/*! \file Scarce things are given out exactly: the top k of n by (score, keyed tie draw, key).
 *
 * All parts of a contender's rank are unsigned and the greatest come first. The rank is total, so
 * exactly k are chosen, whoever is visited first and however the contenders are split into parts.
 */

#include "sim/ids.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stempath::sim {

//! Someone who wants one of k things. Within one selection no two have the same rank.
struct Contender {
    std::uint32_t score{};
    std::uint64_t tie{}; //!< bits64 of a draw keyed by the thing wanted
    PersonKey key{};

    friend constexpr auto operator<=>(Contender const&, Contender const&) = default;
};

//! The score of a signed integer: the same order, unsigned.
[[gnu::always_inline]] constexpr std::uint32_t score_bits(std::int32_t value) {
    return static_cast<std::uint32_t>(value) ^ 0x80000000U;
}

//! Where the chosen end: everyone from `least` up, or nobody.
struct Cut {
    Contender least{};
    bool nobody = false;

    friend constexpr bool operator==(Cut const&, Cut const&) = default;
};

[[gnu::always_inline]] inline bool chosen(Cut const& cut, Contender const& contender) {
    return !cut.nobody && contender >= cut.least;
}

//! How many contenders show each value of the digit that is looked at in this round.
class DigitHistogram {
  public:
    static constexpr std::size_t digits = 2048; // 11 bits

    void count(std::size_t digit) { ++counts_[digit]; }
    //! The one way in which threads, halves and ranks are put together.
    void merge(DigitHistogram const& other);
    std::uint64_t at(std::size_t digit) const { return counts_[digit]; }

  private:
    std::array<std::uint64_t, digits> counts_{};
};

//! The contenders of one part that may still lie at the cut.
class SelectionPart {
  public:
    //! Looks at `all`, which must outlive the part.
    explicit SelectionPart(std::span<Contender const> all) : open_(all) {}

  private:
    friend class CutFinder;
    std::span<Contender const> open_;
    std::vector<Contender> kept_;
};

/*! Finds the cut for k, digit by digit from the top of the rank.
 *
 * Each round: count() every part, merge() the histograms, narrow() with the whole. Only contenders
 * that are equal so far on the digits fixed are looked at in the next round.
 */
class CutFinder {
  public:
    explicit CutFinder(std::uint64_t k);

    bool done() const { return done_; }
    DigitHistogram count(SelectionPart& part) const;
    //! \throws std::logic_error if two contenders have one rank and the cut would part them.
    void narrow(DigitHistogram const& whole);
    //! Contenders counted in the last round that may still lie at the cut.
    std::uint64_t open() const { return open_; }
    //! Ends the search early, given every contender that is still open.
    void settle(std::vector<Contender>& open);
    void gather(SelectionPart const& part, std::vector<Contender>& open) const;
    Cut cut() const;

  private:
    bool equal_so_far(Contender const& contender) const;

    std::uint64_t wanted_; // still to be chosen among the open
    std::uint64_t open_ = 0;
    std::size_t round_ = 0;
    Contender prefix_{}; // digits fixed so far, zero below
    Contender mask_{};   // ones where a digit is fixed
    bool nobody_;
    bool done_;
};

//! Number of open contenders below which sorting is faster than counting; the cut is the same.
inline constexpr std::uint64_t sort_below = 1024;

/*! The cut that chooses exactly min(k, n) of the n contenders in all parts together.
 *
 * \throws std::logic_error if two contenders have one rank and the cut would part them.
 */
Cut find_cut(std::uint64_t k, std::span<std::span<Contender const> const> parts,
             std::uint64_t sort_below = sim::sort_below);

} // namespace stempath::sim
