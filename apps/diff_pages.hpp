//! What `diff` shows, as a page and as JSON (docs/json-output.md).
#pragma once

#include "scenarios/comparison.hpp"

#include <string>
#include <vector>

namespace stempath::apps {

//! One of the two that are compared.
struct DiffSide {
    std::string given; //!< on the command line
    std::string kind;  //!< "scenario" or "pack"
    std::string file, title;
};

struct DiffReport {
    DiffSide a, b;
    std::vector<scenarios::Difference> differences;
};

std::string diff_page(DiffReport const& report);
std::string diff_json(DiffReport const& report);

} // namespace stempath::apps
