//! The order of declaration of axes, their values, regions and fields says nothing: packs read as
//! the same.
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

using namespace stempath;
using stempath::tests::Folder;

namespace {

std::string const head = "schema = 1\nkind = \"teaching\"\ntitle = \"t\"\nyears = [0, 3]\n";
std::string const body = R"(
[demography]
population = "population.csv"
births = { women = 1, men = 2 }
staying = 0.9
arrivals = 0
region_share = { coast = 0.5, hills = 0.3, town = 0.2 }
born_into = "all"
last_age = 3
[stage.all]
exit.learn = { to = "all", p = { red = 0.1, blue = 0.2 }, field = { none = 0, arts = 0.75, law = 0.25 } }
[base]
forward = ["all"]
stocks = 0
age_profile = 0
residual = 0
[parity.main]
of = "all"
)";

models::Pack declared(std::string const& names) {
    Folder const folder;
    folder.write("pack.toml", head + names + body);
    folder.write("population.csv",
                 "colour,sex,age,value\nred,women,*,5\nred,men,0-2,6\nblue,*,*,7\nred,men,3,8\n");
    return tests::read_good(folder.path());
}

void check_same(models::Pack const& a, models::Pack const& b) {
    CHECK(a.regions == b.regions);
    CHECK(a.fields == b.fields);
    REQUIRE(a.groups.size() == b.groups.size());
    for (std::size_t g = 0; g < a.groups.size(); ++g)
        CHECK(a.groups[g].name == b.groups[g].name);
    REQUIRE(a.figures.size() == b.figures.size());
    for (std::size_t f = 0; f < a.figures.size(); ++f) {
        CHECK(a.figures[f].key == b.figures[f].key);
        CHECK(a.figures[f].cube.values() == b.figures[f].cube.values());
    }
}

} // namespace

TEST_CASE("permuted declarations give the same pack", "[reader][packs]") {
    auto const plain = declared(
        "regions = [\"town\", \"hills\", \"coast\"]\nfields = [\"none\", \"law\", \"arts\"]\n"
        "[axes]\nsex = [\"women\", \"men\"]\ncolour = [\"red\", \"blue\"]\n");
    auto const permuted = declared(
        "regions = [\"town\", \"coast\", \"hills\"]\nfields = [\"none\", \"arts\", \"law\"]\n"
        "[axes]\ncolour = [\"blue\", \"red\"]\nsex = [\"men\", \"women\"]\n");
    CHECK(plain.groups[1].name == "blue.women");
    CHECK(plain.fields == std::vector<std::string>{"none", "arts", "law"});
    check_same(plain, permuted);
}

TEST_CASE("another first field or region is another pack", "[reader][packs]") {
    auto const names = [](std::string const& regions) {
        return "regions = " + regions +
               "\nfields = [\"none\", \"law\", \"arts\"]\n[axes]\nsex = [\"women\", "
               "\"men\"]\ncolour = [\"red\", \"blue\"]\n";
    };
    CHECK(declared(names("[\"town\", \"hills\", \"coast\"]")).regions !=
          declared(names("[\"coast\", \"hills\", \"town\"]")).regions);
}
