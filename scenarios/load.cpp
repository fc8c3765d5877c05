//! A scenario with its pack.
#include "scenarios/scenario.hpp"

#include "models/fit_file.hpp"
#include "scenarios/loaded_pack.hpp"
#include "scenarios/scenario_document.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::scenarios {

namespace {

using models::Node;
using models::ProblemKind;

std::optional<Node> pack_document(Scenario const& scenario, models::Diagnostics& problems) {
    if (!scenario.pack_document)
        return models::read_pack_document(scenario.pack_directory, scenario.overrides, problems);
    auto document = *scenario.pack_document;
    models::apply_overrides(document, scenario.overrides, problems);
    return document;
}

//! Years of the run against those of the pack.
class YearChecks {
  public:
    YearChecks(Study& study, models::Diagnostics& problems) : study_(study), problems_(problems) {}

    void run() {
        auto& scenario = study_.scenario;
        auto const& pack = study_.pack;
        auto& run = *scenario.document.find("run");
        if (scenario.start && *scenario.start != pack.base_year)
            problem(run, "start",
                    fmt::format("found {}; a run starts in the pack's base year, {}.",
                                *scenario.start, pack.base_year));
        if (!scenario.start)
            run.set("start", models::make_node(std::int64_t{pack.base_year},
                                               study_.pack_document.find("years")->where));
        scenario.start = pack.base_year;
        auto const k = pack.parity.front().k;
        if (scenario.end <= pack.base_year)
            problem(run, "end",
                    fmt::format("found {}; the run must end after the base year, {}.", scenario.end,
                                pack.base_year));
        else if (scenario.end + k - 1 > pack.last_year)
            problem(run, "end",
                    fmt::format("found {}; with parity.k = {} the run goes on to {}, and the "
                                "pack's tables end in {}. {} is the last year possible.",
                                scenario.end, k, scenario.end + k - 1, pack.last_year,
                                pack.last_year - k + 1));
        check_goals();
        for (std::size_t i = 1; i < study_.pack.parity.size(); ++i)
            check_goals_beside(study_.pack.parity[i]);
    }

  private:
    void problem(Node const& table, std::string_view key, std::string const& why) {
        auto const* const node = table.find(key);
        problems_.add(ProblemKind::out_of_range, node->where, models::key_below("run", key), why);
    }

    //! How late a place is read: the pack, the chain of scenarios, the command line.
    std::size_t rank(std::string const& file) const {
        auto const& chain = study_.scenario.extends;
        if (file.starts_with("--"))
            return chain.size() + 2;
        if (file == study_.scenario.path.string())
            return chain.size() + 1;
        for (std::size_t i = 0; i < chain.size(); ++i)
            if (file == chain[i].string())
                return i + 1;
        return 0;
    }

    //! A goal beyond the end is a mistake of who wrote both; one that was only inherited falls
    //! away.
    void check_goals() {
        auto* const node = study_.pack_document.find("parity")->find("main")->find("goals");
        auto const& end = *study_.scenario.document.find("run")->find("end");
        auto& goals = study_.pack.parity.front().goals;
        bool const inherited = node != nullptr && rank(node->where.file) < rank(end.where.file);
        for (auto const year : std::vector(goals))
            if (year <= study_.pack.base_year || (year > study_.scenario.end && !inherited))
                problems_.add(ProblemKind::out_of_range, node->where, "parity.goals",
                              fmt::format("the goal {} is outside of the run, {} to {}. Give "
                                          "parity.goals of your own, or another run.end.",
                                          year, study_.pack.base_year + 1, study_.scenario.end));
            else if (year > study_.scenario.end)
                drop_goal(*node, goals, year);
    }

    //! Those of main that fell away have their note.
    void check_goals_beside(models::ParitySpec& spec) {
        auto const* const stated =
            study_.pack_document.find("parity")->find(spec.name)->find("goals");
        for (auto const year : std::vector(spec.goals)) {
            if (year > study_.pack.base_year && year <= study_.scenario.end)
                continue;
            std::erase(spec.goals, year);
            if (stated != nullptr)
                study_.notes.push_back(fmt::format(
                    "the goal {} of {} lies outside of the run, {} to {}, and is left out", year,
                    models::to_text(stated->where), study_.pack.base_year + 1,
                    study_.scenario.end));
        }
    }

    void drop_goal(Node& node, std::vector<std::int32_t>& goals, std::int32_t year) {
        std::erase(goals, year);
        std::erase_if(node.items, [&](Node const& item) { return item.integer == year; });
        study_.notes.push_back(
            fmt::format("the goal {} of {} lies beyond run.end, {}, and is left out", year,
                        models::to_text(node.where), study_.scenario.end));
    }

