#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include "models/cube_sums.hpp"
#include "models/figure_reader.hpp"

using namespace stempath::models;
using stempath::tests::at;
using stempath::tests::Folder;

namespace {

constexpr DimSet any = dims(Dim::year, Dim::age, Dim::tenure, Dim::region, Dim::group, Dim::field,
                            Dim::credential, Dim::stage);

Space small_space() {
    Space space;
    space.base_year = 2000;
    space.last_year = 2004;
    space.last_age = 9;
    space.ages = true;
    space.axes = {{"origin", {"north", "south"}}, {"sex", {"women", "men"}}};
    for (auto const* const name : {"north.men", "north.women", "south.men", "south.women"}) {
        std::string const n(name);
        space.groups.push_back({n, {n.substr(0, 5), n.substr(6)}});
    }
    space.regions = {"town", "country"};
    space.fields = {"none", "health"};
    space.credentials = {"none", "degree"};
    space.stages = {"school", "post"};
    return space;
}

//! Reads `value` as a figure of a pack.
class Reader {
  public:
    explicit Reader(bool place = false)
        : context{small_space(),
                  {folder.path(), problems},
                  {},
                  (folder.path() / "pack.toml").string(),
                  {},
                  problems,
                  {}} {
        context.provenance.required = place;
        context.provenance.sources = {"census"};
    }

    std::optional<Cube> read(std::string const& value, FigureRules const& rules = {.by = any}) {
        auto const document = parse_toml("f = " + value, context.pack_file, problems);
        return document ? read_figure(context, *document->find("f"), "f", inherited, rules)
                        : std::nullopt;
    }
    std::optional<Cube> table(std::string const& csv, FigureRules const& rules = {.by = any}) {
        folder.write("t.csv", csv);
        return read("\"t.csv\"", rules);
    }

    Folder folder;
    Diagnostics problems;
    Provenance inherited;
    FigureContext context;
};

} // namespace

TEST_CASE("a number is a figure of one cell", "[reader][figures]") {
    Reader reader;
    auto const cube = reader.read("0.25");
    REQUIRE(cube);
    CHECK(cube->is_constant());
    CHECK(cube->values()[0] == 0.25);
    CHECK(cube->low == 0.25);
    CHECK(cube->from.line == 1);
}

TEST_CASE("a described number keeps its range and provenance", "[reader][figures]") {
    Reader reader(true);
    auto const cube = reader.read(
        R"({ value = 0.3, low = 0.2, high = 0.5, unit = "1/year", source = "census", grade = "B", note = "n" })");
    REQUIRE(cube);
    CHECK(cube->low == 0.2);
    CHECK(cube->high == 0.5);
    CHECK(cube->from.unit == "1/year");
    CHECK(cube->from.source == "census");
    CHECK(cube->from.grade == "B");
    CHECK(cube->from.note == "n");
}

TEST_CASE("judgement implies its grade; other sources need one", "[reader][figures]") {
    Reader reader(true);
    reader.inherited = {"1", "judgement", "", "", "", 0};
    CHECK(reader.read("0.3")->from.grade == "judgement");
    CHECK(reader.problems.ok());
    // The figure is read all the same, so that what rests on it is not told to be missing.
    CHECK(reader.read(R"({ value = 0.3, source = "census" })")->from.grade == "judgement");
    CHECK(reader.problems.count() == 1);
    CHECK(reader.problems.text().find("f: has no grade.") != std::string::npos);
}

TEST_CASE("a table by the values of one axis covers every group", "[reader][figures]") {
    Reader reader;
    auto const cube = reader.read("{ women = 0.1, men = 0.2 }");
    REQUIRE(cube);
    CHECK(cube->values() == std::vector<double>{0.2, 0.1, 0.2, 0.1});
}

