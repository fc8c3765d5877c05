//! A pack that reads well and yet cannot be run as asked.
#pragma once

#include <stdexcept>
#include <string>

namespace stempath::models {

//! Names the key at fault, so that a message can say where it stands.
class ModelError : public std::invalid_argument {
  public:
    //! `key` is dotted, as in pack.toml; `message` says what is wrong and what to do, without a dot
    //! at its end.
    ModelError(std::string key, std::string message)
        : std::invalid_argument(key + ": " + message), key_(std::move(key)),
          message_(std::move(message)) {}

    std::string const& key() const { return key_; }
    std::string const& message() const { return message_; }

  private:
    std::string key_, message_;
};

} // namespace stempath::models
