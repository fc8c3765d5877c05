//! The pack tests/packs/fit, in a folder of its own, with changes.
#pragma once

#include "tests/reader/folder.hpp"

#include "analysis/calibrate.hpp"

#include <string>
#include <vector>

namespace stempath::tests {

//! A copy of tests/packs/fit; `targets` replaces its table where it is given.
class FitPack {
  public:
    explicit FitPack(std::string const& targets = {}, std::string const& more_toml = {});

    std::filesystem::path const& path() const { return folder_.path(); }
    Folder const& folder() const { return folder_; }
    //! Without the fit that it may name. Throws with the reader's messages.
    models::Pack pack() const;
    analysis::Targets targets(models::Pack const& pack) const;
    //! What the table of targets has wrong.
    std::string problems(models::Pack const& pack) const;

  private:
    Folder folder_;
};

//! Text of a file of tests/packs/fit.
std::string text_of(std::filesystem::path const& file);
//! `text` with every `from` replaced by `to`; throws where there is none.
std::string replaced(std::string text, std::string const& from, std::string const& to);

//! Settings for a test: the whole pack, one seed, a few replicates.
analysis::CalibrationSettings fit_settings();

} // namespace stempath::tests
