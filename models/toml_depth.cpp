#include "models/toml_depth.hpp"

#include <algorithm>
#include <string>

namespace stempath::models {

namespace {

//! Walks over a TOML text and knows what is text and comment, well enough to find the dots of keys.
class KeyScan {
  public:
    explicit KeyScan(std::string_view text) : text_(text) {}

    std::uint32_t run() {
        while (at_ < text_.size()) {
            char const c = text_[at_];
            if (c == '"' || c == '\'')
                skip_text(c);
            else if (c == '#')
                at_ = std::min(text_.find('\n', at_), text_.size());
            else if (!step(c))
                return line_;
        }
        return 0;
    }

  private:
    bool step(char c) {
        ++at_;
        if (c == '.')
            return ++dots_ < most_key_parts;
        if (c != '\n' && std::string_view("=,[]{}").find(c) == std::string_view::npos)
            return true;
        dots_ = 0;
        line_ += c == '\n' ? 1u : 0u;
        return true;
    }

    //! To behind the closing quotes, one or three; a text that is not closed ends with its line.
    void skip_text(char quote) {
        bool const many = text_.substr(at_, 3) == std::string(3, quote);
        at_ += many ? 3 : 1;
        while (at_ < text_.size()) {
            char const c = text_[at_];
            if (c == '\n' && !many)
                return;
            line_ += c == '\n' ? 1u : 0u;
            if (c == '\\' && quote == '"' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
                at_ += 2;
            } else if (c == quote && (!many || text_.substr(at_, 3) == std::string(3, quote))) {
                at_ += many ? 3 : 1;
                for (int more = 0;
                     many && more < 2 && text_.substr(at_, 1) == text_.substr(at_ - 1, 1); ++more)
                    ++at_; // """" ends with a quote of the text
                return;
            } else {
                ++at_;
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0, dots_ = 0;
    std::uint32_t line_ = 1;
};

} // namespace

std::uint32_t line_of_deep_key(std::string_view text) { return KeyScan(text).run(); }

} // namespace stempath::models
