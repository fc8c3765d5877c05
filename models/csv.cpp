#include "models/csv.hpp"

#include <charconv>

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class Scanner {
  public:
    Scanner(Csv& into, Diagnostics& problems)
        : csv_(into), problems_(problems), at_(into.text.data()), end_(at_ + into.text.size()) {}

    bool run() {
        if (!row(csv_.header) || csv_.header.empty())
            return fail(1, "there is no header line with the names of the columns.");
        if (csv_.columns() == 1 && csv_.header[0].find_first_of(";\t") != std::string_view::npos)
            return fail(1, fmt::format("the columns are divided by {}; write commas.",
                                       csv_.header[0].find(';') != std::string_view::npos
                                           ? "semicolons"
                                           : "tabs"));
        for (auto const name : csv_.header)
            if (name.starts_with(' ') || name.ends_with(' '))
                return fail(1, fmt::format("the name of the column \"{}\" has a blank at its {}; "
                                           "fields are divided by commas alone.",
                                           name, name.starts_with(' ') ? "beginning" : "end"));
        csv_.fields.reserve(static_cast<std::size_t>(std::count(at_, end_, ',')) + 16);
        while (at_ != end_) {
            auto const before = csv_.fields.size();
            auto const begins = line_;
            if (!row(csv_.fields))
                return false;
            auto const n = csv_.fields.size() - before;
            if (n == 1 && csv_.fields.back().empty() && csv_.columns() > 1) {
                csv_.fields.pop_back(); // a blank line
                continue;
            }
            if (n != csv_.columns())
                return fail(
                    begins,
                    fmt::format(
                        "this row has {} fields; the header has {}. A comma inside a field needs "
                        "quotes around the field.",
                        n, csv_.columns()));
            csv_.lines.push_back(begins);
        }
        return true;
    }

  private:
    bool fail(std::uint32_t line, std::string_view message) {
        problems_.add(ProblemKind::unreadable_text, {csv_.file, line}, "", message);
        return false;
    }

    //! One record; false when a quote stays open.
    bool row(std::vector<std::string_view>& into) {
        for (;;) {
            bool const good = at_ != end_ && *at_ == '"' ? quoted(into) : plain(into);
            if (!good)
                return false;
            if (at_ == end_ || *at_ != ',')
                break;
            ++at_;
        }
        if (at_ != end_ && *at_ == '\r')
            ++at_;
        if (at_ != end_ && *at_ == '\n')
            ++at_;
        ++line_;
        return true;
    }

    bool plain(std::vector<std::string_view>& into) {
        char const* const begin = at_;
        while (at_ != end_ && *at_ != ',' && *at_ != '\n' && *at_ != '\r')
            ++at_;
        into.emplace_back(begin, static_cast<std::size_t>(at_ - begin));
        return true;
    }

    bool quoted(std::vector<std::string_view>& into) {
        auto const opened = line_;
        std::string value;
        for (++at_; at_ != end_; ++at_) {
            if (*at_ == '"' && (at_ + 1 == end_ || at_[1] != '"'))
                break;
            if (*at_ == '"')
                ++at_;
            if (*at_ == '\n')
                ++line_;
            value += *at_;
        }
        if (at_ == end_)
            return fail(opened, "a quote is opened on this line and never closed.");
        ++at_;
        if (at_ != end_ && *at_ != ',' && *at_ != '\n' && *at_ != '\r')
            return fail(line_, "there is text between a closing quote and the next comma. Double "
                               "the quotes inside a field.");
        into.push_back(csv_.unquoted.emplace_back(std::move(value)));
        return true;
    }

    Csv& csv_;
    Diagnostics& problems_;
    char const* at_;
    char const* end_;
    std::uint32_t line_ = 1;
};

} // namespace

std::optional<std::size_t> Csv::column(std::string_view name) const {
    auto const at = std::find(header.begin(), header.end(), name);
    return at == header.end() ? std::nullopt
                              : std::optional(static_cast<std::size_t>(at - header.begin()));
}

bool parse_csv(Csv& into, Diagnostics& problems) {
    if (!Scanner(into, problems).run())
        return false;
    for (std::size_t c = 0; c < into.columns(); ++c)
        if (*into.column(into.header[c]) != c) {
            problems.add(ProblemKind::duplicate, {into.file, 1}, "",
                         fmt::format("the column \"{}\" stands here twice.", into.header[c]));
            return false;
        }
    return true;
}

std::optional<double> number_of(std::string_view field) {
    double value = 0.0;
    auto const [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    bool const whole = error == std::errc() && end == field.data() + field.size();
    return whole ? std::optional(value) : std::nullopt;
}

} // namespace stempath::models
