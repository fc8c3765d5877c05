//! Posts and those who apply for them: exactly the best are hired, to exactly as many posts as
//! there are.
#include "models/hiring.hpp"
#include "models/ledger.hpp"
#include "models/outsiders.hpp"
#include "models/scores.hpp"

#include "sim/selection.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace stempath::models {

namespace {

//! One desk's clearing in one year.
class Clearing {
  public:
    Clearing(RunState& run, Year const& year, Desk const& desk, unsigned worker,
             HiredOutsiders const& hired)
        : run_(run), model_(run.model), year_(year), desk_(desk),
          spec_(model_.pack->markets[desk.market]), hired_(hired),
          tallies_(run.workers[worker].tallies), ledger_(model_, year, run.shape, tallies_, true),
          applicants_(run.workers[worker].applicants), contenders_(run.workers[worker].contenders) {
        clear_lists();
    }

    void clear() {
        std::int64_t const open = vacancies(run_, year_, desk_);
        if (open > 0 || model_.counts_applicants[desk_.market] != 0)
            hire(std::max<std::int64_t>(open, 0));
        if (open < 0)
            lay_off(-open);
    }
    //! Outsiders who were hired: they enter when all desks of the market have cleared.
    std::vector<Outsider> const& outsiders() const { return outsiders_; }

  private:
    void clear_lists() {
        applicants_.clear();
        contenders_.clear();
    }
    void count_vacancies(std::int64_t open, std::int64_t filled) {
        auto const at = std::size_t{desk_.market} * 2;
        tallies_.vacancies[at] += filled;
        tallies_.vacancies[at + 1] += open - filled;
    }
    void hire(std::int64_t open) {
        gather_applicants();
        outsiders_ = outsiders_at(run_, year_, desk_, hired_);
        score();
        std::vector<std::uint8_t> groups;
        if (spec_.as_reference)
            groups = groups_of_contenders();
        auto const chosen_ones = choose(run_, year_, desk_, contenders_, groups, open);
        std::size_t const n = applicants_.size();
        std::size_t hired = 0;
        for (std::size_t i = 0; i < n; ++i) {
            applicants_[hired] = applicants_[i];
            hired += chosen_ones[i];
        }
        for (std::size_t i = 0; i < hired; ++i) {
            if (i + ahead < hired)
                fetch(*applicants_[i + ahead]);
            take_on(*applicants_[i]);
        }
        std::vector<Outsider> chosen;
        for (std::size_t i = 0; i < outsiders_.size(); ++i)
            if (chosen_ones[n + i] != 0) {
                chosen.push_back(outsiders_[i]);
                ++hires(model_.states.stages, outsiders_[i].at.region, outsiders_[i].group);
                count_for_fit(outsiders_[i]);
            }
        outsiders_ = std::move(chosen);
        count_vacancies(open, static_cast<std::int64_t>(hired + outsiders_.size()));
    }

    std::vector<std::uint8_t> groups_of_contenders() const {
        std::vector<std::uint8_t> groups;
        for (auto const* a : applicants_)
            groups.push_back(a->group);
        for (auto const& o : outsiders_)
            groups.push_back(static_cast<std::uint8_t>(o.group));
        return groups;
    }

    bool serves(std::uint32_t region, std::uint32_t field) const {
        return (!spec_.by_region || region == desk_.region) &&
               (!spec_.by_field || field == desk_.field);
    }
    template <class F>
    void for_each_list(F f) {
        for (std::uint32_t region = 0; region < model_.n_regions; ++region)
            for (std::uint32_t field = 0; field < model_.states.fields; ++field)
                if (serves(region, field))
                    for (auto& worker : run_.workers)
                        f(worker.desks[std::size_t{region} * model_.states.fields + field]);
    }
    bool eligible(Applicant const& a) const {
        // Only a post can be lost or left since applying.
        bool const still_there =
            model_.is_post[a.stage] == 0 || run_.people[a.block]->stage[a.row] == a.stage;
        return !a.hired && still_there && a.credential >= spec_.credential_at_least.value_or(0) &&
               std::find(spec_.from.begin(), spec_.from.end(), a.stage) != spec_.from.end();
    }

    void gather_applicants() {
        for_each_list([&](auto& list) {
            for (auto& a : list)
                if (eligible(a))
                    applicants_.push_back(&a);
        });
    }

    void score() {
        std::vector<std::int64_t> by_group(model_.n_groups);
        for (auto const* a : applicants_)
            ++by_group[a->group];
        for (auto const& o : outsiders_)
            ++by_group[o.group];
        for (std::uint32_t g = 0; g < model_.n_groups; ++g)
            tallies_.applied[std::size_t{desk_.market} * model_.n_groups + g] += by_group[g];
        Scorer const scorer(run_, year_, desk_, by_group);
        contenders_.reserve(applicants_.size() + outsiders_.size());
        for (auto const* a : applicants_)
            contenders_.push_back(scorer.contender(*a));
        for (auto const& o : outsiders_)
            contenders_.push_back(scorer.outsider(o.key(), o.group));
    }

    //! Those from outside have no age before they come.
    void count_for_fit(Outsider const& o) {
        if (!model_.fit)
            return;
        auto const& fit = *model_.fit;
        auto const cell = fit.outside_cell(fit.of_hire(desk_.market, model_.states.stages),
                                           o.at.field, o.at.credential);
        ++tallies_.fit_moves[fit.row(0, o.at.region, o.group) * fit.cells + cell];
    }

