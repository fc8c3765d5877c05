#include "apps/list.hpp"

#include "apps/commands.hpp"
#include "apps/exit_code.hpp"
#include "apps/loading.hpp"
#include "apps/terminal.hpp"

namespace stempath::apps {

namespace {

std::string listed(std::string const& what, std::string const& pack, bool json) {
    auto const home = home_directory();
    if (what == "packs")
        return json ? packs_json(scenarios::packs_in(home)) : packs_page(scenarios::packs_in(home));
    if (what == "scenarios")
        return json ? scenarios_json(scenarios::scenarios_in(home))
                    : scenarios_page(scenarios::scenarios_in(home));
    if (what == "measures")
        return json ? measures_json(result_tables()) : measures_page(result_tables());
    if (what == "stages") {
        auto const loaded = load_pack(pack);
        return json ? stages_json(loaded.pack) : stages_page(loaded.pack);
    }
    return json ? kinds_json() : kinds_page();
}

} // namespace

int list(ListOptions const& options) {
    write_stdout(listed(options.what, options.pack, options.json));
    return static_cast<int>(ExitCode::done);
}

} // namespace stempath::apps
