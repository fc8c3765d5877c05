#include "models/run.hpp"

#include "models/boards.hpp"
#include "models/gap.hpp"
#include "models/outsiders.hpp"
#include "models/write_check.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace stempath::models {

namespace {

class Simulation {
  public:
    Simulation(Measures const& measures, std::uint32_t replicate, sim::Executor const& executor,
               AfterYear const& within_year)
        : measures_(measures), model_(measures.model), executor_(executor),
          run_(model_, replicate, executor.threads()), recording_(measures) {
        run_.goes_on = within_year;
    }

    void start() {
        Year const year(model_, run_.draws, model_.base_year);
        if (model_.pack->demography) {
            lay_out_base(run_, executor_, run_.people);
            executor_.for_each(run_.people.size(), [&](std::size_t i, unsigned worker) {
                activate(model_, *run_.people[i], year, run_.shape, run_.workers[worker]);
            });
            start_outsiders(run_, year);
        } else
            start_without_ages(run_, year);
        run_.merge();
        check_all(year, "start");
        open_desks(run_);
        end_year(year);
    }

    void step(std::int32_t calendar_year) {
        Year year(model_, run_.draws, calendar_year);
        change_gap(run_, year);
        if (model_.pack->demography)
            lay_out_births(run_, calendar_year, run_.people);
        else
            enter_numbers(run_, year);
        empty_.assign(run_.people.size(), 0);
        if (model_.boards_within_year)
            pass_by_phase(year);
        else
            pass_at_once(year);
        run_.merge();
        check_all(year, "work-exits");
        clear_markets(run_, year, executor_);
        run_.merge();
        fill_posts(run_, year);
        check_all(year, "fill-posts");
        drop_empty_blocks(year);
        end_year(year);
    }

    Recording take() { return std::move(recording_); }

  private:
    template <class F>
    void for_each_block(F f) {
        executor_.for_each(run_.people.size(), [&](std::size_t i, unsigned worker) {
            if (i + 2 < run_.people.size())
                fetch_ahead(run_.people[i + 1].get(), run_.people[i + 2].get());
            f(*run_.people[i], i, run_.workers[worker]);
        });
    }

    //! Phases up to `separate` publish no board, so each block passes through all of them while it
    //! is in cache; exact quotas are drawn from everybody and need all to have aged first.
    void pass_at_once(Year& year) {
        publish_races(run_, year, YearPhase::progress);
        publish_races(run_, year, YearPhase::separate);
        bool const fused = model_.quotas.empty();
        for_each_block([&](auto& block, std::size_t i, Worker& w) {
            pass_demography(block, year, w);
            if (fused)
                pass_exits(block, i, year, w);
        });
        if (fused)
            return;
        draw_quotas(run_, year);
        for_each_block([&](auto& block, std::size_t i, Worker& w) {
            w.scratch.name_rows(*model_.kernels, block, year.person);
            pass_exits(block, i, year, w);
        });
    }

    //! Each phase ends for everybody before its boards are read.
    void pass_by_phase(Year& year) {
        for_each_block(
            [&](auto& block, std::size_t, Worker& w) { pass_demography(block, year, w); });
        run_.merge();
        publish_races(run_, year, YearPhase::progress);
        draw_quotas(run_, year);
        for_each_block([&](auto& block, std::size_t, Worker& w) {
            w.scratch.name_rows(*model_.kernels, block, year.person);
            pass_progress(block, year, w);
        });
        run_.merge();
        publish_races(run_, year, YearPhase::separate);
        for_each_block([&](auto& block, std::size_t i, Worker& w) {
            w.scratch.name_rows(*model_.kernels, block, year.person);
            // Who moved in `progress` came to a new stage this year and is not at risk there.
            sort_by_stage(model_, block, year, w.scratch);
            pass_separate(block, i, year, w);
        });
    }

    //! Small blocks lie anywhere in memory: the columns of the next are asked for, and where those
    //! of the one after it lie.
    static void fetch_ahead(sim::Block const* next, sim::Block const* after) {
        constexpr std::size_t line = 64, most = 8192;
        auto const fetch = [&](void const* from, std::size_t bytes) {
            for (std::size_t b = 0; b < bytes; b += line)
                __builtin_prefetch(static_cast<std::byte const*>(from) + b);
        };
        fetch(after, sizeof *after);
        if (!next->keeps_names())
            return;
        auto const* columns = reinterpret_cast<std::byte const*>(next->since);
        auto const* end = reinterpret_cast<std::byte const*>(next->group + next->rows());
        fetch(columns, std::min(most, static_cast<std::size_t>(end - columns)));
        fetch(next->living.data(), next->living.size() * sizeof(next->living[0]));
    }

