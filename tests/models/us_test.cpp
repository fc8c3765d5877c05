#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"
#include "tests/models/vital.hpp"

#include "models/drawn_pack.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

// The pack of the United States against the tables that it was made from.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::string const us = "models/packs/us";

//! Rows of a plain CSV file (quotes only in the last column, which is not read).
std::vector<std::vector<std::string>> rows(std::string const& path) {
    std::ifstream in(path);
    std::vector<std::vector<std::string>> all;
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> cells;
        std::istringstream words(line);
        for (std::string cell; std::getline(words, cell, ',');)
            cells.push_back(cell);
        all.push_back(cells);
    }
    REQUIRE(all.size() > 1);
    all.erase(all.begin());
    return all;
}

std::size_t group_of(Pack const& pack, std::string const& race, std::string const& sex) {
    for (std::size_t g = 0; g < pack.groups.size(); ++g)
        if (pack.groups[g].name == race + "." + sex)
            return g;
    throw std::invalid_argument(race + "." + sex);
}

} // namespace

TEST_CASE("the population of the United States follows the Census projection by sex and race",
          "[models][us][demography]") {
    constexpr double scale = 0.01;
    constexpr std::int32_t years = 38; // all that the projection is followed for
    auto const pack = pack_named(us);
    auto settings = settings_for(pack, 2022 + years);
    settings.parity.k = 1;
    settings.scale = scale;
    Trial const trial(pack, settings);
    REQUIRE(trial.model().band_from == std::vector<std::int32_t>{0, 18, 65});
    auto const everyone = expected_population(pack, scale, years),
               adults = expected_population(pack, scale, years, 18, 64);
    // The closed form, which is the same at every scale, equals the projection in all years: 0.01
    // %, for the projection is in whole persons and staying in six decimals.
    std::map<std::int32_t, std::vector<std::array<double, 2>>> projection;
    for (auto const& row : rows(us + "/projection.csv")) {
        auto const year = std::stoi(row[0]) - 2022;
        REQUIRE(year <= years);
        auto const g = group_of(pack, row[1], row[2]);
        auto& of_year = projection[year];
        of_year.resize(pack.groups.size());
        of_year[g] = {std::stod(row[3]) * scale, std::stod(row[4]) * scale};
        CHECK(everyone[static_cast<std::size_t>(year)][g].mean ==
              Approx(of_year[g][0]).epsilon(1e-4));
        CHECK(adults[static_cast<std::size_t>(year)][g].mean ==
              Approx(of_year[g][1]).epsilon(1e-4));
    }
    People people(trial.model());
    people.start();
    double worst = 0.0, worst_twin = 0.0;
    for (std::int32_t y = 1; y <= years; ++y) {
        people.demography(2022 + y);
        people.state().merge();
        if (y % 10 != 0 && y != years)
            continue;
        auto const& run = people.state();
        for (std::uint32_t g = 0; g < pack.groups.size(); ++g) {
            double all = 0.0, of_age = 0.0;
            for (std::uint32_t r = 0; r < run.shape.regions; ++r)
                for (std::uint32_t band = 0; band < 3; ++band)
                    for (std::uint32_t s = 0; s < run.shape.states; ++s) {
                        auto const n = static_cast<double>(run.stock[run.shape.at(r, band, g, s)]);
                        all += n;
                        of_age += band == 1 ? n : 0.0;
                    }
            auto const& law = projection.at(y)[g];
            double const sd = std::sqrt(everyone[static_cast<std::size_t>(y)][g].variance),
                         sd_adults = std::sqrt(adults[static_cast<std::size_t>(y)][g].variance);
            INFO(pack.groups[g].name << " in " << 2022 + y << ": " << all << " and " << law[0]
                                     << ", sd " << sd);
            CHECK(std::abs(all - law[0]) < sigma_bound * sd + 1e-4 * law[0]);
            CHECK(std::abs(of_age - law[1]) < sigma_bound * sd_adults + 1e-4 * law[1]);
            worst = std::max(worst, std::abs(all - law[0]) / sd);
            worst_twin =
                std::max(worst_twin, std::abs(all - 1.003 * law[0]) / sd); // 0.3 % is told from 0
        }
    }
    CHECK(worst < sigma_bound);
    CHECK(worst_twin > sigma_bound);
}