TEST_CASE("tables by names nest, and nest files", "[reader][figures]") {
    Reader reader;
    reader.folder.write("w.csv", "tenure,value\n0,0.5\n1+,0.4\n");
    auto const cube = reader.read(
        R"({ women = { north = "w.csv", south = 0.3 }, men = { value = 0.2, unit = "1" } })");
    REQUIRE(cube);
    CHECK(cube->extent(Dim::tenure) == 2);
    CHECK(cube->at(at({{Dim::group, 1}, {Dim::tenure, 0}})) == 0.5);
    CHECK(cube->at(at({{Dim::group, 1}, {Dim::tenure, 7}})) == 0.4);
    CHECK(cube->at(at({{Dim::group, 3}, {Dim::tenure, 1}})) == 0.3);
    CHECK(cube->at(at({{Dim::group, 2}, {Dim::tenure, 0}})) == 0.2);
}

TEST_CASE("a table by names may go by group, field, credential, region or stage",
          "[reader][figures]") {
    Reader reader;
    CHECK(reader
              .read("{ \"north.men\" = 1, \"north.women\" = 2, \"south.men\" = 3, \"south.women\" "
                    "= 4 }")
              ->values() == std::vector<double>{1, 2, 3, 4});
    CHECK(reader.read("{ none = 0.5, health = 1 }")->extent(Dim::field) == 2);
    CHECK(reader.read("{ degree = 0.5, none = 1 }")->extent(Dim::credential) == 2);
    CHECK(reader.read("{ town = 0.5, country = 1 }")->extent(Dim::region) == 2);
    CHECK(reader.read("{ post = 0.5, school = 1 }")->at(at({{Dim::stage, 0}})) == 1);
}

TEST_CASE("rows place a figure by any dimensions, in any order of columns", "[reader][figures]") {
    Reader reader;
    auto const cube =
        reader.table("value,sex,age,year\n1,women,0-4,2000-2004\n2,men,0-4,2000+\n3,*,5+,*\n");
    REQUIRE(cube);
    CHECK(cube->extent(Dim::age) == 10);
    CHECK(cube->extent(Dim::year) == 5);
    CHECK(cube->at(at({{Dim::year, 4}, {Dim::age, 4}, {Dim::group, 3}})) == 1);
    CHECK(cube->at(at({{Dim::year, 0}, {Dim::age, 0}, {Dim::group, 2}})) == 2);
    CHECK(cube->at(at({{Dim::year, 2}, {Dim::age, 9}, {Dim::group, 0}})) == 3);
}

TEST_CASE("a dimension may be spread over columns", "[reader][figures]") {
    Reader reader;
    auto const ages = reader.table("sex,age=0,age=1-8,age=9+\nwomen,1,2,3\nmen,4,5,6\n");
    REQUIRE(ages);
    CHECK(ages->at(at({{Dim::age, 8}, {Dim::group, 1}})) == 2);
    CHECK(ages->at(at({{Dim::age, 9}, {Dim::group, 2}})) == 6);
    Reader other;
    auto const sexes = other.table("origin,sex=women,sex=men\nnorth,1,2\nsouth,3,4\n");
    REQUIRE(sexes);
    CHECK(sexes->values() == std::vector<double>{2, 1, 4, 3});
}

TEST_CASE("the row with fewer stars wins, wherever it stands", "[reader][figures]") {
    auto const first = "*,*,9\n", second = "women,*,5\n", third = "women,0,1\n";
    std::vector<std::vector<double>> seen;
    for (auto const& rows :
         {std::string(first) + second + third, std::string(third) + second + first,
          std::string(second) + third + first}) {
        Reader reader;
        auto const cube = reader.table("sex,tenure,value\n" + rows);
        REQUIRE(cube);
        seen.push_back(cube->values());
    }
    CHECK(seen[0] == seen[1]);
    CHECK(seen[0] == seen[2]);
    CHECK(seen[0] == std::vector<double>{9, 1, 9, 1});
}

TEST_CASE("equally specific rows for one cell are an error, unless a more specific one takes it",
          "[reader][figures]") {
    auto const rows = "sex,field,value\nwomen,*,1\n*,none,2\nmen,health,3\n";
    Reader twice;
    CHECK(!twice.table(rows));
    CHECK(twice.problems.text().find("gives group north.women, field none, as line 2 does") !=
          std::string::npos);
    Reader taken;
    CHECK(taken.table(std::string(rows) + "women,none,4\n"));
}

