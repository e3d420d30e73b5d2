#include "view/operation_panel.hpp"

#include <imgui.h>

#include <array>

#include "view/controls.hpp"

namespace spondyl::view {
namespace {

enum class Kind { graft, instrumentation, discectomy, ligament, removal };
constexpr std::array<std::string_view, 5> kinds{"posterolateral_graft", "instrumentation", "discectomy",
                                                "ligament_resection", "remove_instrumentation"};
constexpr std::array kind_texts{"Graft beside the spine", "Screws and rods", "Emptying a disc", "Cutting a ligament",
                                "Taking screws and rods out"};

}  // namespace

surgery::Operation operation_of(const OperationDraft& draft) {
  switch (static_cast<Kind>(draft.kind)) {
    case Kind::graft:
      return surgery::PosterolateralGraft{draft.level};
    case Kind::instrumentation:
      return surgery::Instrumentation{{draft.level}};
    case Kind::discectomy:
      return surgery::Discectomy{draft.level};
    case Kind::ligament:
      return surgery::LigamentResection{draft.level, draft.ligament};
    case Kind::removal:
      break;
  }
  return surgery::RemoveInstrumentation{};
}

std::optional<SceneEdit> operation_panel(Landmarks& landmarks, const study::Scene& scene, OperationDraft& draft) {
  const bool is_open = ImGui::CollapsingHeader("More operations");
  landmarks.mark("More operations");
  if (!is_open)
    return std::nullopt;
  if (const auto k = choice(landmarks, "Operation", draft.kind, kinds, kind_texts))
    draft.kind = *k;
  if (static_cast<Kind>(draft.kind) == Kind::ligament) {
    if (const auto k = choice(landmarks, "Ligament", static_cast<std::size_t>(draft.ligament), spine::ligament_names))
      draft.ligament = static_cast<spine::Ligament>(*k);
  }
  if (static_cast<Kind>(draft.kind) != Kind::removal) {  // everywhere
    if (const auto k = choice(landmarks, "Level", static_cast<std::size_t>(draft.level.index), spine::level_names))
      draft.level = spine::Level{static_cast<int>(*k)};
  }
  if (!button(landmarks, "Add it"))
    return std::nullopt;
  const surgery::Operation operation = operation_of(draft);
  return SceneEdit{describe(operation), with_operation(scene, operation)};
}

}  // namespace spondyl::view
