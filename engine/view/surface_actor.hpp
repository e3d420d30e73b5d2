// A skin on the screen: follows the nodes and wears a color or a field. Topology is built once; only points, normals
// and values change.
#pragma once

#include <vtkActor.h>
#include <vtkFloatArray.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPolyData.h>

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include "view/color_map.hpp"
#include "view/picture_style.hpp"
#include "view/shader.hpp"
#include "view/skin.hpp"

namespace spondyl::view {

class SurfaceActor {
 public:
  explicit SurfaceActor(const Skin& skin);

  SkinKind kind() const { return kind_; }
  int part() const { return part_; }
  vtkActor* actor() { return actor_; }
  vtkPolyData* polygons() const { return data_; }

  void move(const std::vector<Eigen::Vector3d>& nodes);
  void set_color(const Color& color);
  /// `of_nodes`: a value for each node of the mesh; not a number where there is none.
  void set_values(const std::vector<double>& of_nodes);
  /// Nothing without a value.
  std::optional<ValueRange> value_range() const;
  void wear_values(vtkLookupTable* colors, const ValueRange& range);
  void set_shaders(const std::vector<std::string>& texts, const std::vector<ShaderUniform>& uniforms);
  /// Of the mapper; empty while all is well.
  const std::string& complaint() const { return mapper_->complaint(); }

 private:
  void update_normals();

  /// Points as means of nodes, one behind the other.
  struct Means {
    std::vector<std::size_t> begins;
    std::vector<int> nodes;
    std::vector<double> weights;
  };

  SkinKind kind_;
  int part_;
  Means means_;
  float lift_;  ///< mm outwards, of a surface that is drawn over another one
  std::vector<std::array<int, 4>> quads_;
  vtkNew<vtkPolyData> data_;
  vtkNew<vtkFloatArray> coordinates_, normals_, values_, shares_;
  vtkNew<GuardedMapper> mapper_;
  vtkNew<vtkActor> actor_;
};

}  // namespace spondyl::view