    ExitMove into_post() const {
        ExitMove m;
        m.to = static_cast<std::uint8_t>(spec_.to);
        return m;
    }
    std::int64_t& hires(std::uint32_t source, std::uint32_t home, std::uint32_t group) {
        auto const from = std::size_t{desk_.market} * (model_.states.stages + 1) + source;
        return tallies_.hires[(from * model_.n_regions + home) * model_.n_groups + group];
    }
    //! People hired lie anywhere in memory: their columns are asked for some hires ahead.
    static constexpr std::size_t ahead = 8;
    void fetch(Applicant const& a) const {
        auto const& block = *run_.people[a.block];
        for (auto const* column : {block.stage, block.field, block.credential, block.experience})
            __builtin_prefetch(column + a.row, 1);
        __builtin_prefetch(block.since + a.row, 1);
    }
    void take_on(Applicant& a) {
        auto& block = *run_.people[a.block];
        ++hires(a.stage, block.region().value, a.group);
        ledger_.open(block);
        if (model_.fit)
            ledger_.count_for_fit(block, a.row, a.group,
                                  model_.fit->of_hire(desk_.market, a.stage));
        ledger_.move({block, a.row, a.group, a.key}, into_post());
        a.hired = true;
    }

    //! Posts are fewer than people: attrition has been counted, so the least keep-scores go, up to
    //! the yearly limit.
    void lay_off(std::int64_t surplus) {
        std::int64_t const stock = desk_stock(run_, desk_);
        auto const most =
            static_cast<std::int64_t>(spec_.lay_off_limit * static_cast<double>(stock));
        std::vector<Person> people;
        clear_lists();
        Scorer const scorer(run_, year_, desk_, std::vector<std::int64_t>(model_.n_groups));
        for (auto& block : run_.people)
            if (!spec_.by_region || block->region().value == desk_.region)
                gather_workers(*block, scorer, people);
        std::span<sim::Contender const> const part(contenders_);
        auto const cut =
            sim::find_cut(static_cast<std::uint64_t>(std::min(surplus, most)), {&part, 1});
        ExitMove move;
        move.to = spec_.laid_off_to == out ? sim::stage_gone
                                           : static_cast<std::uint8_t>(spec_.laid_off_to);
        for (std::size_t i = 0; i < people.size(); ++i)
            if (sim::chosen(cut, contenders_[i])) {
                ++tallies_.laid_off[std::size_t{desk_.market} * model_.n_groups + people[i].group];
                ledger_.open(people[i].block);
                if (model_.fit)
                    ledger_.count_for_fit(people[i].block, people[i].row, people[i].group,
                                          model_.fit->of_lay_off(desk_.market));
                ledger_.move(people[i], move);
            }
    }

    void gather_workers(sim::Block& block, Scorer const& scorer, std::vector<Person>& people) {
        if (std::atomic_ref(block.living[spec_.to]).load(std::memory_order_relaxed) == 0)
            return;
        for (auto const& rows : block.runs())
            for (std::uint32_t i = rows.begin; i < rows.end; ++i)
                // Rows of other fields belong to other desks, which may be moving them now.
                if ((!spec_.by_field || block.field[i] == desk_.field) &&
                    block.stage[i] == spec_.to) {
                    people.push_back({block, i, rows.group.value, rows.key(i)});
                    contenders_.push_back(scorer.least_kept(block, i, rows.key(i)));
                }
    }

    RunState& run_;
    Model const& model_;
    Year const& year_;
    Desk const& desk_;
    MarketSpec const& spec_;
    HiredOutsiders const& hired_;
    Tallies& tallies_;
    Ledger ledger_;
    std::vector<Applicant*>& applicants_;
    std::vector<Outsider> outsiders_;
    std::vector<sim::Contender>& contenders_; //!< applicants first, then outsiders
};

} // namespace

void open_desks(RunState& run) {
    auto const& model = run.model;
    for (std::uint32_t m = 0; m < model.pack->markets.size(); ++m) {
        auto const& spec = model.pack->markets[m];
        for (std::uint32_t r = 0; r < (spec.by_region ? model.n_regions : 1); ++r)
            for (std::uint32_t f = 0; f < (spec.by_field ? model.states.fields : 1); ++f) {
                Desk desk{m, r, f, 0, std::vector<std::int64_t>(model.n_groups)};
                for (std::uint32_t s = model.states.begin(spec.to);
                     s < model.states.begin(spec.to + 1); ++s)
                    if (!spec.by_field || model.states.field(s) == f)
                        desk.states.push_back(s);
                desk.base_stock = desk_stock(run, desk);
                if (!spec.slots && !spec.flow)
                    desk.growth = growth_of_posts(model, desk);
                if (desk.base_stock > 0 || spec.slots || spec.flow)
                    run.desks.push_back(std::move(desk));
            }
    }
}

void clear_markets(RunState& run, Year const& year, sim::Executor const& executor) {
    HiredOutsiders hired;
    std::size_t begin = 0;
    while (begin < run.desks.size()) {
        std::size_t end = begin;
        while (end < run.desks.size() && run.desks[end].market == run.desks[begin].market)
            ++end;
        std::vector<std::vector<Outsider>> outsiders(end - begin);
        executor.for_each(end - begin, [&](std::size_t i, unsigned worker) {
            Clearing clearing(run, year, run.desks[begin + i], worker, hired);
            clearing.clear();
            outsiders[i] = clearing.outsiders();
        });
        for (auto const& of_desk : outsiders)
            enter_outsiders(run, year, of_desk, hired);
        if (run.model.chained) // a post vacated by a hire reopens at once for later markets
            run.merge();
        begin = end;
    }
    for (auto& worker : run.workers)
        for (auto& desk : worker.desks)
            desk.clear();
}

} // namespace stempath::models
