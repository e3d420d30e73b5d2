// Edits of a scene that the plan panel makes: pure functions of scenes, without any drawing.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/parameter.hpp"
#include "study/scene.hpp"

namespace spondyl::view {

/// The first fusion, laminectomy and so on of a plan; null without one.
template <typename Operation>
const Operation* first(const study::Scene& scene) {
  for (const surgery::Operation& operation : scene.operations) {
    if (const auto* found = std::get_if<Operation>(&operation))
      return found;
  }
  return nullptr;
}
template <typename Operation>
Operation* first(study::Scene& scene) {
  return const_cast<Operation*>(first<Operation>(std::as_const(scene)));
}

struct SceneEdit {
  std::string name;  ///< for undo: "fuse L4-L5"
  study::Scene scene;
};

/// Whether the first fusion of the plan is of this level too.
bool is_fused(const study::Scene& scene, spine::Level level);
/// Fuses a level as well, or no longer; the first fusion of the plan is meant, the last level takes it away.
SceneEdit level_toggled(study::Scene scene, spine::Level level);
/// Another approach, with the side that it needs and without what it has not.
study::Scene with_approach(study::Scene scene, surgery::Approach approach);
/// The laminectomy of the plan before the fusion; nothing takes it away.
study::Scene with_laminectomy(study::Scene scene, std::optional<surgery::Laminectomy> laminectomy);
study::Scene with_facetectomy(study::Scene scene, std::optional<surgery::Facetectomy> facetectomy);
/// After all others.
study::Scene with_operation(study::Scene scene, surgery::Operation operation);
study::Scene without_operation(study::Scene scene, std::size_t index);
/// Of the scene where it has one of its own, else of the model; in the unit of the path.
double parameter_value(const study::Scene& scene, const core::ParameterTable& declared, const std::string& path);
study::Scene with_parameter(study::Scene scene, const std::string& path, double value);

/// One line for a list: "fusion L4-L5, tlif left".
std::string describe(const surgery::Operation& operation);

/// Whether the plan can be done.
struct Refusal {
  std::string key;                  ///< of the argument at fault; may be empty
  std::string message;              ///< empty: it can be done
  std::vector<std::string> record;  ///< what is then cut, implanted, healed
};
Refusal check(const study::Scene& scene, const core::ParameterTable& declared);

}  // namespace spondyl::view
