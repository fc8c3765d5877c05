#include "apps/build_info.hpp"

#include <cstring>
#include <elf.h>
#include <fmt/format.h>
#include <link.h>
#include <string_view>

namespace stempath::apps {

namespace {

//! The hash in a segment of ELF notes (name and description are each padded to 4 bytes).
std::string build_id_in(char const* at, std::size_t left) {
    auto const padded = [](std::size_t size) { return (size + 3) & ~std::size_t{3}; };
    while (left >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) note;
        std::memcpy(&note, at, sizeof note);
        std::size_t const size = sizeof note + padded(note.n_namesz) + padded(note.n_descsz);
        if (size > left)
            break;
        std::string_view const name(at + sizeof note, note.n_namesz);
        if (note.n_type == NT_GNU_BUILD_ID && name == std::string_view("GNU\0", 4)) {
            std::string hex;
            char const* const hash = at + sizeof note + padded(note.n_namesz);
            for (std::size_t i = 0; i < note.n_descsz; ++i)
                hex += fmt::format("{:02x}", static_cast<unsigned char>(hash[i]));
            return hex;
        }
        at += size;
        left -= size;
    }
    return {};
}

//! The program itself comes first of the loaded objects; its notes are in memory.
int visit_program(dl_phdr_info* program, std::size_t, void* found) {
    for (int i = 0; i < program->dlpi_phnum; ++i) {
        ElfW(Phdr) const& segment = program->dlpi_phdr[i];
        if (segment.p_type != PT_NOTE)
            continue;
        // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader gives addresses as integers
        auto const* const at = reinterpret_cast<char const*>(program->dlpi_addr + segment.p_vaddr);
        std::string id = build_id_in(at, segment.p_memsz);
        if (!id.empty())
            *static_cast<std::string*>(found) = std::move(id);
    }
    return 1; // no further object
}

} // namespace

BuildInfo build_info() {
    BuildInfo info{STEMPATH_VERSION, "", STEMPATH_COMPILER, STEMPATH_FLAGS};
    ::dl_iterate_phdr(visit_program, &info.build_id);
    return info;
}

} // namespace stempath::apps
