// What a calibration may turn: few factors that many parameters share, so that what is fitted at three levels says
// something about the others. models/calibration/knobs.toml:
//
//   [fit]
//   deviation_deg = 0.5      # of a measured rotation: a residual of 1
//   deviation_mm = 0.05      # of a settled disc height from the imaged one: a residual of 1
//   tolerance = 1e-3         # the fit ends when an iteration lowers the misfit by less than this part of it
//   max_iterations = 20
//
//   [[knob]]
//   id = "fibers"
//   paths = ["tissue.annulus_fiber.modulus_*"]
//   kind = "factor"          # or tilt, offset; see KnobKind
//   min = 0.3
//   max = 3
//   deviation = 1.5          # how far the published values scatter: a residual of 1
//   why = "..."
#pragma once

#include <Eigen/Core>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameter.hpp"

namespace spondyl::study {

/// factor: every parameter times the setting. tilt: times the setting at L5-S1, over it at L1-L2, a smooth power of it
/// between. offset: plus the setting, in the unit of the parameters.
enum class KnobKind { factor, tilt, offset };
inline constexpr std::array<std::string_view, 3> knob_kind_names{"factor", "tilt", "offset"};

struct Knob {
  std::string id;
  std::vector<std::string> paths;  ///< all that the patterns of the file name, in the order of the table
  KnobKind kind = KnobKind::factor;
  double min = 0, max = 0;
  double deviation = 0;  ///< factor and tilt: a factor above 1; offset: in the unit
  std::string why;

  /// The setting that leaves every parameter as published: 1, or 0 of an offset.
  double neutral() const { return kind == KnobKind::offset ? 0 : 1; }
  /// Between the setting and its distance from neutral in deviations, which is what the fit works with.
  double setting(double deviations) const;
  double deviations(double setting) const;
};

struct CalibrationPlan {
  std::vector<Knob> knobs;
  double deviation_deg = 0;
  double deviation_mm = 0;
  double tolerance = 0;
  int max_iterations = 0;
};

/// Throws core::Error naming file, line and key; a pattern must name some parameter, and a tilt only parameters that
/// belong to a level.
CalibrationPlan read_calibration_plan(const std::filesystem::path& file, const core::ParameterTable& parameters);

/// Every parameter that some knob turns, with its value at these settings (in deviations, one for each knob); values
/// outside the range of a parameter stop at its end. In the order of the table.
struct TurnedParameter {
  std::string path;
  double value;
};
std::vector<TurnedParameter> turned_parameters(const std::vector<Knob>& knobs, const Eigen::VectorXd& deviations,
                                               const core::ParameterTable& published);
core::ParameterTable turned(core::ParameterTable published, const std::vector<Knob>& knobs,
                            const Eigen::VectorXd& deviations);

}  // namespace spondyl::study
