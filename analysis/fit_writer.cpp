#include "analysis/fit_writer.hpp"

#include "analysis/offsets_text.hpp"
#include "models/fit_draws.hpp"
#include "models/toml_text.hpp"
#include "output/csv_file.hpp"
#include "output/file_writer.hpp"
#include "output/output_error.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <unistd.h>
#include <utility>

namespace stempath::analysis {

namespace {

namespace fs = std::filesystem;
constexpr char const* table_name = "fit_table.csv";
constexpr char const* stocks_name = "fit_stocks.csv";
constexpr char const* posterior_name = "fit_posterior.csv";

std::string in_quotes(std::string_view text) {
    return models::inline_toml(models::make_node(text, {}));
}

//! Parameters that move an exit.
std::vector<std::size_t> parameters_of(models::FitSpec const& fit, std::string const& exit) {
    std::vector<std::size_t> of;
    for (std::size_t p = 0; p < fit.parameters.size(); ++p) {
        auto const& exits = fit.parameters[p].exits;
        if (std::find(exits.begin(), exits.end(), exit) != exits.end())
            of.push_back(p);
    }
    return of;
}

//! An offset rests on judgement when the targets say little of any number in it.
bool prior_driven(Calibration const& fit, std::vector<std::size_t> const& parameters) {
    return std::any_of(fit.numbers.begin(), fit.numbers.end(), [&](FittedNumber const& n) {
        return n.prior_driven() && std::find(parameters.begin(), parameters.end(),
                                             n.number.parameter) != parameters.end();
    });
}

//! Normal by normal what it adds to each number.
std::vector<std::vector<double>> coefficients(Calibration const& fit) {
    std::map<std::pair<std::string, std::string>, std::vector<double>> by_normal;
    for (auto const& draw : fit.posterior) {
        auto& numbers = by_normal[{draw.draw, draw.part}];
        numbers.resize(fit.numbers.size());
        numbers[draw.number] += draw.log_odds;
    }
    std::vector<std::vector<double>> all;
    for (auto& [name, numbers] : by_normal)
        all.push_back(std::move(numbers));
    return all;
}

models::Pack moved_by(FitRecord const& fit) {
    std::vector<models::FreeNumber> numbers;
    std::vector<double> values;
    for (auto const& n : fit.calibration->numbers) {
        numbers.push_back(n.number);
        values.push_back(n.value);
    }
    return models::with_numbers(*fit.pack, numbers, values);
}

//! Half the 90 % range of an exit's offset: the normals that move its numbers, in quadrature.
models::Cube half_widths(FitRecord const& fit, models::ExitSpec const& exit) {
    std::vector<models::FreeNumber> numbers;
    for (auto const& n : fit.calibration->numbers)
        numbers.push_back(n.number);
    models::Cube squares;
    for (auto const& by_normal : coefficients(*fit.calibration)) {
        auto const sum = models::sum_of_numbers(*fit.pack, exit, numbers, by_normal);
        models::Cube next(sum->extents());
        models::for_each_cell(next.extents(), [&](models::Coords const& c) {
            next.at(c) = (squares.values().empty() ? 0.0 : squares.at(c)) + sum->at(c) * sum->at(c);
        });
        squares = std::move(next);
    }
    for (double& x : squares.values())
        x = models::sd_to_95 * std::sqrt(x);
    return squares;
}

std::string offset_line(FitRecord const& fit, models::Pack const& moved,
                        models::StageSpec const& stage, models::ExitSpec const& exit) {
    auto const of = parameters_of(*fit.pack->fit, exit.full_name);
    auto const key = fmt::format("stage.{}.exit.{}.offset", stage.name, exit.name);
    std::vector<std::string> labels;
    for (auto const p : of)
        labels.push_back(fit.pack->fit->parameters[p].name);
    auto const names = fmt::format("{}", fmt::join(labels, " + "));
    bool const judged = prior_driven(*fit.calibration, of);
    return fmt::format("{} = {{ {}, doubt = \"{}\", unit = \"log-odds\", source = \"fit\", grade = "
                       "\"{}\", note = {} }}\n",
                       in_quotes(key),
                       named_entries(*exit.offset, half_widths(fit, exit), moved, key),
                       models::fit_draw, judged ? "judgement" : "B",
                       in_quotes(names + (judged ? "; driven by the prior" : "")));
}

std::string set_section(FitRecord const& fit) {
    auto const moved = moved_by(fit);
    std::string text = "\n[set]\n";
    for (std::size_t s = 0; s < moved.stages.size(); ++s)
        for (std::size_t e = 0; e < moved.stages[s].exits.size(); ++e) {
            auto const& exit = moved.stages[s].exits[e];
            if (!parameters_of(*fit.pack->fit, exit.full_name).empty())
                text += offset_line(fit, moved, moved.stages[s], exit);
        }
    if (fit.raked != nullptr)
        text += fmt::format("\"base.stocks\" = {{ table = \"{}\", unit = \"persons\", source = "
                            "\"fit\", grade = \"{}\", note = \"raked to {} margins\" }}\n",
                            stocks_name, fit.raked->stocks.from.grade, fit.raked->margins);
    return text;
}

std::string fitted_section(FitRecord const& fit) {
    auto const& c = *fit.calibration;
    auto const& s = *fit.settings;
    auto text = fmt::format(
        "\n[fitted]\nbasis = \"{}\"\nscale = {}\nreplicates = {}\nseed = {}\nstart = {}\nrounds = "
        "{}\nsteps = "
        "{}\nsimulations = {}\nsettled = {}\nlast_year = {}\nmisfit = {:.4g}\nmisfit_before = "
        "{:.4g}\npenalty = {:.4g}\ntargets = {}\noutside = {}\nchecks = {}\nchecks_outside = "
        "{}\ndraws = {}\ndrawn_in_range = {:.3g}\n",
        fit.basis, s.scale, s.replicates, s.seed, s.start, c.rounds, c.steps, c.simulations,
        c.settled, fit.targets->last_year, c.misfit, c.misfit_before, c.penalty, c.fitted,
        c.fitted_outside, c.checked, c.checked_outside, c.draws, c.drawn_in_range);
    text += "\n[fitted.numbers]\n";
    for (auto const& n : c.numbers)
        text += fmt::format("{} = {{ value = {:.6g}, error = {:.3g}, posterior_sd = {:.3g}, "
                            "drawn_sd = {:.3g}, prior_sd = {:.3g}, prior_driven = {} }}\n",
                            in_quotes(n.label), n.value, n.error, n.posterior_sd, n.drawn_sd,
                            n.number.prior_sd, n.prior_driven());
    return text;
}

void append_row(std::string& text, std::vector<std::string> const& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        text += i == 0 ? "" : ",";
        output::append_csv_field(text, fields[i]);
    }
    text += '\n';
}

bool has_stock(models::Cube const& stocks, std::size_t stage) {
    bool any = false;
    models::for_each_cell(stocks.extents(), [&](models::Coords const& c) {
        any =
            any || (static_cast<std::size_t>(c[models::Dim::stage]) == stage && stocks.at(c) > 0.0);
    });
    return any;
}

std::string rounded(double x) { return fmt::format("{:.6g}", x); }

} // namespace

