#include "output/table_info.hpp"

#include <algorithm>

namespace stempath::output {

bool is_table_name(std::string_view name) {
    auto const allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !name.empty() && std::all_of(name.begin(), name.end(), allowed);
}

} // namespace stempath::output
