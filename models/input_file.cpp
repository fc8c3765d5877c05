#include "models/input_file.hpp"

#include "models/sha256.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <system_error>

namespace stempath::models {

namespace {

//! Bytes of the UTF-8 sequence at `at`; 0 when there is none (overlong forms and surrogates
//! included).
std::size_t sequence_length(std::string_view s, std::size_t at) {
    auto const byte = [&](std::size_t i) {
        return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u;
    };
    auto const tail = [&](std::size_t i) { return (byte(i) & 0xc0u) == 0x80u; };
    unsigned const a = byte(at), b = byte(at + 1);
    if (a < 0x80)
        return 1;
    if (a >= 0xc2 && a <= 0xdf)
        return tail(at + 1) ? 2 : 0;
    if (a >= 0xe0 && a <= 0xef) {
        bool const valid = !(a == 0xe0 && b < 0xa0) && !(a == 0xed && b > 0x9f);
        return valid && tail(at + 1) && tail(at + 2) ? 3 : 0;
    }
    if (a >= 0xf0 && a <= 0xf4) {
        bool const valid = !(a == 0xf0 && b < 0x90) && !(a == 0xf4 && b > 0x8f);
        return valid && tail(at + 1) && tail(at + 2) && tail(at + 3) ? 4 : 0;
    }
    return 0;
}

bool eight_ascii(char const* p) {
    std::uint64_t word;
    std::memcpy(&word, p, sizeof word);
    return (word & 0x8080808080808080u) == 0;
}

std::optional<std::string> slurp(std::filesystem::path const& path, std::uintmax_t size) {
    std::ifstream in(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (!in.read(text.data(), static_cast<std::streamsize>(text.size())))
        return std::nullopt;
    return text;
}

} // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        if (i + 8 <= text.size() && eight_ascii(text.data() + i)) {
            i += 8;
            continue;
        }
        auto const n = sequence_length(text, i);
        if (n == 0)
            return i;
        i += n;
    }
    return std::nullopt;
}

std::optional<std::string> read_text_file(std::filesystem::path const& path,
                                          Location const& named_at, std::string_view key,
                                          Diagnostics& problems) {
    Location const where = named_at.file.empty() ? Location{path.string(), 0} : named_at;
    auto const refuse = [&](ProblemKind kind, std::string const& why) {
        problems.add(kind, where, key,
                     where.file == path.string() ? why : fmt::format("{}: {}", path.string(), why));
        return std::nullopt;
    };
    std::error_code error;
    auto const status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        return refuse(ProblemKind::missing_input,
                      "there is no such file. Check the name, and the folder it should be in.");
    if (std::filesystem::is_directory(status))
        return refuse(ProblemKind::missing_input, "is a directory; a file is needed.");
    auto const size = std::filesystem::file_size(path, error);
    if (error)
        return refuse(ProblemKind::missing_input, "is not a regular file.");
    if (size == 0)
        return refuse(ProblemKind::unreadable_text, "the file is empty.");
    if (size > largest_input_bytes)
        return refuse(ProblemKind::unreadable_text,
                      "is larger than 64 MB. Split it, or drop the columns that nothing uses.");
    auto text = slurp(path, size);
    if (!text)
        return refuse(ProblemKind::missing_input, "cannot be read. Check its permissions.");
    if (auto const bad = first_invalid_utf8(*text)) {
        auto const line =
            1 + std::count(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
        problems.add(ProblemKind::unreadable_text,
                     {path.string(), static_cast<std::uint32_t>(line)}, key,
                     "this line is not valid UTF-8. Save the file as UTF-8.");
        return std::nullopt;
    }
    problems.note_input({path.string(), sha256(*text)});
    if (text->starts_with("\xef\xbb\xbf"))
        text->erase(0, 3);
    return text;
}

} // namespace stempath::models
