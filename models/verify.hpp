//! Proof on the user's machine that nothing but the model decides the bits.
#pragma once

#include "models/study.hpp"

#include <functional>
#include <string>
#include <vector>

namespace stempath::models {

//! One way of running the same study.
struct VerifyCase {
    std::string what;
    bool equal = false;               //!< every replicate has the digest of the reference case
    std::vector<std::string> digests; //!< by replicate
    double wall_s = 0.0;
};

struct VerifyReport {
    std::vector<std::string>
        digests; //!< by replicate, of the reference case: one thread, default block size
    std::vector<VerifyCase> cases;
    bool passed = false;
};

/*!
 * Runs the replicates of `settings` on 1, 2, 3 and 7 threads, at several block sizes, alone and in
 * an ensemble, with the sieve off, at every instruction level of the machine, and with `permuted`
 * (the same pack with groups and axes declared in another order), and compares digests. `report` is
 * called after each case.
 */
VerifyReport verify(Pack const& pack, Pack const& permuted, RunSettings const& settings,
                    std::function<void(VerifyCase const&)> const& report = {});

} // namespace stempath::models
