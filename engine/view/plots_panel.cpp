#include "view/plots_panel.hpp"

#include "view/controls.hpp"
#include "view/course_chart.hpp"
#include "view/line_chart.hpp"

namespace spondyl::view {

PlotsCommand plots_panel(Landmarks& landmarks, std::size_t chosen, const Chart* chart, const std::string& refusal,
                         const std::string& progress) {
  PlotsCommand command;
  std::array<std::string_view, plot_choices.size()> names;
  for (std::size_t k = 0; k < names.size(); ++k)
    names[k] = plot_choices[k].name;
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
  command.choice = choice(landmarks, "##plot", chosen, names);
  if (!chart) {
    const bool is_of_moments = plot_choices[chosen].kind == study::CourseKind::moments;
    if (!refusal.empty()) {
      remark(refusal);
    } else if (!progress.empty()) {
      remark(progress);
    } else {
      command.is_asked = button(landmarks, "Solve the plot");
      remark(is_of_moments ? "Intact and operated spine under a growing moment, in five steps, in the background."
                           : "The plan at 0, 3, 6, 12 and 24 months, in the background.");
    }
    return command;
  }
  if (chart->is_empty()) {
    remark("This plan has nothing of the kind, or nothing converged.");
    return command;
  }
  line_chart(landmarks, *chart);
  if (button(landmarks, "Copy plot as CSV"))
    ImGui::SetClipboardText(chart_csv(*chart).c_str());
  ImGui::SameLine();
  command.is_saved = button(landmarks, "Save plot ...");
  remark("A model, not a forecast: one spine, average tissue, no muscles.");
  return command;
}

}  // namespace spondyl::view
