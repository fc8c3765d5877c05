//! What each section of a pack means, value by value.
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

using namespace stempath::models;
using stempath::tests::at;
using stempath::tests::read_text;
using stempath::tests::teaching;

namespace {

std::string const start = "start = { w = 5, m = 5 }\n";
std::string const leave = "exit.leave = { to = \"out\", p = 0.1 }\n";

Pack with_post(std::string const& lines, std::string const& more = "") {
    return read_text(teaching("[stage.post]\n" + lines + more));
}
Pack with_entry(std::string const& lines) {
    return with_post("slots = 100\n" + start + leave, "[entry.hire]\nto = \"post\"\n" + lines);
}

} // namespace

TEST_CASE("an exit has one of four forms", "[reader][packs]") {
    auto const log_odds = with_post(start + "exit.a = { to = \"out\", log_odds = -2 }\n");
    CHECK(log_odds.stages[0].exits[0].form == ExitForm::log_odds);
    CHECK(log_odds.stages[0].exits[0].value.values()[0] == -2);
    auto const quota = with_post(start + "exit.a = { to = \"out\", quota = { w = 2.5, m = 1 } "
                                         "}\nexit.b = { to = \"out\", p = 0.1 }\n");
    CHECK(quota.stages[0].exits[0].form == ExitForm::quota);
    CHECK(quota.stages[0].exits[1].form == ExitForm::probability);
    CHECK(quota.stages[0].exits[1].to == out);
}

TEST_CASE(
    "probabilities of a decision that miss 1 by rounding are made exact there, and only there",
    "[reader][packs]") {
    auto const pack = with_post(
        start + "duration = 2\nexit.a = { to = \"out\", p = 0.3333333, every_year = true }\n"
                "exit.b = { to = \"out\", p = 0.6666664 }\n");
    auto const& exits = pack.stages[0].exits;
    auto const decided = at({{Dim::tenure, 1}}), before = at({{Dim::tenure, 0}});
    CHECK(exits[0].value.at(decided) + exits[1].value.at(decided) == 1.0);
    CHECK(exits[0].value.at(before) == 0.3333333);
}

TEST_CASE("a stage may let people stay after its decision", "[reader][packs]") {
    auto const pack = with_post(
        start + "duration = 2\nstay = true\nmax_years = 9\nlimit_to = \"post\"\n" + leave);
    CHECK(pack.stages[0].stay);
    CHECK(pack.stages[0].exits[1].name == "limit");
    CHECK(pack.stages[0].exits[1].to == 0);
}

TEST_CASE("exits that fill a class may stand beside the limit of years", "[reader][packs]") {
    auto const pack = with_post(start + "max_years = 3\nexit.leave = { to = \"out\", p = 1.0 }\n");
    CHECK(pack.stages[0].exits[0].value.is_constant());
}

TEST_CASE("movers keep their field, get one, or draw one", "[reader][packs]") {
    auto const pack = read_text(teaching(
        "[stage.post]\n" + start +
            "exit.a = { to = \"out\", p = 0.1, field = \"keep\", credential = \"keep\" }\n"
            "exit.b = { to = \"out\", p = 0.1, field = \"law\", credential = \"degree\" }\n"
            "exit.c = { to = \"out\", p = 0.1, field = { none = 0, law = 1 } }\n",
        "groups = [\"w\", \"m\"]\nfields = [\"none\", \"law\"]\ncredentials = [\"none\", "
        "\"degree\"]\n"));
    auto const& exits = pack.stages[0].exits;
    CHECK(exits[0].field.kind == FieldChange::Kind::keep);
    CHECK(!exits[0].credential);
    CHECK(exits[1].field.kind == FieldChange::Kind::set);
    CHECK(exits[1].field.field == 1);
    CHECK(exits[1].credential == 1);
    CHECK(exits[2].field.shares.values() == std::vector<double>{0, 1});
}

TEST_CASE("a start in parts is total x share; total may come from the slots", "[reader][packs]") {
    auto const drawn = with_post(
        "start = { total = 200, share = { w = 0.25, m = 0.75 }, composition = \"drawn\" }\n" +
        leave);
    CHECK(drawn.stages[0].start->count.values() == std::vector<double>{150, 50});
    CHECK(!drawn.stages[0].start->exact);
    CHECK(drawn.stages[0].start->ages == StartSpec::Ages::zero);
    auto const filled = with_post("slots = 40\nstart = { share = { w = 0.5, m = 0.5 } }\n" + leave);
    CHECK(filled.stages[0].start->count.values() == std::vector<double>{20, 20});
}

TEST_CASE("a start may say who has been there how long", "[reader][packs]") {
    stempath::tests::Folder const folder;
    folder.write("ages.csv", "tenure,group,value\n0,*,0.5\n1,w,0.5\n1,m,0.25\n2,w,0\n2,m,0.25\n");
    folder.write("pack.toml", teaching("[stage.post]\nmax_years = 3\nstart = { total = 8, share = "
                                       "{ w = 0.5, m = 0.5 }, ages = \"ages.csv\" }\n" +
                                       leave));
    auto const pack = stempath::tests::read_good(folder.path());
    CHECK(pack.stages[0].start->ages == StartSpec::Ages::table);
    CHECK(pack.stages[0].start->tenure_share.at(at({{Dim::tenure, 2}, {Dim::group, 0}})) == 0.25);
}

