#include "view/section.hpp"

#include <vtkCellType.h>
#include <vtkPointData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>

#include <algorithm>
#include <map>

namespace spondyl::view {

Section::Section(const spine::SpineMesh& mesh, SkinKind kind, int part, vtkPlane* plane) : kind_(kind), part_(part) {
  const std::vector<spine::Tissue> tissues = tissues_of(kind);
  std::map<int, vtkIdType> point_of;
  for (std::size_t e = 0; e < mesh.tags.size(); ++e) {
    const spine::ElementTag& tag = mesh.tags[e];
    if (tag.part != part || std::find(tissues.begin(), tissues.end(), tag.tissue) == tissues.end())
      continue;
    std::array<vtkIdType, 8> ids{};
    for (std::size_t k = 0; k < ids.size(); ++k) {
      const int node = mesh.mesh.hexahedra[e][k];
      const auto [at, is_new] = point_of.try_emplace(node, static_cast<vtkIdType>(nodes_.size()));
      if (is_new)
        nodes_.push_back(node);
      ids[k] = at->second;
    }
    grid_->InsertNextCell(VTK_HEXAHEDRON, 8, ids.data());
  }
  const auto n = static_cast<vtkIdType>(nodes_.size());
  points_->SetDataTypeToDouble();
  points_->SetNumberOfPoints(n);
  values_->SetNumberOfTuples(n);
  values_->FillValue(0);
  grid_->SetPoints(points_);
  grid_->GetPointData()->SetScalars(values_);
  cutter_->SetInputData(grid_);
  cutter_->SetCutFunction(plane);
  cutter_->GenerateTrianglesOff();
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputConnection(cutter_->GetOutputPort());
  mapper->InterpolateScalarsBeforeMappingOn();
  mapper->ScalarVisibilityOff();
  actor_->SetMapper(mapper);
  actor_->GetProperty()->LightingOff();  // the very colors of the bar
}

void Section::move(const std::vector<Eigen::Vector3d>& nodes) {
  for (std::size_t p = 0; p < nodes_.size(); ++p)
    points_->SetPoint(static_cast<vtkIdType>(p), nodes[static_cast<std::size_t>(nodes_[p])].data());
  points_->Modified();
  grid_->Modified();
}

void Section::set_color(const Color& color) {
  actor_->GetMapper()->ScalarVisibilityOff();
  actor_->GetProperty()->SetColor(color[0], color[1], color[2]);
}

void Section::set_values(const std::vector<double>& of_nodes) {
  for (std::size_t p = 0; p < nodes_.size(); ++p)
    values_->SetValue(static_cast<vtkIdType>(p), of_nodes[static_cast<std::size_t>(nodes_[p])]);
  values_->Modified();
  grid_->Modified();
}

std::optional<ValueRange> Section::value_range() const {
  double range[2];
  values_->GetFiniteRange(range, 0);
  return range[0] <= range[1] ? std::optional(ValueRange{range[0], range[1]}) : std::nullopt;
}

void Section::wear_values(vtkLookupTable* colors, const ValueRange& range) {
  actor_->GetMapper()->SetLookupTable(colors);
  actor_->GetMapper()->SetScalarRange(range.low, range.high);
  actor_->GetMapper()->ScalarVisibilityOn();
}

vtkPolyData* Section::polygons() const {
  cutter_->Update();
  return cutter_->GetOutput();
}

}  // namespace spondyl::view
