// Charts of a course: rotation over moment for each level and in total; what is fused, the rods and the disc above over
// months.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "study/course.hpp"
#include "study/validation_row.hpp"
#include "view/chart.hpp"

namespace spondyl::view {

/// What can be plotted. Moments of `total` or a level; months.
struct PlotChoice {
  study::CourseKind kind;
  const char* name;  ///< in a list
};
inline constexpr std::array<PlotChoice, 9> plot_choices{
    {{study::CourseKind::moments, "Moment, L1 against S1"},
     {study::CourseKind::moments, "Moment, L1-L2"},
     {study::CourseKind::moments, "Moment, L2-L3"},
     {study::CourseKind::moments, "Moment, L3-L4"},
     {study::CourseKind::moments, "Moment, L4-L5"},
     {study::CourseKind::moments, "Moment, L5-S1"},
     {study::CourseKind::months, "Months, rotation of what is fused"},
     {study::CourseKind::months, "Months, share of the rods"},
     {study::CourseKind::months, "Months, annulus stress above"}}};

/// `choice`: a place in plot_choices of the course's kind. Without lines where there is nothing of the kind, such as rods.
Chart course_chart(const study::Course& course, std::size_t choice);

/// What was published for this very quantity: rotations of an intact whole spine in this motion, under this follower load
/// (N), up to `most_Nm`.
std::vector<ChartCorridor> corridors(const std::vector<study::ValidationRow>& rows, study::LoadCase load_case,
                                     std::size_t choice, double follower, double most_Nm);

}  // namespace spondyl::view
