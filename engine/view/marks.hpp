// Marks on the picture of one spine, each with a label that keeps off all others: points, arrows, outlines. Drawn over
// the spine, so that what bone hides is marked too.
#pragma once

#include <imgui.h>

#include <Eigen/Core>
#include <string>
#include <vector>

#include "view/aim.hpp"
#include "view/overlay.hpp"

namespace spondyl::view {

class Marks {
 public:
  /// `scene`: where the spine is shown; `room`: what labels may take of it. All must outlive this.
  Marks(ImDrawList* list, const Fonts& fonts, Theme theme, const Rect& scene, const Rect& room, const Aim& aim);
  ~Marks();
  Marks(const Marks&) = delete;
  Marks& operator=(const Marks&) = delete;

  /// Labels stay away from it.
  void keep_off(const Rect& place) { taken_.push_back(place); }
  /// A ring: filled in sight, hollow where something lies before it.
  void point(const Eigen::Vector3d& place, bool is_hidden, const std::string& label);
  void arrow(const Eigen::Vector3d& from, const Eigen::Vector3d& to, const std::string& label);
  /// Without a label.
  void stroke(const Eigen::Vector3d& from, const Eigen::Vector3d& to, const Color& color);
  /// Closed, where its places are seen, and nothing where none is; what is wrong is drawn stronger, in another color, and
  /// its label is bold.
  void outline(const std::vector<Eigen::Vector3d>& places, const std::vector<bool>& is_seen, bool is_wrong,
               const std::string& label);
  /// Writes the labels, after all marks.
  void write();

 private:
  struct Label {
    ImVec2 anchor;
    std::string text;
    ImFont* font;
    Color color;
  };

  ImVec2 pixel(const Eigen::Vector3d& place) const { return view::pixel(scene_, aim_, place); }
  std::vector<std::vector<ImVec2>> seen_parts(const std::vector<Eigen::Vector3d>& places,
                                              const std::vector<bool>& is_seen) const;
  /// The first of some places around the anchor that is free, if any is: the least covered one.
  Rect place_for(const Label& label) const;

  ImDrawList* list_;
  const Fonts& fonts_;
  Palette palette_;
  const Rect &scene_, &room_;
  const Aim& aim_;
  std::vector<Label> labels_;
  std::vector<Rect> taken_;  ///< by marks and labels
};

}  // namespace spondyl::view
