// The ready-made scenes against what they expect.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "study/expectation_check.hpp"

namespace spondyl::study {

struct SceneCheck {
  std::string file, name;
  std::vector<CheckedExpectation> checked;
};

/// The scenes of a folder that expect something, in the order of their files.
std::vector<Scene> expecting_scenes(const std::filesystem::path& folder, const core::ParameterTable& declared);

/// Solves only the cases and protocols that expectations name. Nothing when stopped.
std::optional<SceneCheck> check_scene(const Scene& scene, const core::ParameterTable& declared, int threads,
                                      const ExperimentProgress& progress = {});

/// "inside" and "OUTSIDE", scene by scene.
std::string scene_check_table(const std::vector<SceneCheck>& checks);
bool has_passed(const std::vector<SceneCheck>& checks);

}  // namespace spondyl::study
