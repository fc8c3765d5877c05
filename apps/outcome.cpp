#include "apps/outcome.hpp"

#include "apps/exit_code.hpp"
#include "apps/loading.hpp"
#include "apps/terminal.hpp"
#include "output/output_error.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <new>
#include <stdexcept>

namespace stempath::apps {

namespace {

int fail(ExitCode code, std::string const& message) {
    say(message);
    return static_cast<int>(code);
}

int list_problems(models::Diagnostics const& problems) {
    std::string const text = problems.text();
    std::fwrite(text.data(), 1, text.size(), stderr);
    say(fmt::format("{} problem{}", problems.count(), problems.count() == 1 ? "" : "s"));
    return problems.exit_code();
}

} // namespace

int outcome_of(std::function<int()> const& command) {
    try {
        return command();
    } catch (InputError const& error) {
        return list_problems(error.problems);
    } catch (output::OutputError const& error) {
        bool const create = error.fault() == output::Fault::cannot_create;
        return fail(create ? ExitCode::cannot_create : ExitCode::io, error.what());
    } catch (std::invalid_argument const& error) { // the engine, of a pack that cannot run as asked
        return fail(ExitCode::invalid, error.what());
    } catch (std::bad_alloc const&) {
        return fail(ExitCode::internal, "out of memory. A smaller --scale needs less");
    } catch (std::exception const& error) {
        return fail(ExitCode::internal, fmt::format("a mistake of the program: {}", error.what()));
    }
}

} // namespace stempath::apps
