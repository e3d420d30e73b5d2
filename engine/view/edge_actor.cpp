#include "view/edge_actor.hpp"

#include <vtkCellArray.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>

namespace spondyl::view {
namespace {

constexpr double towards_eye = -60;  // in VTK's units of depth, each some 1/65000 of what the camera spans

vtkNew<vtkCellArray> cells(const std::vector<std::array<int, 2>>& edges) {
  vtkNew<vtkCellArray> out;
  for (const auto& [from, to] : edges) {
    const vtkIdType ids[2] = {from, to};
    out->InsertNextCell(2, ids);
  }
  return out;
}

}  // namespace

EdgeActor::EdgeActor(const spine::BoneSurface& surface, vtkPoints* points) : surface_(surface) {
  lines_->SetPoints(points);
  // Lines come nearer to the eye than the faces they lie in; faces stay where they are.
  vtkMapper::SetResolveCoincidentTopologyToPolygonOffset();
  vtkMapper::SetResolveCoincidentTopologyPolygonOffsetParameters(0, 0);
  vtkMapper::SetResolveCoincidentTopologyLineOffsetParameters(0, 0);
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(lines_);
  mapper->ScalarVisibilityOff();
  mapper->SetRelativeCoincidentTopologyLineOffsetParameters(0, towards_eye);
  actor_->SetMapper(mapper);
  actor_->GetProperty()->LightingOff();
  actor_->VisibilityOff();
}

void EdgeActor::show(bool is_shown) {
  if (is_shown && lines_->GetNumberOfLines() == 0)
    lines_->SetLines(cells(spine::element_edges(surface_)));
  actor_->SetVisibility(is_shown);
}

void EdgeActor::set_color(const Color& color, double opacity) {
  actor_->GetProperty()->SetColor(color[0], color[1], color[2]);
  actor_->GetProperty()->SetOpacity(opacity);
}

}  // namespace spondyl::view
