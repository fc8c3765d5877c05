//! One scheduler: blocks of a large run in parallel, or small runs side by side.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace stempath::sim {

/*!
 * Runs independent pieces of work on a fixed number of threads. An executor of one thread runs
 * inline and touches no scheduler, which is what a replicate uses inside an ensemble: work never
 * nests, so a waiting thread can never pick up another replicate and hold two populations in
 * memory.
 */
class Executor {
  public:
    explicit Executor(unsigned threads); //!< 0: as many as the machine has
    ~Executor();
    Executor(Executor const&) = delete;
    Executor& operator=(Executor const&) = delete;

    unsigned threads() const { return threads_; }

    //! Calls work(item, worker) once for each item < n; worker < threads() is never used by two
    //! calls at once.
    void for_each(std::size_t n, std::function<void(std::size_t, unsigned)> const& work) const;

  private:
    struct Arena;
    unsigned threads_;
    std::unique_ptr<Arena> arena_;
};

} // namespace stempath::sim
