// What a plane lays open in one part of the spine: flat, and colored as the tissues inside are.
#pragma once

#include <vtkActor.h>
#include <vtkCutter.h>
#include <vtkDoubleArray.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkUnstructuredGrid.h>

#include <Eigen/Core>
#include <optional>
#include <vector>

#include "view/color_map.hpp"
#include "view/picture_style.hpp"
#include "view/skin.hpp"

namespace spondyl::view {

class Section {
 public:
  /// Through the elements that the skin `kind` of `part` encloses (see Skin).
  Section(const spine::SpineMesh& mesh, SkinKind kind, int part, vtkPlane* plane);

  SkinKind kind() const { return kind_; }
  int part() const { return part_; }
  vtkActor* actor() { return actor_; }

  void move(const std::vector<Eigen::Vector3d>& nodes);
  void set_color(const Color& color);
  /// `of_nodes`: a value for each node of the mesh; not a number where there is none.
  void set_values(const std::vector<double>& of_nodes);
  /// Of the whole part, cut or not; nothing without a value.
  std::optional<ValueRange> value_range() const;
  void wear_values(vtkLookupTable* colors, const ValueRange& range);
  /// Polygons in the plane.
  vtkPolyData* polygons() const;

 private:
  SkinKind kind_;
  int part_;
  std::vector<int> nodes_;  ///< of the mesh, for each point of the grid
  vtkNew<vtkPoints> points_;
  vtkNew<vtkDoubleArray> values_;
  vtkNew<vtkUnstructuredGrid> grid_;
  vtkNew<vtkCutter> cutter_;
  vtkNew<vtkActor> actor_;
};

}  // namespace spondyl::view
