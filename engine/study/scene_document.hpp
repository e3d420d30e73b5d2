// A scene from a document that is read already, with values of a parameter study in it. Internal to readers of studies.
#pragma once

#include <vector>

#include "spine/person.hpp"
#include "study/scene.hpp"
#include "study/toml_table.hpp"

namespace spondyl::study {

/// What a study changes in a scene before it is read on.
struct SceneEdits {
  std::vector<ParameterOverride> parameters;  ///< in the place of the scene's own values
  std::vector<spine::Measure> measures;       ///< of the person, other lengths scaling along as with a radiograph
  /// Without it, operations are read but not tried on the spine: what each says is right, not that they go together.
  bool are_operations_tried = true;
};

/// As read_scene of a file; a radiograph lies beside the document's file.
Scene read_scene(const TomlTable& document, const core::ParameterTable& declared, const SceneEdits& edits = {});

/// What the tables of a scene say (spine, parameters, healing, operation, loads, expectation) where they stand in
/// something larger, such as a step of a lesson; other keys are the caller's. The scene has no name.
Scene read_scene_tables(const TomlTable& table, const core::ParameterTable& declared, const SceneEdits& edits = {});

}  // namespace spondyl::study
