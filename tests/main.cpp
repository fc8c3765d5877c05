// Compiled once and linked into every test program: version 2 of Catch2 is a header, and this is
// where its code lives.

#define CATCH_CONFIG_RUNNER
#include "tests/catch.hpp"

int main(int argc, char** argv) {
    Catch::Session session;
#if CATCH_VERSION_MAJOR < 3
    // As version 3 does by itself: a name that matches no test case is a failure, not a pass.
    Catch::ConfigData& config = session.configData();
    config.warnings =
        static_cast<Catch::WarnAbout::What>(config.warnings | Catch::WarnAbout::NoTests);
#endif
    return session.run(argc, argv);
}
