#pragma once

//! People one by one: the phases of a year driven by hand, for laws that no table can show.

#include "models/model.hpp"
#include "models/run_state.hpp"

#include <cstdint>
#include <map>

namespace stempath::tests {

//! What is known of one living person.
struct Standing {
    std::uint32_t group = 0, stage = 0, field = 0, credential = 0;
    std::int32_t since = 0, birth_year = 0;
    std::int16_t trait[models::n_traits]{};
};

//! One replicate whose phases are called by the test, in the order of the engine.
class People {
  public:
    explicit People(models::Model const& model, std::uint32_t replicate = 0, unsigned workers = 1);

    //! The base year.
    void start();
    //! Ageing, leaving, births and arrivals (packs with demography), or entries by number.
    void demography(std::int32_t year);
    //! Quotas, traits and the race.
    void exits(std::int32_t year);
    //! Markets and posts to fill, and the end of the year.
    void hire(std::int32_t year);
    void year(std::int32_t year);

    //! Everybody alive. Throws std::logic_error when two have one key.
    std::map<sim::PersonKey, Standing> living() const;
    models::RunState& state() { return run_; }

  private:
    models::Worker& worker(std::size_t block) { return run_.workers[block % run_.workers.size()]; }

    models::RunState run_;
};

} // namespace stempath::tests
