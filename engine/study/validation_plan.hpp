// Which solves the rows of a validation need. One path (a specimen, a follower load, a direction) serves every row that
// asks for a point of it.
#pragma once

#include <compare>
#include <map>
#include <set>
#include <vector>

#include "study/validation_row.hpp"

namespace spondyl::study {

/// From the neutral state under a follower load in one direction; without a direction: the follower load itself, from
/// the settled state (then `follower_N` is 0).
struct LoadPath {
  Specimen specimen;
  double follower_N = 0;
  std::optional<LoadCase> direction;

  auto operator<=>(const LoadPath&) const = default;
};

/// "fsu L4-L5 without SSL, 400 N, flexion"
std::string describe(const LoadPath& path);

/// The points of every path, in ascending order: moments (Nm), or follower forces (N) of a path without direction.
/// Every path with a direction has its neutral state among the points of the path of its follower load.
using ValidationPlan = std::map<LoadPath, std::set<double>>;

struct PlanOptions {
  bool is_one_sided = false;  ///< bending and rotation to the left only, which stands for the right too
  bool has_curves = false;    ///< also the points between, for the moment-rotation curves of the spine
};

/// What `row` needs.
void add_to_plan(const ValidationRow& row, const PlanOptions& options, ValidationPlan& plan);

/// The load cases of a motion that are solved, one or two; none for follower load only.
std::vector<LoadCase> solved_cases(const Motion& motion, const PlanOptions& options);

/// Rows that take about a minute together: intact spine without follower load, follower load alone, the disc alone.
bool is_quick(const ValidationRow& row);

}  // namespace spondyl::study
