//! What a pack says of its fit: docs/calibration.md.
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

//! "high.four_year_stem", or "high.*": every exit of the stage.
class ExitNames {
  public:
    explicit ExitNames(PackReading& reading) : reading_(reading) {
        for (auto const& stage : reading.pack.stages)
            for (auto const& exit : stage.exits)
                known_.push_back(exit.full_name);
    }

    std::vector<std::string> read(Node const& node, std::string const& key) const {
        std::vector<std::string> exits;
        if (auto const names = as_names(node, key, reading_.problems))
            for (auto const& name : *names)
                add(name, key, exits);
        return exits;
    }

  private:
    void add(NamedAt const& name, std::string const& key, std::vector<std::string>& exits) const {
        auto const before = exits.size();
        bool const all = name.name.ends_with(".*");
        auto const begin = name.name.substr(0, name.name.size() - (all ? 1 : 0));
        for (auto const& exit : known_)
            if (all ? exit.starts_with(begin) : exit == begin)
                exits.push_back(exit);
        if (exits.size() == before)
            reading_.problems.add(ProblemKind::unknown_name, name.where, key,
                                  fmt::format("found \"{}\", no exit of this pack. Write "
                                              "STAGE.EXIT, or STAGE.* for all of a stage.{}",
                                              name.name, suggestion(name.name, known_)));
    }

    PackReading& reading_;
    std::vector<std::string> known_;
};

class FitReading {
  public:
    FitReading(PackReading& reading, Node const& node)
        : reading_(reading), exits_(reading), section_(node, "fit", reading.problems) {}

    FitSpec run() {
        if (auto const* const node = section_.require(
                "targets", "Name the table of targets: targets = \"fit_targets.csv\"."))
            spec_.targets_at = node->where;
        spec_.targets = section_.text("targets").value_or("");
        read_result();
        read_years();
        if (auto const* const node = section_.take("out_of_labour_force"))
            for (auto const stage :
                 read_stage_names(reading_, *node, section_.key("out_of_labour_force")))
                spec_.out_of_labour_force.push_back(reading_.pack.stages[stage].name);
        each("measure", [&](std::string const& name, Node const& node, std::string const& key) {
            spec_.measures.push_back(measure(name, node, key));
        });
        each("parameter", [&](std::string const& name, Node const& node, std::string const& key) {
            spec_.parameters.push_back(parameter(name, node, key));
        });
        if (auto const* const node = section_.take("posterior"))
            spec_.posterior = read_posterior(reading_, spec_, *node);
        section_.finish();
        return std::move(spec_);
    }

  private:
    template <class F>
    void each(std::string_view what, F read) {
        auto const* const node = section_.take(what);
        if (node == nullptr)
            return;
        if (node->kind != Node::Kind::table) {
            report_type(*node, section_.key(what), fmt::format("tables [fit.{}.NAME]", what),
                        reading_.problems);
            return;
        }
        for (auto const& [name, part] : node->entries)
            read(name, part, key_below(section_.key(what), name));
    }

    void read_result() {
        auto const name = section_.text("result");
        spec_.result = name.value_or("");
        if (name && name->empty())
            report_type(*section_.node().find("result"), section_.key("result"),
                        "the name of a file, \"fit.toml\",", reading_.problems);
    }

    void read_years() {
        auto const& pack = reading_.pack;
        spec_.first_year = pack.base_year + 1;
        spec_.last_year = pack.last_year;
        if (auto const* const node = section_.take("years"))
            if (auto const years = as_range(*node, section_.key("years"), pack.base_year + 1,
                                            pack.last_year, reading_.problems)) {
                spec_.first_year = static_cast<std::int32_t>(years->first);
                spec_.last_year = static_cast<std::int32_t>(years->second);
            }
    }

