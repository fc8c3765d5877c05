#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr DimSet of_people =
    dims(Dim::year, Dim::age, Dim::tenure, Dim::region, Dim::group, Dim::field, Dim::credential);

//! 0 before an age, 1 from it on.
Cube by_age(std::int32_t from_age, Space const& space) {
    std::array<std::uint32_t, n_dims> extent{};
    extent.fill(1);
    extent[static_cast<std::size_t>(Dim::age)] = space.size(Dim::age);
    Cube cube(extent);
    std::fill(cube.values().begin() + from_age, cube.values().end(), 1.0);
    return cube;
}

class ExitReading {
  public:
    ExitReading(PackReading& reading, StageSpec const& stage, std::string const& name,
                Node const& node, std::string const& key, Provenance const& inherited)
        : reading_(reading), stage_(stage), section_(node, key, reading.problems),
          from_(stated_provenance(section_, inherited)) {
        exit_.name = name;
        exit_.full_name = stage.name + "." + name;
    }

    ExitSpec run() {
        if (auto const* const to =
                section_.require("to", "Name the stage that this exit leads to, or \"out\"."))
            exit_.to = read_destination(reading_, *to, section_.key("to")).value_or(out);
        read_form();
        read_timing();
        read_beta();
        read_gamma();
        read_added("offset", "log-odds", exit_.offset);
        read_added("trend", "log-odds per year", exit_.trend);
        read_field();
        read_credential();
        section_.finish();
        return std::move(exit_);
    }

  private:
    void problem(ProblemKind kind, std::string_view name, std::string const& why) {
        auto const* const at = section_.node().find(name);
        reading_.problems.add(kind, at == nullptr ? section_.where() : at->where,
                              section_.key(name), why);
    }

    void read_form() {
        auto const* const p = section_.take("p");
        auto const* const log_odds = section_.take("log_odds");
        auto const* const quota = section_.take("quota");
        auto const* const at_age = section_.take("at_age");
        auto const given =
            (p != nullptr) + (log_odds != nullptr) + (quota != nullptr) + (at_age != nullptr);
        if (given != 1) {
            reading_.problems.add(
                given == 0 ? ProblemKind::missing_key : ProblemKind::conflict, section_.where(),
                section_.key(),
                fmt::format("an exit has exactly one of p, log_odds, quota and at_age; found {}.",
                            given));
            return;
        }
        if (p != nullptr)
            figure(*p, "p", ExitForm::probability, {.by = of_people, .low = 0.0, .high = 1.0});
        else if (log_odds != nullptr)
            figure(
                *log_odds, "log_odds", ExitForm::log_odds,
                {.by = of_people, .low = -100.0, .high = 100.0, .doubt = Doubt::Scale::log_odds});
        else if (quota != nullptr)
            figure(*quota, "quota", ExitForm::quota, {.by = of_people, .low = 0.0});
        else
            read_age(*at_age);
    }

    void figure(Node const& node, std::string_view name, ExitForm form, FigureRules const& rules) {
        exit_.form = form;
        auto cube = read_figure(reading_.figures, node, section_.key(name), from_, rules);
        if (!cube)
            return;
        check_classes(reading_, stage_, *cube, node.where, section_.key(name));
        exit_.value = std::move(*cube);
    }

    void read_age(Node const& node) {
        auto const& space = reading_.figures.space;
        if (!space.ages)
            problem(ProblemKind::conflict, "at_age",
                    "needs [demography]: without it nobody has an age.");
        else if (auto const age =
                     as_integer(node, section_.key("at_age"), 0, space.last_age, reading_.problems))
            exit_.value = by_age(static_cast<std::int32_t>(*age), space);
        exit_.value.from = from_;
    }

    void read_timing() {
        auto const every_year = section_.flag("every_year");
        if (every_year && !stage_.duration)
            problem(ProblemKind::conflict, "every_year",
                    "needs a duration: in other stages every exit is open every year.");
        exit_.every_year = every_year.value_or(!stage_.duration);
    }

