// The pictures of a study, for a paper: as scripts that gnuplot draws.
#pragma once

#include <string>
#include <vector>

#include "sweep/statistics.hpp"

namespace spondyl::sweep {

struct Figure {
  std::string name;    ///< of the file, without ending
  std::string script;  ///< for study::draw_svg or draw_png
  int width = 720, height = 480;
};

/// distribution: every output as a box from 25 to 75 % with whiskers from 5 to 95 %, by the values of each axis that has
/// few; tornado_OUTPUT: what each axis does to it; scatter_OUTPUT: the cases over each numeric axis; heat_OUTPUT: means
/// over two axes that have few values.
std::vector<Figure> figures_of(const Store& store, const StudyStatistics& statistics);

}  // namespace spondyl::sweep
