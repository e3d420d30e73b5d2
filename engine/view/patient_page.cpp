#include "view/patient_page.hpp"

#include "view/answer_text.hpp"
#include "view/controls.hpp"

namespace spondyl::view {

void patient_page(const Fonts& fonts, const std::vector<study::TextSection>& sections, const std::string& neighbors,
                  const std::string& risk) {
  const std::string said = neighbors.empty() ? "choose a level to fuse, and wait for the answer" : neighbors;
  for (const study::TextSection& section : sections) {
    ImGui::PushFont(fonts.bold);
    ImGui::TextWrapped("%s", section.title.c_str());
    ImGui::PopFont();
    ImGui::TextWrapped("%s", with_neighbors(section.text, said).c_str());
    ImGui::Spacing();
  }
  if (!risk.empty())
    remark(risk);
}

}  // namespace spondyl::view
