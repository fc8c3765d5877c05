//! A fit as people and programs read it.
#pragma once

#include "analysis/fit_writer.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace stempath::apps {

//! Fits of one pack from several starts; the first is the one that was written.
struct FittedPack {
    models::Pack const* pack = nullptr;
    analysis::Targets const* targets = nullptr;
    analysis::RakedStocks const* raked = nullptr;
    std::vector<analysis::CalibrationSettings> settings; //!< by start
    std::vector<analysis::Calibration> fits;             //!< by start
    std::vector<std::filesystem::path> written;
    bool result_named = false; //!< the pack names the file that was written
};

//! "A", "B"
std::string start_name(std::uint32_t start);

std::string calibrate_page(FittedPack const& of, bool colour);
std::string calibrate_json(FittedPack const& of);

} // namespace stempath::apps
