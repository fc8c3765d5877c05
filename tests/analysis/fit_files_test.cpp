//! What a fit writes, and what becomes of it when the pack is read again.
#include "tests/analysis/support.hpp"
#include "tests/catch.hpp"

#include "analysis/fit_writer.hpp"
#include "models/doubt.hpp"
#include "models/drawn_pack.hpp"
#include "models/fit_file.hpp"
#include "output/output_error.hpp"
#include "scenarios/explanation.hpp"
#include "scenarios/loaded_pack.hpp"

#include <algorithm>
#include <array>
#include <cmath>

using namespace stempath;
namespace fs = std::filesystem;

namespace {

constexpr char const* named = "\n[fit.parameter.graduate]\nexits = [\"college.graduate\"]\nby = "
                              "\"sex\"\nvalues = [\"men\"]\nprior_sd = 0.2\n";

//! A fit that nobody had to wait for.
analysis::Calibration made_up(models::Pack const& pack, analysis::Targets const& targets) {
    analysis::Calibration fit;
    auto const numbers = models::free_numbers(*pack.fit);
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        auto const label = models::label_of(*pack.fit, numbers[k]);
        fit.numbers.push_back(
            {numbers[k], label, 0.1 * static_cast<double>(k + 1), 0.01, 0.02, 0.02});
        fit.posterior.push_back({"fit", label, k, 0.02});
    }
    fit.numbers.back().posterior_sd = numbers.back().prior_sd;
    for (auto const& t : targets.all)
        fit.targets.push_back({t.high + 1.0, 0.1, t.value});
    fit.misfit = 12.0;
    return fit;
}

struct Written {
    explicit Written(std::string const& more = named) : place({}, more) {
        pack = place.pack();
        targets = place.targets(pack);
        fit = made_up(pack, targets);
        analysis::FitFiles const files(place.path(), "fit.toml", false);
        models::Diagnostics problems;
        auto const document =
            models::read_pack_document(place.path(), {}, problems, models::Fitted::no);
        paths = files.write({&pack, &targets, &fit, &settings, nullptr,
                             models::fit_basis(*document, place.path())});
    }
    void change(std::string const& file, std::string const& from, std::string const& to) const {
        place.folder().write(file, tests::replaced(tests::text_of(place.path() / file), from, to));
    }
    void name_result() const { change("pack.toml", "[fit]\n", "[fit]\nresult = \"fit.toml\"\n"); }
    tests::FitPack place;
    models::Pack pack;
    analysis::Targets targets;
    analysis::Calibration fit;
    analysis::CalibrationSettings settings = tests::fit_settings();
    std::vector<fs::path> paths;
};

models::ExitSpec const& exit_of(models::Pack const& pack, std::string const& name) {
    for (auto const& stage : pack.stages)
        for (auto const& exit : stage.exits)
            if (exit.full_name == name)
                return exit;
    throw std::invalid_argument("no exit " + name);
}

double offset(models::Pack const& pack, std::string const& exit, std::int32_t group) {
    return exit_of(pack, exit).offset->at(tests::at({{models::Dim::group, group}}));
}

} // namespace

TEST_CASE("a fit that the pack names is part of the pack", "[analysis]") {
    Written const w;
    auto const before = tests::read_good(w.place.path());
    CHECK_FALSE(exit_of(before, "school.college").offset);
    w.name_result();
    auto const pack = tests::read_good(w.place.path());
    std::int32_t const men = 0, women = 1;
    CHECK(offset(pack, "school.college", women) == 0.1);
    CHECK(offset(pack, "school.college", men) == 0.2);
    CHECK(std::abs(offset(pack, "stem.leave", women) - 1.1) < 1e-6); // leave and leave_sex
    CHECK(offset(pack, "stem.leave", men) == 0.5);
    CHECK(offset(pack, "college.graduate", women) == 0.0);
    auto const& from = exit_of(pack, "school.college").offset->from;
    CHECK(from.source == "fit");
    CHECK(from.unit == "log-odds");
    CHECK(from.grade == "B");
    CHECK(from.file == (w.place.path() / "fit.toml").string());
    CHECK(from.line == 6);
    CHECK(exit_of(pack, "college.graduate").offset->from.grade == "judgement");
}

