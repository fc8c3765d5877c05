//! Figures: a number, a table by names, or a CSV file, each read into a Cube with its provenance.
#pragma once

#include "models/figure_doubt.hpp"
#include "models/provenance.hpp"
#include "models/space.hpp"
#include "models/table_files.hpp"
#include "models/toml_nodes.hpp"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace stempath::models {

//! What a figure may be.
struct FigureRules {
    DimSet by = 0; //!< dimensions that it may depend on
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    //! A table by year may begin a year after the base; the base year then holds this.
    std::optional<double> at_base_year{};
    //! A stage that no row of a table names has none: 0.
    bool stages_by_name = false;
    //! What messages add to the range: "0.05 is 5 % a year".
    std::string_view in_words{};
    //! How it may be wrong; as its range says where nothing is said.
    std::optional<Doubt::Scale> doubt{};
};

//! A value of a figure as messages name its range: "a number from 0 to 1".
std::string allowed_range(FigureRules const& rules);
bool within(double value, FigureRules const& rules);

//! Everything that reading figures needs of the pack.
struct FigureContext {
    Space space;
    TableFiles files;
    ProvenanceRules provenance;
    std::string pack_file; //!< values from elsewhere are replacements, and judgement unless they
                           //!< say otherwise
    std::string fit_file;  //!< those of the pack's own fit say where they come from
    Diagnostics& problems;
    std::vector<Pack::Figure> figures; //!< every figure read so far
    DoubtRules doubt{};
};

//! The figure at `node`, also kept in context.figures; none after a problem.
std::optional<Cube> read_figure(FigureContext& context, Node const& node, std::string const& key,
                                Provenance const& inherited, FigureRules const& rules);

//! A figure that is one number.
std::optional<double> read_constant(FigureContext& context, Node const& node,
                                    std::string const& key, Provenance const& inherited, double low,
                                    double high);

//! Where a table file is named: the node of the name, the wanted column (empty: `value`), what its
//! rows inherit.
struct TableRequest {
    std::string key;
    std::string name;
    std::string column;
    Location where;
    Provenance inherited;
    StatedDoubt doubt{};
};
std::optional<Cube> read_table(FigureContext& context, TableRequest const& request,
                               FigureRules const& rules);

//! True when a text names a table file.
bool names_table(Node const& node);

} // namespace stempath::models
