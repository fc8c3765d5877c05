//! What only the finished model shows, said of the line that is at fault.
#include "scenarios/scenario_document.hpp"

#include "models/expected.hpp"
#include "models/model.hpp"
#include "models/model_error.hpp"
#include "models/size_checks.hpp"

namespace stempath::scenarios {

using models::Node;
using models::ProblemKind;

namespace {

//! Where a key stands, or the nearest table above it.
models::Location place_of(Study const& study, std::string const& key) {
    auto const parts = models::split_key(key).value_or(std::vector<std::string>{});
    bool const of_run = !parts.empty() && parts.front() == "run";
    Node const* at = of_run ? &study.scenario.document : &study.pack_document;
    auto where = at->where;
    for (auto const& part : parts) {
        if (at = at->find(part); at == nullptr)
            break;
        where = at->where;
    }
    return where;
}

} // namespace

void check_sizes(Study const& study, models::Diagnostics& problems) {
    for (auto const& problem : models::size_problems(study.pack, study.settings))
        problems.add(ProblemKind::out_of_range, place_of(study, problem.key), problem.key,
                     problem.message);
}

void check_expected(Study const& study, models::Diagnostics& problems) {
    for (auto const& problem : models::expected_refusals(study.pack))
        problems.add(ProblemKind::conflict, place_of(study, problem.key), problem.key,
                     problem.message);
}

void add_model_problem(Study const& study, models::ModelError const& error,
                       models::Diagnostics& problems) {
    problems.add(ProblemKind::conflict, place_of(study, error.key()), error.key(),
                 error.message() + ".");
}

std::vector<std::string> check_model(Study const& study, models::Diagnostics& problems) {
    try {
        return models::build_model(study.pack, study.settings)->notes;
    } catch (models::ModelError const& error) {
        add_model_problem(study, error, problems);
        return {};
    }
}

} // namespace stempath::scenarios
