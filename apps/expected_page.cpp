#include "apps/expected_page.hpp"

#include "apps/headline.hpp"
#include "apps/page_parts.hpp"
#include "apps/terminal.hpp"
#include "apps/words.hpp"

#include <fmt/format.h>

namespace stempath::apps {

std::string expected_page(StudyRecord const& record, models::ExpectedResult const& result,
                          bool colour) {
    models::StudyResult one; // the headline reads of it what parity says
    one.parity = result.parity;
    std::string const first = wrapped("Expected path: " + headline(record, one), page_columns);
    std::string text = bold(first, colour) + "\n\n" + parity_table(record, result.parity);
    text += wrapped("This is the expected path, with no chance in it: no people, no seed, no "
                    "replicates, nothing rounded. The mean of simulated runs equals it where the "
                    "pack is linear, and comes near it with many people elsewhere.",
                    page_columns) +
            "\n";
    text += parity_words(result.parity) + figures(record) + notes(result.warnings);
    text += fmt::format(
        "\nTables  {}{}\n", record.results_dir ? record.results_dir->string() : "not written",
        record.results_dir && record.replaces ? " (those of an earlier expected path were replaced)"
                                              : "");
    return text + program_line();
}

} // namespace stempath::apps
