// The neighbors of an operation in numbers: every level, intact and operated, under both protocols.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/experiment.hpp"
#include "study/population.hpp"
#include "view/landmarks.hpp"
#include "view/view_state.hpp"

namespace spondyl::view {

/// One line of a table: a level with a quantity before and after.
struct DashboardRow {
  std::string level;
  bool is_neighbor = false, is_fused = false;
  std::optional<double> before, after;
  std::string intact, operated, change;  ///< the same as texts, with a dash for what is missing
  std::optional<study::Band> band;       ///< of `after` over people
  std::string people;                    ///< the change over people, "+27 % (+12 % to +45 %)"; empty without people
};

struct DashboardTable {
  std::string title;  ///< quantity and unit
  std::vector<DashboardRow> rows;
};

/// An answer, and the same over people where somebody has asked for that.
struct Outcomes {
  const study::ExperimentResult& result;
  const study::Population* people = nullptr;
};

/// Rotation, disc pressure, annulus stress, facet forces, room of the nerves. Empty without an operated state or a
/// converged case.
std::vector<DashboardTable> dashboard(const Outcomes& outcomes, study::LoadCase load_case, study::Protocol protocol);

/// "rotation +27 to +28 %, ..." over the neighbors; empty where there are none.
std::string neighbor_sentence(const study::ExperimentResult& result, study::LoadCase load_case,
                              study::Protocol protocol);

/// levels.csv; with people every comparison with its bands instead.
std::string dashboard_csv(const Outcomes& outcomes);

/// Of the protocol of `state`, which it lets choose. Whether the plan is to be asked over people.
bool dashboard_panel(Landmarks& landmarks, const Outcomes& outcomes, study::LoadCase load_case, ViewState& state,
                     const std::string& published);

}  // namespace spondyl::view