TEST_CASE("the last class of tenure is open, age and year end where the pack does",
          "[reader][figures]") {
    Reader reader;
    auto const cube = reader.table("tenure,value\n0,5\n1-3,6\n4+,7\n");
    REQUIRE(cube);
    CHECK(cube->extent(Dim::tenure) == 5);
    CHECK(cube->at(at({{Dim::tenure, 40}})) == 7);
}

TEST_CASE("the base year may be left out where a rule says so", "[reader][figures]") {
    FigureRules const rules{.by = any, .at_base_year = 0.5};
    Reader reader;
    auto const cube = reader.table("year,value\n2001+,2\n", rules);
    REQUIRE(cube);
    CHECK(cube->values() == std::vector<double>{0.5, 2, 2, 2, 2});
    Reader strict;
    CHECK(!strict.table("year,value\n2001+,2\n"));
}

TEST_CASE("a stage that no row names holds nothing where a rule says so", "[reader][figures]") {
    FigureRules const rules{.by = any, .stages_by_name = true};
    Reader reader;
    auto const cube = reader.table("stage,age,value\npost,*,2\n", rules);
    REQUIRE(cube);
    CHECK(cube->at(at({{Dim::stage, 0}, {Dim::age, 3}})) == 0);
    CHECK(cube->at(at({{Dim::stage, 1}, {Dim::age, 3}})) == 2);
    Reader gap;
    CHECK(!gap.table("stage,age,value\npost,0-8,2\n", rules));
}

TEST_CASE("several figures share a file by naming their columns", "[reader][figures]") {
    Reader reader;
    reader.folder.write("t.csv", "sex,leave,go\nwomen,1,3\nmen,2,4\n");
    CHECK(reader.read(R"({ table = "t.csv", column = "leave" })")->values() ==
          std::vector<double>{2, 1, 2, 1});
    CHECK(reader.read(R"({ table = "t.csv", column = "go" })")->values() ==
          std::vector<double>{4, 3, 4, 3});
    reader.context.files.finish({"value"}, true);
    CHECK(reader.problems.ok());
}

TEST_CASE("rows state their own provenance; the figure has all sources and the weakest grade",
          "[reader][figures]") {
    Reader reader(true);
    reader.inherited = {"persons", "census", "A", "", "", 0};
    auto const cube = reader.table(
        "sex,value,source,grade,note\nwomen,1,,,\nmen,2,judgement,,\"guessed, twice\"\n");
    REQUIRE(cube);
    CHECK(cube->from.source == "census, judgement");
    CHECK(cube->from.grade == "judgement");
    CHECK(cube->from.unit == "persons");
    CHECK(source_ids(cube->from.source) == std::vector<std::string>{"census", "judgement"});
    CHECK(judged_share(cube->from) == 0.5);
}

TEST_CASE("the judged share counts rows, repeated ones too, and parts", "[reader][figures]") {
    Reader reader(true);
    reader.inherited = {"persons", "census", "A", "", "", 0};
    auto const cube = reader.table("age,value,grade\n0,1,A\n1,2,judgement\n2,2,judgement\n"
                                   "3+,2,judgement\n");
    REQUIRE(cube);
    CHECK(judged_share(cube->from) == 0.75);
    auto const parts = reader.read("{ women = 1, men = { value = 2, source = \"judgement\" } }");
    REQUIRE(parts);
    CHECK(judged_share(parts->from) == 0.5);
    CHECK(judged_share(reader.read("1")->from) == 0.0);
}

TEST_CASE("shares within a millionth of 1 are made exact, others refused", "[reader][figures]") {
    auto const space = small_space();
    Diagnostics problems;
    Cube close({1, 1, 1, 1, 1, 2, 1, 1});
    close.values() = {0.3333333, 0.6666666};
    CHECK(normalise(close, dims(Dim::field), false, space, "f", problems));
    CHECK(close.values()[0] + close.values()[1] == 1.0);
    Cube far({1, 1, 1, 1, 1, 2, 1, 1});
    far.values() = {0.333, 0.666};
    CHECK(!normalise(far, dims(Dim::field), false, space, "f", problems));
}
