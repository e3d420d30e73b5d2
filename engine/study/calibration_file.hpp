// models/calibrated.toml, what a calibration comes to: written by `spondyl calibrate --out`, read with all other
// parameters, never edited by hand.
//
//   format = "spondyl-calibration"
//   version = 1
//   [provenance]                       # how to make it again
//   [knobs]                            # id = setting
//   [parameters]
//   "tissue.annulus_ground.c10_MPa" = { value = 0.21, published = 0.18 }
#pragma once

#include <filesystem>
#include <string>

#include "study/calibration.hpp"

namespace spondyl::study {

inline constexpr std::string_view calibrated_file = "calibrated.toml";

/// The text of the file: nothing in it depends on the machine, the time or the number of threads.
std::string calibration_text(const Calibration& calibration, const CalibrationPlan& plan,
                             const core::ParameterTable& published, spine::Resolution resolution);

struct CalibratedParameter {
  std::string path;
  double value, published;
  core::Where where;
};
/// Throws core::Error naming file, line and key.
std::vector<CalibratedParameter> read_calibrated(const std::filesystem::path& file);

}  // namespace spondyl::study
