#include "models/verify.hpp"

#include "models/model.hpp"

#include <chrono>

namespace stempath::models {

namespace {

class Verification {
  public:
    Verification(Pack const& pack, RunSettings const& settings,
                 std::function<void(VerifyCase const&)> const& report)
        : pack_(pack), base_(settings), report_(report) {
        base_.threads = 1;
        base_.twins = 0; // they enter no digest
        base_.level = Level::best;
        base_.replicates_in_parallel.reset();
        result_.passed = true;
        result_.digests =
            run("1 thread, blocks of " + std::to_string(base_.block_rows), base_, pack_);
    }

    void try_case(std::string const& what, RunSettings const& settings) {
        run(what, settings, pack_);
    }
    void try_pack(std::string const& what, Pack const& pack) { run(what, base_, pack); }
    //! Each replicate in a study of its own.
    void try_alone() {
        VerifyCase c{"each replicate alone", true, {}, 0.0};
        for (std::uint32_t i = 0; i < base_.replicates; ++i) {
            auto s = base_;
            s.first_replicate += i;
            s.replicates = 1;
            add_digests(c, s, pack_);
        }
        finish(std::move(c));
    }
    RunSettings const& base() const { return base_; }
    VerifyReport take() { return std::move(result_); }

  private:
    std::vector<std::string> run(std::string const& what, RunSettings const& settings,
                                 Pack const& pack) {
        VerifyCase c{what, true, {}, 0.0};
        add_digests(c, settings, pack);
        return finish(std::move(c)).digests;
    }
    static void add_digests(VerifyCase& c, RunSettings const& settings, Pack const& pack) {
        auto const start = std::chrono::steady_clock::now();
        for (auto const& r : run_study(pack, settings).replicates)
            c.digests.push_back(r.digest);
        c.wall_s += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    VerifyCase const& finish(VerifyCase c) {
        c.equal = result_.digests.empty() || c.digests == result_.digests;
        result_.passed = result_.passed && c.equal;
        if (report_)
            report_(c);
        return result_.cases.emplace_back(std::move(c));
    }

    Pack const& pack_;
    RunSettings base_;
    std::function<void(VerifyCase const&)> const& report_;
    VerifyReport result_;
};

void try_threads(Verification& v) {
    for (std::uint32_t const threads : {2u, 3u, 7u}) {
        auto s = v.base();
        s.threads = threads;
        s.replicates_in_parallel = false;
        v.try_case(std::to_string(threads) + " threads over blocks", s);
        if (s.replicates > 1) {
            s.replicates_in_parallel = true;
            v.try_case(std::to_string(threads) + " threads over replicates", s);
        }
    }
}

void try_blocks(Verification& v) {
    for (std::uint32_t const rows : {777u, 4096u, 65535u}) {
        auto s = v.base();
        s.block_rows = rows;
        v.try_case("blocks of " + std::to_string(rows), s);
    }
}

void try_levels(Verification& v) {
    struct Named {
        Level level;
        char const* name;
    };
    for (auto const& [level, name] :
         {Named{Level::baseline, "plain instructions"}, Named{Level::v3, "AVX2 (x86-64-v3)"},
          Named{Level::v4, "AVX-512 (x86-64-v4)"}}) {
        if (!machine_has(level))
            continue;
        auto s = v.base();
        s.level = level;
        v.try_case(name, s);
    }
}

} // namespace

VerifyReport verify(Pack const& pack, Pack const& permuted, RunSettings const& settings,
                    std::function<void(VerifyCase const&)> const& report) {
    Verification v(pack, settings, report);
    try_threads(v);
    try_blocks(v);
    v.try_alone();
    auto s = v.base();
    s.lazy_bound = false;
    v.try_case("sieve of the race off", s);
    try_levels(v);
    v.try_pack("groups and axes declared in another order", permuted);
    return v.take();
}

} // namespace stempath::models