std::string fit_toml(FitRecord const& fit) {
    return "# Written by \"stempath calibrate\": what moves this pack to its targets. How it was "
           "found stands in\n# [fitted], target by target in fit_table.csv; the method in "
           "docs/calibration.md.\nschema = 1\n" +
           set_section(fit) + fmt::format("\n[posterior]\ntable = \"{}\"\n", posterior_name) +
           fitted_section(fit);
}

std::string posterior_table(FitRecord const& fit) {
    std::string text;
    append_row(text, {"draw", "part", "number", "log_odds"});
    for (auto const& by : fit.calibration->posterior)
        append_row(text, {by.draw, by.part, fit.calibration->numbers[by.number].label,
                          fmt::format("{:.4g}", by.log_odds)});
    return text;
}

std::string fit_table(FitRecord const& fit) {
    std::string text;
    append_row(text, {"target", "use", "unit", "value", "low", "high", "simulated", "error",
                      "difference", "deviation", "in_range", "before", "drawn_low", "drawn_high",
                      "drawn_in_range", "grade"});
    for (std::size_t i = 0; i < fit.targets->all.size(); ++i) {
        auto const& t = fit.targets->all[i];
        auto const& c = fit.calibration->targets[i];
        append_row(text,
                   {t.id, t.fitted ? "fit" : "check", std::string(unit_text(t.unit)),
                    rounded(t.value), rounded(t.low), rounded(t.high), rounded(c.simulated),
                    fmt::format("{:.2g}", c.error), rounded(c.simulated - t.value),
                    fmt::format("{:.2f}", (c.simulated - t.value) / t.sd()),
                    t.in_range(c.simulated) ? "yes" : "no", rounded(c.before), rounded(c.drawn_low),
                    rounded(c.drawn_high), fmt::format("{:.3g}", c.drawn_in_range), t.grade});
    }
    return text;
}

