// One comparison with a published measurement: what was published, how the model is asked for the same thing, and which
// answers count as agreement. Units are in the names; a row is data of models/validation, never a literal of the code.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameter.hpp"
#include "study/validation_specimen.hpp"

namespace spondyl::study {

/// validation: judges; calibration: the fit may see it and it judges nothing; agreement: made of rows of both kinds, so
/// it may be required but is no evidence.
enum class RowUse { validation, calibration, agreement };
inline constexpr std::array<std::string_view, 3> row_use_names{"validation", "calibration", "agreement"};

enum class Spread { none, sd, range };
inline constexpr std::array<std::string_view, 3> spread_names{"none", "SD", "range"};

/// Directions of a row: one or several load cases, whose values are averaged or added up.
struct Motion {
  std::string_view name;
  std::array<std::optional<LoadCase>, 2> cases;  ///< both empty: follower load only
  bool is_sum = false;
};
std::span<const Motion> motions();

/// What is taken from the solved states of a row.
enum class Measure {
  rotation_deg,                 ///< about the axis of the case, from the neutral state; added up over a span of levels
  secant_stiffness_Nm_per_deg,  ///< moment over rotation
  secant_stiffness_Nm_per_rad,  ///< the same
  intradiscal_pressure_MPa,     ///< volume mean of the nucleus
  axial_displacement_mm,        ///< approach of the vertebrae under the follower load, from the settled state
  follower_rotation_deg,        ///< size of the rotation that the follower load alone causes
  facet_force_N,                ///< mean of the left and the right joint
  facet_force_ipsilateral_N,    ///< of the joint on the side towards which the spine bends or turns
  facet_force_contralateral_N,  ///< of the other
  facet_share_percent,          ///< left plus right over the follower load; mean over a span of levels
  facet_asymmetry_percent,      ///< |left - right| over (left + right)
  interspinous_force_N,         ///< interspinous and supraspinous ligament together
  disc_bulge_mm,                ///< see spine::LevelMeasures
  mean_absolute_error,          ///< of the rows in `of`, in their unit
  max_absolute_error            ///< the same
};
inline constexpr std::array<std::string_view, 15> measure_names{"rotation_deg",
                                                                "secant_stiffness_Nm_per_deg",
                                                                "secant_stiffness_Nm_per_rad",
                                                                "intradiscal_pressure_MPa",
                                                                "axial_displacement_mm",
                                                                "follower_rotation_deg",
                                                                "facet_force_N",
                                                                "facet_force_ipsilateral_N",
                                                                "facet_force_contralateral_N",
                                                                "facet_share_percent",
                                                                "facet_asymmetry_percent",
                                                                "interspinous_force_N",
                                                                "disc_bulge_mm",
                                                                "mean_absolute_error",
                                                                "max_absolute_error"};
constexpr std::string_view name(Measure m) { return measure_names[static_cast<std::size_t>(m)]; }
constexpr bool is_error_measure(Measure m) {
  return m == Measure::mean_absolute_error || m == Measure::max_absolute_error;
}

/// Neighboring levels, "L4-L5" or a span such as "L1-S1".
struct LevelSpan {
  spine::Level first, last;

  bool is_one() const { return first == last; }
  int size() const { return last.index - first.index + 1; }
  bool operator==(const LevelSpan&) const = default;
};

/// What is loaded, and how.
struct ValidationLoad {
  Specimen specimen;
  const Motion* motion = nullptr;
  double moment_Nm = 0;
  double follower_N = 0;
};

/// How the value of a row comes from the measure under `load` (a) and under `reference` (b).
enum class Relation { value, ratio, difference, slope };  // a, a / b, a - b, (force a - force b) / (a - b)
inline constexpr std::array<std::string_view, 4> relation_names{"value", "ratio", "difference", "slope"};

/// A closed interval; either end may be open to infinity.
struct Interval {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  bool contains(double x) const { return low <= x && x <= high; }
};

struct Published {
  std::optional<double> centre, low, high;
  Spread spread = Spread::none;
  std::optional<int> n;
  std::string specimen;  ///< in_vitro, in_vivo, FE_median, FE_single
  std::string source;    ///< a key of models/validation/sources.toml
  core::Confidence confidence = core::Confidence::recalled;
};

struct ValidationRow {
  std::string id;
  std::string group;     ///< heading under which it is shown
  std::string quantity;  ///< as published, unit in the name
  Published published;
  Measure measure = Measure::rotation_deg;
  LevelSpan levels;
  ValidationLoad load;
  Relation relation = Relation::value;
  std::optional<ValidationLoad> reference;  ///< with every relation but `value`
  std::vector<std::string> of;              ///< ids, for the error measures
  std::optional<Interval> accepted;         ///< nothing: shown, but there is nothing to hold it against
  RowUse use = RowUse::validation;
  bool is_required = false;
  std::string explanation;  ///< what a reader must know, above all when the row is outside
  core::Where where;
};

std::string name(const LevelSpan& levels);
/// Nothing for a name that is neither a level nor a span.
std::optional<LevelSpan> find_levels(std::string_view name);

/// Whether a row's value is in agreement; nothing where there is no value or nothing to hold it against.
std::optional<bool> is_inside(const ValidationRow& row, const std::optional<double>& ours);

/// Levels whose measured rotations are never shown to the fit, so that they can judge it.
inline constexpr std::array<spine::Level, 2> held_out_levels{spine::Level{1}, spine::Level{3}};

/// The rows that the fit may see. Throws bad_input at a calibration row that is none: of a level that is held out, of
/// several levels, or of anything but a rotation of the intact spine under a pure moment.
std::vector<ValidationRow> calibration_rows(const std::vector<ValidationRow>& rows);

/// Whether `id` fits a pattern with `*` for any text.
bool matches(std::string_view pattern, std::string_view id);

}  // namespace spondyl::study
