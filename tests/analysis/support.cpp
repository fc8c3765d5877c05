#include "tests/analysis/support.hpp"

#include <iterator>

namespace stempath::tests {

namespace fs = std::filesystem;

std::string text_of(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string replaced(std::string text, std::string const& from, std::string const& to) {
    auto at = text.find(from);
    if (at == std::string::npos)
        throw std::invalid_argument("there is no " + from);
    for (; at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

FitPack::FitPack(std::string const& targets, std::string const& more_toml) {
    for (auto const name : {"pack.toml", "crosswalk.csv", "fit_targets.csv"})
        folder_.write(name, text_of(fs::path("tests/packs/fit") / name));
    if (!targets.empty())
        folder_.write("fit_targets.csv", targets);
    if (!more_toml.empty())
        folder_.write("pack.toml", text_of(folder_.path() / "pack.toml") + more_toml);
}

models::Pack FitPack::pack() const {
    models::Diagnostics found;
    auto const document = models::read_pack_document(path(), {}, found, models::Fitted::no);
    auto pack = document ? models::read_pack(*document, path(), found) : std::nullopt;
    if (!pack)
        throw std::runtime_error(found.text());
    return *std::move(pack);
}

analysis::Targets FitPack::targets(models::Pack const& pack) const {
    models::Diagnostics found;
    auto targets = analysis::read_targets(pack, found);
    if (!targets)
        throw std::runtime_error(found.text());
    return *std::move(targets);
}

std::string FitPack::problems(models::Pack const& pack) const {
    models::Diagnostics found;
    if (auto const targets = analysis::read_targets(pack, found))
        analysis::check_freedom(pack, *targets, found);
    return found.text();
}

analysis::CalibrationSettings fit_settings() {
    analysis::CalibrationSettings settings;
    settings.scale = 1.0;
    settings.threads = 1;
    settings.draws = 2; // they take as long as trials do
    return settings;
}

} // namespace stempath::tests
