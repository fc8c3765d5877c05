//! A scenario file; or a resolved model that was saved, a scenario with its pack inside. Its tables
//! are those of the packs of the tests.
#include "tests/fuzz/properties.hpp"

using namespace stempath;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const file = fuzz::home() / "read" / "scenario.toml";
    fuzz::write(file, fuzz::text_of(data, size));
    fuzz::check_scenario(file, {});
    return 0;
}
