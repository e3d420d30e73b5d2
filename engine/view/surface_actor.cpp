#include "view/surface_actor.hpp"

#include <vtkCellArray.h>
#include <vtkDataObject.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkProperty.h>

#include <Eigen/Geometry>
#include <algorithm>

namespace spondyl::view {
namespace {

using Eigen::Vector3f;

constexpr float contact_lift = 0.05f;  // mm: in front of the skin below for the eye, nothing beside the gap of a joint

void prepare(vtkFloatArray* array, const char* name, int components, std::size_t n) {
  array->SetName(name);
  array->SetNumberOfComponents(components);
  array->SetNumberOfTuples(static_cast<vtkIdType>(n));
  array->FillValue(0);
}

Eigen::Map<Vector3f> vector(vtkFloatArray* array, std::size_t i) {
  return Eigen::Map<Vector3f>(array->GetPointer(3 * static_cast<vtkIdType>(i)));
}

}  // namespace

SurfaceActor::SurfaceActor(const Skin& skin)
    : kind_(skin.kind), part_(skin.part), lift_(is_contact(skin.kind) ? contact_lift : 0) {
  const std::size_t n = skin.surface.points.size();
  for (const fem::WeightedPoint& point : skin.surface.points) {
    means_.begins.push_back(means_.nodes.size());
    means_.nodes.insert(means_.nodes.end(), point.nodes.begin(), point.nodes.end());
    means_.weights.insert(means_.weights.end(), point.weights.begin(), point.weights.end());
  }
  means_.begins.push_back(means_.nodes.size());
  prepare(coordinates_, "coordinates", 3, n);
  prepare(normals_, "normals", 3, n);
  prepare(values_, "values", 1, n);
  prepare(shares_, "shares", 1, n);

  vtkNew<vtkCellArray> cells;
  for (const spine::SurfaceQuad& quad : skin.surface.quads) {
    quads_.push_back(quad.points);
    const vtkIdType ids[4] = {quad.points[0], quad.points[1], quad.points[2], quad.points[3]};
    cells->InsertNextCell(4, ids);
  }
  vtkNew<vtkPoints> points;
  points->SetData(coordinates_);
  data_->SetPoints(points);
  data_->SetPolys(cells);
  data_->GetPointData()->SetScalars(values_);
  data_->GetPointData()->AddArray(shares_);
  if (kind_ != SkinKind::cage)
    data_->GetPointData()->SetNormals(normals_);
  mapper_->SetInputData(data_);
  mapper_->ScalarVisibilityOff();
  mapper_->InterpolateScalarsBeforeMappingOn();
  mapper_->MapDataArrayToVertexAttribute("fieldMC", "shares", vtkDataObject::FIELD_ASSOCIATION_POINTS, -1);
  actor_->SetMapper(mapper_);
}

void SurfaceActor::move(const std::vector<Eigen::Vector3d>& nodes) {
  for (std::size_t p = 0; p + 1 < means_.begins.size(); ++p) {
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (std::size_t a = means_.begins[p]; a < means_.begins[p + 1]; ++a)
      sum += means_.weights[a] * nodes[static_cast<std::size_t>(means_.nodes[a])];
    vector(coordinates_, p) = sum.cast<float>();
  }
  update_normals();
  for (std::size_t p = 0; lift_ > 0 && p + 1 < means_.begins.size(); ++p)
    vector(coordinates_, p) += lift_ * vector(normals_, p);
  coordinates_->Modified();
  data_->GetPoints()->Modified();
  data_->Modified();
}

/// Mean of the faces around a point, weighted by their areas.
void SurfaceActor::update_normals() {
  normals_->FillValue(0);
  for (const auto& quad : quads_) {
    const auto at = [&](std::size_t k) { return vector(coordinates_, static_cast<std::size_t>(quad[k])); };
    const Vector3f area = (at(2) - at(0)).cross(at(3) - at(1));
    for (const int p : quad)
      vector(normals_, static_cast<std::size_t>(p)) += area;
  }
  for (std::size_t p = 0; p + 1 < means_.begins.size(); ++p)
    vector(normals_, p).normalize();
  normals_->Modified();
}

void SurfaceActor::set_color(const Color& color) {
  mapper_->ScalarVisibilityOff();
  actor_->GetProperty()->SetColor(color[0], color[1], color[2]);
}

void SurfaceActor::set_values(const std::vector<double>& of_nodes) {
  for (std::size_t p = 0; p + 1 < means_.begins.size(); ++p) {
    double sum = 0;
    for (std::size_t a = means_.begins[p]; a < means_.begins[p + 1]; ++a)
      sum += means_.weights[a] * of_nodes[static_cast<std::size_t>(means_.nodes[a])];
    values_->SetValue(static_cast<vtkIdType>(p), static_cast<float>(sum));
  }
  values_->Modified();
}

std::optional<ValueRange> SurfaceActor::value_range() const {
  double range[2];
  values_->GetFiniteRange(range, 0);
  return range[0] <= range[1] ? std::optional(ValueRange{range[0], range[1]}) : std::nullopt;
}

void SurfaceActor::wear_values(vtkLookupTable* colors, const ValueRange& range) {
  mapper_->SetLookupTable(colors);
  mapper_->SetScalarRange(range.low, range.high);
  mapper_->ScalarVisibilityOn();
  for (vtkIdType p = 0; p < values_->GetNumberOfTuples(); ++p)
    shares_->SetValue(p, static_cast<float>((values_->GetValue(p) - range.low) / (range.high - range.low)));
  shares_->Modified();
  data_->Modified();
}

void SurfaceActor::set_shaders(const std::vector<std::string>& texts, const std::vector<ShaderUniform>& uniforms) {
  view::set_shaders(*actor_, texts, uniforms);
}

}  // namespace spondyl::view
