//! Every figure of every pack can be asked for.
#include "scenarios/explanation.hpp"
#include "scenarios/loaded_pack.hpp"
#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

using namespace stempath;
namespace fs = std::filesystem;

namespace {

scenarios::LoadedPack loaded(std::string const& pack) {
    models::Diagnostics problems;
    auto read = scenarios::load_pack(pack, "", problems);
    if (!read)
        throw std::runtime_error(problems.text());
    return std::move(*read);
}

std::vector<fs::path> packs() {
    std::vector<fs::path> folders;
    for (auto const* const parent : {"models/packs", "tests/packs"})
        for (auto const& entry : fs::directory_iterator(parent))
            if (fs::exists(entry.path() / "pack.toml"))
                folders.push_back(entry.path());
    return folders;
}

std::string explained(scenarios::LoadedPack const& of, std::string const& key) {
    models::Diagnostics problems;
    auto const told = scenarios::explain({of.pack, of.document}, key, problems);
    return told ? scenarios::explanation_text(*told) : problems.text();
}

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("every figure of every pack is explained", "[reader][explain]") {
    auto const folders = packs();
    REQUIRE(folders.size() > 3);
    for (auto const& folder : folders) {
        auto const of = loaded(folder.string());
        REQUIRE_FALSE(of.pack.figures.empty());
        for (auto const& figure : of.pack.figures) {
            models::Diagnostics problems;
            auto const told = scenarios::explain({of.pack, of.document}, figure.key, problems);
            INFO(folder.string() << ": " << figure.key << "\n" << problems.text());
            REQUIRE(told);
            CHECK(told->kind == scenarios::Explanation::Kind::figure);
            CHECK(told->cube == &figure.cube);
            CHECK_FALSE(told->used_by.empty());
            CHECK_FALSE(told->range.empty());
            CHECK((of.pack.teaching || !told->unit.empty()));
            CHECK((of.pack.teaching || !told->sources.empty()));
            for (auto const& source : told->sources)
                CHECK((source.id == "judgement" || source.id == "fit" || !source.title.empty()));
            CHECK(has(scenarios::explanation_text(*told), "value"));
        }
    }
}

TEST_CASE("every other key of a pack is explained too", "[reader][explain]") {
    auto const of = loaded("tests/packs/place");
    CHECK(has(explained(of, "demography.last_age"), "here       9"));
    CHECK(has(explained(of, "market.skilled"), "holds      market.skilled.demand.growth"));
    CHECK(has(explained(of, "title"), "Smallville"));
}

TEST_CASE("the range of a figure, or that there is none, is told", "[reader][explain]") {
    auto const us = loaded("models/packs/us");
    auto const seek = explained(us, "stage.technical_training.exit.seek.p");
    CHECK(has(seek, "range      0.65 to 0.9"));
    CHECK(has(seek, "judgement (chosen where the evidence is silent)"));
    auto const staying = explained(us, "demography.staying");
    CHECK(has(staying, "US Census Bureau, 2023"));
    CHECK(has(staying, "B (computed from the source)"));
    CHECK(has(staying, "used by    who dies or moves away each year"));
    auto const place = loaded("tests/packs/place"); // without [doubt]
    CHECK(has(explained(place, "traits.kappa"), "range      not in doubt: runs use the value"));
}

TEST_CASE("the distribution of a figure in doubt is told", "[reader][explain]") {
    auto const of = loaded("tests/packs/answers");
    CHECK(has(explained(of, "stage.seeking.exit.give_up.p"),
              "range      0.0847458 to 0.117647 with 90 %, from its grade, by [doubt]; normal in "
              "log-odds, one draw"));
    CHECK(has(explained(of, "stage.senior.exit.retire.p"),
              "each value 1.3 times the odds more or less with 90 %, from its spread; normal in "
              "log-odds, a draw for each sex"));
    auto const apply = explained(of, "stage.school.exit.apply.log_odds");
    CHECK(has(apply, "range      -0.1 to 0.5 with 90 %, from its plus_minus; normal, one draw"));
    CHECK(has(apply, "drawn with school"));
    CHECK(has(explained(of, "stage.school.exit.apply.gamma.prospects"),
              "0.5 to 1.2 with 90 %, from low and high; split normal, one draw"));
    CHECK(has(explained(of, "stage.school.exit.apply.gamma.company"), "not in doubt"));
    CHECK(has(explained(of, "market.lower.demand.flow"), "1.2 times more or less with 90 %"));
    CHECK(has(explained(of, "board.company.centre"), "not in doubt"));
}

TEST_CASE("who fills the slots of a stage uses them", "[reader][explain]") {
    tests::Folder const folder;
    folder.write("pack.toml",
                 tests::teaching("[stage.post]\nslots = 10\nstart = { share = { w = 0.5, m = 0.5 "
                                 "} }\nexit.leave = { to = \"out\", p = 0.1 }\n[entry.hire]\nto = "
                                 "\"post\"\nmode = \"to_fill\"\nshare = { w = 0.5, m = \"rest\" "
                                 "}\n"));
    auto const of = loaded(folder.path().string());
    CHECK(has(explained(of, "stage.post.slots"), "used by    entry hire, into stage post"));
    CHECK(has(explained(of, "stage.post.start.share"), "who is in it in the base year"));
    CHECK(has(explained(of, "stage.post.exit.leave.p"), "exit leave of stage post, to out"));
}

TEST_CASE("a key or a pack that is not there gets a suggestion", "[reader][explain]") {
    auto const of = loaded("tests/packs/toy");
    CHECK(
        has(explained(of, "stage.work.exit.laeve.p"), "Did you mean \"stage.work.exit.leave.p\""));
    CHECK(has(explained(of, "stage.wrok.label"), "no \"wrok\" in stage. Did you mean \"work\"?"));
    CHECK(has(explained(of, "nonsense"), "There is no \"nonsense\" in the pack. Allowed: schema"));
    // Keys of a scenario say nothing of a pack.
    CHECK(has(explained(of, "run.seed"), "unknown key"));
    models::Diagnostics problems;
    CHECK_FALSE(scenarios::load_pack("uss", "", problems));
    CHECK(has(problems.text(), "Did you mean \"us\"?"));
    CHECK(problems.exit_code() == 66);
}
