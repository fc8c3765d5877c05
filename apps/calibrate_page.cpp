#include "apps/calibrate_page.hpp"

#include "apps/terminal.hpp"
#include "apps/text_table.hpp"
#include "models/printable.hpp"

#include <cmath>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

using analysis::Unit;

std::string amount(double x, Unit unit) {
    if (unit == Unit::persons || unit == Unit::persons_per_year)
        return fmt::format("{:.0f}", x);
    return fmt::format("{:.4f}", x);
}

std::string headline(FittedPack const& of, bool colour) {
    auto const& c = of.fits.front();
    auto text = bold(
        fmt::format("Misfit {:.1f} over {} targets (before {:.1f}): {} of them outside of their "
                    "90 % range, and {} of {} that were only checked.",
                    c.misfit, c.fitted, c.misfit_before, c.fitted_outside, c.checked_outside,
                    c.checked),
        colour);
    text += "\nMisfit is the sum of ((simulated - target) / SD)^2; a range is 3.29 SD wide.\n";
    return text +
           fmt::format("Of {} draws of all figures in doubt {:.0f} % are within the range of "
                       "a target, mean over targets; draws: target by target.\n",
                       c.draws, 100.0 * c.drawn_in_range);
}

std::string target_table(FittedPack const& of) {
    TextTable table({0, 2, 2, 2, 2, 2, 2, 2});
    table.row({"target", "simulated", "+-", "wanted", "difference", "range", "draws", ""});
    for (std::size_t i = 0; i < of.targets->all.size(); ++i) {
        auto const& t = of.targets->all[i];
        auto const& c = of.fits.front().targets[i];
        table.row({models::printable(t.id), amount(c.simulated, t.unit), amount(c.error, t.unit),
                   amount(t.value, t.unit), amount(c.simulated - t.value, t.unit),
                   amount(t.low, t.unit) + " to " + amount(t.high, t.unit),
                   fmt::format("{:.0f} %", 100.0 * c.drawn_in_range),
                   fmt::format("{}{}", t.in_range(c.simulated) ? "in" : "OUT",
                               t.fitted ? "" : " (check)")});
    }
    return table.text();
}

std::string number_table(FittedPack const& of) {
    TextTable table({0, 2, 2, 2, 2, 2});
    table.row({"log-odds", "value", "+-", "posterior SD", "prior SD", ""});
    for (auto const& n : of.fits.front().numbers)
        table.row({n.label, fmt::format("{:.3f}", n.value), fmt::format("{:.3f}", n.error),
                   fmt::format("{:.3f}", n.posterior_sd), fmt::format("{:.3f}", n.number.prior_sd),
                   n.prior_driven() ? "prior-driven" : ""});
    return table.text();
}

std::string agreement_text(FittedPack const& of, std::size_t other) {
    auto const& a = of.fits.front();
    auto const& b = of.fits[other];
    auto const same = analysis::agreement(a, b);
    auto const first = start_name(of.settings.front().start),
               second = start_name(of.settings[other].start);
    TextTable table({0, 2, 2, 2, 2});
    table.row({"log-odds", "start " + first, "start " + second, "difference", "over its error"});
    for (std::size_t k = 0; k < a.numbers.size(); ++k)
        table.row({a.numbers[k].label, fmt::format("{:.3f}", a.numbers[k].value),
                   fmt::format("{:.3f}", b.numbers[k].value),
                   fmt::format("{:.3f}", a.numbers[k].value - b.numbers[k].value),
                   fmt::format("{:.1f}", same.z[k])});
    return fmt::format(
        "\nStarts {} and {} {}: the greatest of {} differences is {:.1f} Monte Carlo errors "
        "(chance alone passes {:.1f} in 1 % of cases); misfit {:.1f} and {:.1f}.\n{}",
        first, second, same.agree() ? "end at the same place" : "DIFFER", same.z.size(),
        same.greatest, same.bound, a.misfit, b.misfit, table.text());
}

std::string way_text(FittedPack const& of) {
    auto const& c = of.fits.front();
    auto const& s = of.settings.front();
    auto text = fmt::format(
        "\n{} rounds of Gauss-Newton, {} steps of stochastic approximation, {} simulations at "
        "scale {:g} in {:.0f} s.{}\n",
        c.rounds, c.steps, c.simulations, s.scale, c.wall_s,
        c.settled ? "" : " The steps ended before the Monte Carlo error was small enough.");
    if (of.raked != nullptr)
        text +=
            fmt::format("Base stocks raked to {} margins, {} of which they missed; the "
                        "greatest change of a cell is {:.1f} %.\n",
                        of.raked->margins, of.raked->outside, 100.0 * of.raked->greatest_change);
    else
        text += "Base stocks hold their margins within the ranges: they are unchanged.\n";
    for (auto const& path : of.written)
        text += fmt::format("Written: {}\n", models::printable(path.string()));
    if (!of.result_named)
        text += "The pack does not use it yet: name it in [fit], result = \"fit.toml\".\n";
    return text;
}

} // namespace

std::string start_name(std::uint32_t start) {
    return std::string(1, static_cast<char>('A' + start));
}

std::string calibrate_page(FittedPack const& of, bool colour) {
    auto text = headline(of, colour) + '\n' + target_table(of) + '\n' + number_table(of);
    for (std::size_t i = 1; i < of.fits.size(); ++i)
        text += agreement_text(of, i);
    return text + way_text(of);
}

} // namespace stempath::apps
