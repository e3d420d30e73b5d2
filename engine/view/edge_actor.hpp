// The edges of the finite elements as thin lines on a skin. Built when first shown; they follow the points of the skin.
#pragma once

#include <vtkActor.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>

#include "spine/bone_surface.hpp"
#include "view/color_map.hpp"

namespace spondyl::view {

class EdgeActor {
 public:
  /// `points`: of the surface on the screen, which somebody else moves. The surface must outlive this.
  EdgeActor(const spine::BoneSurface& surface, vtkPoints* points);

  vtkActor* actor() { return actor_; }
  void show(bool is_shown);
  void set_color(const Color& color, double opacity);

 private:
  const spine::BoneSurface& surface_;
  vtkNew<vtkPolyData> lines_;
  vtkNew<vtkActor> actor_;
};

}  // namespace spondyl::view
