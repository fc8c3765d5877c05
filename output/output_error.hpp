//! What can go wrong when results are written.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace stempath::output {

//! Which of the two promises of the program's exit codes failed.
enum class Fault {
    cannot_create, //!< the place is not ours to write to; nothing was touched
    io             //!< the system failed while writing; nothing of it is visible at the target
};

class OutputError : public std::runtime_error {
  public:
    OutputError(Fault fault, std::string const& message)
        : std::runtime_error(message), fault_(fault) {}
    Fault fault() const { return fault_; }

  private:
    Fault fault_;
};

//! Throws Fault::io with the system's words for `error` (an errno value).
[[noreturn]] void fail_io(std::string const& what, std::filesystem::path const& path, int error);

//! Throws Fault::cannot_create with the system's words for `error` and the way out, --out.
[[noreturn]] void fail_create(std::filesystem::path const& path, int error);

} // namespace stempath::output
