// A guided lesson: steps that each say something in plain words and set the window up to show it.
//
//   format = "spondyl-lesson"            # needed
//   version = 1                          # needed
//   title = "..."                        # needed
//   [[step]]                             # at least one
//   title = "..."                        # needed
//   text = "..."                         # needed; {neighbors}: what this model says of them, with numbers
//   load_case = "flexion"                # what follows stays as in the step before; in the first as given here
//   protocol = "hybrid"                  # or load_control
//   shown = "operated"                   # or intact, compared, difference
//   viewpoint = "oblique"                # view/picture_style.hpp
//   field = "von_mises"                  # view/picture_style.hpp
//   [[step.operation]] ...               # the plan; also spine, parameters, healing and expectation as in a scene. A
//                                        # step with none of spine, parameters, operation and healing keeps the scene
//                                        # of the step before; the first is the intact spine
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "study/scene.hpp"
#include "view/view_state.hpp"

namespace spondyl::view {

struct LessonStep {
  std::string title, text;
  study::Scene scene;
  Look look;
};

struct Lesson {
  std::string title;
  std::vector<LessonStep> steps;
};

/// Throws core::Error naming file, line and key; also for a plan that cannot be carried out.
Lesson read_lesson(const std::filesystem::path& file, const core::ParameterTable& declared);

/// Those of a folder, in the order of the names of their files.
std::vector<Lesson> read_lessons(const std::filesystem::path& folder, const core::ParameterTable& declared);

}  // namespace spondyl::view
