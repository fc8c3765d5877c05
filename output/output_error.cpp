#include "output/output_error.hpp"

#include <fmt/format.h>

#include <system_error>

namespace stempath::output {

void fail_io(std::string const& what, std::filesystem::path const& path, int error) {
    throw OutputError(Fault::io, fmt::format("{} {}: {}", what, path.string(),
                                             std::generic_category().message(error)));
}

void fail_create(std::filesystem::path const& path, int error) {
    throw OutputError(Fault::cannot_create,
                      fmt::format("cannot create {}: {}. Choose another place with --out DIR",
                                  path.string(), std::generic_category().message(error)));
}

} // namespace stempath::output
