//! The packs that stand in the repository.
#include "models/csv.hpp"
#include "models/input_file.hpp"
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include <algorithm>

using namespace stempath::models;
using stempath::tests::at;
using stempath::tests::read_good;

namespace {

ExitSpec const& exit_of(Pack const& pack, std::string const& full_name) {
    for (auto const& stage : pack.stages)
        for (auto const& exit : stage.exits)
            if (exit.full_name == full_name)
                return exit;
    throw std::runtime_error("no exit " + full_name);
}

//! Says judged or judgement.
bool speaks_of_judgement(std::string_view note) { return note.find("judg") != note.npos; }

//! Lines of a table whose note speaks of judgement while the grade is an agency's.
std::vector<std::uint32_t> flattered_lines(std::filesystem::path const& table) {
    Diagnostics problems;
    Csv csv;
    csv.file = table.string();
    csv.text = read_text_file(table, {}, "", problems).value();
    REQUIRE(parse_csv(csv, problems));
    std::vector<std::uint32_t> lines;
    auto const grade = csv.column("grade"), note = csv.column("note");
    for (std::size_t row = 0; note && grade && row < csv.rows(); ++row)
        if (speaks_of_judgement(csv.field(row, *note)) && csv.field(row, *grade) != "judgement")
            lines.push_back(csv.lines[row]);
    return lines;
}

} // namespace

TEST_CASE("the toy pack", "[reader][packs]") {
    auto const pack = read_good("tests/packs/toy");
    CHECK(pack.teaching);
    CHECK(pack.name == "toy");
    CHECK(pack.groups[0].name == "m");
    CHECK(pack.axes[0].values == std::vector<std::string>{"w", "m"});
    CHECK(pack.stages[0].duration == 3);
    CHECK(pack.stages[0].exits[0].name == "drop_out");
    CHECK(pack.stages[0].exits[0].every_year);
    CHECK(!pack.stages[0].exits[1].every_year);
    auto const& work = pack.stages[1];
    CHECK(work.phase == YearPhase::separate);
    CHECK(work.start->ages == StartSpec::Ages::stationary);
    CHECK(work.start->count.values() == std::vector<double>{1500, 500});
    auto const& limit = exit_of(pack, "work.limit");
    CHECK(limit.to == out);
    CHECK(limit.value.extent(Dim::tenure) == 30);
    CHECK(limit.value.at(at({{Dim::tenure, 29}})) == 1);
    CHECK(limit.value.at(at({{Dim::tenure, 28}})) == 0);
    CHECK(exit_of(pack, "work.leave").value.at(at({{Dim::tenure, 4}, {Dim::group, 1}})) == 0.08);
    CHECK(pack.entries[0].number.at(at({{Dim::group, 1}})) == 100.5);
    CHECK(pack.parity[0].reference == "school");
}

TEST_CASE("the place pack", "[reader][packs]") {
    auto const pack = read_good("tests/packs/place");
    CHECK(!pack.teaching);
    CHECK(pack.regions == std::vector<std::string>{"town", "country"});
    CHECK(pack.fields == std::vector<std::string>{"none", "computing", "health"});
    auto const& d = *pack.demography;
    CHECK(d.last_age == 9);
    CHECK(d.population.at(at({{Dim::group, 1}, {Dim::age, 0}})) == 1200);
    CHECK(d.births.at(at({{Dim::group, 0}, {Dim::year, 2}})) == 431);
    CHECK(d.births.at(at({{Dim::year, 0}})) == 0);
    CHECK(d.staying.at(at({{Dim::year, 0}, {Dim::age, 8}})) == 1);
    CHECK(d.staying.at(at({{Dim::year, 1}, {Dim::age, 9}, {Dim::group, 2}})) == 0.80);
    CHECK(d.arrivals.at(at({{Dim::year, 8}, {Dim::age, 5}, {Dim::group, 1}})) == 6);
    CHECK(exit_of(pack, "infant.start_school").value.at(at({{Dim::age, 1}})) == 0);
    CHECK(exit_of(pack, "infant.start_school").value.at(at({{Dim::age, 2}})) == 1);
    auto const& certify = exit_of(pack, "school.certify");
    CHECK(certify.credential == 1);
    CHECK(certify.beta[1] == 0.4);
    CHECK(certify.field.kind == FieldChange::Kind::drawn);
    CHECK(certify.field.shares.at(at({{Dim::field, 2}, {Dim::group, 1}})) == 0.4);
    auto const& market = pack.markets[0];
    CHECK(market.by_region);
    CHECK(market.by_field);
    CHECK(market.score.referral == 0.3);
    CHECK(market.growth.at(at({{Dim::year, 7}, {Dim::field, 1}})) == -0.02);
    CHECK(pack.base->forward == std::vector<Index>{0, 1});
    CHECK(pack.crosswalk.size() == 6 * 3 * 2);
    CHECK(pack.crosswalk[(3 * 3 + 1) * 2].ncses == WorkClass::Ncses::science_engineering);
    CHECK(pack.crosswalk[(3 * 3 + 2) * 2 + 1].pew);
    CHECK(pack.traits->rho == 0.5);
    CHECK(pack.sources[0].title == "Count of residents, invented");
}

