// Compiled once and linked into every test program: version 2 of Catch2 is a header, and this is where its code lives.

#define CATCH_CONFIG_RUNNER
#include "tests/catch.hpp"

int main(int argc, char** argv) {
    return Catch::Session().run(argc, argv);
}
