#include "view/parameter_panel.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "view/controls.hpp"

namespace spondyl::view {
namespace {

constexpr std::size_t most_rows = 40;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

void describe_under_mouse(const core::Parameter& parameter) {
  if (!ImGui::IsItemHovered())
    return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(30 * ImGui::GetFontSize());
  ImGui::TextUnformatted(parameter.doc.c_str());
  ImGui::TextDisabled("%s, %s; allowed: %s", parameter.source.c_str(), std::string(name(parameter.confidence)).c_str(),
                      core::allowed_values(parameter).c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

/// Whether a number was typed to its end; it is in `search` then.
bool number(Landmarks& landmarks, const core::Parameter& parameter, double present, ParameterSearch& search) {
  double value = search.path == parameter.path ? search.value : present;
  ImGui::TextWrapped("%s", parameter.path.c_str());
  describe_under_mouse(parameter);
  ImGui::SetNextItemWidth(6 * ImGui::GetFontSize());
  if (ImGui::InputDouble(("##" + parameter.path).c_str(), &value, 0, 0, "%.6g")) {
    search.path = parameter.path;
    search.value = value;
  }
  landmarks.mark(parameter.path);
  const bool is_typed = ImGui::IsItemDeactivatedAfterEdit() && search.path == parameter.path;
  ImGui::SameLine();
  const bool has_unit = parameter.unit != "-" && parameter.unit != "count";
  ImGui::TextDisabled("%s%s%g to %g%s", has_unit ? parameter.unit.c_str() : "", has_unit ? ", " : "", parameter.min,
                      parameter.max, present == parameter.value ? "" : ", changed");
  return is_typed;
}

}  // namespace

std::vector<const core::Parameter*> matching(const core::ParameterTable& declared, const std::string& words) {
  std::vector<const core::Parameter*> out;
  for (const core::Parameter& parameter : declared) {
    const std::string text = lower(parameter.path + " " + parameter.doc);
    std::istringstream wanted(lower(words));
    bool has_all = true;
    for (std::string word; wanted >> word;)
      has_all = has_all && text.find(word) != std::string::npos;
    if (has_all)
      out.push_back(&parameter);
  }
  return out;
}

std::optional<SceneEdit> parameter_panel(Landmarks& landmarks, const study::Scene& scene,
                                         const core::ParameterTable& declared, ParameterSearch& search) {
  std::optional<SceneEdit> edit;
  ImGui::InputTextWithHint("Find", "L4-L5 height", search.words.data(), search.words.size());
  landmarks.mark("Find");
  if (!search.refusal.empty())
    refusal(search.refusal);
  const auto found = matching(declared, search.words.data());
  for (std::size_t k = 0; k < std::min(found.size(), most_rows); ++k) {
    const core::Parameter& parameter = *found[k];
    if (!number(landmarks, parameter, parameter_value(scene, declared, parameter.path), search))
      continue;
    search.refusal.clear();
    if (core::is_allowed(parameter, search.value))
      edit = {"set " + parameter.path, with_parameter(scene, parameter.path, search.value)};
    else
      search.refusal = parameter.path + " must be " + core::allowed_values(parameter);
    search.path.clear();
  }
  if (found.size() > most_rows)
    remark(std::to_string(found.size() - most_rows) + " more: add a word.");
  if (found.empty())
    remark("No parameter has all of these words.");
  return edit;
}

}  // namespace spondyl::view