    void read_beta() {
        auto const* const node = section_.take("beta");
        if (node == nullptr)
            return;
        if (!reading_.pack.traits)
            problem(ProblemKind::conflict, "beta",
                    "needs traits: declare traits = { ... } at the head of the pack.");
        Section beta(*node, section_.key("beta"), reading_.problems);
        auto from = stated_provenance(beta, from_);
        if (node->find("unit") == nullptr)
            from.unit = "log-odds per SD";
        std::size_t trait = 0;
        for (auto const name : {"interest", "preparation", "belonging"}) {
            if (auto const* const value = beta.take(name))
                read_one_beta(*value, beta.key(name), from, exit_.beta[trait]);
            ++trait;
        }
        beta.finish();
    }

    void read_one_beta(Node const& node, std::string const& key, Provenance const& from,
                       double& into) {
        into = read_constant(reading_.figures, node, key, from, -100.0, 100.0).value_or(0.0);
        if (std::abs(into) >= 2.0)
            reading_.problems.add(
                ProblemKind::out_of_range, node.where, key,
                fmt::format("found {}; the size of a coefficient must be below 2.", into));
    }

    void read_gamma() {
        auto const* const node = section_.take("gamma");
        if (node == nullptr)
            return;
        if (exit_.form == ExitForm::quota)
            problem(ProblemKind::conflict, "gamma",
                    "an exact quota answers to no board: no log-odds decide who takes it.");
        exit_.boards = read_responses(reading_, *node, section_.key("gamma"), from_);
    }

    //! Log-odds that are added to the exit's own.
    void read_added(std::string_view name, std::string_view unit, std::optional<Cube>& into) {
        auto const* const node = section_.take(name);
        if (node == nullptr)
            return;
        if (exit_.form == ExitForm::quota)
            problem(ProblemKind::conflict, name,
                    "is added to log-odds, and none decide who takes an exact quota.");
        auto from = from_;
        from.unit = unit;
        into = read_figure(reading_.figures, *node, section_.key(name), from,
                           {.by = of_people, .low = -100.0, .high = 100.0});
        if (into)
            check_classes(reading_, stage_, *into, node->where, section_.key(name));
    }

    void read_field() {
        auto const* const node = section_.take("field");
        if (node == nullptr || (node->kind == Node::Kind::text && node->text == "keep"))
            return;
        auto const& space = reading_.figures.space;
        auto const key = section_.key("field");
        if (node->kind == Node::Kind::text && !names_table(*node)) {
            exit_.field.kind = FieldChange::Kind::set;
            exit_.field.field =
                read_name(*node, key, space.fields, "field", reading_.problems).value_or(0);
            return;
        }
        exit_.field.kind = FieldChange::Kind::drawn;
        auto from = from_;
        from.unit = "share";
        auto cube = read_figure(reading_.figures, *node, key, from,
                                {.by = of_people, .low = 0.0, .high = 1.0});
        if (!cube)
            return;
        exit_.field.shares = expanded(*cube, dims(Dim::field), space);
        normalise(exit_.field.shares, dims(Dim::field), false, space, key, reading_.problems,
                  &reading_.figures.files);
    }

    void read_credential() {
        auto const* const node = section_.take("credential");
        if (node == nullptr || (node->kind == Node::Kind::text && node->text == "keep"))
            return;
        exit_.credential =
            read_name(*node, section_.key("credential"), reading_.figures.space.credentials,
                      "credential", reading_.problems);
    }

    PackReading& reading_;
    StageSpec const& stage_;
    Section section_;
    Provenance from_;
    ExitSpec exit_;
};

} // namespace

void read_exits(PackReading& reading, StageSpec& stage, Node const& node, std::string const& key,
                Provenance const& inherited) {
    if (node.kind != Node::Kind::table)
        report_type(node, key, "a table for each exit, exit.NAME = { to = ..., p = ... },",
                    reading.problems);
    for (auto const& [name, exit] : node.entries)
        stage.exits.push_back(
            ExitReading(reading, stage, name, exit, key_below(key, name), inherited).run());
}

} // namespace stempath::models
