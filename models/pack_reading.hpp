//! The parts of the pack reader, one for each section of docs/packs.md. Only the pack reader
//! includes this.
#pragma once

#include "models/figure_reader.hpp"
#include "models/pack.hpp"
#include "models/section.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::models {

//! A pack half read.
struct PackReading {
    Pack pack;
    FigureContext figures;
    Provenance file_wide;
    Diagnostics& problems;
    bool place = false;
    bool all_stages_found = true; //!< every name of a stage was one: reachability can be judged
    bool crosswalk_read = true;   //!< no problem in it: what counts as STEM can be judged
    bool posterior_read = true;   //!< no problem in it: what is drawn with a fit can be judged
};

//! Kind, years, names, file-wide provenance, sources. False when the rest cannot be read.
bool read_head(PackReading& reading, Section& root);
void read_traits(PackReading& reading, Node const& node);

//! Regions, fields, credentials, axes, groups, stages. False when groups or stages are not known.
bool read_declared_names(PackReading& reading, Section& root);

//! Position of the name at `node` in `names`; `what` is "stage", "field", ...
std::optional<Index> read_name(Node const& node, std::string const& key,
                               std::vector<std::string> const& names, std::string_view what,
                               Diagnostics& problems);
std::optional<Index> read_stage_name(PackReading& reading, Node const& node,
                                     std::string const& key);
//! As read_stage_name; "out" is allowed too.
std::optional<Index> read_destination(PackReading& reading, Node const& node,
                                      std::string const& key);
std::vector<Index> read_stage_names(PackReading& reading, Node const& node, std::string const& key);
//! Reports a figure with more classes of years in stage than the stage has.
void check_classes(PackReading& reading, StageSpec const& stage, Cube const& cube,
                   Location const& where, std::string const& key);
//! Every name that means one group or several: groups, then values of axes.
std::vector<std::string> names_of_groups(Pack const& pack);
//! The groups that such a name means.
std::vector<Index> read_groups(PackReading& reading, Node const& node, std::string const& key);

// Sections

void read_demography(PackReading& reading, Node const& node);
void read_base(PackReading& reading, Node const& node);
void read_stages(PackReading& reading, Node const& node);
void read_exits(PackReading& reading, StageSpec& stage, Node const& node, std::string const& key,
                Provenance const& inherited);
std::optional<StartSpec> read_start(PackReading& reading, StageSpec const& stage, Node const& node,
                                    std::string const& key, Provenance const& inherited);
std::optional<Path> read_path(PackReading& reading, Node const& node, std::string const& key,
                              Provenance const& inherited, double low, double high);
//! By group.
std::vector<ShareSpec> read_shares(PackReading& reading, Node const& node, std::string const& key,
                                   Provenance const& inherited);
//! Names first, for exits and entries refer to boards that refer to stages and markets.
void declare_boards(PackReading& reading, Node const& node);
void read_boards(PackReading& reading, Node const& node);
std::optional<Index> read_board_name(PackReading& reading, Node const& node,
                                     std::string const& key);
//! gamma = { BOARD = log-odds per unit }
std::vector<BoardResponse> read_responses(PackReading& reading, Node const& node,
                                          std::string const& key, Provenance const& inherited);
void read_gap(PackReading& reading, Node const& node);
void read_programmes(PackReading& reading, Node const& node);
void read_fixed_traits(PackReading& reading, Node const& node);
//! Scores that count what nobody has.
void check_scores(PackReading& reading, Node const& markets);
void read_score(PackReading& reading, Node const& node, std::string const& key,
                Provenance const& inherited, ScoreSpec& into);
void read_entries(PackReading& reading, Node const& node);
void read_pools(PackReading& reading, Node const& node);
void read_markets(PackReading& reading, Node const& node);
void read_crosswalk(PackReading& reading, Node const& node);
//! What the rows of a crosswalk speak of.
struct CrosswalkRows {
    std::string file;
    std::vector<bool> covered;             //!< by stage x field x credential
    std::vector<std::uint32_t> first_line; //!< by stage, of the first row that names it; 0: none
};
//! Stages that some row names, and of whose people in the base year some have no row. A stage that
//! none names is no STEM work.
void check_crosswalk_holes(PackReading& reading, CrosswalkRows const& rows);
void read_parities(PackReading& reading, Node const& node);
void read_measures(PackReading& reading, Node const& node);
void read_fit(PackReading& reading, Node const& node);
//! How the numbers of a fit are drawn, by the table that `node` names.
std::vector<FitDraw> read_posterior(PackReading& reading, FitSpec const& spec, Node const& node);
//! Offsets that say they are drawn with the fit are ones that it moves.
void check_drawn_offsets(PackReading& reading);

// Checks over several figures

//! Sums of probabilities in every cell of a stage; those of a decision are made exact, those at the
//! limit 0.
void settle_exits(PackReading& reading, StageSpec& stage, Node const& node);
//! Two who fill the posts of one stage, each by its own count.
void check_fillers(PackReading& reading, Node const& document);
//! Stages that nobody can come to.
void check_reachable(PackReading& reading, Node const& stages);

} // namespace stempath::models
