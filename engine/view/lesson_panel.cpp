#include "view/lesson_panel.hpp"

#include "view/controls.hpp"

namespace spondyl::view {

float lesson_panel_height(const Fonts& fonts, const std::string& text, float width) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float wrap = width - 2 * style.WindowPadding.x;
  const float words =
      fonts.text->CalcTextSizeA(fonts.text->FontSize, wrap, wrap, text.c_str(), text.c_str() + text.size()).y;
  return 2 * style.WindowPadding.y + ImGui::GetTextLineHeight() + words + ImGui::GetFrameHeight() +
         4 * style.ItemSpacing.y;
}

LessonCommand lesson_panel(Landmarks& landmarks, const Fonts& fonts, const Lesson& lesson, std::size_t step,
                           const std::string& text) {
  const bool is_last = step + 1 == lesson.steps.size();
  ImGui::PushFont(fonts.bold);
  ImGui::TextWrapped("%s", lesson.steps[step].title.c_str());
  ImGui::PopFont();
  ImGui::TextWrapped("%s", text.c_str());
  ImGui::Spacing();
  LessonCommand command = LessonCommand::stay;
  if (button(landmarks, "Back", step > 0))
    command = LessonCommand::back;
  ImGui::SameLine();
  if (button(landmarks, "Next", !is_last))
    command = LessonCommand::next;
  ImGui::SameLine();
  if (button(landmarks, "End the lesson"))
    command = LessonCommand::leave;
  ImGui::SameLine();
  remark("Step " + std::to_string(step + 1) + " of " + std::to_string(lesson.steps.size()));
  return command;
}

}  // namespace spondyl::view
