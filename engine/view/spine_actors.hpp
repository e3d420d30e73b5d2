// One specimen on the screen: all its actors, dressed as a style says.
#pragma once

#include <vtkPlane.h>
#include <vtkRenderer.h>

#include <memory>
#include <optional>
#include <vector>

#include "view/bar_actor.hpp"
#include "view/edge_actor.hpp"
#include "view/extremes.hpp"
#include "view/glyphs.hpp"
#include "view/posture.hpp"
#include "view/probe.hpp"
#include "view/section.hpp"
#include "view/specimen.hpp"
#include "view/surface_actor.hpp"

namespace spondyl::view {

class SpineActors {
 public:
  explicit SpineActors(std::shared_ptr<const Specimen> specimen);

  const Specimen& specimen() const { return *specimen_; }
  void add_to(vtkRenderer* renderer);
  /// `fraction` of the motion, see Posture.
  void pose(double fraction, double exaggeration);
  /// Values of a field on what is colored by it; what they span, nothing without a field.
  std::optional<ValueRange> measure(const PictureStyle& style);
  void dress(const PictureStyle& style, const ValueRange& range, const ColorMap& map);
  /// Moves the plane of the cut to where the spine is and the eye looks from; before each drawing.
  void cut(const PictureStyle& style, const Eigen::Vector3d& towards_eye);
  /// Under a place of the picture (see Aim::project); nothing beside the spine. As cut and dressed last.
  std::optional<Probe> probe(const PictureStyle& style, const Aim& aim, const Eigen::Vector2d& at) const;
  /// The same of surfaces alone: bars hide little.
  std::optional<Probe> probe_surfaces(const PictureStyle& style, const Aim& aim, const Eigen::Vector2d& at) const;
  /// Whether a place, mm, is in the half that is taken away or its faces lie before it. As cut last.
  bool cut_hides(const PictureStyle& style, const Aim& aim, const Eigen::Vector3d& place) const;
  /// On what is colored, as posed, in the plane where there is a cut; nothing without a field.
  std::optional<Extremes> extremes(const PictureStyle& style) const;
  /// In the discs that are cut, as posed; none without a cut.
  std::vector<Glyph> glyphs(const PictureStyle& style) const;
  /// Where a point of the mesh is as posed, mm.
  Eigen::Vector3d place(const fem::WeightedPoint& point) const;
  /// The edges of a level's foramina as posed (see spine::NerveRoom::foramen_outline).
  std::array<std::vector<Eigen::Vector3d>, 2> foramina(spine::Level level) const;
  /// Middles of the five levels as posed, mm.
  std::array<Eigen::Vector3d, spine::n_levels> level_centers() const;
  /// Nodes of everything solid as posed, mm.
  std::vector<Eigen::Vector3d> solid_nodes() const;
  /// What a shader could not do here; empty while all is well.
  std::string complaint() const;

 private:
  void clip(bool is_cut);
  /// What an implant carries; empty where nothing is known of it.
  std::string carries(const std::string& implant) const;
  void look_at_bars(const PictureStyle& style, const Aim& aim, const Eigen::Vector2d& at,
                    std::optional<Probe>& nearest) const;
  void draw_edges(const PictureStyle& style);
  /// Middle of an endplate, the lower one or the upper one.
  Eigen::Vector3d plane_center(std::size_t vertebra, bool is_lower) const;

  std::shared_ptr<const Specimen> specimen_;
  std::vector<std::unique_ptr<SurfaceActor>> surfaces_;
  std::vector<std::unique_ptr<Section>> sections_;  ///< one for each surface
  std::vector<std::unique_ptr<EdgeActor>> edges_;   ///< likewise
  std::vector<std::unique_ptr<BarActor>> bars_;
  std::optional<Posture> posture_;
  std::vector<Eigen::Vector3d> nodes_;
  bool is_cut_ = false;
  vtkNew<vtkPlane> plane_;  ///< its normal points to what is kept
};

}  // namespace spondyl::view
