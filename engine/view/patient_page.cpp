#include "view/patient_page.hpp"

#include <algorithm>

#include "view/controls.hpp"

namespace spondyl::view {
namespace {

std::string filled(std::string text, const std::string& neighbors) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  constexpr std::string_view place = "{neighbors}";
  if (const auto at = text.find(place); at != std::string::npos)
    text.replace(at, place.size(), neighbors.empty() ? "choose a level to fuse, and wait for the answer" : neighbors);
  return text;
}

}  // namespace

void patient_page(const Fonts& fonts, const std::vector<study::TextSection>& sections, const std::string& neighbors,
                  const std::string& risk) {
  for (const study::TextSection& section : sections) {
    ImGui::PushFont(fonts.bold);
    ImGui::TextWrapped("%s", section.title.c_str());
    ImGui::PopFont();
    ImGui::TextWrapped("%s", filled(section.text, neighbors).c_str());
    ImGui::Spacing();
  }
  if (!risk.empty())
    remark(risk);
}

}  // namespace spondyl::view