TEST_CASE("years in stage of the base year are geometric with the mean of the table, at most those "
          "since age 16",
          "[models][us][base]") {
    auto const pack = pack_named(us);
    auto settings = settings_for(pack, 2023);
    settings.scale = 0.003;
    Trial const trial(pack, settings);
    People people(trial.model());
    people.start();
    double seen = 0.0, expected = 0.0, variance = 0.0, twin = 0.0;
    std::vector<bool> forward(pack.stages.size());
    for (Index const s : pack.base->forward)
        forward[s] = true;
    for (auto const& [key, person] : people.living()) {
        auto const age = 2022 - person.birth_year;
        if (forward[person.stage] || age < 20)
            continue;
        Coords c;
        c[Dim::stage] = static_cast<std::int32_t>(person.stage);
        c[Dim::age] = age;
        double const mean = pack.base->tenure->at(c), odds = mean / (1.0 + mean), most = age - 16;
        CHECK(2022 - person.since <= most);
        seen += 2022 - person.since;
        expected +=
            odds * (1.0 - std::pow(odds, most)) / (1.0 - odds); // of the lesser of it and `most`
        variance += mean * (1.0 + mean);                        // at most that without a bound
        twin += mean;
    }
    CHECK(std::abs(sigmas(seen, expected, variance)) < sigma_bound);
    CHECK(std::abs(sigmas(seen, twin, variance)) > sigma_bound);
}

TEST_CASE("stocks of the United States sum back to the published margins through one crosswalk",
          "[models][us][stocks]") {
    auto const pack = pack_named(us);
    auto const bachelors = static_cast<std::size_t>(
        std::find(pack.credentials.begin(), pack.credentials.end(), "bachelors") -
        pack.credentials.begin());
    std::array<std::string, 4> const classes{"none", "science_engineering", "related",
                                             "middle_skill"};
    double worst = 0.0;
    int margins = 0;
    for (auto const& row : rows(us + "/targets.csv")) {
        REQUIRE(row[0] == "workers");
        double sum = 0.0;
        Coords c;
        for (std::size_t s = 0; s < pack.stages.size(); ++s)
            for (std::size_t f = 0; f < pack.fields.size(); ++f)
                for (std::size_t k = 0; k < pack.credentials.size(); ++k) {
                    auto const& cell =
                        pack.crosswalk[(s * pack.fields.size() + f) * pack.credentials.size() + k];
                    auto const& name = classes.at(static_cast<std::size_t>(cell.ncses));
                    bool const education =
                        row[2] == "*" || (row[2] == "bachelors_or_more") == (k >= bachelors);
                    if (name == "none" || !education || (row[1] != "*" && row[1] != name))
                        continue;
                    for (std::size_t g = 0; g < pack.groups.size(); ++g) {
                        auto const& group = pack.groups[g].name;
                        if ((row[3] != "*" && !group.ends_with("." + row[3])) ||
                            (row[4] != "*" && !group.starts_with(row[4] + ".")))
                            continue;
                        c[Dim::stage] = static_cast<std::int32_t>(s);
                        c[Dim::field] = static_cast<std::int32_t>(f);
                        c[Dim::credential] = static_cast<std::int32_t>(k);
                        c[Dim::group] = static_cast<std::int32_t>(g);
                        sum += pack.base->stocks.at(c);
                    }
                }
        double const target = std::stod(row[5]);
        INFO(row[1] << ", " << row[2] << ", " << row[3] << ", " << row[4] << ": " << sum << " and "
                    << target);
        CHECK(std::abs(sum / target - 1.0) < 0.001);
        worst = std::max(worst, std::abs(sum / target - 1.0));
        ++margins;
    }
    CHECK(margins == 81);
    CHECK(worst < 1e-5); // what rounding the stocks to a tenth of a person leaves
}

TEST_CASE("every figure in doubt of every pack that is shipped is drawn", "[us][doubt]") {
    for (auto const& folder : std::filesystem::directory_iterator("models/packs")) {
        INFO(folder.path().string());
        auto const left = figures_not_drawn(pack_named(folder.path().string()));
        CHECK(left == std::vector<std::string>{});
    }
    // With its grades alone, as [doubt] would have it.
    Diagnostics problems;
    auto document = read_pack_document(us, {}, problems);
    if (document->find("doubt") == nullptr)
        document->entries.push_back(
            parse_toml("[doubt]\nA = 1.01\nB = 1.05\nC = 1.15\njudgement = 1.3\n",
                       us + "/pack.toml", problems)
                ->entries.front());
    auto const pack = read_pack(*document, us, problems);
    INFO(problems.text());
    REQUIRE(pack);
    CHECK(figures_not_drawn(*pack) == std::vector<std::string>{});
    CHECK(DoubtfulFigures(*pack).all().size() > 100);
}