    Study& study_;
    models::Diagnostics& problems_;
};

constexpr std::uint32_t twins_unless_stated = 20;

//! Whether figures are drawn, and how many replicates have a twin; all stated in the document.
void settle_doubt(Study& study, models::Diagnostics& problems) {
    auto& scenario = study.scenario;
    auto& run = *scenario.document.find("run");
    bool const can = study.pack.states_doubt;
    if (scenario.doubt.value_or(false) && !can)
        problems.add(
            ProblemKind::conflict, run.find("doubt")->where, "run.doubt",
            "the pack says nothing of the doubt about its figures: it has no [doubt]. Write "
            "doubt = false, or leave it out.");
    scenario.doubt = scenario.doubt.value_or(true) && can;
    auto const replicates = scenario.replicates.count;
    if (*scenario.doubt)
        scenario.twins = std::min(scenario.twins.value_or(twins_unless_stated), replicates);
    else
        scenario.twins = 0;
    Node doubt = models::make_node(std::int64_t{0}, {"default", 0});
    doubt.kind = Node::Kind::boolean;
    doubt.boolean = *scenario.doubt;
    if (run.find("doubt") == nullptr)
        run.set("doubt", doubt);
    if (run.find("twins") == nullptr || !*scenario.doubt)
        run.set("twins", models::make_node(std::int64_t{*scenario.twins}, {"default", 0}));
}

models::RunSettings settings_of(Study const& study) {
    auto const& scenario = study.scenario;
    models::RunSettings settings;
    settings.end_year = scenario.end;
    settings.scale = scenario.scale;
    settings.seed = scenario.seed;
    settings.first_replicate = scenario.replicates.first;
    settings.replicates = scenario.replicates.count;
    settings.record_replicates = scenario.record != "sums";
    settings.count_years_in_stage = scenario.record == "years_in_stage";
    settings.threads = scenario.threads;
    settings.doubt = scenario.doubt.value_or(false);
    settings.twins = scenario.twins.value_or(0);
    settings.parity = study.pack.parity.front();
    settings.beside.assign(study.pack.parity.begin() + 1, study.pack.parity.end());
    return settings;
}

//! What is not wrong with a pack, but worth a word.
void add_fit_note(Study& study) {
    auto const& scenario = study.scenario;
    if (auto note =
            scenario.pack_document ? std::nullopt : models::stale_fit(scenario.pack_directory))
        study.notes.push_back(std::move(*note));
}

} // namespace

std::optional<Study> load(std::filesystem::path const& path,
                          CommandLineOverrides const& command_line, models::Diagnostics& problems) {
    auto const before = problems.count();
    auto scenario = read_scenario_anyway(path, command_line, problems);
    if (!scenario || scenario->pack_directory.empty())
        return std::nullopt;
    auto document = pack_document(*scenario, problems);
    auto pack =
        document ? models::read_pack(*document, scenario->pack_directory, problems) : std::nullopt;
    if (!pack)
        return std::nullopt;
    Study study{std::move(*scenario), std::move(*pack), std::move(*document), {}, {}, {}};
    study.inputs = problems.inputs();
    add_fit_note(study);
    auto const* const end = study.scenario.document.find("run")->find("end");
    if (end != nullptr && end->kind == Node::Kind::integer && end->integer == study.scenario.end)
        YearChecks(study, problems).run();
    settle_doubt(study, problems);
    study.settings = settings_of(study);
    if (problems.count() == before)
        check_sizes(study, problems);
    return problems.count() == before ? std::optional(std::move(study)) : std::nullopt;
}

std::optional<Study> load_pack_alone(std::string const& wanted, std::filesystem::path const& home,
                                     models::Diagnostics& problems) {
    auto loaded = load_pack(wanted, home, problems);
    if (!loaded)
        return std::nullopt;
    Study study{{}, std::move(loaded->pack), std::move(loaded->document), {}, {}, {}};
    auto& scenario = study.scenario;
    scenario.name = study.pack.name;
    scenario.pack_directory = study.pack.directory;
    scenario.start = study.pack.base_year;
    scenario.end = study.pack.last_year - study.pack.parity.front().k + 1;
    scenario.document.set("run", models::make_table(study.pack_document.where));
    study.inputs = problems.inputs();
    add_fit_note(study);
    settle_doubt(study, problems);
    study.settings = settings_of(study);
    check_sizes(study, problems);
    return problems.ok() ? std::optional(std::move(study)) : std::nullopt;
}

} // namespace stempath::scenarios