std::string stocks_table(models::Pack const& pack, models::Cube const& stocks) {
    std::string text;
    std::vector<std::string> head{"stage", "field", "credential"};
    for (auto const& axis : pack.axes)
        head.push_back(axis.name);
    head.emplace_back("value");
    append_row(text, head);
    // A stage is empty but for the rows that name more of it.
    for (std::size_t s = 0; s < pack.stages.size(); ++s)
        if (has_stock(stocks, s)) {
            std::vector<std::string> row(head.size(), "*");
            row.front() = pack.stages[s].name;
            row.back() = "0";
            append_row(text, row);
        }
    models::for_each_cell(stocks.extents(), [&](models::Coords const& c) {
        using models::Dim;
        auto const at = [&](Dim d) { return static_cast<std::size_t>(c[d]); };
        if (stocks.at(c) <= 0.0)
            return;
        std::vector<std::string> row{pack.stages[at(Dim::stage)].name, pack.fields[at(Dim::field)],
                                     pack.credentials[at(Dim::credential)]};
        for (auto const& value : pack.groups[at(Dim::group)].values)
            row.push_back(value);
        row.push_back(fmt::format("{:.10g}", stocks.at(c)));
        append_row(text, row);
    });
    return text;
}

FitFiles::FitFiles(fs::path directory, std::string toml_name, bool replace)
    : directory_(std::move(directory)), toml_name_(std::move(toml_name)) {
    std::error_code error;
    fs::create_directories(directory_, error);
    if (error || ::access(directory_.c_str(), W_OK) != 0)
        throw output::OutputError(output::Fault::cannot_create,
                                  fmt::format("{}: cannot write there", directory_.string()));
    for (auto const& name : {toml_name_, std::string(table_name), std::string(stocks_name),
                             std::string(posterior_name)})
        if (!replace && fs::exists(directory_ / name))
            throw output::OutputError(
                output::Fault::cannot_create,
                fmt::format("{} is there already; --replace writes it anew, --out DIR elsewhere",
                            (directory_ / name).string()));
}

fs::path FitFiles::put(std::string const& name, std::string const& text) const {
    auto const path = directory_ / name;
    auto const staged = directory_ / fmt::format(".{}.{}", name, ::getpid());
    output::FileWriter file(staged);
    file.write(text);
    file.close();
    std::error_code error;
    fs::rename(staged, path, error);
    if (error)
        throw output::OutputError(output::Fault::io,
                                  fmt::format("{}: {}", path.string(), error.message()));
    return path;
}

std::vector<fs::path> FitFiles::write(FitRecord const& fit) const {
    std::vector<fs::path> written;
    // The tables that fit.toml names come first, fit.toml last: it is never there without the rest.
    if (fit.raked != nullptr)
        written.push_back(put(stocks_name, stocks_table(*fit.pack, fit.raked->stocks)));
    written.push_back(put(table_name, fit_table(fit)));
    written.push_back(put(posterior_name, posterior_table(fit)));
    written.push_back(put(toml_name_, fit_toml(fit)));
    output::sync_directory(directory_);
    return written;
}

} // namespace stempath::analysis
