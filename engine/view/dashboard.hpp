// The neighbors of an operation in numbers: every level, intact and operated, under both protocols; with a kept plan
// (kept_plan.hpp) also as that leaves it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "study/experiment.hpp"
#include "study/population.hpp"
#include "study/published_finding.hpp"
#include "view/landmarks.hpp"
#include "view/view_state.hpp"

namespace spondyl::view {

/// What one plan makes of a level.
struct PlannedLevel {
  bool is_neighbor = false, is_fused = false;
  std::optional<double> value;
  std::string text, change;  ///< against intact; with a dash for what is missing
};

/// What tells the role of a level without a color; empty without a role.
const char* role_sign(const PlannedLevel& planned);

/// One line of a table: a level with a quantity before and after.
struct DashboardRow {
  std::string level;
  std::optional<double> before;
  std::string intact;  ///< the same as text
  PlannedLevel operated;
  std::optional<PlannedLevel> kept;  ///< by plan A
  std::optional<study::Band> band;   ///< of `operated` over people
  std::string people;                ///< the change over people, "+27 % (+12 % to +45 %)"; empty without people
};

struct DashboardTable {
  std::string title;                                ///< quantity and unit
  std::optional<study::PublishedSpread> published;  ///< of the changes beside such operations
  std::vector<DashboardRow> rows;
};

/// An answer, and the same over people where somebody has asked for that.
struct Outcomes {
  const study::ExperimentResult& result;
  const study::Population* people = nullptr;
  std::map<study::Protocol, std::map<std::string, study::PublishedSpread>> published =
      {};  ///< by study::published_spreads
};

/// Rotation, disc pressure, annulus stress, facet forces, room of the nerves. Empty without an operated state or a
/// converged case.
std::vector<DashboardTable> dashboard(const Outcomes& outcomes, study::LoadCase load_case, study::Protocol protocol);

/// "rotation +27 to +28 %, ..." over the neighbors of a plan, by default the last; empty where there are none.
std::string neighbor_sentence(const study::ExperimentResult& result, study::LoadCase load_case,
                              study::Protocol protocol, const study::StateResult* operated = nullptr);

/// levels.csv; with people every comparison with its bands instead.
std::string dashboard_csv(const Outcomes& outcomes);

/// "Published beside such operations under the same protocol, any motion: -7 % to +2.9 % (2 studies)".
std::string spread_text(const study::PublishedSpread& spread);

/// Of the protocol of `state`, which it lets choose. Whether the plan is to be asked over people.
bool dashboard_panel(Landmarks& landmarks, const Outcomes& outcomes, study::LoadCase load_case, ViewState& state,
                     const std::string& findings);

}  // namespace spondyl::view
