//! The same model as an honest loop over structs: what an able programmer writes in an afternoon.
#pragma once

#include "bench/naive_tables.hpp"

#include <cstdint>
#include <random>
#include <vector>

namespace stempath::bench {

//! What a run counts; the same cells as the engine's tables of these names.
struct Counts {
    std::vector<std::int64_t> stocks; //!< [year][stage][field][group]
    std::vector<std::int64_t> workforce,
        reference;                 //!< [year][group], at the ages of the parity definition
    std::int64_t person_years = 0; //!< living at the year ends after the base year
};

/*!
 * One run on one thread: one vector of people, one std::mt19937_64, std::exp, multinomial exits by
 * one uniform against cumulated odds, std::nth_element in the markets. It draws other numbers than
 * the engine and must agree with it in the mean.
 */
class Naive {
  public:
    Naive(NaiveTables const& tables, std::uint64_t seed);

    Counts run();

  private:
    struct Person {
        std::int16_t birth_year, since;
        std::uint8_t region, group, stage, field, credential, experience;
        float trait[models::n_traits];
        float lifetime[models::n_traits];
    };
    struct Desk {
        std::size_t market;
        int region, field;
        double base_posts, growth;
        std::vector<double> group_share; //!< of the posts at the last year end
    };
    struct Scored {
        double score;
        std::uint32_t person;
    };

    void lay_out_base();
    void step();
    void enter_year();
    void enter(double expected, int age, int region, int group,
               std::vector<models::BaseKind> const& kinds);
    void start_traits(Person& p);
    bool stays(Person const& p);
    void live(Person& p, std::uint32_t position);
    void drift(Person& p);
    void take_exit(Person& p);
    std::uint8_t draw_field(NaiveExit const& exit, Person const& p);
    void move(Person& p, int stage, int field, int credential) const;
    void record();
    int age_of(Person const& p) const { return year_ - p.birth_year; }
    double uniform() { return uniform_(random_); }
    double normal() { return normal_(random_); }

    // Markets.
    void open_desks();
    void clear_desk(Desk& desk);
    void hire(Desk const& desk, std::int64_t vacancies);
    void lay_off(Desk const& desk, std::int64_t surplus);
    double score(models::ScoreSpec const& spec, Person const& p, double group_term);
    void change_post(Person& p, int stage);
    void remember_shares();
    std::int64_t& posts(int stage, int region, int field) {
        return posts_[static_cast<std::size_t>((stage * t_.regions + region) * t_.fields + field)];
    }

    NaiveTables const& t_;
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> uniform_;
    std::normal_distribution<double> normal_;
    int year_;
    std::vector<Person> people_;
    std::vector<Desk> desks_;
    std::vector<std::int64_t> posts_; //!< people by [stage][region][field], this year
    std::vector<std::vector<std::uint32_t>> applicants_; //!< positions of people by [region][field]
    std::vector<std::int64_t> cells_; //!< year end: [stage][region][field][group]
    Counts counts_;
};

} // namespace stempath::bench