TEST_CASE("a fitted number is as doubtful as its posterior, and exits that share it move together",
          "[analysis]") {
    Written const w;
    w.name_result();
    w.place.folder().write("pack.toml",
                           tests::text_of(w.place.path() / "pack.toml") +
                               "\n[doubt]\nA = 1.1\nB = 1.1\nC = 1.1\njudgement = 1.1\n");
    auto const pack = tests::read_good(w.place.path());
    std::int32_t const men = 0, women = 1;
    auto const half_width = [&](char const* exit, std::int32_t group) {
        auto const& cube = *exit_of(pack, exit).offset;
        REQUIRE(cube.doubt);
        auto const& above = cube.doubt->above;
        CHECK(above == cube.doubt->below);
        return above.at(above.size() == 1 ? 0 : static_cast<std::size_t>(group));
    };
    // 1.645 posterior standard deviations of 0.02; of two numbers, their variances add up.
    CHECK(half_width("school.college", women) == Approx(1.645 * 0.02).epsilon(1e-3));
    CHECK(half_width("stem.leave", men) == Approx(1.645 * 0.02).epsilon(1e-3));
    CHECK(half_width("stem.leave", women) > half_width("stem.leave", men));
    CHECK(exit_of(pack, "school.college").offset->doubt->name == "fit");
}

namespace {

constexpr char const* doubtful = "\n[doubt]\nA = 1.1\nB = 1.1\nC = 1.1\njudgement = 1.1\n";

//! The rate of going to college is in doubt.
void doubt_p(Written const& w) {
    w.place.folder().write("pack.toml",
                           tests::replaced(tests::text_of(w.place.path() / "pack.toml"),
                                           "p = 0.3, ", "p = { value = 0.3, spread = 1.5 }, ") +
                               doubtful);
}

//! What replicates add to the offsets of two exits, for women.
std::array<std::vector<double>, 2> draws_of(models::Pack const& pack, char const* first,
                                            char const* second) {
    models::DoubtfulFigures const figures(pack);
    std::array<std::vector<double>, 2> found;
    for (std::uint32_t r = 0; r < 400; ++r) {
        auto const drawn = models::drawn_pack(figures, models::keyed_normals(3, r));
        found[0].push_back(offset(drawn, first, 1) - offset(pack, first, 1));
        found[1].push_back(offset(drawn, second, 1) - offset(pack, second, 1));
    }
    return found;
}

double mean_product(std::vector<double> const& a, std::vector<double> const& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i] / static_cast<double>(a.size());
    return sum;
}

} // namespace

TEST_CASE("numbers of a fit are drawn together, and answer to the figures that they were fitted to",
          "[analysis]") {
    Written const w;
    w.name_result();
    doubt_p(w);
    std::string const head = "draw,part,number,log_odds\n";
    auto const with = [&](std::string const& rows) {
        w.place.folder().write("fit_posterior.csv", head + rows);
        return tests::read_good(w.place.path());
    };
    // quit and leave share a normal with opposite signs: 0.3 z and -0.3 z + 0.1 z'.
    auto const pack = with("fit,a,quit.women,0.3\nfit,a,leave,-0.3\nfit,b,leave,0.1\n");
    auto const [quit, leave] = draws_of(pack, "college.quit", "stem.leave");
    // Products of normals of 400 replicates: their relative standard error is 0.07 (of a square,
    // sqrt(2/400)); five of them are passed by chance in 6e-7.
    CHECK(mean_product(quit, quit) == Approx(0.09).epsilon(0.36));
    CHECK(mean_product(leave, leave) == Approx(0.10).epsilon(0.36));
    CHECK(mean_product(quit, leave) == Approx(-0.09).epsilon(0.36));
    // The twin: with normals of their own they have nothing to do with each other.
    auto const [one, other] =
        draws_of(with("fit,a,quit.women,0.3\nfit,c,leave,-0.3\nfit,b,leave,0.1\n"), "college.quit",
                 "stem.leave");
    CHECK(std::abs(mean_product(one, other)) < 0.03);

    // A fit that takes back what the draw of p adds: the odds of college do not move at all.
    auto const back = with("stage.school.exit.college.p,,college.women,-0.246500\n");
    auto const [college, unmoved] = draws_of(back, "school.college", "college.quit");
    CHECK(mean_product(college, college) < 1e-10);
    CHECK(mean_product(unmoved, unmoved) == 0.0);
    auto const [free, same] = draws_of(with("fit,a,leave,0.1\n"), "school.college", "college.quit");
    CHECK(mean_product(free, free) == Approx(0.2465 * 0.2465).epsilon(0.36));
}

