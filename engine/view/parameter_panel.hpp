// Every number of the model, for researchers: found by words, with unit, range and source, and changed as an edit of the
// plan.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "view/landmarks.hpp"
#include "view/plan_edit.hpp"

namespace spondyl::view {

/// What is looked for, and the number being typed.
struct ParameterSearch {
  std::array<char, 128> words{};
  std::string path;  ///< of the number; empty while nothing is typed
  double value = 0;
  std::string refusal;  ///< why the last number was not taken
};

/// Parameters whose path or meaning has all of these words, in the order of their paths; upper and lower case are the
/// same.
std::vector<const core::Parameter*> matching(const core::ParameterTable& declared, const std::string& words);

std::optional<SceneEdit> parameter_panel(Landmarks& landmarks, const study::Scene& scene,
                                         const core::ParameterTable& declared, ParameterSearch& search);

}  // namespace spondyl::view
