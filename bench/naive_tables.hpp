//! The compiled model as a plain program would hold it: flat tables of doubles, set up once.
#pragma once

#include "models/measures.hpp"

#include <cstdint>
#include <vector>

namespace stempath::bench {

inline constexpr std::size_t most_exits = 64; //!< of one stage

struct NaiveExit {
    std::uint8_t to = 0;
    models::FieldChange::Kind field_kind = models::FieldChange::Kind::keep;
    std::uint8_t field = 0;
    std::uint8_t credential = 0;
    double beta[models::n_traits]{};            //!< log-odds per SD
    models::Cube const* field_shares = nullptr; //!< for drawn fields
    std::size_t field_stride = 0;               //!< between the shares of two fields
};

//! The exits of one stage and their log-odds against staying; minus infinity is never.
struct NaiveStage {
    std::vector<NaiveExit> exits;
    //! [year][age][region][tenure][group][field][credential][exit], staying last
    std::vector<double> log_odds;
    int years = 1, ages = 1, regions = 1, tenures = 1, groups = 1, fields = 1, credentials = 1;
};

/*!
 * Throws std::invalid_argument for packs that need more than ages, exits by odds between stages,
 * and markets by region and field.
 */
struct NaiveTables {
    explicit NaiveTables(models::Measures const& measures);

    models::Model const* model = nullptr;
    int base_year = 0, last_year = 0, last_age = 0;
    int groups = 0, regions = 0, stages = 0, fields = 0, credentials = 0;
    double scale = 1.0; //!< synthetic people per real person
    std::vector<NaiveStage> stage;
    std::vector<double> staying; //!< [year][age at its start][group]
    bool has_traits = false;
    int develop_from = 0, develop_to = -1;
    double keep = 0.0, pull = 0.0, noise = 0.0; //!< a year's drift
    double start_pull = 0.0, start_noise = 0.0;
    std::vector<std::uint8_t> is_stem, is_workforce, is_reference; //!< by state
    std::vector<std::uint8_t> counts_at; //!< by age: in the parity definition
    std::vector<std::uint8_t> applies;   //!< by stage

    std::size_t state(int in_stage, int field, int credential) const {
        return static_cast<std::size_t>((in_stage * fields + field) * credentials + credential);
    }
};

} // namespace stempath::bench
