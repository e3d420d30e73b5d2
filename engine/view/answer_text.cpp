#include "view/answer_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/units.hpp"
#include "study/text_columns.hpp"

namespace spondyl::view {
namespace {

/// Of the load cases in their order, in words for everyone.
constexpr std::array plain_motions{"Bent forward",       "Bent backward",       "Bent to the left", "Bent to the right",
                                   "Turned to the left", "Turned to the right", "Pressed together", "Standing"};
static_assert(plain_motions.size() == study::load_case_names.size());

std::string plain_loads_text(const study::CaseResult& solved) {
  const std::string motion = plain_motions[static_cast<std::size_t>(solved.load_case)];
  if (!study::is_rotation(solved.load_case))
    return motion;
  return motion + (solved.protocol == study::Protocol::hybrid ? ", as far as before the operation"
                                                              : ", with the same effort as before the operation");
}

}  // namespace

std::string spoken(std::string_view name) {
  std::string text = study::text::spaced(name);
  if (!text.empty())
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string loads_text(const study::CaseResult& solved, bool is_plain) {
  if (is_plain)
    return plain_loads_text(solved);
  std::string text = spoken(study::name(solved.load_case)) + ", " + study::text::spaced(study::name(solved.protocol));
  if (study::is_rotation(solved.load_case))
    text += ": " + study::text::fixed(solved.moment / 1000, 1) + " Nm";
  text += ", follower load " + study::text::fixed(solved.follower_load, 0) + " N";
  return text;
}

std::string plan_text(const study::StateResult& state) {
  std::string text;
  for (const std::string& line : state.operations)
    text += (text.empty() ? "" : "; ") + line;
  return text.empty() ? "nothing cut, nothing implanted" : text;
}

std::string difference_text(const std::string& operated, const std::string& other) {
  return operated + " minus " + other + " (gray: only in one of the two)";
}

std::string caption_text(const study::StateResult& state, const study::CaseResult& solved,
                         const std::string& plan_name) {
  const std::string total = study::text::fixed(core::degrees(solved.measures.total_rotation), 1);
  return (state.name == "intact" ? std::string("Intact") : plan_name) + ": L1 turns " + total + "° against S1";
}

std::string implant_text(const study::ImplantEntry& implant) {
  constexpr std::array<std::pair<std::string_view, const char*>, 4> units{
      {{"_MPa", " MPa"}, {"_N_per_mm", " N/mm"}, {"_Nm", " Nm"}, {"_N", " N"}}};
  std::string text;
  for (const auto& [name, value] : implant.values) {
    std::string_view what = name;
    const char* unit = "";
    for (const auto& [ending, words] : units) {
      if (!what.ends_with(ending))
        continue;
      what.remove_suffix(ending.size());
      unit = words;
      break;
    }
    text +=
        (text.empty() ? "" : "\n") + spoken(what) + " " + (value ? study::text::fixed(*value, 2) + unit : "unbounded");
  }
  return text;
}

std::string with_neighbors(std::string text, const std::string& neighbors) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  constexpr std::string_view place = "{neighbors}";
  if (const auto at = text.find(place); at != std::string::npos)
    text.replace(at, place.size(), neighbors);
  return text;
}

}  // namespace spondyl::view