TEST_CASE("numbers by year are constant, growing, or linear between knots and held outside",
          "[reader][packs]") {
    CHECK(*with_post("slots = 7\n" + start + leave).stages[0].slots == Path(11, 7.0));
    auto const growing =
        *with_post("slots = { start = 1000, growth = 0.1 }\n" + start + leave).stages[0].slots;
    CHECK(growing[0] == 1000);
    CHECK(growing[2] == 1000 * 1.1 * 1.1);
    auto const knots =
        *with_post("slots = { knots = [[2, 10], [6, 30], [20, 30]] }\n" + start + leave)
             .stages[0]
             .slots;
    CHECK(knots == Path{10, 10, 10, 15, 20, 25, 30, 30, 30, 30, 30});
}

TEST_CASE("entries by number", "[reader][packs]") {
    auto const pack = with_entry(
        "mode = \"number\"\nnumber = { w = 1.5, m = 2 }\nrounding = \"nearest\"\nwhen = 3\n");
    CHECK(pack.entries[0].nearest);
    CHECK(pack.entries[0].only_year == 3);
    CHECK(pack.entries[0].number.values() == std::vector<double>{2, 1.5});
}

TEST_CASE("entries that fill posts, by shares, boards and what is left", "[reader][packs]") {
    auto const paths = with_entry("mode = \"to_fill\"\ndraw = \"exact\"\nshare.w = { knots = [[0, "
                                  "0.3], [10, 0.5]] }\nshare.m = \"rest\"\n");
    CHECK(paths.entries[0].exact);
    CHECK(paths.entries[0].share[0].rest);
    CHECK((*paths.entries[0].share[1].path)[5] == Approx(0.4));
    auto const board = with_entry("mode = \"to_fill\"\nshare = { w = { a = 0.1, b = 0.8, board = "
                                  "\"post.w\", lag = 0 }, m = \"rest\" }\n");
    auto const& share = board.entries[0].share[1];
    CHECK(!share.path);
    CHECK(share.a == 0.1);
    CHECK(board.boards[share.board].groups == std::vector<Index>{1});
    CHECK(board.boards[share.board].lag == 0);
}

TEST_CASE("markets draw on stages and pools, scored or by lot", "[reader][packs]") {
    auto const pack = read_text(
        teaching("[stage.post]\nslots = 10\n" + start + leave + "[stage.seeking]\n" + start +
                 "[stage.other]\n" + start +
                 "[pool.outside]\nsize = 500\nshare = { w = 0.4, m = 0.6 }\n"
                 "[market.b]\nto = \"post\"\nfrom = [\"pool:outside\", \"seeking\"]\ndemand = { "
                 "slots = true }\n"
                 "score = { noise = 1, group = { w = -0.5, m = 0 } }\nlaid_off_to = \"out\"\n"
                 "[market.a]\nto = \"other\"\nfrom = [\"seeking\"]\ndemand = { growth = 0.01 "
                 "}\nscore = \"lottery\"\n"
                 "laid_off_to = \"seeking\"\nlay_off_limit = 0.5\n"));
    CHECK(pack.pools[0].size.values() == std::vector<double>{300, 200});
    CHECK(pack.markets[0].name == "b"); // the order of the file is the order of clearing
    CHECK(pack.markets[0].slots);
    CHECK(pack.markets[0].pools == std::vector<Index>{0});
    CHECK(pack.markets[0].from == std::vector<Index>{1});
    CHECK(pack.markets[0].laid_off_to == out);
    CHECK(pack.markets[0].score.group.values() == std::vector<double>{0, -0.5});
    CHECK(pack.markets[1].score.lottery);
    CHECK(pack.markets[1].lay_off_limit == 0.5);
}

TEST_CASE("parity definitions, the main one first", "[reader][packs]") {
    auto const pack = with_post(
        start + leave,
        "[parity.strict]\nof = \"post\"\nreference = { w = 0.5, m = 0.5 }\nindex = \"difference\"\n"
        "at_least = 0.99\nk = 2\ngoals = [6, 2]\n");
    CHECK(pack.parity_names == std::vector<std::string>{"main", "strict"});
    CHECK(pack.parity[0].lens == std::vector<std::string>{"group"});
    CHECK(pack.parity[0].reference == "residents");
    CHECK(pack.parity[1].reference == "table");
    CHECK(pack.parity[1].reference_share->at(at({{Dim::group, 1}})) == 0.5);
    CHECK(pack.parity[1].goals == std::vector<std::int32_t>{2, 6});
}

TEST_CASE("a pack of one stage with fixed posts, in the shortest spelling", "[reader][packs]") {
    stempath::tests::Folder const folder;
    folder.write("hazard_w.csv", "tenure,value\n0-9,0.1\n10+,0.05\n");
    folder.write("pack.toml", R"(schema = 1
kind = "teaching"
title = "one stage, fixed posts"
years = [0, 400]
groups = ["w", "m"]
[stage.post]
slots = { start = 1000, growth = 0.02 }
max_years = 42
start = { share = { w = 0.25, m = 0.75 }, ages = "stationary" }
exit.left = { to = "out", p = { w = "hazard_w.csv", m = 0.05 } }
[entry.hire]
to = "post"
mode = "to_fill"
draw = "bernoulli"
share.w = { knots = [[0, 0.30], [40, 0.50]] }
share.m = "rest"
[parity.main]
of = "post"
group = "w"
index = "share"
at_least = 0.475
k = 1
)");
    auto const pack = stempath::tests::read_good(folder.path());
    CHECK(pack.stages[0].exits[0].value.at(at({{Dim::tenure, 20}, {Dim::group, 1}})) == 0.05);
    CHECK(pack.stages[0].slots->size() == 401);
}
