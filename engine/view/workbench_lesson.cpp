// The workbench as a classroom: a lesson takes the place of the work on the screen and gives it back at its end.

#include <utility>

#include "view/answer_text.hpp"
#include "view/dashboard.hpp"
#include "view/fixed_panel.hpp"
#include "view/lesson_panel.hpp"
#include "view/workbench.hpp"

namespace spondyl::view {

void Workbench::begin_lesson(const Lesson& lesson) {
  end_lesson();
  walk_ = Walk{&lesson, 0, std::exchange(document_, Document(lesson.steps.front().scene)), state_.look()};
  go_to_step(0);
}

void Workbench::go_to_step(std::size_t step) {
  walk_->step = step;
  document_ = Document(walk_->lesson->steps[step].scene);
  state_.set_look(walk_->lesson->steps[step].look);
  look_from(state_.style.viewpoint);
}

void Workbench::end_lesson() {
  if (!walk_)
    return;
  document_ = std::move(walk_->interrupted);
  state_.set_look(walk_->look_before);
  look_from(state_.style.viewpoint);
  walk_.reset();
}

void Workbench::walk(LessonCommand command) {
  if (!walk_)
    return;
  if (command == LessonCommand::leave)
    end_lesson();
  else if (command == LessonCommand::back && walk_->step > 0)
    go_to_step(walk_->step - 1);
  else if (command == LessonCommand::next && walk_->step + 1 < walk_->lesson->steps.size())
    go_to_step(walk_->step + 1);
}

std::string Workbench::lesson_text() const {
  std::string neighbors;
  if (answers_.shown() && !answers_.is_stale())
    neighbors = neighbor_sentence(*answers_.shown(), state_.load_case, state_.protocol);
  return with_neighbors(walk_->lesson->steps[walk_->step].text, neighbors.empty() ? "(being solved)" : neighbors);
}

void Workbench::lesson(const Rect& where, Gui& gui) {
  begin_fixed("##lesson", where);
  const LessonCommand command = lesson_panel(landmarks_, gui.fonts(), *walk_->lesson, walk_->step, lesson_text());
  ImGui::End();
  walk(command);
}

}  // namespace spondyl::view
