// What is written over and beside a spine: title, names and numbers of levels, color bar, scale, orientation.
#pragma once

#include <imgui.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "view/aim.hpp"
#include "view/color_map.hpp"
#include "view/gui.hpp"
#include "view/palette.hpp"
#include "view/specimen.hpp"

namespace spondyl::view {

/// Pixels, y downwards.
struct Rect {
  float x = 0, y = 0, width = 0, height = 0;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  ImVec2 middle() const { return {x + 0.5f * width, y + 0.5f * height}; }
  bool contains(ImVec2 at) const { return at.x >= x && at.x < right() && at.y >= y && at.y < bottom(); }
};

/// Where a place of the spine is on the screen.
ImVec2 pixel(const Rect& scene, const Aim& aim, const Eigen::Vector3d& place);

class Overlay {
 public:
  Overlay(ImDrawList* list, const Fonts& fonts, Theme theme);

  /// Height of plain text: the unit of all distances.
  float em() const { return fonts_.text->FontSize; }
  ImDrawList* list() { return list_; }
  const Fonts& fonts() const { return fonts_; }

  void heading(const Rect& where, const std::string& title, const std::string& subtitle);
  void caption(const Rect& panel, const std::string& text);
  /// `scene`: where the panel shows the spine; `column`: where names and numbers stand, in it; `solid`: what lines keep
  /// off.
  void levels(const Rect& scene, const Rect& column, const Aim& aim,
              const std::array<Eigen::Vector3d, spine::n_levels>& centers, const std::vector<Eigen::Vector3d>& solid,
              const std::array<LevelNote, spine::n_levels>& notes);
  void color_bar(const Rect& where, const std::string& title, const std::string& unit, const ValueRange& range,
                 const ValueRange& found, const ColorMap& map);
  void scale_bar(const Rect& scene, const Aim& aim);
  void orientation(const Rect& scene, const Aim& aim);
  /// At the right end of a line, or the left one.
  void words(const Rect& where, const std::string& text, bool is_right, bool is_faint);

 private:
  void text(ImFont* font, ImVec2 at, ImU32 color, const std::string& text);
  /// Shortened with an ellipsis where it is too wide.
  std::string fitting(ImFont* font, const std::string& text, float width) const;
  /// Of plain texts, the longest first; the last shortened where none fits.
  std::string first_fitting(const std::vector<std::string>& texts, float width) const;
  ImVec2 size(ImFont* font, const std::string& text) const;
  void marker(LevelRole role, ImVec2 at);

  ImDrawList* list_;
  const Fonts& fonts_;
  Palette palette_;
};

}  // namespace spondyl::view
