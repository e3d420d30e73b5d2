// Reads models/*.toml. An entry of such a file is one parameter of the model,
//
//   [anatomy.L4]
//   endplate_superior_width_mm = { value = 48.5, unit = "mm", min = 25, max = 75, doc = "...", source = "KEY",
//                                  confidence = "primary" }
//
// where KEY stands in models/sources.toml with its citation. Nothing may be missing, unknown or outside its range.
// Values of models/calibrated.toml, where there is one, take the place of the published ones.

#pragma once

#include <filesystem>

#include "core/parameter.hpp"

namespace spondyl::study {

/// All parameters of the .toml files in `models`. Throws core::Error naming file, line and key.
core::ParameterTable read_parameters(const std::filesystem::path& models);

/// The same before any calibration.
core::ParameterTable read_published_parameters(const std::filesystem::path& models);

}  // namespace spondyl::study