    void pass_demography(sim::Block& block, Year const& year, Worker& w) const {
        w.scratch.name_rows(*model_.kernels, block, year.person);
        if (model_.pack->demography)
            checked(block, {"stay", "traits-start"}, [&] {
                change_band(model_, block, year, run_.shape, w);
                leave(model_, block, year, run_.shape, w);
                activate(model_, block, year, run_.shape, w);
            });
    }

    void pass_exits(sim::Block& block, std::size_t index, Year const& year, Worker& w) {
        pass_progress(block, year, w);
        pass_separate(block, index, year, w);
    }

    void pass_progress(sim::Block& block, Year const& year, Worker& w) const {
        checked(block, {"traits-drift"}, [&] { develop(model_, block, year, w); });
        sort_by_stage(model_, block, year, w.scratch);
        checked(block, {"education-exits"},
                [&] { run_exits(model_, YearPhase::progress, block, year, run_.shape, w); });
    }

    void pass_separate(sim::Block& block, std::size_t index, Year const& year, Worker& w) {
        checked(block, {"work-exits"},
                [&] { run_exits(model_, YearPhase::separate, block, year, run_.shape, w); });
        checked(block, {"apply"}, [&] {
            collect_applicants(model_, block, static_cast<std::uint32_t>(index), year, w);
        });
        empty_[index] = block.living_total() == 0 ? 1 : 0;
    }

    template <class F>
    void checked(sim::Block& block, std::initializer_list<std::string_view> processes, F f) const {
        if constexpr (checks) {
            WriteCheck const before(block);
            f();
            before.compare(block, processes);
            check_block(model_, block, *processes.begin());
        } else
            f();
    }
    void check_all(Year const& year, std::string_view process) const {
        if constexpr (checks)
            check_stock(run_, year.year, process);
    }

    //! Who is empty after the exits can only be filled by entry.
    void drop_empty_blocks(Year const& year) {
        if (std::find(empty_.begin(), empty_.end(), 1) == empty_.end())
            return;
        std::erase_if(run_.people, [&](auto const& block) {
            auto const comes = [&](auto const& rows) { return rows.entry_year > year.year; };
            return block->living_total() == 0 &&
                   std::none_of(block->runs().begin(), block->runs().end(), comes);
        });
    }

    //! Observes, and publishes the boards of the next year.
    void end_year(Year const& year) {
        recording_.observe(measures_, run_, year);
        publish_parity(year);
        keep_chances(run_);
        run_.clear_year();
        for (std::uint32_t s = 0; s < model_.states.stages; ++s)
            for (std::uint32_t g = 0; g < model_.n_groups; ++g)
                run_.last_stage_group[std::size_t{s} * model_.n_groups + g] =
                    run_.stage_total(s, g);
        for (auto& desk : run_.desks)
            desk_stock_by_group(run_, desk, desk.group_stock);
    }

    //! Who works and who might, by group.
    void publish_parity(Year const& year) {
        auto const& stated = model_.settings.parity.reference_share;
        auto const& main = measures_.definitions.front();
        auto const& counts = recording_.parity.front();
        auto const y = static_cast<std::size_t>(year.index);
        Coords c;
        c[Dim::year] = year.index;
        run_.reference.clear();
        run_.workforce.clear();
        for (std::uint32_t g = 0; g < model_.n_groups; ++g) {
            c[Dim::group] = static_cast<std::int32_t>(g);
            run_.reference.push_back(
                stated ? stated->at(c)
                       : static_cast<double>(main.of_group(model_, counts.reference, y, g)));
            run_.workforce.push_back(
                static_cast<double>(main.of_group(model_, counts.workforce, y, g)));
        }
        if (year.index == 0)
            begin_gap(run_);
    }

    Measures const& measures_;
    Model const& model_;
    sim::Executor const& executor_;
    RunState run_;
    Recording recording_;
    std::vector<std::uint8_t> empty_; //!< by block, after the exits
};

} // namespace

Recording simulate(Measures const& measures, std::uint32_t replicate, sim::Executor const& executor,
                   AfterYear const& after_year, AfterYear const& within_year) {
    Simulation simulation(measures, replicate, executor, within_year);
    simulation.start();
    for (std::int32_t year = measures.model.base_year + 1; year <= measures.model.last_year;
         ++year) {
        simulation.step(year);
        if (after_year && !after_year())
            throw Interrupted{};
    }
    return simulation.take();
}

} // namespace stempath::models
