// The keys of the workbench: what each does and the list of them.

#include <imgui.h>

#include <string>

#include "view/workbench.hpp"

namespace spondyl::view {
namespace {

/// Codes are those of GLFW: letters and digits by their ASCII.
constexpr int f1 = 290;

bool is_pressed(int key) { return ImGui::IsKeyPressed(key, false); }

}  // namespace

std::vector<Workbench::Key> Workbench::keys() {
  const auto toggle = [](bool& flag) { return [&flag] { flag = !flag; }; };
  const auto show = [this](Shown shown) {
    return [this, shown] { state_.show(state_.shown == shown ? Shown::operated : shown); };
  };
  PictureStyle& style = state_.style;
  return {
      {'P', "play and pause the motion", toggle(state_.is_playing)},
      {'C', "intact beside operated", show(Shown::compared)},
      {'D', "operated minus intact", show(Shown::difference)},
      {'A', "keep this plan as plan A, to compare others with it", [this] { keep_plan(); }},
      {'X', "X-ray bone", toggle(style.is_ghost)},
      {'I', "lines of equal value", toggle(style.has_isolines)},
      {'E', "edges of the finite elements", toggle(style.has_element_edges)},
      {'K', "cut: none, the side towards the eye, above a disc",
       [&style] { style.cut = static_cast<Cut>((static_cast<std::size_t>(style.cut) + 1) % cut_names.size()); }},
      {'M', "least and greatest value", toggle(style.marks_extremes)},
      {'F', "facet forces", toggle(style.has_forces)},
      {'R', "room of the nerves: the foramina", toggle(style.has_foramina)},
      {'O', "the plan over many people", [this] { is_choosing_people_ = true; }},
      {'H', "the picture alone, and the panels again", [this] { toggle_panels(); }},
      {'G', "plots", [this] { toggle_plots(); }},
      {'N', "next step of a lesson", [this] { walk(LessonCommand::next); }},
      {'B', "step back in a lesson", [this] { walk(LessonCommand::back); }},
  };
}

void Workbench::shortcuts() {
  const ImGuiIO& io = ImGui::GetIO();
  if (is_pressed(f1))
    is_help_open_ = !is_help_open_;
  if (io.WantTextInput)
    return;
  if (io.KeyCtrl)
    return control_keys(io.KeyShift);
  for (int k = 0; k < static_cast<int>(viewpoint_names.size()); ++k) {
    if (is_pressed('1' + k))
      look_from(static_cast<Viewpoint>(k));
  }
  for (const Key& key : keys()) {
    if (is_pressed(key.letter))
      key.press();
  }
}

void Workbench::control_keys(bool is_shifted) {
  if (is_pressed('Z'))
    document_.undo();
  if (is_pressed('Y'))
    document_.redo();
  if (is_pressed('O'))
    asking_ = Asking::open;
  if (is_pressed('S') && (is_shifted || document_.file().empty()))
    asking_ = Asking::save;
  else if (is_pressed('S'))
    save(document_.file());
  if (is_pressed('P'))
    asking_ = Asking::picture;
  if (is_pressed('G') && plot())
    asking_ = Asking::plot;
  if (is_pressed('Q'))
    ask_to_close();
}

void Workbench::help() {
  if (!is_help_open_ || film_)
    return;
  if (ImGui::Begin("Shortcuts", &is_help_open_, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoCollapse)) {
    ImGui::TextUnformatted(
        "Ctrl+Z  undo          Ctrl+Y  redo\n"
        "Ctrl+O  open          Ctrl+S  save          Ctrl+Shift+S  save as\n"
        "Ctrl+P  save the picture          Ctrl+G  save the plot\n"
        "Ctrl+Q  quit          F1  this list\n"
        "1 to 6  view: oblique, front, back, left, right, top");
    for (const Key& key : keys())
      ImGui::TextUnformatted((std::string{key.letter} + "  " + key.text).c_str());
    ImGui::TextUnformatted(
        "Tab, arrows, Space  every control by keyboard\n\n"
        "Mouse on the picture: left turns, right or Shift shifts, wheel zooms;\n"
        "       at rest it says what lies under it, a click on a disc fuses its level or no longer");
  }
  ImGui::End();
}

}  // namespace spondyl::view
