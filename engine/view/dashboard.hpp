// The neighbors of an operation in numbers: every level, intact and operated, under both protocols.
#pragma once

#include <string>
#include <vector>

#include "study/experiment.hpp"
#include "view/landmarks.hpp"

namespace spondyl::view {

/// One line of a table: a level with a quantity before and after.
struct DashboardRow {
  std::string level;
  bool is_neighbor = false, is_fused = false;
  std::string intact, operated, change;  ///< with a dash for what is missing
};

struct DashboardTable {
  std::string title;  ///< quantity and unit
  std::vector<DashboardRow> rows;
};

/// Rotation, disc pressure, annulus stress, facet force. Empty without an operated state or a converged case.
std::vector<DashboardTable> dashboard(const study::ExperimentResult& result, study::LoadCase load_case,
                                      study::Protocol protocol);

/// "rotation +27 to +28 %, ..." over the neighbors; empty where there are none.
std::string neighbor_sentence(const study::ExperimentResult& result, study::LoadCase load_case,
                              study::Protocol protocol);

std::string dashboard_csv(const study::ExperimentResult& result);

void dashboard_panel(Landmarks& landmarks, const study::ExperimentResult& result, study::LoadCase load_case,
                     const std::string& published);

}  // namespace spondyl::view
