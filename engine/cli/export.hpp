// `spondyl export`: the spine of a scene for other programs.

#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/parameter.hpp"
#include "study/scene.hpp"

namespace spondyl::cli {

struct ExportArguments {
  std::string scene;  ///< empty: the default spine
  std::string format;
  std::optional<std::filesystem::path> out;
};

/// Writes the spine of the scene after its operations; returns the exit status. Throws core::Error for bad input.
int export_spine(const ExportArguments& arguments, const core::ParameterTable& declared);

}  // namespace spondyl::cli
