// The parts of the workbench beside the picture: menu, panels, status bar.

#include <imgui.h>

#include <array>
#include <cmath>
#include <cstdio>

#include "study/text_columns.hpp"
#include "view/controls.hpp"
#include "view/dashboard.hpp"
#include "view/fixed_panel.hpp"
#include "view/loads_panel.hpp"
#include "view/look_panel.hpp"
#include "view/plan_panel.hpp"
#include "view/workbench.hpp"

namespace spondyl::view {
namespace {

// Heights of the text: narrower, they scroll.
constexpr float least_plan = 16, least_plots = 15.5f, least_numbers = 20, least_numbers_of_plans = 23;
constexpr std::array mode_texts{"Trainee", "Patient", "Researcher"};

bool item(Landmarks& landmarks, const char* label, const char* shortcut, bool is_enabled = true, bool is_on = false) {
  const bool is_chosen = ImGui::MenuItem(label, shortcut, is_on, is_enabled);
  landmarks.mark(label);
  return is_chosen;
}

/// A menu that landmarks know.
bool begin_menu(Landmarks& landmarks, const char* label) {
  const bool is_open = ImGui::BeginMenu(label);
  landmarks.mark(label);
  return is_open;
}

bool begin_tab(Landmarks& landmarks, const char* label, ImGuiTabItemFlags flags = 0) {
  const bool is_open = ImGui::BeginTabItem(label, nullptr, flags);
  landmarks.mark(label);
  return is_open;
}

}  // namespace

void Workbench::menu(Gui&) {
  if (!ImGui::BeginMainMenuBar())
    return;
  ImGui::BeginDisabled(film_.has_value());
  if (begin_menu(landmarks_, "File")) {
    if (item(landmarks_, "Open ...", "Ctrl+O"))
      asking_ = Asking::open;
    if (!recent_.files().empty() && begin_menu(landmarks_, "Recent")) {
      const std::vector<std::filesystem::path> files = recent_.files();  // opening one moves it to the front
      for (const std::filesystem::path& file : files) {
        if (item(landmarks_, file.c_str(), ""))
          ask_to_open(file);
      }
      ImGui::EndMenu();
    }
    if (item(landmarks_, "Save", "Ctrl+S", !document_.file().empty()))
      save(document_.file());
    if (item(landmarks_, "Save as ...", "Ctrl+Shift+S"))
      asking_ = Asking::save;
    if (item(landmarks_, "Save picture ...", "Ctrl+P"))
      asking_ = Asking::picture;
    if (item(landmarks_, "Record film ...", "", answers_.shown() && !video_.valid()))
      is_choosing_film_ = true;
    if (item(landmarks_, "Save plot as ...", "Ctrl+G", plot().has_value()))
      asking_ = Asking::plot;
    if (item(landmarks_, "Export fields ...", "", answers_.shown() != nullptr))
      asking_ = Asking::fields;
    if (item(landmarks_, "Quit", "Ctrl+Q"))
      ask_to_close();
    ImGui::EndMenu();
  }
  if (begin_menu(landmarks_, "Edit")) {
    if (item(landmarks_, ("Undo " + document_.undo_name()).c_str(), "Ctrl+Z", document_.can_undo()))
      document_.undo();
    if (item(landmarks_, ("Redo " + document_.redo_name()).c_str(), "Ctrl+Y", document_.can_redo()))
      document_.redo();
    ImGui::EndMenu();
  }
  if (begin_menu(landmarks_, "View")) {
    for (std::size_t m = 0; m < mode_texts.size(); ++m) {
      if (item(landmarks_, mode_texts[m], "", true, state_.mode == static_cast<Mode>(m)))
        state_.mode = static_cast<Mode>(m);
    }
    ImGui::Separator();
    if (item(landmarks_, "Over people ...", "O"))
      is_choosing_people_ = true;
    if (item(landmarks_, "Plots beside the picture", "G", state_.mode != Mode::patient, state_.has_plots))
      toggle_plots();
    ImGui::Separator();
    if (item(landmarks_, "Panels", "H", true, state_.has_panels))
      toggle_panels();
    if (item(landmarks_, "Light theme", "", true, state_.style.theme == Theme::light))
      state_.style.theme = state_.style.theme == Theme::light ? Theme::dark : Theme::light;
    if (const auto percent = slider(landmarks_, "Text", 100 * state_.text_scale, 80, 200, "%.0f %%"))
      state_.text_scale = std::round(*percent / 10) / 10;
    if (const auto ems = slider(landmarks_, "Left panel", left_panel_, 15, 40, "%.0f letters"))
      left_panel_ = std::round(*ems);
    if (const auto ems = slider(landmarks_, "Right panel", right_panel_, 15, 40, "%.0f letters"))
      right_panel_ = std::round(*ems);
    ImGui::EndMenu();
  }
  ready_plans();
  if (begin_menu(landmarks_, "Lessons")) {
    for (const Lesson& lesson : lessons_) {
      if (item(landmarks_, lesson.title.c_str(), "", true, walk_ && walk_->lesson == &lesson))
        begin_lesson(lesson);
    }
    ImGui::EndMenu();
  }
  if (begin_menu(landmarks_, "Help")) {
    if (item(landmarks_, "Shortcuts", "F1"))
      is_help_open_ = true;
    ImGui::EndMenu();
  }
  ImGui::EndDisabled();
  ImGui::EndMainMenuBar();
}

/// A menu; each is an edit, with the spine that it is meant for.
void Workbench::ready_plans() {
  if (!begin_menu(landmarks_, "Plans"))
    return;
  for (const study::Scene& plan : ready_plans_) {
    if (item(landmarks_, plan.name.c_str(), ""))
      apply(SceneEdit{"plan: " + plan.name, plan});
    if (ImGui::IsItemHovered())
      ImGui::SetTooltip("%s", plan.description.c_str());
  }
  ImGui::EndMenu();
}

void Workbench::toggle_panels() {
  state_.has_panels = !state_.has_panels;
  picture_.aim_when_drawn();
}

void Workbench::look_from(Viewpoint viewpoint) {
  state_.style.viewpoint = viewpoint;
  picture_.set_style(state_.style);
  picture_.aim();
  quiet_seconds_ = 0;
}

void Workbench::left_panel(const Rect& where, Gui&) {
  begin_fixed("##plan", where, 0, least_plan * ImGui::GetFontSize());
  ImGui::PushItemWidth(-7.5f * ImGui::GetFontSize());
  const bool is_plain = state_.mode == Mode::patient;
  if (ImGui::BeginTabBar("parts")) {
    if (begin_tab(landmarks_, "Plan")) {
      if (!is_plain)
        kept_plan();
      apply(plan_panel(landmarks_, document_.scene(), refusal_, draft_, is_plain));
      ImGui::EndTabItem();
    }
    if (begin_tab(landmarks_, "Loads")) {
      apply(loads_panel(landmarks_, document_.scene(), declared_, state_, is_plain));
      ImGui::EndTabItem();
    }
    if (state_.mode == Mode::researcher && begin_tab(landmarks_, "Parameters")) {
      apply(parameter_panel(landmarks_, document_.scene(), declared_, search_));
      ImGui::EndTabItem();
    }
    if (begin_tab(landmarks_, "Picture")) {
      if (look_panel(landmarks_, state_, picture_.range(), is_plain))
        look_from(state_.style.viewpoint);
      ImGui::EndTabItem();
    }
    ImGui::EndTabBar();
  }
  ImGui::PopItemWidth();
  ImGui::End();
}

void Workbench::right_panel(const Rect& where, Gui& gui) {
  const bool has_kept = answers_.shown() && kept_state(*answers_.shown());
  const float least = state_.mode == Mode::patient ? 0
                      : state_.has_plots           ? least_plots
                      : has_kept                   ? least_numbers_of_plans
                                                   : least_numbers;
  begin_fixed("##outcomes", where, 0, least * ImGui::GetFontSize());
  const bool has_answer = answers_.shown() && answers_.shown()->states.size() > 1;
  if (has_answer && answers_.is_stale())
    remark("STALE: these numbers are of an earlier plan.");
  else if (has_answer && !answers_.is_final())
    remark("QUICK: bone is rigid in these numbers. Those with elastic bone follow.");
  if (state_.mode == Mode::patient) {
    std::string neighbors;
    if (has_answer)
      neighbors = neighbor_sentence(*answers_.shown(), state_.load_case, study::Protocol::hybrid);
    patient_page(gui.fonts(), patient_text_, neighbors, risk_);
  } else if (ImGui::BeginTabBar("outcomes")) {
    const auto tab = [&](const char* label, bool is_plots) {
      const bool is_wanted = is_plots_asked_ && state_.has_plots == is_plots;
      return begin_tab(landmarks_, label, is_wanted ? ImGuiTabItemFlags_SetSelected : 0);
    };
    const bool has_plots = state_.has_plots;
    if (tab("Neighbors", false)) {
      state_.has_plots = is_plots_asked_ && has_plots;
      numbers();
      ImGui::EndTabItem();
    }
    if (tab("Plots", true)) {
      state_.has_plots = !is_plots_asked_ || has_plots;
      plots();
      ImGui::EndTabItem();
    }
    is_plots_asked_ = false;
    ImGui::EndTabBar();
  }
  ImGui::End();
}

void Workbench::numbers() {
  if (!answers_.shown()) {
    remark("Solving. The first answer takes some seconds.");
    return;
  }
  const study::ExperimentResult& result = *answers_.shown();
  if (dashboard_panel(landmarks_, {result, people(), spreads_}, result.states.front().cases.front().load_case, state_,
                      findings_))
    is_choosing_people_ = true;
  if (!risk_.empty())
    remark(risk_);
}

void Workbench::status_bar(const Rect& where) {
  begin_fixed("##status", where, ImGuiWindowFlags_NoScrollbar);
  errand_line();
  if (film_) {
    film_line();
  } else if (const auto news = answers_.news()) {
    if (button(landmarks_, "Cancel"))
      answers_.cancel();
    ImGui::SameLine();
    std::string text = "Solving: " + news->task;
    if (news->n_tasks > 0)
      text += " (" + std::to_string(news->n_ended) + " of " + std::to_string(news->n_tasks) + ")";
    if (news->residual > 0) {
      char residual[32];
      std::snprintf(residual, sizeof residual, ", residual %.0e", news->residual);
      text += residual;
    }
    ImGui::TextUnformatted(text.c_str());
  } else if (!answers_.error().empty()) {
    refusal(answers_.error());
  } else if (!refusal_.message.empty()) {
    refusal(refusal_.message);
  } else if (answers_.is_cancelled()) {
    if (button(landmarks_, "Solve"))
      answers_.ask_again();
    ImGui::SameLine();
    ImGui::TextUnformatted(answers_.is_stale() ? "Cancelled. The picture is of an earlier plan."
                                               : "Cancelled. Bone is rigid in this picture.");
  } else {
    const std::string& said = background_.error().empty() ? message_ : background_.error();
    ImGui::TextUnformatted(answers_.shown() ? said.empty() ? "Solved." : said.c_str() : "");
  }
  ImGui::End();
}

}  // namespace spondyl::view
