//! What a fit leaves behind: fit.toml, fit_table.csv, fit_posterior.csv, and fit_stocks.csv where
//! stocks were raked.
#pragma once

#include "analysis/calibrate.hpp"
#include "analysis/raked_stocks.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stempath::analysis {

//! A fit with what it was made from.
struct FitRecord {
    models::Pack const* pack = nullptr; //!< without the fit; with raked stocks, if there are any
    Targets const* targets = nullptr;
    Calibration const* calibration = nullptr;
    CalibrationSettings const* settings = nullptr;
    RakedStocks const* raked = nullptr; //!< none: the pack's stocks stay
    std::string basis{};                //!< models::fit_basis of the pack
};

//! The files of a fit in a directory. Each appears whole or not at all.
class FitFiles {
  public:
    //! Throws output::OutputError when a file is there and `replace` is not set, so that a long fit
    //! does not end in a refusal.
    FitFiles(std::filesystem::path directory, std::string toml_name, bool replace);

    //! Returns what was written. Throws output::OutputError.
    std::vector<std::filesystem::path> write(FitRecord const& fit) const;

  private:
    std::filesystem::path put(std::string const& name, std::string const& text) const;

    std::filesystem::path directory_;
    std::string toml_name_;
};

std::string fit_toml(FitRecord const& fit);
std::string posterior_table(FitRecord const& fit);
std::string fit_table(FitRecord const& fit);
std::string stocks_table(models::Pack const& pack, models::Cube const& stocks);

} // namespace stempath::analysis
