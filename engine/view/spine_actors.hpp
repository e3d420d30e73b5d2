// One specimen on the screen: all its actors, dressed as a style says.
#pragma once

#include <vtkRenderer.h>

#include <memory>
#include <optional>
#include <vector>

#include "view/bar_actor.hpp"
#include "view/specimen.hpp"
#include "view/surface_actor.hpp"

namespace spondyl::view {

class SpineActors {
 public:
  explicit SpineActors(std::shared_ptr<const Specimen> specimen);

  const Specimen& specimen() const { return *specimen_; }
  void add_to(vtkRenderer* renderer);
  /// `fraction` of the motion, see posture.
  void pose(double fraction, double exaggeration);
  /// Values of a field on what is colored by it; what they span, nothing without a field.
  std::optional<ValueRange> measure(const PictureStyle& style);
  void dress(const PictureStyle& style, const ValueRange& range);
  /// Middles of the five levels as posed, mm.
  std::array<Eigen::Vector3d, spine::n_levels> level_centers() const;
  /// Nodes of everything solid as posed, mm.
  std::vector<Eigen::Vector3d> solid_nodes() const;
  /// What a shader could not do here; empty while all is well.
  std::string complaint() const;

 private:
  bool is_colored(const SurfaceActor& surface, const PictureStyle& style) const;

  std::shared_ptr<const Specimen> specimen_;
  std::vector<std::unique_ptr<SurfaceActor>> surfaces_;
  std::vector<std::unique_ptr<BarActor>> bars_;
  std::vector<Eigen::Vector3d> nodes_;
};

}  // namespace spondyl::view
