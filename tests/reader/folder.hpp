#pragma once

#include "models/pack_reader.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace stempath::tests {

//! A folder of its own that goes when the test ends.
class Folder {
  public:
    Folder() {
        auto pattern = (std::filesystem::temp_directory_path() / "stempath-test-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path const& path() const { return path_; }
    std::filesystem::path write(std::string const& name, std::string const& text) const {
        auto const file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

  private:
    std::filesystem::path path_;
};

//! A teaching pack of the years 0 to 10, groups m and w; `body` holds its sections, [parity.main]
//! of stage post is added.
inline std::string teaching(std::string const& body,
                            std::string const& head = "groups = [\"w\", \"m\"]\n") {
    return "schema = 1\nkind = \"teaching\"\ntitle = \"t\"\nyears = [0, 10]\n" + head + body +
           "\n[parity.main]\nof = \"post\"\n";
}

//! The pack, or an exception that shows what is wrong with it.
inline models::Pack read_good(std::filesystem::path const& directory,
                              std::vector<models::Override> const& overrides = {}) {
    models::Diagnostics problems;
    auto pack = models::read_pack(directory, overrides, problems);
    if (!pack)
        throw std::runtime_error(problems.text());
    return *pack;
}

inline models::Pack read_text(std::string const& text) {
    Folder const folder;
    folder.write("pack.toml", text);
    return read_good(folder.path());
}

inline models::Coords at(std::initializer_list<std::pair<models::Dim, std::int32_t>> positions) {
    models::Coords c;
    for (auto const& [dim, position] : positions)
        c[dim] = position;
    return c;
}

} // namespace stempath::tests
