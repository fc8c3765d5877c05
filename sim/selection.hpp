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
    std::uint64_t total() const;

  private:
    std::array<std::uint64_t, digits> counts_{};
};

//! The contenders of one part, of whom those above or below the cut are dropped on the way.
class SelectionPart {
  public:
    //! Looks at `all`, which must outlive the part.
    explicit SelectionPart(std::span<Contender const> all) : open_(all) {}
    SelectionPart(SelectionPart&&) = default;
    SelectionPart& operator=(SelectionPart&&) = default;

  private:
    friend class CutFinder;
    std::span<Contender const> open_;
    std::vector<Contender> kept_; // what open_ looks at once most have been dropped
};

/*! Finds the cut for k, digit by digit from the top of the rank.
 *
 * Until done(): count() every part, merge() the histograms, narrow() with the whole. Only
 * contenders that are equal so far on the digits fixed are counted in the next round.
 */
class CutFinder {
  public:
    explicit CutFinder(std::uint64_t k) : wanted_(k), nobody_(k == 0), done_(k == 0) {}

    bool done() const { return done_; }
    DigitHistogram count(SelectionPart& part) const;
    //! \throws std::logic_error if two contenders have one rank and the cut would part them.
    void narrow(DigitHistogram const& whole);
    //! The cut, once done().
    Cut cut() const;

    //! Contenders, of all parts together, that the last narrow() left undecided.
    std::uint64_t undecided() const { return undecided_; }
    void gather_undecided(SelectionPart const& part, std::vector<Contender>& into) const;
    //! Ends the search by sorting all who are undecided. \throws std::logic_error as narrow().
    void settle(std::vector<Contender> undecided);

  private:
    //! Score, tie and key of a rank, as words.
    using Words = std::array<std::uint64_t, 3>;
    static Words words_of(Contender const& contender);
    bool equal_so_far(Contender const& contender) const;

    std::uint64_t wanted_; // still to be chosen among the undecided
    std::uint64_t undecided_ = 0;
    std::size_t round_ = 0;
    bool most_dropped_ = false; // by the last narrow()
    Words prefix_{};            // the digits fixed so far, zero below
    Words fixed_{};             // ones where a digit is fixed
    bool nobody_;
    bool done_;
};

//! Up to so many undecided contenders are sorted instead of counted; the cut is the same.
inline constexpr std::uint64_t sort_up_to = 1024;

/*! The cut that chooses exactly min(k, n) of the n contenders of all parts together.
 *
 * \throws std::logic_error if two contenders have one rank and the cut would part them.
 */
Cut find_cut(std::uint64_t k, std::span<std::span<Contender const> const> parts,
             std::uint64_t sort_from_here = sort_up_to);

//! The same of a single part.
Cut find_cut(std::uint64_t k, std::span<Contender const> all);

} // namespace stempath::sim
