#include "tests/fuzz/properties.hpp"

#include "scenarios/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

namespace stempath::fuzz {

namespace fs = std::filesystem;

namespace {

//! Goes with the process that made it; libFuzzer's forks leave through _exit.
class Home {
  public:
    Home() {
        auto const shared = fs::path("/dev/shm");
        auto const base = fs::exists(shared) ? shared : fs::temp_directory_path();
        auto pattern = (base / "stempath-fuzz-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        path = pattern;
        fs::create_directories(path / "models");
        fs::create_directories(path / "scenarios" / "library");
        fs::create_directories(path / "read");
        auto const source = fs::path(STEMPATH_SOURCE_DIR);
        fs::copy(source / "tests" / "packs", path / "models" / "packs",
                 fs::copy_options::recursive);
        write(path / "scenarios" / "library" / "toy.toml",
              "schema = 1\npack = \"toy\"\n[run]\nend = 40\n");
        write(path / "scenarios" / "library" / "place.toml",
              "schema = 1\npack = \"place\"\n[run]\nend = 2008\n");
    }
    Home(Home const&) = delete;
    Home& operator=(Home const&) = delete;
    ~Home() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }

    fs::path path;
};

scenarios::CommandLineOverrides with(std::vector<std::string> const& set) {
    scenarios::CommandLineOverrides command_line;
    command_line.home = home();
    command_line.set = set;
    return command_line;
}

} // namespace

void require(bool holds, std::string_view what) {
    if (holds)
        return;
    fmt::print(stderr, "does not hold: {}\n", what);
    std::fflush(stderr);
    std::abort();
}

fs::path const& home() {
    static Home const made;
    return made.path;
}

void write(fs::path const& file, std::string_view text) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    require(out.good(), "the scratch folder takes a file");
}

void require_finite(models::Pack const& pack) {
    for (auto const& figure : pack.figures) {
        auto const& cube = figure.cube;
        auto const finite = [](double v) { return std::isfinite(v); };
        require(std::all_of(cube.values().begin(), cube.values().end(), finite),
                "every figure is finite: " + figure.key);
        require(finite(cube.low) && finite(cube.high), "every range is finite: " + figure.key);
    }
}

void require_same_figures(models::Pack const& a, models::Pack const& b) {
    require(a.figures.size() == b.figures.size(), "as many figures are read back");
    for (std::size_t i = 0; i < a.figures.size(); ++i) {
        auto const &x = a.figures[i], &y = b.figures[i];
        require(x.key == y.key, "the same keys are read back: " + x.key + ", " + y.key);
        require(x.cube.extents() == y.cube.extents() && x.cube.values() == y.cube.values(),
                "the same figures are read back: " + x.key);
        require(x.cube.low == y.cube.low && x.cube.high == y.cube.high,
                "the same range is read back: " + x.key);
        auto const &from = x.cube.from, &back = y.cube.from;
        require(from.unit == back.unit && from.source == back.source && from.grade == back.grade,
                "the same provenance is read back: " + x.key);
    }
}

void require_told(models::Diagnostics const& problems) {
    require(problems.ok() == problems.text().empty(), "every problem is told");
    require(problems.ok() == (problems.exit_code() == 0), "problems have an exit status");
    for (auto const& problem : problems.problems())
        require(!problem.message.empty() && !problem.where.file.empty(),
                "a problem has a place and a message");
}

void check_scenario(fs::path const& file, std::vector<std::string> const& set) {
    models::Diagnostics problems;
    auto const study = scenarios::load(file, with(set), problems);
    require_told(problems);
    require(study.has_value() == problems.ok(), "what has no problem is accepted");
    if (!study)
        return;
    require_finite(study->pack);
    auto const resolved = home() / "read" / "resolved.toml";
    write(resolved, scenarios::print_resolved(*study));
    models::Diagnostics again;
    auto const back = scenarios::load(resolved, with({}), again);
    if (!back)
        fmt::print(stderr, "{}\n{}", scenarios::print_resolved(*study), again.text());
    require(back.has_value(), "what is printed as resolved reads back");
    require_same_figures(study->pack, back->pack);
    auto const &a = study->settings, &b = back->settings;
    require(a.end_year == b.end_year && a.scale == b.scale && a.seed == b.seed &&
                a.first_replicate == b.first_replicate && a.replicates == b.replicates &&
                a.record_replicates == b.record_replicates &&
                a.count_years_in_stage == b.count_years_in_stage,
            "the same settings are read back");
    auto const &p = a.parity, &q = b.parity;
    require(p.workforce == q.workforce && p.reference == q.reference && p.index == q.index &&
                p.lens == q.lens && p.goals == q.goals && p.k == q.k && p.at_least == q.at_least &&
                p.group == q.group && p.from_age == q.from_age && p.to_age == q.to_age,
            "the same definition of parity is read back");
    for (auto const& difference : scenarios::compare(*study, *back))
        require(false, "the resolved model is no other: " + words_of(difference));
    models::Diagnostics of_model;
    scenarios::check_model(*study, of_model);
    require_told(of_model);
}

} // namespace stempath::fuzz
