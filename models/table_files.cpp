#include "models/table_files.hpp"

#include "models/input_file.hpp"

#include <fmt/format.h>
#include <system_error>

namespace stempath::models {

TableFiles::TableFiles(std::filesystem::path directory, Diagnostics& problems)
    : directory_(std::move(directory)), problems_(problems) {}

std::filesystem::path TableFiles::path_of(std::string const& name, Location const& named_at) const {
    std::error_code error;
    auto const beside = std::filesystem::path(named_at.file).parent_path() / name;
    return std::filesystem::exists(beside, error) ? beside : directory_ / name;
}

Table* TableFiles::open(std::string const& name, Location const& named_at, std::string_view key) {
    auto const path = path_of(name, named_at);
    auto [at, fresh] = tables_.try_emplace(path.string());
    if (!fresh)
        return at->second.get();
    std::error_code error;
    auto const beside = std::filesystem::path(named_at.file).parent_path();
    if (!std::filesystem::exists(path, error) && named_at.line > 0 &&
        beside.lexically_normal() != directory_.lexically_normal()) {
        problems_.add(ProblemKind::missing_input, named_at, key,
                      fmt::format("there is no file {}, neither beside {} nor in {}.", name,
                                  named_at.file, directory_.string()));
        return nullptr;
    }
    auto text = read_text_file(path, named_at, key, problems_);
    if (!text)
        return nullptr;
    auto table = std::make_unique<Table>();
    table->csv.file = path.string();
    table->csv.text = std::move(*text);
    if (!parse_csv(table->csv, problems_))
        return nullptr;
    table->used.assign(table->csv.columns(), false);
    at->second = std::move(table);
    return at->second.get();
}

Table const* TableFiles::find(std::string const& path) const {
    auto const at = tables_.find(path);
    return at == tables_.end() ? nullptr : at->second.get();
}

void TableFiles::finish(std::vector<std::string> const& known, bool own_tables) {
    for (auto const& [path, table] : tables_) {
        bool const own = std::filesystem::path(path).parent_path().lexically_normal() ==
                         (directory_ / "").parent_path().lexically_normal();
        if (own && !own_tables)
            continue;
        for (std::size_t c = 0; table && c < table->used.size(); ++c)
            if (!table->used[c])
                problems_.add(ProblemKind::unknown_key, {path, 1}, "",
                              fmt::format("the column \"{}\" is read by no figure.{}",
                                          table->csv.header[c],
                                          suggestion(table->csv.header[c], known)));
    }
}

} // namespace stempath::models