TEST_CASE("what a scenario sets is not drawn with the fit, nor answered to", "[analysis]") {
    Written const w;
    w.name_result();
    doubt_p(w);
    w.place.folder().write(
        "fit_posterior.csv",
        "draw,part,number,log_odds\nstage.school.exit.college.p,,quit.women,0.2\n"
        "fit,a,leave,0.1\n");
    auto const set = [&](std::string const& text) {
        models::Diagnostics problems;
        auto const replacement = models::parse_override(text, problems);
        auto const pack = tests::read_good(w.place.path(), {*replacement});
        auto const [quit, leave] = draws_of(pack, "college.quit", "stem.leave");
        return std::array{mean_product(quit, quit) > 0.0, mean_product(leave, leave) > 0.0};
    };
    CHECK(set("stage.other.exit.retire.p=0.06") == std::array{true, true});
    CHECK(set("stage.stem.exit.leave.offset=0.7") == std::array{true, false});
    CHECK(set("stage.school.exit.college.p=0.3") == std::array{false, true});
}

TEST_CASE("explain knows a fitted number and its line", "[analysis]") {
    Written const w;
    w.name_result();
    models::Diagnostics problems;
    auto const loaded = scenarios::load_pack(w.place.path().string(), {}, problems);
    REQUIRE(loaded);
    auto const text = scenarios::explanation_text(*scenarios::explain(
        {loaded->pack, loaded->document}, "stage.stem.exit.leave.offset", problems));
    INFO(text);
    CHECK(text.find("fit.toml:9") != std::string::npos);
    CHECK(text.find("meets its targets") != std::string::npos);
    CHECK(text.find("leave + leave_sex") != std::string::npos);
}

TEST_CASE("a scenario's replacement comes after the fit", "[analysis]") {
    Written const w;
    w.name_result();
    models::Diagnostics problems;
    auto const replacement =
        models::parse_override("stage.school.exit.college.offset=0.7", problems);
    auto const pack = tests::read_good(w.place.path(), {*replacement});
    CHECK(offset(pack, "school.college", 0) == 0.7);
    CHECK(exit_of(pack, "school.college").offset->from.source == "judgement");
    CHECK(offset(pack, "stem.leave", 0) == 0.5);
}

TEST_CASE("a pack that names a fit which is not there says how to make it", "[analysis]") {
    tests::FitPack const place;
    place.folder().write("pack.toml", tests::replaced(tests::text_of(place.path() / "pack.toml"),
                                                      "[fit]\n", "[fit]\nresult = \"f.toml\"\n"));
    models::Diagnostics problems;
    CHECK_FALSE(models::read_pack(place.path(), {}, problems));
    CHECK(problems.exit_code() == 66);
    CHECK(problems.text().find("stempath calibrate") != std::string::npos);
    CHECK_NOTHROW(place.pack()); // a new fit begins without it
    place.folder().write("f.toml", "schema = 1\n[set]\n\"stage.stem.exit.leave.p\" = 0.5\n");
    models::Diagnostics other;
    CHECK_FALSE(models::read_pack(place.path(), {}, other));
    CHECK(other.text().find("f.toml:3: stage.stem.exit.leave.p: a fit sets") != std::string::npos);
}

