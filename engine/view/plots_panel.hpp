// The plots of the window: one chart, what it is of, and what can be done with it.
#pragma once

#include <optional>
#include <string>

#include "view/chart.hpp"
#include "view/landmarks.hpp"

namespace spondyl::view {

struct PlotsCommand {
  std::optional<std::size_t> choice;  ///< of plot_choices
  bool is_asked = false, is_saved = false;
};

/// `chart`: null until it is solved. `refusal`: why it cannot be; empty where it can. `progress`: while it is.
PlotsCommand plots_panel(Landmarks& landmarks, std::size_t choice, const Chart* chart, const std::string& refusal,
                         const std::string& progress);

}  // namespace spondyl::view
