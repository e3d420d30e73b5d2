#include "study/validation_plan.hpp"

#include <algorithm>

namespace spondyl::study {
namespace {

constexpr std::array<double, 7> curve_points_Nm{0.5, 1, 2, 2.5, 5, 7.5, 10};

void add_load(const ValidationLoad& load, const PlanOptions& options, ValidationPlan& plan) {
  plan[{load.specimen, 0, {}}].insert(load.follower_N);
  for (const LoadCase load_case : solved_cases(*load.motion, options)) {
    std::set<double>& moments = plan[{load.specimen, load.follower_N, load_case}];
    moments.insert(load.moment_Nm);
    if (options.has_curves && load.specimen == Specimen{} && load.follower_N == 0)
      moments.insert(curve_points_Nm.begin(), curve_points_Nm.end());
  }
}

bool is_quick(const ValidationLoad& load) {
  const auto& load_case = load.motion->cases.front();
  const bool is_one_solve = !load_case || !is_rotation(*load_case);
  return load.specimen == Specimen{} ? is_one_solve || load.follower_N == 0
                                     : load.specimen.kind == SpecimenKind::disc && !load.specimen.degeneration_grade;
}

}  // namespace

std::string describe(const LoadPath& path) {
  std::string text = describe(path.specimen);
  if (path.direction && path.follower_N > 0)
    text += ", " + core::to_text(path.follower_N) + " N";
  return text + ", " + (path.direction ? std::string(name(*path.direction)) : "follower load");
}

std::vector<LoadCase> solved_cases(const Motion& motion, const PlanOptions& options) {
  std::vector<LoadCase> cases;
  for (const auto& load_case : motion.cases) {
    const bool is_right = load_case == LoadCase::lateral_bending_right || load_case == LoadCase::axial_rotation_right;
    if (load_case && !(is_right && options.is_one_sided && motion.cases.back()))
      cases.push_back(*load_case);
  }
  return cases;
}

void add_to_plan(const ValidationRow& row, const PlanOptions& options, ValidationPlan& plan) {
  if (is_error_measure(row.measure))
    return;
  add_load(row.load, options, plan);
  if (row.reference)
    add_load(*row.reference, options, plan);
}

bool is_quick(const ValidationRow& row) { return is_quick(row.load) && (!row.reference || is_quick(*row.reference)); }

}  // namespace spondyl::study
