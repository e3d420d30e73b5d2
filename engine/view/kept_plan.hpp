// A plan put aside, "plan A", to be seen beside the one that is worked on: what is done to a spine, not whose spine it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/parameter.hpp"
#include "study/experiment.hpp"

namespace spondyl::view {

class KeptPlan {
 public:
  static constexpr const char* title = "Plan A";
  static constexpr const char* state_name = "plan_A";  ///< of what is solved with it

  /// The operations of a scene and how far they have healed.
  void keep(const study::Scene& scene);
  void forget();
  /// Null where nothing is kept.
  const study::Plan* plan() const { return plan_ ? &*plan_ : nullptr; }

  /// Looks at the scene that is worked on, whenever it has changed.
  void stand_beside(const study::Scene& scene, const core::ParameterTable& declared);
  /// What is to be solved beside the plan of the scene seen last. Null where nothing is kept, where the scene plans nothing
  /// or this very plan, and where its spine does not allow it.
  const study::Plan* beside() const { return is_beside_ ? plan() : nullptr; }
  /// Why it is not beside; empty where it is.
  const std::string& reason() const { return reason_; }
  /// Equal texts are equal questions; empty where it is not beside.
  std::string question() const { return is_beside_ ? text_ : ""; }

 private:
  std::optional<study::Plan> plan_;
  std::string text_, reason_;
  bool is_beside_ = false;
};

/// The kept plan's state among those that were solved; null where it was not.
const study::StateResult* kept_state(const study::ExperimentResult& result);

}  // namespace spondyl::view
