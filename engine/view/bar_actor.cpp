#include "view/bar_actor.hpp"

#include <vtkCellArray.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkTubeFilter.h>

#include <map>
#include <utility>

namespace spondyl::view {

BarActor::BarActor(std::vector<Bar> bars) : bars_(std::move(bars)) {
  vtkNew<vtkCellArray> cells;
  vtkIdType next = 0;
  for (const Bar& bar : bars_) {
    cells->InsertNextCell(static_cast<int>(bar.points.size()));
    for (std::size_t k = 0; k < bar.points.size(); ++k)
      cells->InsertCellPoint(next++);
  }
  points_->SetNumberOfPoints(next);
  lines_->SetPoints(points_);
  lines_->SetLines(cells);
  vtkNew<vtkTubeFilter> tubes;
  tubes->SetInputData(lines_);
  tubes->SetRadius(bars_.front().radius);
  tubes->SetNumberOfSides(kind() == BarKind::ligament ? 6 : 20);
  tubes->CappingOn();
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputConnection(tubes->GetOutputPort());
  mapper->ScalarVisibilityOff();
  actor_->SetMapper(mapper);
}

void BarActor::move(const std::vector<Eigen::Vector3d>& nodes) {
  vtkIdType next = 0;
  for (const Bar& bar : bars_) {
    for (const fem::WeightedPoint& point : bar.points) {
      Eigen::Vector3d sum = Eigen::Vector3d::Zero();
      for (std::size_t a = 0; a < point.nodes.size(); ++a)
        sum += point.weights[a] * nodes[static_cast<std::size_t>(point.nodes[a])];
      points_->SetPoint(next++, sum.data());
    }
  }
  points_->Modified();
  lines_->Modified();
}

void BarActor::set_color(const Color& color, double shine) {
  vtkProperty* property = actor_->GetProperty();
  property->SetColor(color[0], color[1], color[2]);
  property->SetSpecular(shine);
  property->SetSpecularPower(40);
}

std::vector<std::unique_ptr<BarActor>> bar_actors(const std::vector<Bar>& bars) {
  std::map<std::pair<BarKind, double>, std::vector<Bar>> groups;
  for (const Bar& bar : bars)
    groups[{bar.kind, bar.radius}].push_back(bar);
  std::vector<std::unique_ptr<BarActor>> out;
  for (auto& [key, group] : groups)
    out.push_back(std::make_unique<BarActor>(std::move(group)));
  return out;
}

}  // namespace spondyl::view
