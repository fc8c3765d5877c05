#include "models/sha256.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace stempath;

// FIPS 180-4 and NIST's example values for SHA-256.

TEST_CASE("SHA-256 of the published examples", "[reader][sha256]") {
    CHECK(models::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(models::sha256("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(models::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(models::sha256(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 at every length around the ends of blocks", "[reader][sha256]") {
    // Lengths at which the bit count does or does not fit the last block; no two hashes are equal.
    std::vector<std::string> seen;
    for (std::size_t length = 50; length < 130; ++length)
        seen.push_back(models::sha256(std::string(length, '\0')));
    std::sort(seen.begin(), seen.end());
    CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
    CHECK(models::sha256(std::string(64, '\0')) ==
          "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
}