    FitMeasure measure(std::string const& name, Node const& node, std::string const& key) {
        Section section(node, key, reading_.problems);
        FitMeasure m;
        m.name = name;
        if (auto const* const exits = section.require("exits", "Name exits: [\"high.work\"]."))
            m.exits = exits_.read(*exits, section.key("exits"));
        if (auto const* const except = section.take("except"))
            for (auto const& exit : exits_.read(*except, section.key("except")))
                std::erase(m.exits, exit);
        if (auto const* const of = section.take("of"))
            m.of = exits_.read(*of, section.key("of"));
        if (auto const* const fields = section.take("fields"))
            if (auto const names = as_names(*fields, section.key("fields"), reading_.problems))
                for (auto const& field : *names)
                    if (read_name(make_node(std::string_view(field.name), field.where),
                                  section.key("fields"), reading_.pack.fields, "field",
                                  reading_.problems))
                        m.fields.push_back(field.name);
        section.finish();
        return m;
    }

    FitParameter parameter(std::string const& name, Node const& node, std::string const& key) {
        Section section(node, key, reading_.problems);
        FitParameter p;
        p.name = name;
        if (auto const* const exits = section.require("exits", "Name exits: [\"high.work\"]."))
            p.exits = exits_.read(*exits, section.key("exits"));
        refuse_quotas(p, node, key);
        p.by = section.text("by").value_or("common");
        read_values(p, section);
        if (auto const* const sd =
                section.require("prior_sd", "Give the width of the prior in log-odds: 0.3."))
            p.prior_sd = as_number(*sd, section.key("prior_sd"), 1e-4, 10.0, reading_.problems)
                             .value_or(1.0);
        if (auto const* const ids = section.take("informed_by")) {
            p.informed_at = ids->where;
            if (auto const names = as_names(*ids, section.key("informed_by"), reading_.problems))
                for (auto const& id : *names)
                    p.informed_by.push_back(id.name);
        }
        section.finish();
        return p;
    }

    void refuse_quotas(FitParameter const& p, Node const& node, std::string const& key) {
        for (auto const& stage : reading_.pack.stages)
            for (auto const& exit : stage.exits)
                if (exit.form == ExitForm::quota &&
                    std::find(p.exits.begin(), p.exits.end(), exit.full_name) != p.exits.end())
                    reading_.problems.add(ProblemKind::conflict, node.where, key,
                                          fmt::format("{} is an exact quota, and has no odds that "
                                                      "a parameter could move.",
                                                      exit.full_name));
    }

    //! Names along `by`; none for a number common to all.
    std::vector<std::string> names_along(std::string const& by) const {
        auto const dimension = reading_.figures.space.dimension(by);
        return dimension ? reading_.figures.space.names_along(*dimension)
                         : std::vector<std::string>{};
    }

    void read_values(FitParameter& p, Section& section) {
        auto const* const node = section.take("values");
        if (p.by == "common") {
            if (node != nullptr)
                reading_.problems.add(ProblemKind::conflict, node->where, section.key("values"),
                                      "needs by = an axis or another dimension.");
            return;
        }
        auto const known = p.by == "stage" ? std::vector<std::string>{} : names_along(p.by);
        if (known.empty()) {
            std::vector<std::string> allowed{"common", "group", "field", "credential", "region"};
            for (auto const& axis : reading_.pack.axes)
                allowed.push_back(axis.name);
            reading_.problems.add(ProblemKind::unknown_name, section.node().find("by")->where,
                                  section.key("by"),
                                  fmt::format("found \"{}\", along which no parameter can vary.{}",
                                              p.by, suggestion(p.by, allowed)));
            return;
        }
        p.values = known;
        auto const names = node == nullptr
                               ? std::nullopt
                               : as_names(*node, section.key("values"), reading_.problems);
        if (!names)
            return;
        p.values.clear();
        for (auto const& name : *names)
            if (read_name(make_node(std::string_view(name.name), name.where), section.key("values"),
                          known, p.by, reading_.problems))
                p.values.push_back(name.name);
    }

    PackReading& reading_;
    ExitNames exits_;
    Section section_;
    FitSpec spec_;
};

} // namespace

void read_fit(PackReading& reading, Node const& node) {
    reading.pack.fit = FitReading(reading, node).run();
}

} // namespace stempath::models
