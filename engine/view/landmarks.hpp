// Where the controls were drawn last, by name: a test finds them as a person's eye does.
#pragma once

#include <imgui.h>

#include <map>
#include <string>

namespace spondyl::view {

class Landmarks {
 public:
  void begin_frame() { places_.clear(); }
  /// After a control, of that control.
  void mark(const std::string& name) {
    if (ImGui::IsItemVisible())
      places_[name] = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  }

  struct Place {
    ImVec2 low, high;
  };
  const std::map<std::string, Place>& places() const { return places_; }

 private:
  std::map<std::string, Place> places_;
};

}  // namespace spondyl::view
