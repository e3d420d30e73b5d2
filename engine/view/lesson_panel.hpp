// What a lesson says, and the way on and back; lies under the picture that it is about.
#pragma once

#include <string>

#include "view/gui.hpp"
#include "view/landmarks.hpp"
#include "view/lesson.hpp"

namespace spondyl::view {

enum class LessonCommand { stay, back, next, leave };

/// What it takes to draw a step without scrolling, in pixels. `text` as in lesson_panel.
float lesson_panel_height(const Fonts& fonts, const std::string& text, float width);

/// `text`: of the step, with what the model says in it.
LessonCommand lesson_panel(Landmarks& landmarks, const Fonts& fonts, const Lesson& lesson, std::size_t step,
                           const std::string& text);

}  // namespace spondyl::view
