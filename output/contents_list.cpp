#include "output/contents_list.hpp"

#include "output/csv_file.hpp"
#include "sim/name_hash.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <vector>

namespace stempath::output {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view scenario_mark = "scenario "; //!< no file of ours has a blank in its name

//! Size and hash, as two fields of the list.
std::string seal(std::string_view content) {
    return fmt::format("{},{:016x}", content.size(), sim::name_hash64(content));
}

std::optional<std::string> seal_of_file(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string const content{std::istreambuf_iterator<char>(file), {}};
    return file.good() || file.eof() ? std::optional(seal(content)) : std::nullopt;
}

std::vector<std::string> lines_of(fs::path const& path) {
    std::vector<std::string> lines;
    std::ifstream file(path, std::ios::binary);
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

void add_row(CsvFile& list, std::string const& name, std::string const& sealed) {
    auto const comma = sealed.find(',');
    list.text(name).text(sealed.substr(0, comma)).text(sealed.substr(comma + 1)).end_row();
}

//! A scenario's name is that of its file and may hold anything.
std::string mark_of(Owner const& owner) {
    std::string field;
    append_csv_field(field, std::string(scenario_mark) + owner.scenario);
    std::replace(field.begin(), field.end(), '\n', ' ');
    return field;
}

} // namespace

void write_contents(fs::path const& directory, Owner const& owner) {
    std::vector<std::string> names;
    for (fs::directory_entry const& entry : fs::directory_iterator(directory))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    CsvFile list(directory / contents_file, {"name", "bytes", "hash"});
    std::string name = std::string(scenario_mark) + owner.scenario;
    std::replace(name.begin(), name.end(), '\n', ' ');
    add_row(list, name, seal(owner.text));
    for (std::string const& file : names)
        add_row(list, file, seal_of_file(directory / file).value_or(","));
    list.close();
}

std::optional<std::string> reason_to_ask(fs::path const& directory, Owner const& owner) {
    std::vector<std::string> const lines = lines_of(directory / contents_file);
    if (lines.size() < 2)
        return fmt::format("it does not say of which scenario it is (no {})", contents_file);
    auto const mark = mark_of(owner);
    if (!lines[1].starts_with(mark + ","))
        return fmt::format("it holds the results of another scenario ({})",
                           lines[1].substr(0, lines[1].find(',')));
    if (lines[1] != mark + "," + seal(owner.text))
        return "it holds the results of another text of this scenario";
    for (std::size_t i = 2; i < lines.size(); ++i) {
        std::string const name = lines[i].substr(0, lines[i].find(','));
        if (!fs::exists(directory / name))
            return fmt::format("{} was taken away since", name);
        if (lines[i] != name + "," + seal_of_file(directory / name).value_or(","))
            return fmt::format("{} was changed since stempath wrote it", name);
    }
    return std::nullopt;
}

} // namespace stempath::output
