// Courses of the plan on the screen: asked for when somebody wants to see them, solved in the background, kept for undo.
#pragma once

#include <functional>
#include <future>
#include <optional>
#include <string>

#include "study/course.hpp"
#include "view/background.hpp"
#include "view/course_chart.hpp"
#include "view/shelf.hpp"

namespace spondyl::view {

/// Who solves courses, one at a time: study::course_of with a cache of its own, or what stands for it in a test.
using CourseSolver =
    std::function<std::optional<study::Course>(const study::CourseQuestion& question, const study::CourseRun& run)>;
CourseSolver make_course_solver();

class Plots {
 public:
  Plots(CourseSolver solver, std::vector<study::ValidationRow> published, int threads)
      : solver_(std::move(solver)), published_(std::move(published)), threads_(threads) {}

  /// Of `plot_choices`.
  std::size_t choice() const { return choice_; }
  void choose(std::size_t choice) { choice_ = choice; }
  study::CourseKind kind() const { return plot_choices[choice_].kind; }

  /// Why the chosen plot makes no sense of this; empty where it does.
  static std::string refusal(study::CourseKind kind, const study::Scene& scene, study::LoadCase load_case);
  /// The course of the chosen plot; `question` and `protocol` are what `chart` will be asked with.
  void ask(Background& background, const std::string& question, study::Experiment experiment, study::LoadCase load_case,
           study::Protocol protocol);
  /// Nothing where nobody has asked, or it is not done.
  std::optional<Chart> chart(const std::string& question, study::Protocol protocol);

 private:
  struct Solved {
    study::Course course;
    double follower = 0, moment_Nm = 0;  ///< N; of the experiment
  };
  static std::string key(study::CourseKind kind, const std::string& question, study::Protocol protocol);

  CourseSolver solver_;
  std::vector<study::ValidationRow> published_;
  int threads_;
  std::size_t choice_ = 0;
  Shelf<Solved> kept_{32};
};

/// The ending of `file` says which: .svg or .png. Throws bad_input for another one, io where it cannot be drawn or written.
void save_chart(const Chart& chart, const std::filesystem::path& file);

}  // namespace spondyl::view
