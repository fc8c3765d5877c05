#include "scenarios/comparison.hpp"

#include <fmt/format.h>

namespace stempath::scenarios {

namespace {

using Kind = Difference::Kind;

class SettingsComparison {
  public:
    explicit SettingsComparison(std::vector<Difference>& into) : found_(into) {}

    void parity(models::ParitySpec const& a, models::ParitySpec const& b,
                std::string const& section) {
        add(section + "workforce", a.workforce, b.workforce);
        add(section + "label", a.label, b.label);
        add(section + "except", a.except, b.except);
        add(section + "regions", a.regions, b.regions);
        add(section + "reference", a.reference, b.reference);
        add(section + "reference_regions", a.reference_regions, b.reference_regions);
        add(section + "ages", std::vector{a.from_age, a.to_age}, std::vector{b.from_age, b.to_age});
        add(section + "lens", a.lens, b.lens);
        add(section + "together", a.together, b.together);
        add(section + "index", a.index, b.index);
        add(section + "at_least", a.at_least, b.at_least);
        add(section + "k", a.k, b.k);
        add(section + "goals", a.goals, b.goals);
        add(section + "group", a.group, b.group);
    }

    void run(Scenario const& a, Scenario const& b) {
        if (a.document.find("title") != nullptr || b.document.find("title") != nullptr)
            add("title", a.title, b.title);
        add("run.start", *a.start, *b.start);
        add("run.end", a.end, b.end);
        add("run.scale", a.scale, b.scale);
        if (words(a.replicates) != words(b.replicates))
            found_.push_back(
                {Kind::setting, "run.replicates", "", words(a.replicates), words(b.replicates)});
        add("run.seed", a.seed, b.seed);
        add("run.record", a.record, b.record);
    }

    template <class T>
    void add(std::string const& key, T const& a, T const& b) {
        if (a != b)
            found_.push_back({Kind::setting, key, "", value_text(a), value_text(b)});
    }

  private:
    static std::string value_text(std::string const& text) {
        return text.empty() ? "" : fmt::format("\"{}\"", text);
    }
    template <class Number>
    static std::string value_text(Number number) {
        return fmt::format("{}", number);
    }
    template <class Item>
    static std::string value_text(std::vector<Item> const& items) {
        std::string text;
        for (auto const& item : items)
            text += (text.empty() ? "" : ", ") + value_text(item);
        return fmt::format("[{}]", text);
    }

    static std::string words(Replicates const& r) {
        return r.first == 0
                   ? fmt::format("{}", r.count)
                   : fmt::format("\"{}..{}\"", r.first, std::uint64_t{r.first} + r.count - 1);
    }

    std::vector<Difference>& found_;
};

void append(std::vector<Difference>& to, std::vector<Difference> more) {
    for (auto& difference : more)
        to.push_back(std::move(difference));
}

} // namespace

std::vector<Difference> compare(Study const& a, Study const& b) {
    std::vector<Difference> found;
    SettingsComparison settings(found);
    settings.run(a.scenario, b.scenario);
    settings.add("pack", a.pack.name, b.pack.name);
    settings.parity(a.settings.parity, b.settings.parity, "parity.");
    append(found, compare_packs(a.pack, a.pack_document, b.pack, b.pack_document));
    return found;
}

std::vector<Difference> compare(LoadedPack const& a, LoadedPack const& b) {
    std::vector<Difference> found;
    SettingsComparison(found).parity(a.pack.parity.front(), b.pack.parity.front(), "parity.main.");
    append(found, compare_packs(a.pack, a.document, b.pack, b.document));
    return found;
}

} // namespace stempath::scenarios
