#include "view/extremes.hpp"

#include <vtkDataArray.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>

#include <cmath>

namespace spondyl::view {

void take_in(std::optional<Extremes>& extremes, vtkPolyData& polygons) {
  vtkDataArray* values = polygons.GetPointData()->GetScalars();
  if (!values)
    return;
  for (vtkIdType p = 0; p < polygons.GetNumberOfPoints(); ++p) {
    Extreme at{Eigen::Vector3d::Zero(), values->GetTuple1(p)};
    const bool is_between = extremes && at.value >= extremes->least.value && at.value <= extremes->greatest.value;
    if (!std::isfinite(at.value) || is_between)
      continue;
    polygons.GetPoint(p, at.place.data());
    if (!extremes)
      extremes = {at, at};
    (at.value < extremes->least.value ? extremes->least : extremes->greatest) = at;
  }
}

}  // namespace spondyl::view
