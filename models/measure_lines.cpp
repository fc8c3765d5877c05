#include "models/measure_lines.hpp"

#include "models/labels.hpp"
#include "models/run_state.hpp"

#include <algorithm>
#include <tuple>

namespace stempath::models {

namespace {

using Of = MeasureLine::Of;

MeasureLine line_of(MeasureSpec const& spec, Of of, std::string const& ending = "") {
    MeasureLine line;
    line.of = of;
    line.measure = spec.name;
    line.name = spec.name + ending;
    line.label = spec.label.empty() ? words_of(spec.name) : spec.label;
    line.unit = spec.unit;
    return line;
}

void tabulate(Model const& model, MeasureSpec const& spec, MeasureLine& line) {
    auto const& states = model.states;
    line.by_year = spec.weight.depends_on(Dim::year);
    auto const years = line.by_year ? model.last_year - model.base_year + 1 : 1;
    Coords c;
    for (c[Dim::year] = 0; c[Dim::year] < years; ++c[Dim::year])
        for (c[Dim::group] = 0; c[Dim::group] < static_cast<std::int32_t>(model.n_groups);
             ++c[Dim::group])
            for (std::uint32_t s = 0; s < states.size(); ++s) {
                c[Dim::stage] = static_cast<std::int32_t>(states.stage(s));
                c[Dim::field] = static_cast<std::int32_t>(states.field(s));
                c[Dim::credential] = static_cast<std::int32_t>(states.credential(s));
                line.weight.push_back(spec.weight.at(c));
            }
}

void add_stages(Model const& model, MeasureSpec const& spec, std::vector<MeasureLine>& lines) {
    auto stock = line_of(spec, Of::stock);
    stock.states.resize(model.states.size());
    for (auto const stage : spec.stages)
        std::fill(stock.states.begin() + model.states.begin(stage),
                  stock.states.begin() + model.states.begin(stage + 1), std::uint8_t{1});
    auto const& watched = model.watched.names;
    stock.watched_set = static_cast<std::size_t>(
        std::find(watched.begin(), watched.end(), spec.name) - watched.begin());
    lines.push_back(stock);
    for (auto const& [of, ending, words] : {std::tuple{Of::newcomers, "_entrants", ": who come"},
                                            {Of::leavers, "_leavers", ": who leave"}}) {
        auto line = stock;
        line.of = of;
        line.flow = true;
        line.name += ending;
        line.label += words;
        line.unit = "persons a year";
        lines.push_back(std::move(line));
    }
}

void add_exits(Model const& model, MeasureSpec const& spec, std::vector<MeasureLine>& lines) {
    auto line = line_of(spec, Of::movers);
    line.flow = true;
    for (std::uint32_t e = 0; e < model.exit_names.size(); ++e)
        if (std::find(spec.exits.begin(), spec.exits.end(), model.exit_names[e]) !=
            spec.exits.end())
            line.exits.push_back(e);
    lines.push_back(std::move(line));
}

//! Sum of weights over people of one group in one place.
double weighed(double const* weight, std::int64_t const* people, std::size_t states,
               std::int64_t const* mask) {
    double sum = 0.0;
    for (std::size_t s = 0; s < states; ++s)
        sum += weight[s] * static_cast<double>(mask == nullptr ? people[s] : people[s] & mask[s]);
    return sum;
}

class Evaluation {
  public:
    Evaluation(MeasureLine const& line, ParityMembers const& main, RunState const& run,
               std::size_t year, std::uint32_t group)
        : line_(line), main_(main), run_(run), year_(year), group_(group) {}

    double sum() const {
        double total = 0.0;
        for (std::uint32_t r = 0; r < run_.shape.regions; ++r)
            total += weighed(weight(), run_.of_all_ages(r, group_), run_.shape.states, nullptr);
        return total;
    }
    //! Over the workforce of the main definition: sum of weights, people.
    std::pair<double, double> mean() const {
        std::pair<double, double> of{0.0, 0.0};
        auto const& shape = run_.shape;
        for (std::uint32_t r = 0; r < shape.regions; ++r)
            for (std::uint32_t b = 0; b < shape.bands; ++b)
                if (main_.workforce_regions[r] != 0 && main_.bands[b] != 0) {
                    auto const* people = &run_.stock[shape.at(r, b, group_, 0)];
                    of.first +=
                        weighed(weight(), people, shape.states, main_.workforce_mask.data());
                    for (std::size_t s = 0; s < shape.states; ++s)
                        of.second += static_cast<double>(people[s] & main_.workforce_mask[s]);
                }
        return of;
    }
    double stock() const {
        std::int64_t n = 0;
        for (std::uint32_t r = 0; r < run_.shape.regions; ++r)
            for (std::size_t s = 0; s < run_.shape.states; ++s)
                n += line_.states[s] != 0 ? run_.of_all_ages(r, group_)[s] : 0;
        return static_cast<double>(n);
    }
    double newcomers() const {
        std::int64_t n = 0;
        auto const& shape = run_.shape;
        for (std::uint32_t r = 0; r < shape.regions; ++r)
            n += run_.total.came[(line_.watched_set * shape.regions + r) * shape.groups + group_];
        return static_cast<double>(n);
    }
    double movers() const {
        std::int64_t n = 0;
        for (auto const e : line_.exits)
            n += run_.total.flow[std::size_t{e} * run_.shape.groups + group_];
        return static_cast<double>(n);
    }

  private:
    double const* weight() const {
        std::size_t const y = line_.by_year ? year_ : 0;
        return &line_.weight[(y * run_.shape.groups + group_) * run_.shape.states];
    }

    MeasureLine const& line_;
    ParityMembers const& main_;
    RunState const& run_;
    std::size_t year_;
    std::uint32_t group_;
};

} // namespace

std::vector<MeasureLine> measure_lines(Model const& model) {
    std::vector<MeasureLine> lines;
    for (auto const& spec : model.pack->measures)
        switch (spec.kind) {
        case MeasureSpec::Kind::weight:
            lines.push_back(line_of(spec, spec.per_workforce ? Of::mean : Of::sum));
            tabulate(model, spec, lines.back());
            break;
        case MeasureSpec::Kind::stages:
            add_stages(model, spec, lines);
            break;
        case MeasureSpec::Kind::exits:
            add_exits(model, spec, lines);
            break;
        }
    return lines;
}

void evaluate(MeasureLine const& line, ParityMembers const& main, RunState const& run,
              std::size_t year, LineCounts& into) {
    std::size_t const groups = run.shape.groups;
    for (std::uint32_t g = 0; g < groups; ++g) {
        Evaluation const at(line, main, run, year, g);
        auto& value = into.value[year * groups + g];
        switch (line.of) {
        case Of::sum:
            value = at.sum();
            break;
        case Of::mean:
            std::tie(value, into.per[year * groups + g]) = at.mean();
            break;
        case Of::stock:
            value = at.stock();
            break;
        case Of::leavers: // those of last year, and newcomers, who are not here
            into.per[year * groups + g] = at.stock();
            if (year > 0)
                value = into.per[(year - 1) * groups + g] + at.newcomers() - at.stock();
            break;
        case Of::newcomers:
            value = at.newcomers();
            break;
        case Of::movers:
            value = at.movers();
            break;
        }
    }
}

} // namespace stempath::models
