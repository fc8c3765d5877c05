//! A definition of parity in one sentence.
#include "models/parity_judged.hpp"

#include "models/labels.hpp"

#include <fmt/format.h>
#include <sstream>

namespace stempath::models {

namespace {

std::string in_regions(Pack const& pack, std::vector<std::string> const& regions) {
    return regions.empty() ? "" : " living in " + regions_label(pack, regions);
}

//! Who the workforce is compared with, in the same year.
std::string reference_of(Pack const& pack, ParitySpec const& spec) {
    if (spec.reference_share)
        return "the reference population";
    auto const where = in_regions(pack, spec.reference_regions);
    if (spec.reference == "residents")
        return (pack.demography ? "residents" + where + " of the same ages, year by year"
                                : "all people in the model" + where + ", year by year");
    return stage_label(pack, spec.reference) + where +
           (pack.demography ? " of the same ages, year by year" : ", year by year");
}

std::string workforce_of(Pack const& pack, ParitySpec const& spec) {
    auto text = workforce_label(spec, pack);
    std::vector<std::string> without;
    for (auto const& stage : spec.except)
        without.push_back(stage_label(pack, stage));
    if (!without.empty())
        text += " without " + listed(without);
    return text + (spec.regions.empty() ? "" : " of people" + in_regions(pack, spec.regions));
}

std::string lens_of(Pack const& pack, ParitySpec const& spec) {
    std::vector<std::string> names;
    for (auto const& axis : pack.axes)
        if (spec.lens.empty() ||
            std::find(spec.lens.begin(), spec.lens.end(), axis.name) != spec.lens.end())
            names.push_back(words_of(axis.name));
    for (auto const& name : spec.lens)
        if (auto const dot = name.find('.'); dot != std::string::npos) {
            auto crossed = words_of(name);
            for (auto at = crossed.find('.'); at != std::string::npos; at = crossed.find('.'))
                crossed.replace(at, 1, " x ");
            names.push_back(crossed);
        } else if (name == "region") {
            names.push_back(name);
        }
    return listed(names);
}

} // namespace

std::string definition_words(Pack const& pack, ParitySpec const& spec, bool labelled) {
    std::ostringstream text;
    auto const workforce = labelled && !spec.label.empty() ? spec.label : workforce_of(pack, spec);
    if (spec.of_one_group())
        text << (spec.index == "share" ? "share of " : "number of ")
             << group_label(pack, spec.group) << " in " << workforce << " at least "
             << fmt::format("{}", spec.at_least);
    else
        text << (spec.index == "ratio" ? "representation ratio" : "difference in shares")
             << " (share of " << workforce << (spec.index == "ratio" ? " over" : " minus")
             << " share of " << reference_of(pack, spec) << ") at least " << spec.at_least
             << " for every deciding group by " << lens_of(pack, spec);
    if (pack.demography)
        text << ", ages " << spec.from_age << "-" << spec.to_age;
    text << ", " << spec.k << (spec.k == 1 ? " year" : " years in a row");
    return text.str();
}

} // namespace stempath::models
