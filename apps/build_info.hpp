#pragma once

#include <string>

namespace stempath::apps {

//! Of which sources, by what, this program was made.
struct BuildInfo {
    std::string version; //!< of the project
    std::string
        build_id; //!< the linker's hash of the program itself, in hex; empty when it has none
    std::string compiler;
    std::string flags;
};

BuildInfo build_info();

} // namespace stempath::apps
