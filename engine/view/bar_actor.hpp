// Bars of one kind on the screen, as tubes that follow the nodes.
#pragma once

#include <vtkActor.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>

#include <Eigen/Core>
#include <memory>
#include <vector>

#include "view/color_map.hpp"
#include "view/skin.hpp"

namespace spondyl::view {

class BarActor {
 public:
  /// All of one radius.
  explicit BarActor(std::vector<Bar> bars);

  BarKind kind() const { return bars_.front().kind; }
  vtkActor* actor() { return actor_; }
  void move(const std::vector<Eigen::Vector3d>& nodes);
  void set_color(const Color& color, double shine);

 private:
  std::vector<Bar> bars_;
  vtkNew<vtkPoints> points_;
  vtkNew<vtkPolyData> lines_;
  vtkNew<vtkActor> actor_;
};

/// Bars of a kind and a radius share an actor.
std::vector<std::unique_ptr<BarActor>> bar_actors(const std::vector<Bar>& bars);

}  // namespace spondyl::view
