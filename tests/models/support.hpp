#pragma once

//! Packs, runs and counts for the tests of the engine.

#include "models/pack_reader.hpp"
#include "models/run.hpp"

#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::tests {

//! A pack of tests/packs with replacements, each "key=value". Throws with the reader's messages
//! when it has problems.
models::Pack pack_named(std::string const& name, std::vector<std::string> const& replaced = {});
//! A teaching pack written in the test itself; tables are looked for in tests/packs/tables.
models::Pack pack_from(std::string const& toml);
//! The end of such a pack: parity is that w are half of a stage in one year.
std::string women_in(std::string const& stage);
//! The same as pack_named, with groups, axes and the values of axes declared in reverse.
models::Pack pack_reversed(std::string const& name);

//! One thread, the pack's own parity, up to `end_year`.
models::RunSettings settings_for(models::Pack const& pack, std::int32_t end_year);

//! Digests by replicate.
std::vector<std::string> digests_of(models::Pack const& pack, models::RunSettings const& settings);

//! A pack made ready to run, and its counts by name.
class Trial {
  public:
    Trial(models::Pack pack, std::int32_t end_year);
    Trial(models::Pack pack, models::RunSettings const& settings);

    models::Recording run(std::uint32_t replicate = 0) const;
    models::Model const& model() const { return *model_; }
    models::Measures const& measures() const { return *measures_; }
    models::Pack const& pack() const { return *pack_; }

    //! Sum of a table over the cells whose coordinates are named; "*" takes all. Throws on an
    //! unknown name.
    std::int64_t count(models::Recording const& recording, models::Measures::Table table,
                       std::vector<std::string> const& where) const;
    std::int64_t stock(models::Recording const& r, std::int32_t year, std::string const& stage,
                       std::string const& group = "*") const;
    std::int64_t flow(models::Recording const& r, std::int32_t year, std::string const& exit,
                      std::string const& group = "*") const;
    std::int64_t hires(models::Recording const& r, std::int32_t year, std::string const& market,
                       std::string const& group = "*") const;

  private:
    std::unique_ptr<models::Pack const> pack_;
    std::unique_ptr<models::Model const> model_;
    std::unique_ptr<models::Measures const> measures_;
};

//! Standard deviations between what was seen and what was expected.
inline double sigmas(double seen, double expected, double variance) {
    return (seen - expected) / std::sqrt(variance);
}

/*! The bound of a statistical check: a right program passes it by chance of a normal deviate beyond
 * 5 sigma, 6e-7 a check. The suite makes under 2,000 such checks, so all together err with a chance
 * near 1e-3, once and for all: seeds are fixed.
 */
inline constexpr double sigma_bound = 5.0;

} // namespace stempath::tests
