#include "study/scene_check.hpp"
#include "study/data_dir.hpp"
#include "study/progressive_answer.hpp"

#include <algorithm>

namespace spondyl::study {
namespace {

template <typename Item>
void add_once(std::vector<Item>& items, Item item) {
  if (std::find(items.begin(), items.end(), item) == items.end())
    items.push_back(item);
}

Loads expected_loads(const Scene& scene) {
  Loads loads = scene.loads;
  loads.cases.clear();
  loads.protocols.clear();
  for (const Expectation& e : scene.expectations) {
    add_once(loads.cases, e.load_case);
    add_once(loads.protocols, e.protocol);
  }
  return loads;
}

}  // namespace

std::vector<Scene> expecting_scenes(const std::filesystem::path& folder, const core::ParameterTable& declared) {
  std::vector<Scene> scenes;
  for (const auto& file : toml_files(folder)) {
    Scene scene = read_scene(file, declared);
    if (!scene.expectations.empty())
      scenes.push_back(std::move(scene));
  }
  return scenes;
}

std::optional<SceneCheck> check_scene(const Scene& scene, const core::ParameterTable& declared, int threads,
                                      const ExperimentProgress& progress) {
  Experiment experiment = experiment_of(scene, declared);
  experiment.loads = expected_loads(scene);
  const auto result = run_progressively(experiment, threads, progress);
  if (!result)
    return std::nullopt;
  return SceneCheck{scene.source_file, scene.name, check_expectations(scene.expectations, *result)};
}

std::string scene_check_table(const std::vector<SceneCheck>& checks) {
  std::string out;
  for (const SceneCheck& check : checks)
    out += (out.empty() ? "" : "\n") + check.name + " (" + check.file + ")\n" + expectation_table(check.checked);
  return out;
}

bool has_passed(const std::vector<SceneCheck>& checks) {
  return std::all_of(checks.begin(), checks.end(), [](const SceneCheck& check) {
    return std::all_of(check.checked.begin(), check.checked.end(),
                       [](const CheckedExpectation& c) { return c.is_inside(); });
  });
}

}  // namespace spondyl::study
