// What the workbench asks the person: the name of a file, whether changes may be lost, how many people.

#include <imgui.h>

#include <algorithm>
#include <cstdio>

#include "view/controls.hpp"
#include "view/workbench.hpp"

namespace spondyl::view {

/// Dialogs: a path to open or save, and whether to lose changes.
void Workbench::questions() {
  people_question();
  film_question();
  const bool is_asking = asking_ != Asking::nothing;
  if (is_asking && !ImGui::IsPopupOpen("File name")) {
    const std::filesystem::path file = asking_ == Asking::picture  ? "spondyl.png"
                                       : asking_ == Asking::fields ? "spondyl.vtu"
                                       : asking_ == Asking::plot   ? "plot.svg"
                                                                   : document_.file();
    std::snprintf(path_.data(), path_.size(), "%s", file.c_str());
    ImGui::OpenPopup("File name");
  }
  if (ImGui::BeginPopupModal("File name", nullptr, ImGuiWindowFlags_AlwaysAutoResize)) {
    ImGui::SetNextItemWidth(30 * ImGui::GetFontSize());
    ImGui::InputText("##path", path_.data(), path_.size(), ImGuiInputTextFlags_AutoSelectAll);
    landmarks_.mark("path");
    bool is_over = false;
    if (button(landmarks_, asking_ == Asking::open ? "Open" : "Save it")) {
      take_name(path_.data());
      is_over = true;
    }
    ImGui::SameLine();
    is_over = button(landmarks_, "Not now") || is_over;
    if (is_over) {
      asking_ = Asking::nothing;
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  if (leaving_ && !ImGui::IsPopupOpen("Unsaved changes"))
    ImGui::OpenPopup("Unsaved changes");
  if (ImGui::BeginPopupModal("Unsaved changes", nullptr, ImGuiWindowFlags_AlwaysAutoResize)) {
    ImGui::TextUnformatted("The plan has changes that are not saved.");
    const bool is_leaving = button(landmarks_, leaving_->words);
    ImGui::SameLine();
    if (button(landmarks_, "Stay") || is_leaving) {
      if (is_leaving)
        leaving_->where();
      leaving_.reset();
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
}

void Workbench::take_name(const std::filesystem::path& file) {
  switch (asking_) {
    case Asking::open:
      return ask_to_open(file);
    case Asking::save:
      save(file);
      return;
    case Asking::picture:
      order_ = Order{file};
      return;
    case Asking::fields:
      return save_fields(file);
    case Asking::plot:
      return save_plot(file);
    case Asking::nothing:
      return;
  }
}

void Workbench::people_question() {
  if (is_choosing_people_ && !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId))
    ImGui::OpenPopup("Over people");
  if (!ImGui::BeginPopupModal("Over people", nullptr, ImGuiWindowFlags_AlwaysAutoResize))
    return;
  ImGui::TextUnformatted(
      "The plan and the motion on the screen, on so many people\n"
      "drawn from published spreads of sizes and shapes.\n"
      "It runs in the background and waits while an edit is solved.");
  ImGui::SetNextItemWidth(10 * ImGui::GetFontSize());
  ImGui::InputInt("##people", &n_people_, 5, 20);
  landmarks_.mark("people");
  ImGui::SameLine();
  ImGui::TextUnformatted("people");
  n_people_ = std::clamp(n_people_, 1, static_cast<int>(sweep::max_people));
  if (button(landmarks_, "Begin")) {
    asked_people_ = static_cast<std::size_t>(n_people_);
    is_choosing_people_ = false;
  }
  ImGui::SameLine();
  if (button(landmarks_, "Not now"))
    is_choosing_people_ = false;
  if (!is_choosing_people_)
    ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace spondyl::view
