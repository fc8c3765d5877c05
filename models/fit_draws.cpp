#include "models/fit_draws.hpp"

#include "models/cube.hpp"

#include <set>

namespace stempath::models {

bool is_drawn_with_fit(Cube const& offset) {
    return offset.doubt && offset.doubt->name == fit_draw;
}

std::vector<double> drawn_numbers(std::vector<FitDraw> const& posterior, std::size_t n_numbers,
                                  DoubtfulFigures const& figures, Normals const& normals) {
    std::set<std::string_view> known{fit_draw};
    for (auto const& [key, figure] : figures.all())
        known.insert(figure->doubt->name.empty() ? key : std::string_view(figure->doubt->name));
    std::vector<double> moved(n_numbers, 0.0);
    for (auto const& by : posterior)
        if (known.contains(by.draw))
            moved[by.number] += by.log_odds * normals(by.draw, by.part);
    return moved;
}

} // namespace stempath::models
