// The command `spondyl calibrate`.
#pragma once

#include <filesystem>
#include <optional>

#include "study/calibration.hpp"

namespace spondyl::cli {

struct CalibrateArguments {
  study::CalibrationOptions options;
  std::string what;                            ///< empty: the knobs; or "follower-path"
  std::optional<std::filesystem::path> out;    ///< file for the parameters; stdout without it
  std::optional<std::filesystem::path> knobs;  ///< instead of models/calibration/knobs.toml
  bool is_sensitivities = false;               ///< no fit
  bool is_quiet = false;
};

/// Returns the exit status: 1 if the fit did not end by itself. When interrupted, what was best so far is written.
/// Throws core::Error for bad input.
int calibrate(const CalibrateArguments& arguments);

}  // namespace spondyl::cli
