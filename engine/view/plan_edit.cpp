#include "view/plan_edit.hpp"

#include <algorithm>
#include <utility>

#include "study/text_columns.hpp"
#include "surgery/operate.hpp"

namespace spondyl::view {
namespace {

/// Puts an operation in the place of the first of its kind, in front of all others if there was none, or takes it away.
template <typename Operation>
study::Scene with_first(study::Scene scene, std::optional<Operation> operation) {
  if (Operation* present = first<Operation>(scene); present && operation) {
    *present = *operation;
  } else if (operation) {
    scene.operations.insert(scene.operations.begin(), *operation);
  } else if (present) {
    std::erase_if(scene.operations, [&](const surgery::Operation& o) { return std::get_if<Operation>(&o) == present; });
  }
  return scene;
}

std::string names_of(const std::vector<spine::Level>& levels) {
  std::string text;
  for (const spine::Level level : levels)
    text += (text.empty() ? "" : ", ") + std::string(spine::name(level));
  return text;
}

}  // namespace

bool is_fused(const study::Scene& scene, spine::Level level) {
  const auto* fusion = first<surgery::Fusion>(scene);
  return fusion && std::find(fusion->levels.begin(), fusion->levels.end(), level) != fusion->levels.end();
}

SceneEdit level_toggled(study::Scene scene, spine::Level level) {
  const std::string name = (is_fused(scene, level) ? "do not fuse " : "fuse ") + std::string(spine::name(level));
  auto* fusion = first<surgery::Fusion>(scene);
  if (!fusion) {
    scene.operations.push_back(surgery::Fusion{{level}});
    return {name, std::move(scene)};
  }
  auto& levels = fusion->levels;
  if (const auto found = std::find(levels.begin(), levels.end(), level); found != levels.end())
    levels.erase(found);
  else
    levels.insert(std::upper_bound(levels.begin(), levels.end(), level), level);
  if (levels.empty())
    scene = with_first<surgery::Fusion>(std::move(scene), std::nullopt);
  return {name, std::move(scene)};
}

study::Scene with_approach(study::Scene scene, surgery::Approach approach) {
  auto* fusion = first<surgery::Fusion>(scene);
  if (!fusion)
    return scene;
  using surgery::Approach;
  const bool needs_side = approach == Approach::tlif || approach == Approach::llif;
  fusion->approach = approach;
  fusion->cage = {};
  fusion->sides.reset();
  if (needs_side)
    fusion->sides = surgery::Sides::left;
  if (approach == Approach::none) {
    fusion->hardware = surgery::Hardware{};
    fusion->healing.reset();
  }
  return scene;
}

study::Scene with_laminectomy(study::Scene scene, std::optional<surgery::Laminectomy> laminectomy) {
  return with_first(std::move(scene), laminectomy);
}

study::Scene with_facetectomy(study::Scene scene, std::optional<surgery::Facetectomy> facetectomy) {
  return with_first(std::move(scene), facetectomy);
}

study::Scene with_operation(study::Scene scene, surgery::Operation operation) {
  scene.operations.push_back(std::move(operation));
  return scene;
}

study::Scene without_operation(study::Scene scene, std::size_t index) {
  scene.operations.erase(scene.operations.begin() + static_cast<std::ptrdiff_t>(index));
  return scene;
}

double parameter_value(const study::Scene& scene, const core::ParameterTable& declared, const std::string& path) {
  double value = declared.value(path);
  for (const study::ParameterOverride& p : scene.parameters)
    value = p.path == path ? p.value : value;
  return value;
}

study::Scene with_parameter(study::Scene scene, const std::string& path, double value) {
  std::erase_if(scene.parameters, [&](const study::ParameterOverride& p) { return p.path == path; });
  scene.parameters.push_back({path, value, {.key = path}});
  return scene;
}

std::string describe(const surgery::Operation& operation) {
  const std::string kind = study::text::spaced(surgery::operation_names[operation.index()]);
  return std::visit(
      [&](const auto& o) -> std::string {
        using Kind = std::decay_t<decltype(o)>;
        std::string text = kind;
        if constexpr (requires { o.levels; })
          text += " " + names_of(o.levels);
        else if constexpr (requires { o.level; })
          text += " " + std::string(spine::name(o.level));
        else
          text += " " + std::string(spine::name(o.vertebra));
        if constexpr (std::is_same_v<Kind, surgery::Fusion>)
          text += o.approach == surgery::Approach::none ? ", a block of bone" : ", " + std::string(name(o.approach));
        if constexpr (std::is_same_v<Kind, surgery::Laminectomy>)
          text += ", " + std::string(name(o.extent));
        if constexpr (std::is_same_v<Kind, surgery::LigamentResection>)
          text += ", " + std::string(name(o.ligament));
        return text;
      },
      operation);
}

Refusal check(const study::Scene& scene, const core::ParameterTable& declared) {
  try {
    const core::ParameterTable table = study::with_overrides(declared, scene.parameters);
    const auto operated = surgery::operate(spine::make_specification(table, scene.resolution), scene.operations,
                                           surgery::make_conditions(table, scene.healing));
    return {"", "", operated.record};
  } catch (const core::Error& error) {
    return {error.where().key, error.found() + "; " + error.allowed(), {}};
  }
}

}  // namespace spondyl::view
