// The commands of the program and its command line.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/fuse_operation.hpp"
#include "core/parameter.hpp"
#include "study/scene.hpp"

namespace spondyl::cli {

/// What `spondyl fuse` is told; what is not given stays at the default of a scene.
struct FuseArguments {
  std::vector<std::string> levels;
  FusionArguments fusion;
  std::optional<double> moment_Nm, follower_N, rotation_deg;
  std::vector<std::string> cases, protocols;
  std::string resolution = "interactive";
  std::optional<std::string> person, radiograph;
  std::vector<std::string> settings;  ///< "path=value"
};

/// The scene that the arguments stand for, its operation included. Throws bad_input naming the option.
study::Scene fuse_scene(const FuseArguments& arguments, const core::ParameterTable& declared);

/// Parses the command line and runs it; returns the exit status and lets no exception out.
int run_program(int argc, char** argv);

}  // namespace spondyl::cli
