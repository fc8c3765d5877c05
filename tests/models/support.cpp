#include "tests/models/support.hpp"

#include "models/study.hpp"

#include <algorithm>
#include <stdexcept>

namespace stempath::tests {

using namespace models;

namespace {

std::optional<Pack> refuse(Diagnostics const& problems) {
    throw std::invalid_argument(problems.text());
}

void reverse_axes(Node& document) {
    if (Node* const groups = document.find("groups"))
        std::reverse(groups->items.begin(), groups->items.end());
    if (Node* const axes = document.find("axes")) {
        std::reverse(axes->entries.begin(), axes->entries.end());
        for (NodeEntry& axis : axes->entries)
            std::reverse(axis.value.items.begin(), axis.value.items.end());
    }
}

std::string directory_of(std::string const& name) {
    return name.find('/') == std::string::npos ? "tests/packs/" + name : name;
}

std::size_t position(sim::Stratum const& stratum, std::string const& value) {
    auto const at = std::find(stratum.values.begin(), stratum.values.end(), value);
    if (at == stratum.values.end())
        throw std::invalid_argument(stratum.name + " has no " + value);
    return static_cast<std::size_t>(at - stratum.values.begin());
}

} // namespace

Pack pack_named(std::string const& name, std::vector<std::string> const& replaced) {
    Diagnostics problems;
    std::vector<Override> overrides;
    for (auto const& text : replaced)
        if (auto one = parse_override(text, problems))
            overrides.push_back(*std::move(one));
    auto pack = read_pack(directory_of(name), overrides, problems);
    return std::move(pack ? pack : refuse(problems)).value();
}

Pack pack_from(std::string const& toml) {
    Diagnostics problems;
    auto const text = "schema = 1\nkind = \"teaching\"\ntitle = \"test\"\n" + toml;
    auto const document = parse_toml(text, "test.toml", problems);
    auto pack = document ? read_pack(*document, "tests/packs/tables", problems) : std::nullopt;
    return std::move(pack ? pack : refuse(problems)).value();
}

std::string women_in(std::string const& stage) {
    return "\n[parity.main]\nof = \"" + stage +
           "\"\ngroup = \"w\"\nindex = \"share\"\nat_least = 0.5\nk = 1\n";
}

Pack pack_reversed(std::string const& name) {
    Diagnostics problems;
    auto document = read_pack_document(directory_of(name), {}, problems);
    if (!document)
        refuse(problems);
    reverse_axes(*document);
    auto pack = read_pack(*document, directory_of(name), problems);
    return std::move(pack ? pack : refuse(problems)).value();
}

RunSettings settings_for(Pack const& pack, std::int32_t end_year) {
    RunSettings s;
    s.end_year = end_year;
    s.threads = 1;
    s.parity = pack.parity.front();
    return s;
}

std::vector<std::string> digests_of(Pack const& pack, RunSettings const& settings) {
    std::vector<std::string> digests;
    for (auto const& replicate : run_study(pack, settings).replicates)
        digests.push_back(replicate.digest);
    return digests;
}

Trial::Trial(Pack pack, std::int32_t end_year) : Trial(pack, settings_for(pack, end_year)) {}

Trial::Trial(Pack pack, RunSettings const& settings)
    : pack_(std::make_unique<Pack const>(std::move(pack))), model_(build_model(*pack_, settings)),
      measures_(std::make_unique<Measures const>(*model_)) {}

Recording Trial::run(std::uint32_t replicate) const {
    return simulate(*measures_, replicate, sim::Executor(1), {});
}

std::int64_t Trial::count(Recording const& recording, Measures::Table table,
                          std::vector<std::string> const& where) const {
    auto const& strata = measures_->tables.at(table).strata;
    auto const& cells = recording.tables.at(table);
    std::vector<std::optional<std::size_t>> wanted;
    for (std::size_t d = 0; d < strata.size(); ++d)
        wanted.push_back(where.at(d) == "*" ? std::nullopt
                                            : std::optional(position(strata[d], where[d])));
    std::int64_t sum = 0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        std::size_t rest = cell;
        bool counts = true;
        for (std::size_t d = strata.size(); d-- > 0;) {
            counts = counts && (!wanted[d] || *wanted[d] == rest % strata[d].values.size());
            rest /= strata[d].values.size();
        }
        sum += counts ? cells[cell] : 0;
    }
    return sum;
}

std::int64_t Trial::stock(Recording const& r, std::int32_t year, std::string const& stage,
                          std::string const& group) const {
    return count(r, Measures::stocks, {std::to_string(year), stage, "*", "*", group});
}

std::int64_t Trial::flow(Recording const& r, std::int32_t year, std::string const& exit,
                         std::string const& group) const {
    return count(r, Measures::flows, {std::to_string(year), exit, group});
}

std::int64_t Trial::hires(Recording const& r, std::int32_t year, std::string const& market,
                          std::string const& group) const {
    return count(r, Measures::hires, {std::to_string(year), market, "*", "*", group});
}

} // namespace stempath::tests
