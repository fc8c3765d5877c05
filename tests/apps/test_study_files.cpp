#include "apps/study_files.hpp"
#include "apps/study_netcdf.hpp"
#include "models/sha256.hpp"
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
          "replicate,digest,ledger_digest,persons,person_years,parity_first_year,"
          "parity_lost_year,parity_kept_since\n"
          "0,aa,ab,1000,3000,2024,,\n"
          "1,ba,bb,1002,3010,,,\n");
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
    CHECK(provenance["inputs"][0]["file"] == "small.toml");
    CHECK(provenance["inputs"][0]["sha256"] == "5a");
    CHECK(provenance["run"]["seed"] == 7);
    CHECK(provenance["digest"] == result.digest);
    CHECK_FALSE(provenance["build"]["compiler"].get<std::string>().empty());
    CHECK(text_of(target / output::netcdf_file).starts_with("\x89HDF\r\n\x1a\n"));
}

TEST_CASE("results.nc of equal studies are equal, byte by byte", "[files]") {
    tests::ScratchDirectory const scratch;
    auto record = tests::small_record();
    auto const written = [&](char const* name, apps::StudyRecord const& of) {
        output::ResultsDirectory directory(scratch.path() / name);
        apps::write_study(directory, of, tests::small_result());
        return text_of(scratch.path() / name / output::netcdf_file);
    };
    auto const one = written("one", record);
    CHECK(written("two", record) == one);
    record.settings.seed += 1;
    CHECK(written("three", record) != one);
}

TEST_CASE("the hash of a directory is that of what sha256sum prints", "[files]") {
    std::vector<models::InputFile> const inputs{
        {"here/plan.toml", std::string(64, 'c')},
        {"packs/p/pack.toml", std::string(64, 'b')},
        {"packs/p/leave.csv", std::string(64, 'a')},
        {"packs/p/leave.csv", std::string(64, 'a')}}; // read twice
    CHECK(apps::directory_sha256(inputs, "packs/p") ==
          models::sha256(std::string(64, 'a') + "  leave.csv\n" + std::string(64, 'b') +
                         "  pack.toml\n"));
    CHECK(apps::directory_sha256(inputs, "elsewhere").empty());
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
