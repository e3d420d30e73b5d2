// The plans that ship, under the names that surgeons give them: scenes/*.toml.
#pragma once

#include <filesystem>
#include <vector>

#include "core/parameter.hpp"
#include "study/scene.hpp"

namespace spondyl::view {

/// The scenes of a folder that operate, in the order of their files. Throws core::Error naming file, line and key.
std::vector<study::Scene> read_ready_plans(const std::filesystem::path& folder, const core::ParameterTable& declared);

}  // namespace spondyl::view
