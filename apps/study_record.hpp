//! What a finished run is described by, besides what it found.
#pragma once

#include "apps/pack_facts.hpp"
#include "models/diagnostics.hpp"
#include "models/pack.hpp"
#include "models/study.hpp"
#include "scenarios/scenario.hpp"

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stempath::apps {

struct StudyRecord {
    std::string scenario; //!< name
    std::string title;
    std::string scenario_file;
    std::string scenario_text; //!< as it was read
    std::string resolved_text; //!< every figure that the run used
    std::string pack;
    std::vector<models::InputFile> inputs; //!< every file that was read, each once
    std::string scenario_sha256, pack_sha256;
    std::int32_t base_year = 0;
    models::RunSettings settings;
    std::string workforce;       //!< in words: "STEM jobs in the city"
    std::string work;            //!< what that is, wherever it is: "STEM jobs"
    std::string reference;       //!< in words: "residents aged 18-64"
    std::string reference_place; //!< "Philadelphia"; empty: all regions
    std::uint32_t threads = 1;
    std::uint64_t peak_rss_bytes = 0;
    std::time_t ended = 0; //!< when the last replicate was done
    std::optional<std::filesystem::path>
        results_dir;           //!< none when the results could not be written
    bool replaces = false;     //!< results of an earlier run gave way to these
    double judged_share = 0.0; //!< of the figures, in [0, 1]: without a published source
    PackFacts facts;           //!< for the report
    std::string command;       //!< that repeats the run; empty where nobody gave one
};

//! What is known before anything has run.
StudyRecord describe(scenarios::Study const& study);

//! The workforce of a parity definition in words.
std::string workforce_words(models::ParitySpec const& spec, models::Pack const& pack);

//! " aged 18-64", " aged 18 and over"; empty: all ages.
std::string ages_words(models::ParitySpec const& spec);
//! Its reference population in words.
std::string reference_words(models::ParitySpec const& spec, models::Pack const& pack);

//! Threads that a run with these settings uses.
std::uint32_t threads_used(models::RunSettings const& settings);

} // namespace stempath::apps
