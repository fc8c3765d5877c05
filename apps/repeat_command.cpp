#include "apps/repeat_command.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <string_view>

namespace stempath::apps {

namespace {

bool is_plain(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_-./=,:+@%").find(c) != std::string_view::npos;
}

std::string shell_word(std::string_view text) {
    if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain))
        return std::string(text);
    std::string in_quotes = "'";
    for (char const c : text)
        if (c == '\'')
            in_quotes += "'\\''";
        else
            in_quotes += c;
    return in_quotes + "'";
}

std::string replicates_text(models::RunSettings const& run) {
    return run.first_replicate == 0 ? fmt::format("{}", run.replicates)
                                    : fmt::format("{}..{}", run.first_replicate,
                                                  run.first_replicate + run.replicates - 1);
}

} // namespace

std::string repeat_command(ScenarioChoice const& choice, models::RunSettings const& settings) {
    std::string text = "./stempath run " + shell_word(choice.scenario);
    for (auto const& replaced : choice.with.set)
        text += " --set " + shell_word(replaced);
    return text + fmt::format(" --seed {} --scale {} --replicates {}", settings.seed,
                              settings.scale, replicates_text(settings));
}

} // namespace stempath::apps
