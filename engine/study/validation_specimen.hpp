// What was in the testing machine: a whole lumbar spine, one motion segment, or a disc alone, more or less dissected.
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "core/parameter.hpp"
#include "spine/specification.hpp"
#include "study/load_case.hpp"

namespace spondyl::study {

/// fsu: one functional spinal unit. disc: the same without ligaments and facets.
enum class SpecimenKind { spine, fsu, disc };
inline constexpr std::array<std::string_view, 3> specimen_names{"spine", "fsu", "disc"};

struct Specimen {
  SpecimenKind kind = SpecimenKind::spine;
  spine::Level level{};                               ///< of the unit or disc; zero for the spine
  std::array<bool, spine::n_ligaments> is_removed{};  ///< ligaments cut at `level`, or everywhere in a spine
  bool has_facets = true;
  std::optional<int> degeneration_grade =
      {};  ///< of `level`, or of all levels of a spine; nothing: as the parameters say

  auto operator<=>(const Specimen&) const = default;
};

/// "spine", "fsu L4-L5 without SSL, ISL", "disc L4-L5 grade 2".
std::string describe(const Specimen& specimen);

/// A unit or a disc is the spine with bone as hard as cortex in the place of every other disc and no ligaments there.
/// Under a pure moment that is the same as one segment cut out; under a follower load the force enters along the path
/// through all vertebrae. Throws core::Error if the grade is outside the range of its parameter.
spine::SpineSpec make_specimen(const Specimen& specimen, core::ParameterTable parameters, spine::Resolution resolution);

}  // namespace spondyl::study
