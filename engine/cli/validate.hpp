// The command `spondyl validate`.
#pragma once

#include <filesystem>
#include <optional>

#include "study/validation.hpp"

namespace spondyl::cli {

struct ValidateArguments {
  study::ValidationOptions options;
  std::optional<std::filesystem::path> docs;  ///< folder for validation.md and its pictures
  bool is_convergence = false;                ///< instead: the same loads on meshes up to options.resolution
  bool is_scenes = false;                     ///< instead: what the ready-made scenes expect
  bool is_json = false;
  bool is_quiet = false;
};

/// Returns the exit status: 1 if a required row is outside or without a value. Throws core::Error for bad input.
int validate(const ValidateArguments& arguments);

}  // namespace spondyl::cli
