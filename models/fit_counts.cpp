#include "models/fit_counts.hpp"

#include "models/model.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

constexpr std::int32_t oldest = 255;

void add_to(std::vector<std::int64_t>& ours, std::vector<std::int64_t> const& theirs) {
    ours.resize(std::max(ours.size(), theirs.size()));
    std::transform(theirs.begin(), theirs.end(), ours.begin(), ours.begin(), std::plus<>());
}

} // namespace

FitLayout::FitLayout(Model const& model, FitClasses const& classes)
    : regions(classes.by_region ? model.n_regions : 1), groups(model.n_groups),
      states(model.states.size()), fields(model.states.fields),
      credentials(model.states.credentials), exits(model.n_exits),
      markets(static_cast<std::uint32_t>(model.pack->markets.size())),
      has_ages_(model.pack->demography.has_value()), stages_(model.states.stages) {
    ages = has_ages_ ? static_cast<std::uint32_t>(classes.age_from.size()) : 1;
    for (std::int32_t age = 0; has_ages_ && age <= oldest; ++age)
        class_of_age_.push_back(static_cast<std::uint8_t>(
            std::upper_bound(classes.age_from.begin() + 1, classes.age_from.end(), age) -
            classes.age_from.begin() - 1));
    for (std::uint32_t s = 0; s <= stages_; ++s)
        first_state_.push_back(model.states.begin(s));
    exit_begin_.resize(exits);
    for (std::uint32_t s = 0; s < stages_; ++s) {
        for (auto const& exit : model.races[s].exits)
            exit_begin_[exit.flow] = add({Event::Kind::exit, exit.flow, s});
        for (auto const& quota : model.quotas)
            if (quota.stage == s)
                exit_begin_[quota.move.flow] = add({Event::Kind::exit, quota.move.flow, s});
    }
    hire_begin_.resize(std::size_t{markets} * (stages_ + 1));
    for (std::uint32_t m = 0; m < markets; ++m) {
        auto const& spec = model.pack->markets[m];
        for (auto const from : spec.from)
            hire_begin_[m * (stages_ + 1) + from] = add({Event::Kind::hire, m, from});
        hire_begin_[m * (stages_ + 1) + stages_] = add({Event::Kind::hire, m, stages_});
        lay_off_begin_.push_back(add({Event::Kind::lay_off, m, spec.to}));
    }
}

std::uint32_t FitLayout::add(Event event) {
    event.begin = cells;
    events.push_back(event);
    cells += event.stage < stages_ ? first_state_[event.stage + 1] - first_state_[event.stage]
                                   : fields * credentials;
    return event.begin;
}

std::uint32_t FitLayout::age_class(std::int32_t age) const {
    return has_ages_ ? class_of_age_[static_cast<std::size_t>(std::clamp(age, 0, oldest))] : 0;
}

void FitCounts::add(FitCounts const& other) {
    add_to(people, other.people);
    add_to(moves, other.moves);
    add_to(fields, other.fields);
    add_to(vacancies, other.vacancies);
}

} // namespace stempath::models
