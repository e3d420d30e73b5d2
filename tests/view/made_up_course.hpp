// Courses without a solve: the bent spines, less far bent; rods that hand over to bone.
#pragma once

#include "bent_spine.hpp"
#include "study/course.hpp"

namespace spondyl::test {

/// Rotations grow evenly with the moment; over months the fused level turns less and less and the rods' share falls from
/// 60 % by 10 % a step.
inline std::optional<study::Course> made_up_course(const study::CourseQuestion& question, const study::CourseRun& run) {
  study::Course course{
      question.kind, question.load_case, question.protocol, {}, {spine::Level{3}}, {spine::Level{2}, spine::Level{4}}};
  for (const study::StateResult& state : bent_result()->states) {
    study::CourseLine line{state.name, {}};
    for (std::size_t i = 0; i < study::n_course_points; ++i) {
      const bool is_of_moments = question.kind == study::CourseKind::moments;
      study::CoursePoint point{is_of_moments ? 7.5 * study::course_moment_shares[i] : study::course_months[i],
                               state.find(study::LoadCase::flexion, study::Protocol::load_control)->measures};
      const double share = is_of_moments ? study::course_moment_shares[i] : 1 - 0.1 * static_cast<double>(i);
      point.measures.total_rotation *= share;
      for (spine::LevelMeasures& level : point.measures.levels)
        level.rotation *= share;
      point.measures.levels[3].load_shares[static_cast<std::size_t>(spine::Carrier::rods)].bending =
          0.6 - 0.1 * static_cast<double>(i);
      line.points.push_back(point);
    }
    course.lines.push_back(std::move(line));
  }
  run.on_point(study::n_course_points);
  return course;
}

}  // namespace spondyl::test