TEST_CASE("a fit knows the pack that it was found for", "[analysis]") {
    Written const w;
    auto const stale = [&] { return models::stale_fit(w.place.path()); };
    CHECK_FALSE(stale()); // no fit is named
    w.name_result();
    CHECK_FALSE(stale());
    w.change("pack.toml", "[stage.college]", "\n# Four years, or more.\n  [stage.college]");
    w.change("pack.toml", "p = 0.3,", "p = 0.30,");
    w.change("pack.toml", "title = ", "title = \"Another title\" # ");
    w.change("pack.toml", "at_least = 0.9", "at_least = 0.8");
    w.change("pack.toml", "exit.retire = { to = \"out\", p = 0.05 }",
             "exit.retire = { to = \"out\", p = { value = 0.05, low = 0.04, high = 0.06, note = "
             "\"a round number\" } }");
    w.change("fit_targets.csv", "a round number", "\"a number, and round\"");
    auto const targets = tests::text_of(w.place.path() / "fit_targets.csv");
    auto const first = targets.find('\n') + 1, second = targets.find('\n', first) + 1;
    w.change("fit_targets.csv", targets.substr(first, second - first), "");
    w.place.folder().write("fit_targets.csv", tests::text_of(w.place.path() / "fit_targets.csv") +
                                                  targets.substr(first, second - first));
    CHECK_FALSE(stale());
    w.change("pack.toml", "p = 0.30,", "p = 0.31,");
    REQUIRE(stale());
    CHECK(stale()->find("fit.toml was found for another version of this pack") !=
          std::string::npos);
    CHECK(stale()->find("--replace") != std::string::npos);
    w.change("pack.toml", "p = 0.31,", "p = 3e-1,");
    CHECK_FALSE(stale());
}

TEST_CASE("a fit is stale after another target, another class, another prior", "[analysis]") {
    auto const stale_after = [](std::string const& file, std::string const& from,
                                std::string const& to) {
        Written const w;
        w.name_result();
        w.change(file, from, to);
        return models::stale_fit(w.place.path()).has_value();
    };
    CHECK(stale_after("fit_targets.csv", "0.37,0.36,0.38", "0.37,0.36,0.39"));
    CHECK_FALSE(stale_after("fit_targets.csv", "0.37,0.36,0.38", "0.370,0.36,.38"));
    CHECK(stale_after("crosswalk.csv", "science_engineering", "related"));
    CHECK(stale_after("pack.toml", "prior_sd = 0.3", "prior_sd = 0.4"));
    CHECK(stale_after("pack.toml", "duration = 2", "duration = 3"));
    CHECK(stale_after("fit.toml", "basis = ", "base = ")); // an earlier fit says nothing of it
}

TEST_CASE("a fit never replaces another unasked", "[analysis]") {
    Written const w;
    CHECK(w.paths.size() == 3);
    try {
        analysis::FitFiles const again(w.place.path(), "fit.toml", false);
        FAIL("an earlier fit was to be replaced");
    } catch (output::OutputError const& error) {
        CHECK(error.fault() == output::Fault::cannot_create);
    }
    analysis::FitFiles const replacing(w.place.path(), "fit.toml", true);
    CHECK(replacing.write({&w.pack, &w.targets, &w.fit, &w.settings, nullptr}).size() == 3);
    for (auto const& entry : fs::directory_iterator(w.place.path()))
        CHECK(entry.path().filename().string().front() != '.');
}

TEST_CASE("the table of a fit has every target", "[analysis]") {
    Written const w;
    auto const text = tests::text_of(w.place.path() / "fit_table.csv");
    CHECK(text.find("to_college_women,fit,share,0.37,0.36,0.38,1.38,0.1,1.01,166.14,no,0.37") !=
          std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') == 14);
}
