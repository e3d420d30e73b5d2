#include "view/opening.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "sweep/store.hpp"
#include "sweep/stored_case.hpp"

namespace spondyl::view {
namespace {

using core::Error;
using core::ErrorCode;

study::Scene default_scene() {
  study::Scene scene;
  scene.name = "L4-L5 fused";
  scene.operations.push_back(surgery::Fusion{{spine::Level{3}}});
  return scene;
}

/// Puts the operations and the healing of a plan into the scene of the case.
void choose_plan(sweep::SpineCase& one, const std::string& plan, const std::string& store) {
  std::vector<std::string_view> names;
  for (const study::Plan& offered : one.plans)
    names.push_back(offered.name);
  const auto found = std::find(names.begin(), names.end(), plan);
  if (found == names.end())
    throw Error(ErrorCode::bad_input, {.file = store, .key = "--plan"}, "'" + plan + "'",
                names.empty() ? "a study that operates" : core::listing(names));
  const study::Plan& chosen = one.plans[static_cast<std::size_t>(found - names.begin())];
  one.scene.operations = chosen.operations;
  one.scene.healing = chosen.healing;
  one.scene.name += ", plan " + plan;
}

study::Scene scene_of_case(const Opening& opening, const core::ParameterTable& declared) {
  if (opening.source.empty())
    throw Error(ErrorCode::bad_input, {.key = "--case"}, "no store", "the folder of a study: view --case ID STORE");
  const sweep::Store store(opening.source);
  sweep::SpineCase one = sweep::stored_case(study_of(store, declared), *opening.case_id, opening.source);
  if (!opening.plan.empty())
    choose_plan(one, opening.plan, opening.source);
  return std::move(one.scene);
}

}  // namespace

Document document_of(const Opening& opening, const core::ParameterTable& declared) {
  if (opening.case_id)
    return Document(scene_of_case(opening, declared));
  if (opening.source.empty())
    return Document(default_scene());
  return Document(study::read_scene(opening.source, declared), opening.source);
}

}  // namespace spondyl::view
