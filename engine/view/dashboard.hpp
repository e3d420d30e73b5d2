// The neighbors of an operation in numbers: every level, intact and operated, under both protocols.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/experiment.hpp"
#include "view/landmarks.hpp"
#include "view/view_state.hpp"

namespace spondyl::view {

/// One line of a table: a level with a quantity before and after.
struct DashboardRow {
  std::string level;
  bool is_neighbor = false, is_fused = false;
  std::optional<double> before, after;
  std::string intact, operated, change;  ///< the same as texts, with a dash for what is missing
};

struct DashboardTable {
  std::string title;  ///< quantity and unit
  std::vector<DashboardRow> rows;
};

/// Rotation, disc pressure, annulus stress, facet forces, room of the nerves. Empty without an operated state or a converged case.
std::vector<DashboardTable> dashboard(const study::ExperimentResult& result, study::LoadCase load_case,
                                      study::Protocol protocol);

/// "rotation +27 to +28 %, ..." over the neighbors; empty where there are none.
std::string neighbor_sentence(const study::ExperimentResult& result, study::LoadCase load_case,
                              study::Protocol protocol);

std::string dashboard_csv(const study::ExperimentResult& result);

/// Of the protocol of `state`, which it lets choose.
void dashboard_panel(Landmarks& landmarks, const study::ExperimentResult& result, study::LoadCase load_case,
                     ViewState& state, const std::string& published);

}  // namespace spondyl::view
