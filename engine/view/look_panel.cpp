#include "view/look_panel.hpp"

#include <array>

#include "view/controls.hpp"
#include "view/field.hpp"

namespace spondyl::view {
namespace {

constexpr std::array view_texts{"Oblique", "Front", "Back", "Left", "Right", "Top"};
constexpr std::array glyph_texts{"None", "Principal stress (MPa)", "Fibers"};
constexpr std::array cut_texts{"None", "Side towards the eye", "Above a disc"};
constexpr std::array shown_texts{"Operated", "Intact", "Intact and operated", "Operated minus intact",
                                 "Operated minus plan A"};
constexpr std::array<std::string_view, 2> color_maps{"viridis", "cividis"};

using FieldTexts = std::array<const char*, field_names.size()>;
FieldTexts field_texts(bool is_plain) {
  FieldTexts texts{"Tissues"};
  for (std::size_t k = 1; k < texts.size(); ++k)
    texts[k] = title_of(static_cast<Field>(k), is_plain).title.data();  // a literal
  return texts;
}

bool viewpoints(Landmarks& landmarks, PictureStyle& style) {
  bool is_chosen = false;
  for (std::size_t k = 0; k < viewpoint_names.size(); ++k) {
    if (k % 3 != 0)
      ImGui::SameLine();
    if (button(landmarks, view_texts[k])) {
      style.viewpoint = static_cast<Viewpoint>(k);
      is_chosen = true;
    }
  }
  return is_chosen;
}

}  // namespace

bool look_panel(Landmarks& landmarks, ViewState& state, const std::optional<ValueRange>& range, bool is_plain) {
  PictureStyle& style = state.style;
  if (const auto k = choice(landmarks, "Spine", static_cast<std::size_t>(state.shown), shown_names, shown_texts))
    state.show(static_cast<Shown>(*k));
  const bool is_chosen = viewpoints(landmarks, style);
  if (const auto k =
          choice(landmarks, "Colors", static_cast<std::size_t>(style.field), field_names, field_texts(is_plain))) {
    style.field = static_cast<Field>(*k);
    style.range.reset();
  }
  if (is_plain)
    return is_chosen;
  if (style.field == Field::contact_pressure) {
    ImGui::TextDisabled("On what presses, seen through the bone");
  } else if (const auto k = choice(landmarks, "On", static_cast<std::size_t>(style.colored), colored_names)) {
    style.colored = static_cast<Colored>(*k);
    style.range.reset();
  }
  if (const auto on = tick(landmarks, "Keep the range of colors", style.range.has_value()))
    style.range = *on ? range : std::nullopt;
  if (const auto k = choice(landmarks, "Color map", style.color_map == color_maps[1] ? 1 : 0, color_maps))
    style.color_map = color_maps[*k];
  if (const auto k = choice(landmarks, "Cut", static_cast<std::size_t>(style.cut), cut_names, cut_texts)) {
    style.cut = static_cast<Cut>(*k);
    style.range.reset();
  }
  if (style.cut == Cut::axial) {
    if (const auto k =
            choice(landmarks, "through", static_cast<std::size_t>(style.cut_level.index), spine::level_names))
      style.cut_level = spine::Level{static_cast<int>(*k)};
  }
  if (style.cut != Cut::none) {
    if (const auto k = choice(landmarks, "Lines", static_cast<std::size_t>(style.glyphs), glyph_names, glyph_texts))
      style.glyphs = static_cast<Glyphs>(*k);
  }
  if (const auto on = tick(landmarks, "X-ray bone", style.is_ghost))
    style.is_ghost = *on;
  ImGui::SameLine(0, ImGui::GetFontSize());
  if (const auto on = tick(landmarks, "Isolines", style.has_isolines))
    style.has_isolines = *on;
  if (const auto on = tick(landmarks, "Element edges", style.has_element_edges))
    style.has_element_edges = *on;
  if (const auto on = tick(landmarks, "Ligaments", style.has_ligaments))
    style.has_ligaments = *on;
  ImGui::SameLine(0, ImGui::GetFontSize());
  if (const auto on = tick(landmarks, "Implants", style.has_implants))
    style.has_implants = *on;
  if (const auto on = tick(landmarks, "Mark neighbors", style.marks_neighbors))
    style.marks_neighbors = *on;
  if (const auto on = tick(landmarks, "Least and greatest value", style.marks_extremes))
    style.marks_extremes = *on;
  if (const auto on = tick(landmarks, "Facet forces (N)", style.has_forces))
    style.has_forces = *on;
  if (const auto on = tick(landmarks, "Foramina (mm)", style.has_foramina))
    style.has_foramina = *on;
  return is_chosen;
}

}  // namespace spondyl::view
