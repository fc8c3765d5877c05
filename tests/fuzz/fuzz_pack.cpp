//! A pack with its tables: pack.toml, then each table behind a line "=== NAME.csv".
#include "tests/fuzz/properties.hpp"

#include "models/toml_text.hpp"

#include <fmt/format.h>

using namespace stempath;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view divider = "\n=== ";

//! Only names that stay inside the folder.
bool is_table_name(std::string_view name) {
    return name.size() > 4 && name.size() < 60 && name.ends_with(".csv") &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == name.npos;
}

void write_pack(fs::path const& directory, std::string_view text) {
    fs::remove_all(directory);
    fs::create_directories(directory);
    auto next = text.find(divider);
    fuzz::write(directory / "pack.toml", text.substr(0, next));
    while (next != text.npos) {
        text.remove_prefix(next + divider.size());
        next = text.find(divider);
        auto const end = text.find('\n');
        auto const name = text.substr(0, end);
        if (end != text.npos && end < next && is_table_name(name))
            fuzz::write(directory / name, text.substr(end + 1, next - end - 1));
    }
}

//! What the reader takes of a document it takes of the document written anew.
void check_written_anew(models::Pack const& pack, fs::path const& directory) {
    models::Diagnostics problems;
    auto const document = models::read_pack_document(directory, {}, problems);
    fuzz::write(directory / "pack.toml", models::toml_text(*document, "", {}));
    auto const back = models::read_pack(directory, {}, problems);
    if (!back)
        fmt::print(stderr, "{}\n{}", models::toml_text(*document, "", {}), problems.text());
    fuzz::require(back.has_value(), "a pack that is written anew is read");
    fuzz::require_same_figures(pack, *back);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const directory = fuzz::home() / "read" / "pack";
    write_pack(directory, fuzz::text_of(data, size));
    models::Diagnostics problems;
    auto const pack = models::read_pack(directory, {}, problems);
    fuzz::require_told(problems);
    fuzz::require(pack.has_value() == problems.ok(), "what has no problem is accepted");
    if (!pack)
        return 0;
    fuzz::require_finite(*pack);
    check_written_anew(*pack, directory);
    auto const file = fuzz::home() / "read" / "of_pack.toml";
    fuzz::write(file, fmt::format("schema = 1\npack = \"pack\"\n[run]\nend = {}\n",
                                  pack->last_year - pack->parity.front().k + 1));
    fuzz::check_scenario(file, {});
    return 0;
}
