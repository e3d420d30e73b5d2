// The workbench asks for more than one answer: the plan over people, and along a course that is plotted.

#include <chrono>
#include <utility>

#include "view/controls.hpp"
#include "view/plots_panel.hpp"
#include "view/workbench.hpp"

namespace spondyl::view {

/// They have elastic bone: nothing to be held beside a quick answer.
const study::Population* Workbench::people() {
  return answers_.shown() && answers_.is_final() ? people_.find(answers_.shown_key()) : nullptr;
}

void Workbench::ask_people() {
  const std::size_t n = *std::exchange(asked_people_, std::nullopt);
  const study::Scene& scene = document_.scene();
  message_ = refusal_.message.empty() ? people_.ask(background_, answers_.wanted_key(), scene,
                                                    one_case(scene, state_.load_case, declared_), declared_, n)
                                      : "Over people: this plan cannot be done.";
}

std::optional<Chart> Workbench::plot() {
  return answers_.shown() ? plots_.chart(answers_.wanted_key(), state_.protocol) : std::nullopt;
}

void Workbench::ask_plot() {
  plots_.ask(background_, answers_.wanted_key(), one_case(document_.scene(), state_.load_case, declared_),
             state_.load_case, state_.protocol);
}

void Workbench::toggle_plots() {
  state_.has_plots = !state_.has_plots;
  is_plots_asked_ = true;
}

void Workbench::plots() {
  const std::optional<Chart> chart = plot();
  std::string refusal = Plots::refusal(plots_.kind(), document_.scene(), state_.load_case);
  if (!refusal_.message.empty())
    refusal = "This plan cannot be done: " + refusal_.message;
  const auto news = background_.news();
  const bool is_coming = news && news->question == answers_.wanted_key() && news->kind != People::kind;
  const PlotsCommand command =
      plots_panel(landmarks_, plots_.choice(), chart ? &*chart : nullptr, refusal, is_coming ? text_of(*news) : "");
  if (command.choice)
    plots_.choose(*command.choice);
  if (command.is_asked)
    ask_plot();
  if (command.is_saved)
    asking_ = Asking::plot;
}

/// Drawn by another program, which takes a part of a second.
void Workbench::save_plot(const std::filesystem::path& file) {
  const std::optional<Chart> chart = plot();
  if (!chart || chart->is_empty()) {
    message_ = "Not saved: no plot is on the screen";
    return;
  }
  plot_file_ = std::async(std::launch::async, [chart = *chart, file]() -> std::string {
    try {
      save_chart(chart, file);
      return "Saved " + file.string();
    } catch (const core::Error& error) {
      return std::string("Not saved: ") + error.what();
    }
  });
}

void Workbench::collect_plot_file() {
  if (plot_file_.valid() && plot_file_.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
    message_ = plot_file_.get();
}

/// In front of the status bar's own line.
void Workbench::errand_line() {
  const auto news = background_.news();
  if (!news)
    return;
  if (button(landmarks_, "Stop"))
    background_.cancel();
  ImGui::SameLine();
  ImGui::TextUnformatted(text_of(*news).c_str());
  ImGui::SameLine();
  if (news->question != answers_.wanted_key()) {
    ImGui::TextUnformatted("(of an earlier plan)");
    ImGui::SameLine();
  }
  ImGui::TextUnformatted(" |  ");
  ImGui::SameLine();
}

}  // namespace spondyl::view
