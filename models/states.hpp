//! The strata of a stock apart from region, age band and group.
#pragma once

#include "sim/population.hpp"

#include <cstdint>
#include <vector>

namespace stempath::models {

/*!
 * Stage, field and credential in one number. Of all combinations only those in which somebody may
 * ever stand are numbered: stocks are cleared, summed and hashed every year, and in the United
 * States five of six combinations stay empty.
 */
class StateSpace {
  public:
    static constexpr std::uint16_t nowhere = 0xffff;

    std::uint32_t stages = 1, fields = 1, credentials = 1;

    //! Numbers the combinations that are marked, in their order: [stage][field][credential].
    void number(std::vector<std::uint8_t> const& may_stand);

    std::uint32_t size() const { return static_cast<std::uint32_t>(combination_.size()); }
    //! Position of a combination among all.
    std::uint32_t combination(std::uint32_t stage, std::uint32_t field,
                              std::uint32_t credential) const {
        return (stage * fields + field) * credentials + credential;
    }
    std::uint32_t combinations() const { return stages * fields * credentials; }
    //! The state, or `nowhere`.
    std::uint32_t of(std::uint32_t stage, std::uint32_t field, std::uint32_t credential) const {
        return state_[combination(stage, field, credential)];
    }
    std::uint16_t const* state_of_combination() const { return state_.data(); }

    std::uint32_t combination(std::uint32_t state) const { return combination_[state]; }
    std::uint32_t stage(std::uint32_t state) const {
        return combination_[state] / (fields * credentials);
    }
    std::uint32_t field(std::uint32_t state) const {
        return combination_[state] / credentials % fields;
    }
    std::uint32_t credential(std::uint32_t state) const {
        return combination_[state] % credentials;
    }
    //! States of one stage are begin(stage)..begin(stage + 1).
    std::uint32_t begin(std::uint32_t stage) const { return begin_[stage]; }

  private:
    std::vector<std::uint16_t> state_;       //!< by combination
    std::vector<std::uint32_t> combination_; //!< by state
    std::vector<std::uint32_t> begin_;       //!< by stage, and the end
};

} // namespace stempath::models
