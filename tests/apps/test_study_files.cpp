#include "apps/study_files.hpp"
#include "sim/draws.hpp"
#include "tests/apps/small_study.hpp"
#include "tests/catch.hpp"
#include "tests/output/scratch_directory.hpp"

#include <nlohmann/json.hpp>

using namespace stempath;
using tests::text_of;

TEST_CASE("a study as files", "[files]") {
    tests::ScratchDirectory const scratch;
    auto const target = scratch.path() / "small";
    auto result = tests::small_result();
    result.parity.first_year = {2024, std::nullopt};
    {
        output::ResultsDirectory directory(target);
        apps::write_study(directory, tests::small_record(), result);
    }
    CHECK(text_of(target / "replicates.csv") ==
          "replicate,digest,ledger_digest,persons,person_years,parity_first_year\n"
          "0,aa,ab,1000,3000,2024\n"
          "1,ba,bb,1002,3010,\n");
    std::string const parity = text_of(target / "parity.csv");
    CHECK(parity.starts_with("year,axis,group,deciding,share_workforce,share_reference,ratio,"
                             "ratio_low,ratio_high,shortfall_points\n"
                             "2022,sex,women,1,0.3,0.5,0.6,0.6,0.6,20\n"));
    CHECK(parity.ends_with("2024,race_ethnicity,aian,0,0,0,,,,0\n"));
    // 140 in two replicates at 1 in 2: 140 people.
    CHECK(text_of(target / "workforce.csv")
              .starts_with("year,class,group,mean,sd,replicates\n"
                           "2022,related,m,140,0,2\n"));
    CHECK(text_of(target / "tables.csv").find("\nworkforce,people,People in STEM jobs.,") !=
          std::string::npos);

    auto const provenance = nlohmann::json::parse(text_of(target / "provenance.json"));
    CHECK(provenance["program"] == "stempath");
    CHECK(provenance["version"] == STEMPATH_VERSION);
    CHECK(provenance["draw_contract"] == sim::draw_contract_version);
    CHECK(provenance["scenario"]["text"] == "pack = \"small\"\n");
    CHECK(provenance["resolved"] == "seed = 7\n");
    CHECK(provenance["run"]["seed"] == 7);
    CHECK(provenance["digest"] == result.digest);
    CHECK_FALSE(provenance["build"]["compiler"].get<std::string>().empty());
}

TEST_CASE("a study replaces its own results", "[files]") {
    tests::ScratchDirectory const scratch;
    auto const target = scratch.path() / "small";
    auto result = tests::small_result();
    for (char const* digest : {"first", "second"}) {
        result.digest = digest;
        output::ResultsDirectory directory(target);
        apps::write_study(directory, tests::small_record(), result);
    }
    auto const provenance = nlohmann::json::parse(text_of(target / "provenance.json"));
    CHECK(provenance["digest"] == "second");
}
