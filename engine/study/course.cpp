#include "study/course.hpp"

#include <algorithm>

#include "core/units.hpp"
#include "study/comparison.hpp"

namespace spondyl::study {
namespace {

/// The experiment at a point of the course.
Experiment at_moment(Experiment experiment, double moment_Nm) {
  experiment.parameters.set("load.moment_Nm", moment_Nm);
  return experiment;
}

Experiment at_month(Experiment experiment, double month) {
  for (Plan& plan : experiment.plans) {
    plan.healing.months = month;
    for (surgery::Operation& operation : plan.operations) {
      if (auto* fusion = std::get_if<surgery::Fusion>(&operation); fusion && fusion->healing)
        fusion->healing->months = month;
    }
  }
  return experiment;
}

void add_neutral(const StateResult& state, LoadCase load_case, CourseLine& line) {
  const NeutralResult& neutral = state.neutral.front();
  if (neutral.report.converged())
    line.points.push_back({0, spine::measure(*state.spine, neutral.state, neutral.state, direction(load_case))});
}

void describe_plan(const StateResult& operated, Course& course) {
  course.adjacent = adjacent_levels(*operated.spine);
  std::copy_if(spine::all_levels.begin(), spine::all_levels.end(), std::back_inserter(course.fused),
               [&](spine::Level level) { return is_fused(*operated.spine, level); });
}

}  // namespace

std::optional<Course> course_of(CourseQuestion question, SolutionCache& cache, const CourseRun& run) {
  const bool is_of_moments = question.kind == CourseKind::moments;
  if (is_of_moments && !is_rotation(question.load_case))
    throw core::Error(core::ErrorCode::bad_input, {.key = "load_case"}, std::string(name(question.load_case)),
                      "a motion that a moment drives");
  Course course{
      question.kind, question.load_case, is_of_moments ? Protocol::load_control : question.protocol, {}, {}, {}};
  Experiment& experiment = question.experiment;
  experiment.loads.cases = {question.load_case};
  experiment.loads.protocols = {course.protocol};
  const double moment = experiment.parameters.value("load.moment_Nm");
  for (std::size_t i = 0; i < n_course_points; ++i) {
    const double at = is_of_moments ? course_moment_shares[i] * moment : course_months[i];
    const auto result = study::run(is_of_moments ? at_moment(experiment, at) : at_month(experiment, at), run.threads,
                                   run.progress, cache);
    if (!result)
      return std::nullopt;
    if (i == 0) {
      for (const StateResult& state : result->states) {
        course.lines.push_back({state.name, {}});
        if (is_of_moments)
          add_neutral(state, question.load_case, course.lines.back());
      }
      if (result->states.size() > 1)
        describe_plan(result->states[1], course);
    }
    for (std::size_t s = 0; s < result->states.size(); ++s) {
      const CaseResult* solved = result->states[s].find(question.load_case, course.protocol);
      if (solved && solved->converged())
        course.lines[s].points.push_back({at, solved->measures});
    }
    if (run.on_point)
      run.on_point(i + 1);
  }
  return course;
}

}  // namespace spondyl::study
