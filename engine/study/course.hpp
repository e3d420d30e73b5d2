// How the intact and the operated spine answer along a course: of a growing moment, as a laboratory draws it, or of the
// months since surgery. Each point is solved from what the ones before it have left.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "study/experiment.hpp"
#include "study/solution_cache.hpp"

namespace spondyl::study {

/// moments: under load control, from the neutral posture to the moment of the experiment. months: each operation as far
/// healed as at that time.
enum class CourseKind { moments, months };
inline constexpr std::array<std::string_view, 2> course_kind_names{"moments", "months"};

/// Of the moment of the experiment; a motion segment is soft at first.
inline constexpr std::array<double, 5> course_moment_shares{0.1, 0.25, 0.5, 0.75, 1};
inline constexpr std::array<double, 5> course_months{0, 3, 6, 12, 24};
inline constexpr std::size_t n_course_points = 5;

struct CoursePoint {
  double at = 0;  ///< Nm or months
  spine::SpineMeasures measures;
};

struct CourseLine {
  std::string state;                ///< "intact" or the name of the plan
  std::vector<CoursePoint> points;  ///< that converged
};

struct Course {
  CourseKind kind = CourseKind::moments;
  LoadCase load_case = LoadCase::flexion;
  Protocol protocol = Protocol::load_control;
  std::vector<CourseLine> lines;              ///< the intact one first
  std::vector<spine::Level> fused, adjacent;  ///< of the first plan
};

struct CourseQuestion {
  CourseKind kind = CourseKind::moments;
  Experiment experiment;  ///< its loads are not heard
  LoadCase load_case = LoadCase::flexion;
  Protocol protocol = Protocol::load_control;  ///< of months
};

struct CourseRun {
  int threads = 1;
  ExperimentProgress progress = {};
  std::function<void(std::size_t n_done)> on_point = {};  ///< of n_course_points
};

/// Nothing when stopped. Throws as run(), and bad_input for moments of a load case that has none.
std::optional<Course> course_of(CourseQuestion question, SolutionCache& cache, const CourseRun& run);

}  // namespace spondyl::study
