//! The program as its users have it: a process with arguments, a directory and an environment.
#pragma once

#include "tests/output/scratch_directory.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace stempath::tests {

struct Ended {
    int status = 0; //!< exit status, or 128 + the signal that ended it
    std::string out, err;
};

//! A started program; its output goes to files in a directory of its own.
class ProgramRun {
  public:
    //! Runs in `directory`; `environment` holds NAME=VALUE in addition to ours.
    ProgramRun(std::vector<std::string> const& arguments, std::filesystem::path const& directory,
               std::vector<std::string> const& environment = {}, char const* stdout_to = nullptr);
    ~ProgramRun();
    ProgramRun(ProgramRun const&) = delete;
    ProgramRun& operator=(ProgramRun const&) = delete;

    void signal(int number) const;
    bool running();
    Ended wait();

  private:
    ScratchDirectory scratch_;
    pid_t process_ = 0;
    int raw_status_ = 0;
};

Ended run_program(std::vector<std::string> const& arguments, std::filesystem::path const& directory,
                  std::vector<std::string> const& environment = {});

//! When to press Ctrl-C: once something has been seen, and anyhow after some seconds.
struct PressCtrlC {
    std::string seen;
    double after_s = 60.0;
};

//! The same with a terminal of 100 columns for stdout and stderr, both of which come back in `out`.
Ended run_in_terminal(std::vector<std::string> const& arguments,
                      std::filesystem::path const& directory,
                      std::vector<std::string> const& environment = {},
                      std::optional<PressCtrlC> const& ctrl_c = std::nullopt);

//! Writes a teaching pack "posts" and scenarios "posts.toml" and "many-posts.toml" into a
//! directory.
void put_small_scenario(std::filesystem::path const& directory);

//! Arguments of a run that lasts minutes.
std::vector<std::string> long_run(std::filesystem::path const& out);

} // namespace stempath::tests
