//! [run]: years, scale, replicates, seed, what is recorded.
#include "scenarios/scenario_document.hpp"

#include <charconv>
#include <fmt/format.h>

namespace stempath::scenarios {

namespace {

using models::Node;
using models::Section;

constexpr std::uint64_t most_replicates = 1'000'000;
constexpr std::uint32_t numbers = 0x80000000u; //!< of replicates; the rest are those of twins
constexpr std::int64_t any_year = 1'000'000;

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                    : std::nullopt;
}

class RunReading {
  public:
    RunReading(Scenario& scenario, Section& section) : scenario_(scenario), section_(section) {}

    void run() {
        if (auto const start = section_.integer("start", -any_year, any_year))
            scenario_.start = static_cast<std::int32_t>(*start);
        section_.require("end", "Give the last year that is reported, such as end = 2050.");
        scenario_.end =
            static_cast<std::int32_t>(section_.integer("end", -any_year, any_year).value_or(0));
        if (auto const* const node = section_.take("scale"))
            read_scale(*node);
        if (auto const* const node = section_.take("replicates"))
            read_replicates(*node);
        if (auto const* const node = section_.take("seed"))
            read_seed(*node);
        if (auto const* const node = section_.take("record"))
            read_record(*node);
        scenario_.doubt = section_.flag("doubt");
        if (auto const twins =
                section_.integer("twins", 0, static_cast<std::int64_t>(most_replicates)))
            scenario_.twins = static_cast<std::uint32_t>(*twins);
    }

  private:
    void read_scale(Node const& node) {
        auto const scale =
            models::as_number(node, section_.key("scale"), 0.0, 1.0, section_.problems());
        if (scale == 0.0)
            models::report_type(node, section_.key("scale"), "a number above 0, 1 at most",
                                section_.problems());
        scenario_.scale = scale.value_or(1.0);
    }

    void read_replicates(Node const& node) {
        auto const text =
            node.kind == Node::Kind::integer ? fmt::format("{}", node.integer) : node.text;
        if (auto const range = parse_replicates(text))
            scenario_.replicates = *range;
        else
            models::report_type(node, section_.key("replicates"),
                                "a number from 1 to 1000000, or \"A..B\" with 0 <= A <= B,",
                                section_.problems());
    }

    void read_seed(Node const& node) {
        auto const text =
            node.kind == Node::Kind::integer ? fmt::format("{}", node.integer) : node.text;
        if (auto const seed = whole_number<std::uint64_t>(text))
            scenario_.seed = *seed;
        else
            models::report_type(node, section_.key("seed"),
                                "a whole number from 0 to 18446744073709551615",
                                section_.problems());
    }

    void read_record(Node const& node) {
        bool const known =
            node.text == "sums" || node.text == "replicates" || node.text == "years_in_stage";
        if (node.kind == Node::Kind::text && known)
            scenario_.record = node.text;
        else
            models::report_type(node, section_.key("record"),
                                "\"sums\", \"replicates\" or \"years_in_stage\"",
                                section_.problems());
    }

    Scenario& scenario_;
    Section& section_;
};

} // namespace

std::optional<Replicates> parse_replicates(std::string_view text) {
    auto const dots = text.find("..");
    if (dots == std::string_view::npos) {
        auto const count = whole_number<std::uint32_t>(text);
        return count && *count >= 1 && *count <= most_replicates
                   ? std::optional(Replicates{0, *count})
                   : std::nullopt;
    }
    auto const first = whole_number<std::uint32_t>(text.substr(0, dots));
    auto const last = whole_number<std::uint32_t>(text.substr(dots + 2));
    if (!first || !last || *last < *first || *last >= numbers ||
        std::uint64_t{*last} - *first >= most_replicates)
        return std::nullopt;
    return Replicates{*first, *last - *first + 1};
}

void read_run(Scenario& scenario, Section& section) { RunReading(scenario, section).run(); }

} // namespace stempath::scenarios
