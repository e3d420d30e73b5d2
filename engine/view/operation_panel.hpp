// One operation more, as a piece: what the controls of a fusion do not have.
#pragma once

#include <optional>

#include "view/landmarks.hpp"
#include "view/plan_edit.hpp"

namespace spondyl::view {

/// What is being put together.
struct OperationDraft {
  std::size_t kind = 0;  ///< in the order of the panel
  spine::Level level{3};
  spine::Ligament ligament = spine::Ligament::ISL;
};

/// The operation of a draft, with its own defaults.
surgery::Operation operation_of(const OperationDraft& draft);

std::optional<SceneEdit> operation_panel(Landmarks& landmarks, const study::Scene& scene, OperationDraft& draft);

}  // namespace spondyl::view
