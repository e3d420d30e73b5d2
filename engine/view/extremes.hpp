// Where a field is least and greatest on what is drawn.
#pragma once

#include <Eigen/Core>
#include <optional>

class vtkPolyData;

namespace spondyl::view {

struct Extreme {
  Eigen::Vector3d place;  ///< mm
  double value;
};
struct Extremes {
  Extreme least, greatest;
};

/// Takes the points of polygons and their scalars in; those that are not numbers do not count.
void take_in(std::optional<Extremes>& extremes, vtkPolyData& polygons);

}  // namespace spondyl::view
