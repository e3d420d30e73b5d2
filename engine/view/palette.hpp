// The colors of tissues, implants and writing, in both themes. Roles of levels are told by words and shapes as well.
#pragma once

#include "view/color_map.hpp"
#include "view/picture_style.hpp"
#include "view/skin.hpp"

namespace spondyl::view {

struct Palette {
  Color background, panel, text, faint_text, line, accent;
};

constexpr Palette palette_of(Theme theme) {
  if (theme == Theme::light)
    return {{0.965, 0.968, 0.975}, {1, 1, 1},          {0.10, 0.12, 0.15},
            {0.36, 0.39, 0.44},    {0.70, 0.73, 0.77}, {0.00, 0.36, 0.64}};
  return {{0.075, 0.085, 0.110}, {0.115, 0.130, 0.160}, {0.93, 0.94, 0.96},
          {0.64, 0.68, 0.74},    {0.32, 0.36, 0.42},    {0.35, 0.70, 0.95}};
}

inline constexpr Color neighbor_color{0.96, 0.62, 0.16};  ///< orange
inline constexpr Color fused_color{0.86, 0.36, 0.42};     ///< of bone graft
inline constexpr Color tension_color{0.98, 0.68, 0.30};
inline constexpr Color compression_color{0.45, 0.75, 1.00};
inline constexpr Color fiber_color{0.95, 0.93, 0.88};
inline constexpr Color edge_color{0.10, 0.11, 0.13};      ///< of elements: dark, as what they lie on is light
inline constexpr Color no_value_color{0.50, 0.50, 0.50};  ///< of what a difference has no counterpart of

/// Of the rim of bone in an X-ray.
constexpr Color ghost_color(Theme theme) {
  return theme == Theme::dark ? Color{0.75, 0.85, 1.0} : Color{0.25, 0.32, 0.42};
}

constexpr Color color_of(SkinKind kind) {
  switch (kind) {
    case SkinKind::bone:
    case SkinKind::facet:
      return {0.96, 0.92, 0.83};
    case SkinKind::disc:
      return {0.48, 0.64, 0.70};
    case SkinKind::graft:
      return fused_color;
    case SkinKind::cage:
    case SkinKind::cage_face:
      return {0.25, 0.72, 0.66};
  }
  return {};
}

constexpr Color color_of(BarKind kind) {
  switch (kind) {
    case BarKind::ligament:
      return {0.80, 0.70, 0.50};
    case BarKind::graft:
      return fused_color;
    case BarKind::hook:
      return {0.62, 0.68, 0.78};
    case BarKind::screw:
      return {0.66, 0.72, 0.82};
    case BarKind::rod:
      return {0.74, 0.78, 0.84};
  }
  return {};
}

}  // namespace spondyl::view
