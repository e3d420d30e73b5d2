#include "view/ready_plans.hpp"

#include "study/data_dir.hpp"

namespace spondyl::view {

std::vector<study::Scene> read_ready_plans(const std::filesystem::path& folder, const core::ParameterTable& declared) {
  std::vector<study::Scene> out;
  for (const std::filesystem::path& file : study::toml_files(folder)) {
    study::Scene scene = study::read_scene(file, declared);
    if (!scene.operations.empty())
      out.push_back(std::move(scene));
  }
  return out;
}

}  // namespace spondyl::view
