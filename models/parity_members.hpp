//! Who is workforce and who is reference in each definition of parity, and what is counted of them.
#pragma once

#include "models/model.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stempath::models {

//! One definition, cell by cell.
struct ParityMembers {
    enum class Role : std::uint8_t { main, beside, preset } role = Role::main;
    ParitySpec spec;
    std::vector<std::uint8_t> workforce; //!< by state
    std::vector<std::uint8_t> reference; //!< by state; empty when the reference is a table
    std::vector<std::int64_t> workforce_mask, reference_mask; //!< by state: all ones or zero
    std::vector<std::uint8_t> bands; //!< by age band: inside the definition's ages
    std::vector<std::uint8_t> workforce_regions, reference_regions; //!< by region
    //! Counts are kept by region: the lens or the reference tells regions apart.
    bool by_region = false;
    //! NCSES classes of the workforce, "none" last; empty where there are fewer than two.
    std::vector<std::string> classes;
    std::vector<std::vector<std::int64_t>> class_mask; //!< as `classes`, by state

    std::size_t cells(Model const& model) const {
        return (by_region ? std::size_t{model.n_regions} : 1) * model.n_groups;
    }
    //! People of a group in one year, of counts by [year][cell].
    template <class T>
    T of_group(Model const& model, std::vector<T> const& counts, std::size_t year,
               std::size_t group) const {
        T n = 0;
        for (std::size_t c = group; c < cells(model); c += model.n_groups)
            n += counts[year * cells(model) + c];
        return n;
    }
};

//! Main, the others, then the presets of the crosswalk in place of main's workforce.
std::vector<ParityMembers> definitions_of(Model const& model);

//! The integers of one definition in one replicate; a cell is [region][group], or [group] where
//! regions are not told apart. T is std::int64_t while they are counted.
template <class T>
struct ParityCounts {
    std::vector<T> workforce; //!< [year][cell]
    std::vector<T> reference; //!< [year][cell]
    std::vector<T> by_class;  //!< [year][class][cell]; empty without classes
    std::vector<T> came;      //!< [year][cell]: newcomers of the workforce; empty of presets
    //! Of the main definition alone, [year][cell]: residents who take up its work wherever that
    //! is, those of them who are known to have had it before, and people who come with it.
    std::vector<T> careers, returned, moved_in;
};

struct RunState;

//! Counts the people of a year end.
void count_parity(ParityMembers const& members, RunState const& run, std::size_t year,
                  std::size_t watched_set, ParityCounts<std::int64_t>& into);

//! Counts careers of the year; nothing where `into` has no place for them.
void count_careers(ParityMembers const& members, RunState const& run, std::size_t year,
                   ParityCounts<std::int64_t>& into);

} // namespace stempath::models
