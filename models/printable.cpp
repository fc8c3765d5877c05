#include "models/printable.hpp"

#include <fmt/format.h>

namespace stempath::models {

namespace {

//! The control character that begins at `at`, and its length in bytes; length 0 for none.
struct Control {
    unsigned code = 0;
    std::size_t length = 0;
};

Control control_at(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    unsigned const a = byte(at), b = byte(at + 1), c = byte(at + 2);
    if (a < 0x20 || a == 0x7f)
        return {a, 1};
    if (a == 0xc2 && b >= 0x80 && b <= 0x9f) // U+0080 to U+009F
        return {b, 2};
    if (a == 0xe2 && b == 0x80 && (c == 0xa8 || c == 0xa9))
        return {0x2000u + (c & 0x3fu), 3}; // U+2028, U+2029
    // Overriding the direction of writing shows a text that is not the one in the file.
    if (a == 0xe2 &&
        ((b == 0x80 && c >= 0xaa && c <= 0xae) || (b == 0x81 && c >= 0xa6 && c <= 0xa9)))
        return {0x2000u + ((b & 0x3fu) << 6) + (c & 0x3fu), 3};
    return {};
}

std::string escape_of(unsigned code) {
    if (code == '\n')
        return "\\n";
    if (code == '\t')
        return "\\t";
    return fmt::format("\\u{:04X}", code);
}

} // namespace

std::string printable(std::string_view text) {
    std::string shown;
    for (std::size_t i = 0; i < text.size();) {
        auto const control = control_at(text, i);
        if (control.length == 0)
            shown += text[i++];
        else
            shown += escape_of(control.code);
        i += control.length;
    }
    return shown;
}

bool has_controls(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (control_at(text, i).length > 0)
            return true;
    return false;
}

} // namespace stempath::models
