#include "apps/commands.hpp"
#include "apps/exit_code.hpp"
#include "apps/explain_json.hpp"
#include "apps/loading.hpp"
#include "apps/terminal.hpp"
#include "scenarios/explanation.hpp"

#include <utility>

namespace stempath::apps {

namespace {

void show(scenarios::Subject const& subject, std::string const& key, bool json) {
    models::Diagnostics problems;
    auto const told = scenarios::explain(subject, key, problems);
    if (!told)
        throw InputError{std::move(problems)};
    write_stdout(json ? explain_json(*told, subject.pack) : scenarios::explanation_text(*told));
}

} // namespace

int explain(ScenarioChoice const& choice, std::string const& key, bool json) {
    auto const study = load_study(choice);
    show({study.pack, study.pack_document, &study.scenario}, key, json);
    return static_cast<int>(ExitCode::done);
}

int explain_pack(std::string const& pack, std::string const& key, bool json) {
    auto const loaded = load_pack(pack);
    show({loaded.pack, loaded.document}, key, json);
    return static_cast<int>(ExitCode::done);
}

} // namespace stempath::apps
