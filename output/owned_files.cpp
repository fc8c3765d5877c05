#include "output/owned_files.hpp"

#include "output/contents_list.hpp"
#include "output/report_page.hpp"
#include "output/results_directory.hpp"
#include "output/table_info.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace stempath::output {

namespace {

namespace fs = std::filesystem;

bool has_our_provenance(fs::path const& directory) {
    std::ifstream file(directory / provenance_file, std::ios::binary);
    std::string head(std::string_view(provenance_head).size(), '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    return file && head == provenance_head;
}

//! A run killed while it wrote its first file, the marker, leaves the beginning of one and no more.
bool holds_only_a_begun_marker(fs::path const& directory) {
    auto const begin = fs::directory_iterator(directory);
    if (begin == fs::directory_iterator() || begin->path().filename() != provenance_file ||
        std::next(fs::directory_iterator(directory)) != fs::directory_iterator())
        return false;
    std::ifstream file(directory / provenance_file, std::ios::binary);
    std::string const found{std::istreambuf_iterator<char>(file), {}};
    return std::string_view(provenance_head).starts_with(found);
}

//! In an order in which they may be removed: the list and the marker last, so that a removal that
//! is cut short can be taken up again. Table names need no quotes (is_table_name).
std::vector<std::string> own_files(fs::path const& directory) {
    std::vector<std::string> files;
    std::ifstream list(directory / table_list_file, std::ios::binary);
    std::string line;
    std::getline(list, line); // the header
    while (std::getline(list, line)) {
        std::string const name = line.substr(0, line.find(','));
        if (is_table_name(name))
            files.push_back(name + ".csv");
    }
    files.emplace_back(netcdf_file);
    files.emplace_back(report_file);
    files.emplace_back(report_data_file);
    files.emplace_back(contents_file);
    files.emplace_back(table_list_file);
    files.emplace_back(provenance_file);
    return files;
}

} // namespace

std::optional<std::string> reason_to_keep(fs::path const& directory) {
    if (fs::is_empty(directory) || holds_only_a_begun_marker(directory))
        return std::nullopt;
    if (!has_our_provenance(directory))
        return fmt::format("it holds files that stempath did not write (no {} of its own)",
                           provenance_file);
    std::vector<std::string> const files = own_files(directory);
    for (fs::directory_entry const& entry : fs::directory_iterator(directory)) {
        std::string const name = entry.path().filename().string();
        bool const own = std::find(files.begin(), files.end(), name) != files.end();
        if (!own || entry.symlink_status().type() != fs::file_type::regular)
            return fmt::format("it also holds {}, which stempath did not write", name);
    }
    return std::nullopt;
}

bool remove_own(fs::path const& directory) noexcept {
    try {
        if (has_our_provenance(directory))
            for (std::string const& name : own_files(directory))
                ::unlink((directory / name).c_str());
        else if (holds_only_a_begun_marker(directory))
            ::unlink((directory / provenance_file).c_str());
        return ::rmdir(directory.c_str()) == 0;
    } catch (...) {
        return false;
    }
}

} // namespace stempath::output
