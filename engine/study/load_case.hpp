// The load cases and their names.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace spondyl::study {

enum class LoadCase {
  flexion,
  extension,
  lateral_bending_left,
  lateral_bending_right,
  axial_rotation_left,
  axial_rotation_right,
  compression,
  standing
};

inline constexpr std::array<std::string_view, 8> load_case_names{"flexion",
                                                                 "extension",
                                                                 "lateral_bending_left",
                                                                 "lateral_bending_right",
                                                                 "axial_rotation_left",
                                                                 "axial_rotation_right",
                                                                 "compression",
                                                                 "standing"};

/// Those driven by a moment, and so by a rotation: all but compression and standing.
inline constexpr std::array<LoadCase, 6> rotation_cases{LoadCase::flexion,
                                                        LoadCase::extension,
                                                        LoadCase::lateral_bending_left,
                                                        LoadCase::lateral_bending_right,
                                                        LoadCase::axial_rotation_left,
                                                        LoadCase::axial_rotation_right};

constexpr std::string_view name(LoadCase load_case) { return load_case_names[static_cast<std::size_t>(load_case)]; }
constexpr bool is_rotation(LoadCase load_case) {
  return load_case != LoadCase::compression && load_case != LoadCase::standing;
}

/// The case that a mirror in the median plane shows; nothing for those that it leaves as they are.
constexpr std::optional<LoadCase> opposite_side(LoadCase load_case) {
  switch (load_case) {
    case LoadCase::lateral_bending_left:
      return LoadCase::lateral_bending_right;
    case LoadCase::lateral_bending_right:
      return LoadCase::lateral_bending_left;
    case LoadCase::axial_rotation_left:
      return LoadCase::axial_rotation_right;
    case LoadCase::axial_rotation_right:
      return LoadCase::axial_rotation_left;
    default:
      return std::nullopt;
  }
}

}  // namespace spondyl::study
