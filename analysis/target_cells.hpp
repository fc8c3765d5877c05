//! Which people and which moves a target counts.
#pragma once

#include "analysis/counted.hpp"
#include "analysis/targets.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace stempath::analysis {

using Cells = std::vector<std::uint32_t>;
using Ncses = models::WorkClass::Ncses;

//! What a target selects, found in a model by its names.
class TargetCells {
  public:
    TargetCells(models::Model const& model, Target const& target);

    //! Stage, field and credential of somebody.
    struct Place {
        std::uint32_t stage = 0, field = 0, credential = 0;
    };

    //! Rows of the target's groups, or of all other groups; ages `later` years older.
    Rows rows(std::int32_t later = 0) const;
    Rows other_rows() const;
    Rows everybody() const;
    //! All groups and ages of the target's regions: what its shares are of.
    Rows everybody_there() const;

    //! STEM workers of the class, education and stage of the target.
    Cells workers() const;
    //! The same of one class (`none`: that of the target) and education.
    Cells workers(Ncses ncses, Education held) const;
    //! States of people with the education of the target, of a field other than the first, who are
    //! not out of the labour force.
    Cells graduates() const;
    //! All states of a stage.
    Cells in_stage(std::uint32_t stage) const;

    //! Exits of STEM workers that lead out of STEM work, or out of the labour force.
    Cells separations(bool out_of_labour_force, Ncses ncses, Education held) const;
    //! Hires into STEM work of people who were not in it; of one stage and field before, or of all.
    Cells entries() const;
    Cells entries_from(std::uint32_t stage, std::uint32_t field) const;
    //! Exits by name of people with the education of the target and some fields before.
    Cells exits(std::vector<std::string> const& names,
                std::vector<std::string> const& fields) const;
    //! Hires of some markets from a stage, or lay-offs of some markets.
    Cells of_markets(models::FitLayout::Event::Kind kind, std::uint32_t stage) const;

    bool has_stage(std::uint32_t stage) const {
        return target_.stages.empty() || target_.stages[stage] != 0;
    }

  private:
    using Event = models::FitLayout::Event;
    //! Cells of the events and places before them that satisfy f.
    Cells cells(std::function<bool(Event const&, Place const&)> const& f) const;
    Rows rows_of(std::vector<std::uint8_t> const& groups, std::int32_t later) const;
    Ncses work(Place const& place) const;
    bool has_education(std::uint32_t credential, Education held) const;
    bool leaves_work(Event const& event, Place const& from) const;
    //! A hire of somebody outside of STEM work into the work that the target counts.
    bool enters_work(Event const& event, Place const& from) const;

    models::Model const& model_;
    models::Pack const& pack_;
    Target const& target_;
    std::uint32_t bachelors_ = 0;
    std::vector<std::uint8_t> out_of_labour_force_; //!< by stage
};

} // namespace stempath::analysis
