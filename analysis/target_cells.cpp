#include "analysis/target_cells.hpp"

#include "models/space.hpp"

#include <algorithm>
#include <numeric>

namespace stempath::analysis {

namespace {

using models::FieldChange;

//! The exit of a stage that is counted as `flow`.
models::ExitMove const& move_of(models::Model const& model, std::uint32_t stage,
                                std::uint32_t flow) {
    for (auto const& exit : model.races[stage].exits)
        if (exit.flow == flow)
            return exit;
    auto const quota = std::find_if(model.quotas.begin(), model.quotas.end(),
                                    [&](auto const& q) { return q.move.flow == flow; });
    return quota->move;
}

} // namespace

TargetCells::TargetCells(models::Model const& model, Target const& target)
    : model_(model), pack_(*model.pack), target_(target),
      bachelors_(models::position_of(pack_.credentials, "bachelors").value_or(0)),
      out_of_labour_force_(pack_.stages.size(), 0) {
    auto const& names = pack_.fit->out_of_labour_force;
    for (std::size_t s = 0; s < pack_.stages.size(); ++s)
        out_of_labour_force_[s] =
            std::find(names.begin(), names.end(), pack_.stages[s].name) != names.end() ? 1 : 0;
}

Rows TargetCells::rows(std::int32_t later) const { return rows_of(target_.groups, later); }

Rows TargetCells::other_rows() const {
    auto others = target_.groups;
    for (auto& in : others)
        in = in != 0 ? 0 : 1;
    return rows_of(others, 0);
}

Rows TargetCells::everybody() const {
    Rows rows;
    rows.at.resize(model_.n_groups);
    std::iota(rows.at.begin(), rows.at.end(), 0u);
    return rows;
}

Rows TargetCells::everybody_there() const {
    if (target_.regions.empty())
        return everybody();
    auto const& layout = *model_.fit;
    Rows rows;
    rows.summed = false;
    for (std::uint32_t r = 0; r < layout.regions; ++r)
        for (std::uint32_t i = 0; target_.regions[r] != 0 && i < layout.ages * layout.groups; ++i)
            rows.at.push_back(r * layout.ages * layout.groups + i);
    return rows;
}

Rows TargetCells::rows_of(std::vector<std::uint8_t> const& groups, std::int32_t later) const {
    auto const& layout = *model_.fit;
    Rows rows;
    rows.summed = !target_.from_age && target_.regions.empty();
    for (std::uint32_t r = 0; r < (rows.summed ? 1 : layout.regions); ++r) {
        if (!target_.regions.empty() && target_.regions[r] == 0)
            continue;
        auto const first = target_.from_age ? layout.age_class(*target_.from_age + later) : 0;
        auto const last =
            target_.from_age ? layout.age_class(*target_.to_age + later) : layout.ages - 1;
        for (std::uint32_t a = first; a <= (rows.summed ? first : last); ++a)
            for (std::uint32_t g = 0; g < layout.groups; ++g)
                if (groups[g] != 0)
                    rows.at.push_back((r * layout.ages + a) * layout.groups + g);
    }
    return rows;
}

Ncses TargetCells::work(Place const& place) const {
    return pack_.crosswalk.empty() ? Ncses::none
                                   : pack_
                                         .crosswalk[model_.states.combination(
                                             place.stage, place.field, place.credential)]
                                         .ncses;
}

bool TargetCells::has_education(std::uint32_t credential, Education held) const {
    return held == Education::any ||
           (held == Education::bachelors_or_more) == (credential >= bachelors_);
}

Cells TargetCells::workers() const { return workers(target_.ncses, target_.held); }

Cells TargetCells::workers(Ncses ncses, Education held) const {
    Cells states;
    auto const& st = model_.states;
    for (std::uint32_t s = 0; s < st.size(); ++s) {
        auto const at = work({st.stage(s), st.field(s), st.credential(s)});
        if (at != Ncses::none && (ncses == Ncses::none || at == ncses) &&
            has_education(st.credential(s), held) && has_stage(st.stage(s)))
            states.push_back(s);
    }
    return states;
}

Cells TargetCells::graduates() const {
    Cells states;
    auto const& st = model_.states;
    for (std::uint32_t s = 0; s < st.size(); ++s)
        if (st.field(s) != 0 && has_education(st.credential(s), target_.held) &&
            out_of_labour_force_[st.stage(s)] == 0)
            states.push_back(s);
    return states;
}

Cells TargetCells::in_stage(std::uint32_t stage) const {
    Cells states(model_.states.begin(stage + 1) - model_.states.begin(stage));
    std::iota(states.begin(), states.end(), model_.states.begin(stage));
    return states;
}

Cells TargetCells::cells(std::function<bool(Event const&, Place const&)> const& f) const {
    auto const& layout = *model_.fit;
    Cells cells;
    auto const& st = model_.states;
    for (auto const& event : layout.events) {
        if (event.stage == st.stages) {
            for (std::uint32_t field = 0; field < layout.fields; ++field)
                for (std::uint32_t c = 0; c < layout.credentials; ++c)
                    if (f(event, {event.stage, field, c}))
                        cells.push_back(layout.outside_cell(event.begin, field, c));
            continue;
        }
        for (auto s = st.begin(event.stage); s < st.begin(event.stage + 1); ++s)
            if (f(event, {event.stage, st.field(s), st.credential(s)}))
                cells.push_back(layout.cell(event.begin, event.stage, s));
    }
    return cells;
}

//! A field that is drawn may be any: then nobody leaves where any of them would be STEM work.
bool TargetCells::leaves_work(Event const& event, Place const& from) const {
    auto const& move = move_of(model_, event.stage, event.of);
    if (move.to >= model_.states.stages)
        return true;
    auto const credential = std::max<std::uint32_t>(from.credential, move.credential);
    if (move.field_kind != FieldChange::Kind::drawn)
        return work({move.to, move.field_kind == FieldChange::Kind::set ? move.field : from.field,
                     credential}) == Ncses::none;
    for (std::uint32_t field = 0; field < model_.states.fields; ++field)
        if (work({move.to, field, credential}) != Ncses::none)
            return false;
    return true;
}

Cells TargetCells::separations(bool out_of_labour_force, Ncses ncses, Education held) const {
    return cells([&](Event const& event, Place const& from) {
        if (event.kind != Event::Kind::exit || !has_stage(from.stage) ||
            !has_education(from.credential, held))
            return false;
        auto const at = work(from);
        if (at == Ncses::none || (ncses != Ncses::none && at != ncses))
            return false;
        if (!out_of_labour_force)
            return leaves_work(event, from);
        auto const& move = move_of(model_, event.stage, event.of);
        return move.to < model_.states.stages && out_of_labour_force_[move.to] != 0;
    });
}

bool TargetCells::enters_work(Event const& event, Place const& from) const {
    auto const to = pack_.markets[event.of].to;
    auto const after = work({to, from.field, from.credential});
    bool const was_in = from.stage < pack_.stages.size() && work(from) != Ncses::none;
    return !was_in && after != Ncses::none && has_stage(to) &&
           (target_.ncses == Ncses::none || after == target_.ncses) &&
           has_education(from.credential, target_.held);
}

Cells TargetCells::entries() const {
    return cells([&](Event const& event, Place const& from) {
        return event.kind == Event::Kind::hire && enters_work(event, from);
    });
}

Cells TargetCells::entries_from(std::uint32_t stage, std::uint32_t field) const {
    return cells([&](Event const& event, Place const& from) {
        return event.kind == Event::Kind::hire && from.stage == stage && from.field == field &&
               enters_work(event, from);
    });
}

Cells TargetCells::exits(std::vector<std::string> const& names,
                         std::vector<std::string> const& fields) const {
    return cells([&](Event const& event, Place const& from) {
        return event.kind == Event::Kind::exit && has_stage(from.stage) &&
               has_education(from.credential, target_.held) &&
               std::find(names.begin(), names.end(), model_.exit_names[event.of]) != names.end() &&
               (fields.empty() ||
                std::find(fields.begin(), fields.end(), pack_.fields[from.field]) != fields.end());
    });
}

Cells TargetCells::of_markets(Event::Kind kind, std::uint32_t stage) const {
    return cells([&](Event const& event, Place const& from) {
        if (event.kind != kind)
            return false;
        return kind == Event::Kind::hire ? from.stage == stage
                                         : pack_.markets[event.of].laid_off_to == stage;
    });
}

} // namespace stempath::analysis
