// How a spine is shown: from where, colored by what, see-through or not. Plain data, the same for window and pictures.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "spine/level.hpp"

namespace spondyl::view {

enum class Viewpoint { oblique, anterior, posterior, lateral_left, lateral_right, axial };
inline constexpr std::array<std::string_view, 6> viewpoint_names{"oblique",      "anterior",      "posterior",
                                                                 "lateral_left", "lateral_right", "axial"};
constexpr std::string_view name(Viewpoint v) { return viewpoint_names[static_cast<std::size_t>(v)]; }

/// What colors stand for.
enum class Field {
  none,  ///< every tissue in its own color
  von_mises,
  pressure,
  principal_tension,
  principal_compression,
  fiber_strain,
  displacement,
  contact_pressure  ///< of facets and cages, worn by the surfaces that press, whatever Colored says
};
inline constexpr std::array<std::string_view, 8> field_names{
    "none",         "von_mises",    "pressure",        "principal_tension", "principal_compression",
    "fiber_strain", "displacement", "contact_pressure"};
constexpr std::string_view name(Field f) { return field_names[static_cast<std::size_t>(f)]; }

/// Which tissues wear the colors of the field; bone is ten times stiffer than what this program is about.
enum class Colored { discs, bones, everything };
inline constexpr std::array<std::string_view, 3> colored_names{"discs", "bones", "everything"};
constexpr std::string_view name(Colored c) { return colored_names[static_cast<std::size_t>(c)]; }

/// What is taken away to look inside.
enum class Cut {
  none,
  sagittal,  ///< the half towards the eye, left or right of the middle
  axial      ///< all above the middle of one disc
};
inline constexpr std::array<std::string_view, 3> cut_names{"none", "sagittal", "axial"};
constexpr std::string_view name(Cut c) { return cut_names[static_cast<std::size_t>(c)]; }

/// What lines in a cut disc stand for.
enum class Glyphs { none, stress, fibers };
inline constexpr std::array<std::string_view, 3> glyph_names{"none", "stress", "fibers"};

enum class Theme { dark, light };
inline constexpr std::array<std::string_view, 2> theme_names{"dark", "light"};

struct ValueRange {
  double low = 0, high = 1;

  bool operator==(const ValueRange&) const = default;
};

/// Of changes against another spine, which go both ways from zero.
inline constexpr std::string_view difference_color_map = "blue_orange";

inline constexpr const char* narrow_foramen_parameter = "nerve_room.narrow_foramen_height_mm";

struct PictureStyle {
  Viewpoint viewpoint = Viewpoint::oblique;
  Field field = Field::von_mises;
  Colored colored = Colored::discs;
  std::optional<ValueRange> range;  ///< in the unit of the field; default: of what is shown
  std::string color_map = "viridis";
  Cut cut = Cut::none;
  spine::Level cut_level{3};  ///< of an axial cut
  bool is_ghost = false;      ///< bone as in an X-ray: its rim only
  bool has_isolines = false;
  bool has_element_edges = false;  ///< of the finite elements
  bool has_ligaments = true;
  bool has_implants = true;
  bool marks_neighbors = true;
  bool marks_extremes = false;  ///< where the field is least and greatest
  bool has_forces = false;      ///< of the facet joints
  bool has_foramina = false;
  Glyphs glyphs = Glyphs::none;  ///< in discs that are cut
  double narrow_foramen = 0;     ///< mm, the height below which one is called narrow: see narrow_foramen_parameter
  double exaggeration = 1;       ///< of the motion from the neutral posture
  bool is_plain = false;         ///< words for patients
  Theme theme = Theme::dark;
  double text_scale = 1;

  /// Bone would hide the surfaces of its joints.
  bool has_ghost_bone() const { return is_ghost || field == Field::contact_pressure; }

  bool operator==(const PictureStyle&) const = default;
};

}  // namespace spondyl::view
