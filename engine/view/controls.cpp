#include "view/controls.hpp"

#include <algorithm>
#include <cfloat>

#include "view/gui.hpp"
#include "view/palette.hpp"

namespace spondyl::view {

std::optional<std::size_t> choice(Landmarks& landmarks, const char* label, std::size_t present,
                                  std::span<const std::string_view> names, std::span<const char* const> shown) {
  const auto text = [&](std::size_t k) { return k < shown.size() ? std::string(shown[k]) : std::string(names[k]); };
  std::optional<std::size_t> chosen;
  float widest = 0;
  for (std::size_t k = 0; k < names.size(); ++k)
    widest = std::max(widest, ImGui::CalcTextSize(text(k).c_str()).x);
  const ImGuiStyle& style = ImGui::GetStyle();
  ImGui::SetNextWindowSizeConstraints({widest + 2 * style.WindowPadding.x + style.ScrollbarSize, 0},
                                      {FLT_MAX, FLT_MAX});
  const bool is_open =
      ImGui::BeginCombo(label, present < names.size() ? text(present).c_str() : "", ImGuiComboFlags_HeightLarge);
  landmarks.mark(label);
  if (!is_open)
    return chosen;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (ImGui::Selectable((text(k) + "##" + std::to_string(k)).c_str(), k == present) && k != present)
      chosen = k;
    landmarks.mark(std::string(label) + "/" + std::string(names[k]));
    if (k == present)
      ImGui::SetItemDefaultFocus();
  }
  ImGui::EndCombo();
  return chosen;
}

std::optional<double> slider(Landmarks& landmarks, const char* label, double present, double low, double high,
                             const char* format) {
  auto value = static_cast<float>(present);
  const bool is_changed = ImGui::SliderFloat(label, &value, static_cast<float>(low), static_cast<float>(high), format,
                                             ImGuiSliderFlags_AlwaysClamp);
  landmarks.mark(label);
  return is_changed ? std::optional<double>(value) : std::nullopt;
}

bool button(Landmarks& landmarks, const char* label, bool is_enabled) {
  ImGui::BeginDisabled(!is_enabled);
  const bool is_pressed = ImGui::Button(label);
  ImGui::EndDisabled();
  landmarks.mark(label);
  return is_pressed;
}

std::optional<bool> tick(Landmarks& landmarks, const char* label, bool present) {
  const bool is_changed = ImGui::Checkbox(label, &present);
  landmarks.mark(label);
  return is_changed ? std::optional(present) : std::nullopt;
}

bool option(Landmarks& landmarks, const char* label, bool is_on) {
  const bool is_chosen = ImGui::RadioButton(label, is_on);
  landmarks.mark(label);
  return is_chosen;
}

void refusal(const std::string& sentence) {
  ImGui::PushStyleColor(ImGuiCol_Text, packed({0.93, 0.42, 0.36}));
  ImGui::TextWrapped("▲ Not possible: %s", sentence.c_str());
  ImGui::PopStyleColor();
}

void remark(const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyleColorVec4(ImGuiCol_TextDisabled));
  ImGui::TextWrapped("%s", text.c_str());
  ImGui::PopStyleColor();
}

}  // namespace spondyl::view
