#include "apps/permuted_pack.hpp"

#include <algorithm>
#include <stdexcept>

namespace stempath::apps {

namespace {

void reverse_axes(models::Node& document) {
    if (models::Node* const groups = document.find("groups"))
        std::reverse(groups->items.begin(), groups->items.end());
    if (models::Node* const axes = document.find("axes")) {
        std::reverse(axes->entries.begin(), axes->entries.end());
        for (models::NodeEntry& axis : axes->entries)
            std::reverse(axis.value.items.begin(), axis.value.items.end());
    }
}

} // namespace

models::Pack permuted_pack(scenarios::Study const& study) {
    models::Node document = study.pack_document;
    reverse_axes(document);
    models::Diagnostics problems;
    auto pack = models::read_pack(document, study.pack.directory, problems);
    if (!pack)
        throw std::logic_error("the pack cannot be read with its axes in another order:\n" +
                               problems.text());
    return *std::move(pack);
}

} // namespace stempath::apps
