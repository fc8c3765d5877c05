#include "sim/selection.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>

namespace stempath::sim {

namespace {

//! Where a digit stands: in which word of the rank, and how far from its end.
struct Digit {
    std::size_t word;
    int shift;
};

// No digit reaches over two words. In the key the two halves need no border of their own.
constexpr std::array<Digit, 15> rounds{{
    {0, 22},
    {0, 11},
    {0, 0}, // score, 32 bits
    {1, 53},
    {1, 42},
    {1, 31},
    {1, 20},
    {1, 9},
    {1, 0}, // tie, 64 bits; the last two overlap
    {2, 53},
    {2, 42},
    {2, 31},
    {2, 20},
    {2, 9},
    {2, 0}, // key, 64 bits
}};
constexpr std::uint64_t digit_mask = DigitHistogram::digits - 1;

[[noreturn]] void refuse_equal_ranks() {
    throw std::logic_error("two contenders of one selection have the same rank");
}

} // namespace

void DigitHistogram::merge(DigitHistogram const& other) {
    std::transform(counts_.begin(), counts_.end(), other.counts_.begin(), counts_.begin(),
                   std::plus<>{});
}

std::uint64_t DigitHistogram::total() const {
    return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

CutFinder::Words CutFinder::words_of(Contender const& contender) {
    return {contender.score, contender.tie,
            (std::uint64_t{contender.key.cell} << 32) | contender.key.ordinal};
}

bool CutFinder::equal_so_far(Contender const& contender) const {
    Words const words = words_of(contender);
    return (((words[0] ^ prefix_[0]) & fixed_[0]) | ((words[1] ^ prefix_[1]) & fixed_[1]) |
            ((words[2] ^ prefix_[2]) & fixed_[2])) == 0;
}

DigitHistogram CutFinder::count(SelectionPart& part) const {
    if (most_dropped_) {
        std::vector<Contender> kept;
        gather_undecided(part, kept);
        part.kept_ = std::move(kept);
        part.open_ = part.kept_;
    }
    DigitHistogram histogram;
    Digit const digit = rounds[round_];
    for (Contender const& contender : part.open_) {
        if (equal_so_far(contender)) {
            histogram.count((words_of(contender)[digit.word] >> digit.shift) & digit_mask);
        }
    }
    return histogram;
}

void CutFinder::narrow(DigitHistogram const& whole) {
    std::uint64_t const counted = whole.total();
    if (wanted_ >= counted) { // only in the first round: later ones want fewer than there are
        done_ = true;
        return;
    }
    std::size_t digit = DigitHistogram::digits - 1;
    while (wanted_ > whole.at(digit)) {
        wanted_ -= whole.at(digit);
        --digit;
    }
    undecided_ = whole.at(digit);
    most_dropped_ = undecided_ < counted / 2;
    auto const [word, shift] = rounds[round_];
    prefix_[word] |= static_cast<std::uint64_t>(digit) << shift;
    fixed_[word] |= digit_mask << shift;
    ++round_;
    done_ = undecided_ == wanted_;
    if (!done_ && round_ == rounds.size()) {
        refuse_equal_ranks();
    }
}

void CutFinder::gather_undecided(SelectionPart const& part, std::vector<Contender>& into) const {
    std::copy_if(part.open_.begin(), part.open_.end(), std::back_inserter(into),
                 [this](Contender const& contender) { return equal_so_far(contender); });
}

void CutFinder::settle(std::vector<Contender> undecided) {
    done_ = true;
    if (wanted_ >= undecided.size()) {
        return;
    }
    auto const last = undecided.begin() + static_cast<std::ptrdiff_t>(wanted_ - 1);
    std::nth_element(undecided.begin(), last, undecided.end(), std::greater<>{});
    if (std::find(last + 1, undecided.end(), *last) != undecided.end()) {
        refuse_equal_ranks();
    }
    prefix_ = words_of(*last);
}

Cut CutFinder::cut() const {
    return {{static_cast<std::uint32_t>(prefix_[0]), prefix_[1],
             PersonKey{static_cast<std::uint32_t>(prefix_[2] >> 32),
                       static_cast<std::uint32_t>(prefix_[2])}},
            nobody_};
}

Cut find_cut(std::uint64_t k, std::span<std::span<Contender const> const> parts,
             std::uint64_t sort_from_here) {
    CutFinder finder(k);
    std::vector<SelectionPart> open;
    std::uint64_t undecided = 0;
    for (auto const part : parts) {
        open.emplace_back(part);
        undecided += part.size();
    }
    while (!finder.done()) {
        if (undecided <= sort_from_here) {
            std::vector<Contender> all;
            for (SelectionPart const& part : open) {
                finder.gather_undecided(part, all);
            }
            finder.settle(std::move(all));
            break;
        }
        DigitHistogram whole;
        for (SelectionPart& part : open) {
            whole.merge(finder.count(part));
        }
        finder.narrow(whole);
        undecided = finder.undecided();
    }
    return finder.cut();
}

Cut find_cut(std::uint64_t k, std::span<Contender const> all) {
    std::array<std::span<Contender const>, 1> const parts{all};
    return find_cut(k, parts);
}

} // namespace stempath::sim
