//! Counts changes of people while making them.
#pragma once

#include "models/run_state.hpp"

#include <algorithm>

namespace stempath::models {

//! One person of a block, at hand.
struct Person {
    sim::Block& block;
    std::uint32_t row;
    std::uint32_t group;
    sim::PersonKey key;
};

class Ledger {
  public:
    //! `shared`: another worker may move people of the same block at the same time (markets of
    //! different fields).
    Ledger(Model const& model, Year const& year, StockShape const& shape, Tallies& tallies,
           bool shared = false)
        : model_(model), year_(year), shape_(shape), tallies_(tallies), shared_(shared) {}

    //! Must be called before people of a block are moved or removed.
    void open(sim::Block const& block);

    //! Moves a person to another state; `stage_gone` leaves the model. `drawn_field` is read where
    //! the move draws one. Does not count a flow.
    void move(Person const& person, ExitMove const& move, std::uint8_t drawn_field = 0);
    //! Moves n people of one stage, by row; fields where the move draws them.
    void move_all(sim::Block& block, std::uint16_t const* rows, std::uint8_t const* group_of_row,
                  std::size_t n, ExitMove const& move, std::uint8_t const* drawn_field);
    //! Takes a person out (death, emigration).
    void remove(Person const& person);

    /*!
     * Counts a move for a fit, before it is made; `begin` is the place of the event in the layout.
     */
    void count_for_fit(sim::Block const& block, std::uint32_t row, std::uint32_t group,
                       std::uint32_t begin);

  private:
    void count_exits_for_fit(sim::Block const& block, std::uint16_t const* rows,
                             std::uint8_t const* group_of_row, std::size_t n, ExitMove const& move,
                             std::uint8_t const* drawn_field);
    //! Counts n people of a block from one stage to another.
    void count(sim::Block& block, std::uint8_t from, std::uint8_t to, std::size_t n) const;
    void add(std::uint32_t& count, std::uint32_t by) const;

    Model const& model_;
    Year const& year_;
    StockShape const& shape_;
    Tallies& tallies_;
    bool shared_;
    std::int32_t* stock_ = nullptr; //!< of the open block's region and age band: [group][state]
    std::uint32_t region_ = 0, watched_ = 0; //!< sets that count newcomers in the open block
};

} // namespace stempath::models
