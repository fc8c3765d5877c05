//! Values of --set, one a line; the first byte chooses the scenario.
#include "tests/fuzz/properties.hpp"

using namespace stempath;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0)
        return 0;
    auto const text = fuzz::text_of(data + 1, size - 1);
    std::vector<std::string> set(1);
    for (char const c : text)
        if (c == '\n')
            set.emplace_back();
        else if (c != '\0') // an argument ends there
            set.back() += c;
    fuzz::check_scenario(data[0] % 2 == 0 ? "toy" : "place", set);
    return 0;
}
