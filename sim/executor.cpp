#include "sim/executor.hpp"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace stempath::sim {

//! The control lifts oneTBB's default limit, so that more threads than cores can be asked for (and
//! proved to change nothing).
struct Executor::Arena {
    explicit Arena(unsigned threads)
        : control(tbb::global_control::max_allowed_parallelism, threads),
          arena(static_cast<int>(threads)) {}
    tbb::global_control control;
    tbb::task_arena arena;
};

Executor::Executor(unsigned threads)
    : threads_(threads != 0 ? threads : static_cast<unsigned>(tbb::info::default_concurrency())) {
    if (threads_ > 1)
        arena_ = std::make_unique<Arena>(threads_);
}

Executor::~Executor() = default;

void Executor::for_each(std::size_t n,
                        std::function<void(std::size_t, unsigned)> const& work) const {
    if (!arena_ || n < 2) {
        for (std::size_t i = 0; i < n; ++i)
            work(i, 0);
        return;
    }
    arena_->arena.execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, n, 1),
            [&](auto const& range) {
                auto const worker =
                    static_cast<unsigned>(tbb::this_task_arena::current_thread_index());
                for (std::size_t i = range.begin(); i != range.end(); ++i)
                    work(i, worker);
            },
            tbb::simple_partitioner{});
    });
}

} // namespace stempath::sim