TEST_CASE("every figure of a place has a unit, a source and a grade", "[reader][packs]") {
    for (auto const* const directory : {"tests/packs/place", "models/packs/us"}) {
        auto const pack = read_good(directory);
        CHECK(std::all_of(pack.figures.begin(), pack.figures.end(), [](auto const& f) {
            return !f.cube.from.unit.empty() && !f.cube.from.source.empty() &&
                   !f.cube.from.grade.empty();
        }));
    }
}

TEST_CASE("what a note calls judged has the grade judgement", "[reader][packs]") {
    for (auto const& file : std::filesystem::directory_iterator("models/packs/us"))
        if (file.path().extension() == ".csv") {
            INFO(file.path());
            CHECK(flattered_lines(file.path()).empty());
        }
    for (auto const& figure : read_good("models/packs/us").figures) {
        auto const& from = figure.cube.from;
        INFO(figure.key << ": " << from.note);
        CHECK((!speaks_of_judgement(from.note) || from.grade == "judgement"));
    }
    stempath::tests::Folder const folder; // the twin: one row that claims more than it has
    auto const twin = folder.write("twin.csv", "age,value,source,grade,note\n0,1,bls,B,\n"
                                               "1,2,bls,B,halved: judged\n"
                                               "2,2,bls,judgement,halved: judged\n");
    CHECK(flattered_lines(twin) == std::vector<std::uint32_t>{3});
}

TEST_CASE("coefficients have units of their own", "[reader][packs]") {
    auto const unit = [](Pack const& pack, std::string const& key) {
        auto const figure = std::find_if(pack.figures.begin(), pack.figures.end(),
                                         [&](auto const& f) { return f.key == key; });
        return figure == pack.figures.end() ? "no figure " + key : figure->cube.from.unit;
    };
    auto const pack = read_good("models/packs/us");
    CHECK(unit(pack, "traits.kappa") == "share of the gap closed a year");
    CHECK(unit(pack, "traits.rho") == "share of variance");
    CHECK(unit(pack, "market.medicine.score.preparation") == "SD per SD");
    CHECK(unit(pack, "market.medicine.score.experience") == "SD per year");
    CHECK(unit(pack, "market.medicine.score.referral") == "SD per share");
    CHECK(unit(pack, "market.medicine.score.noise") == "SD");
    CHECK(unit(pack, "market.medicine.score.group") == "SD");
}

TEST_CASE("the United States as the reader sees them", "[reader][packs]") {
    auto const pack = read_good("models/packs/us");
    CHECK(pack.groups.size() == 14);
    CHECK(pack.groups.front().name == "aian.men");
    CHECK(pack.demography->staying.values().size() == 39u * 101u * 14u);
    double persons = 0.0;
    for (auto const cell : pack.demography->population.values())
        persons += cell;
    CHECK(persons == Approx(333.3e6).epsilon(0.001)); // Census estimate of July 2022
}
