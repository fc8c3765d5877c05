//! Problems found in what people write: all of them at once, each with its place, what was found,
//! what is allowed and what to do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stempath::models {

//! A line of an input file (1-based; 0: the file as a whole), or an option of the command line.
struct Location {
    std::string file;
    std::uint32_t line = 0;
};

//! "file:line", or "file" when there is no line.
std::string to_text(Location const& where);

enum class ProblemKind : std::uint8_t {
    missing_input,
    unreadable_text,
    unknown_key,
    missing_key,
    wrong_type,
    out_of_range,
    unknown_name,
    bad_name,
    duplicate,
    conflict,
    not_covered,
    sum,
    no_provenance,
    unknown_source,
    unreachable,
};

struct Problem {
    ProblemKind kind;
    Location where;
    std::string key; //!< dotted, as in the file; may be empty
    std::string message;
};

//! A file as it was read.
struct InputFile {
    std::string file;
    std::string sha256; //!< of its bytes
};

/*!
 * Collects problems. Of one kind in one file the first 20 are kept and the others counted, so that
 * a wrong column of a large table does not bury the rest.
 */
class Diagnostics {
  public:
    static constexpr std::size_t kept_per_kind = 20;

    void add(ProblemKind kind, Location const& where, std::string_view key,
             std::string_view message);

    //! Every file that was read whole, in order of reading.
    std::vector<InputFile> const& inputs() const { return inputs_; }
    void note_input(InputFile input) { inputs_.push_back(std::move(input)); }

    bool ok() const { return total_ == 0; }
    std::size_t count() const { return total_; }
    std::vector<Problem> const& problems() const { return problems_; }
    //! 0 without problems; 66 when all that is wrong is that input is missing; else 65.
    int exit_code() const;
    //! One line a problem: "file:line: key: message"; then how many more there are of each flooded
    //! kind.
    std::string text() const;

  private:
    std::vector<Problem> problems_;
    std::vector<InputFile> inputs_;
    std::map<std::pair<std::string, ProblemKind>, std::size_t> seen_;
    std::size_t total_ = 0;
    bool only_missing_ = true;
};

//! The allowed name that is nearest to what was found, when it is near enough to be a slip; else
//! empty.
std::string nearest_name(std::string_view found, std::span<std::string const> allowed);

//! ` Did you mean "promote"?`, or ` Allowed: a, b, c.` when nothing is near.
std::string suggestion(std::string_view found, std::span<std::string const> allowed);

} // namespace stempath::models
