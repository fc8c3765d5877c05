#include "models/expected.hpp"

#include "models/expected_year.hpp"
#include "models/measures.hpp"
#include "models/model_error.hpp"
#include "models/parity.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

ExpectedStocks solvable_start(Pack const& pack, ExpectedShape const& shape) {
    if (auto const problems = expected_refusals(pack); !problems.empty()) {
        auto const& [key, message] = problems.front();
        throw ModelError(key, message.substr(0, message.size() - 1)); // its messages have no dot
    }
    return expected_start(pack, shape);
}

//! Adds the year end of a path to what parity is judged by.
void judge(Measures const& measures, ExpectedStocks const& stocks, ExpectedSeries& series) {
    auto const& states = measures.model.states;
    auto const& in = measures.definitions.front();
    auto const groups = stocks.shape().groups;
    auto const cells = in.cells(measures.model);
    std::vector<double> workforce(cells), reference(cells);
    for (std::uint32_t s = 0; s < states.stages; ++s)
        for_each_cell(stocks.shape().extents(s), [&](Coords const& c) {
            auto const state = states.of(s, static_cast<std::uint32_t>(c[Dim::field]),
                                         static_cast<std::uint32_t>(c[Dim::credential]));
            if (state == StateSpace::nowhere)
                return;
            auto const r = static_cast<std::size_t>(c[Dim::region]);
            auto const cell =
                (in.by_region ? r * groups : 0) + static_cast<std::size_t>(c[Dim::group]);
            double const persons = stocks.at(s, c);
            if (in.workforce[state] != 0 && in.workforce_regions[r] != 0)
                workforce[cell] += persons;
            if (!in.reference.empty() && in.reference[state] != 0 && in.reference_regions[r] != 0)
                reference[cell] += persons;
        });
    series.workforce.insert(series.workforce.end(), workforce.begin(), workforce.end());
    series.reference.insert(series.reference.end(), reference.begin(), reference.end());
}

void record(ExpectedPath const& path, bool years_in_stage, ExpectedResult& result) {
    auto const& shape = path.stocks().shape();
    for (std::size_t s = 0; s < shape.classes.size(); ++s)
        for (std::uint32_t g = 0; g < shape.groups; ++g)
            result.persons.push_back(path.stocks().total(s, g));
    for (std::size_t s = 0; years_in_stage && s < shape.classes.size(); ++s)
        for (std::uint32_t years = 0; years < shape.classes[s]; ++years)
            for (std::uint32_t g = 0; g < shape.groups; ++g)
                result.years_in_stage.push_back(path.stocks().total(s, g, years));
    result.flow.insert(result.flow.end(), path.flow().begin(), path.flow().end());
}

} // namespace

ExpectedPath::ExpectedPath(Pack const& pack)
    : pack_(pack), shape_(pack), stocks_(solvable_start(pack, shape_)),
      flow_(shape_.first_exit.back() * shape_.groups) {}

std::int32_t ExpectedPath::year() const { return pack_.base_year + index_; }

void ExpectedPath::step() {
    ++index_;
    std::fill(flow_.begin(), flow_.end(), 0.0);
    ExpectedYear year(pack_, index_, stocks_, flow_);
    expect_numbers(year);
    expect_quotas(year);
    expect_races(year);
    expect_fills(year, stocks_);
    stocks_ = std::move(year.next);
}

std::vector<FigureProblem> expected_refusals(Pack const& pack) {
    std::vector<FigureProblem> problems;
    auto const refuse = [&](std::string const& key, std::string const& why) {
        problems.push_back({key, "run --expected cannot solve this: " + why +
                                     ". Run the scenario without --expected."});
    };
    if (pack.demography)
        refuse("demography", "it follows years in stage, not births, deaths and ages");
    if (!pack.markets.empty())
        refuse("market." + pack.markets.front().name,
               "who is hired in a market depends on the ranks of all applicants");
    if (pack.gap.future != GapSpec::Future::constant)
        refuse("gap.future", "it knows no differences between groups that change by the year");
    auto const refuse_exits = [&](auto asks, char const* figure, char const* why) {
        for (auto const& stage : pack.stages)
            for (auto const& exit : stage.exits)
                if (asks(exit))
                    return refuse("stage." + stage.name + ".exit." + exit.name + "." + figure, why);
    };
    refuse_exits([](ExitSpec const& e) { return e.beta != std::array<double, n_traits>{}; }, "beta",
                 "people of one cell differ in their traits");
    refuse_exits([](ExitSpec const& e) { return !e.boards.empty(); }, "gamma",
                 "log-odds that answer to a board are not linear in the stocks");
    return problems;
}

ExpectedResult run_expected(Pack const& pack, RunSettings const& settings) {
    ExpectedPath path(pack);
    auto const model = build_model(pack, settings); // refuses what `run` refuses
    Measures const measures(*model);
    ExpectedResult result;
    result.classes = path.stocks().shape().classes;
    for (auto const& stage : pack.stages)
        for (auto const& exit : stage.exits)
            result.exit_names.push_back(exit.full_name);
    ExpectedSeries series;
    for (std::int32_t year = model->base_year; year <= model->last_year; ++year) {
        if (year > model->base_year)
            path.step();
        judge(measures, path.stocks(), series);
        if (year <= settings.end_year)
            record(path, settings.count_years_in_stage, result);
    }
    result.parity = parity_of(measures, series);
    result.warnings = result.parity.warnings;
    if (settings.doubt)
        result.warnings.emplace_back("the expected path has the pack's values: what is not known "
                                     "about them is not in it");
    return result;
}

} // namespace stempath::models
