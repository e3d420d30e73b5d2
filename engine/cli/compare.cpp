#include "cli/compare.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace spondyl::cli {
namespace {

using core::Error;
using core::ErrorCode;

// Goes into names of files: what is not a letter, a digit or harmless becomes '_'.
std::string plan_name(const std::string& file) {
  std::string name = std::filesystem::path(file).stem().string();
  std::replace_if(
      name.begin(), name.end(),
      [](unsigned char c) { return !(std::isalnum(c) || c == '_' || c == '-' || c == '.') || c > 127; }, '_');
  return name;
}

void check_same_spine(const study::Scene& first, const study::Scene& other, const core::ParameterTable& declared) {
  const auto refuse = [&](const char* key, const char* what) {
    throw Error(ErrorCode::bad_input, {.file = other.source_file, .key = key},
                std::string(what) + " other than those of " + first.source_file,
                "plans on the same spine under the same loads");
  };
  if (study::with_overrides(declared, first.parameters).sha256() !=
      study::with_overrides(declared, other.parameters).sha256())
    refuse("parameters", "parameters");
  if (first.resolution != other.resolution)
    refuse("spine.resolution", "elements");
  if (first.loads.cases != other.loads.cases || first.loads.protocols != other.loads.protocols ||
      first.loads.rotation_rad != other.loads.rotation_rad)
    refuse("loads", "loads");
}

}  // namespace

int compare(const std::vector<std::string>& files, const core::ParameterTable& declared, const AnswerOptions& options) {
  std::vector<study::Plan> plans;
  study::Scene first;
  for (const std::string& file : files) {
    study::Scene scene = study::read_scene(file, declared);
    if (scene.operations.empty())
      throw Error(ErrorCode::bad_input, {.file = file}, "no operation", "a scene with at least one [[operation]]");
    plans.push_back({plan_name(file), scene.operations, scene.healing});
    const auto same =
        std::find_if(plans.begin(), plans.end() - 1, [&](const auto& p) { return p.name == plans.back().name; });
    if (same != plans.end() - 1 || plans.back().name == "intact") {
      throw Error(ErrorCode::bad_input, {.file = file}, "the plan name '" + plans.back().name + "' again",
                  "scene files with names of their own, not 'intact'");
    }
    if (plans.size() == 1)
      first = std::move(scene);
    else
      check_same_spine(first, scene, declared);
  }
  first.name = std::to_string(plans.size()) + " plans against the intact spine";
  return answer(first, std::move(plans), declared, options);
}

}  // namespace spondyl::cli
