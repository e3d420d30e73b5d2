#include "view/overlay.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <numeric>
#include <vector>

#include "view/ticks.hpp"

namespace spondyl::view {

ImVec2 pixel(const Rect& scene, const Aim& aim, const Eigen::Vector3d& place) {
  const Eigen::Vector2d mm = aim.project(place);
  const double per_mm = 0.5 * scene.height / aim.half_height;
  const ImVec2 middle = scene.middle();
  return {middle.x + static_cast<float>(mm.x() * per_mm), middle.y - static_cast<float>(mm.y() * per_mm)};
}

namespace {

/// Of what is drawn at about this height.
float right_edge(const Rect& scene, const Aim& aim, const std::vector<Eigen::Vector3d>& solid, float height, float em) {
  float edge = scene.x;
  for (const Eigen::Vector3d& place : solid) {
    const ImVec2 at = pixel(scene, aim, place);
    if (std::abs(at.y - height) < 1.5f * em)
      edge = std::max(edge, at.x);
  }
  return edge;
}

const char* role_text(LevelRole role) {
  switch (role) {
    case LevelRole::neighbor:
      return "neighbor";
    case LevelRole::fused:
      return "fused";
    case LevelRole::decompressed:
      return "decompressed";
    case LevelRole::plain:
      break;
  }
  return "";
}

Color role_color(LevelRole role, const Palette& palette) {
  switch (role) {
    case LevelRole::neighbor:
      return neighbor_color;
    case LevelRole::fused:
      return fused_color;
    case LevelRole::decompressed:
      return palette.accent;
    case LevelRole::plain:
      break;
  }
  return palette.line;
}

/// Of what is written beside each level: its name, how it turns, its stress, as far as there is room for all levels.
int lines_of_notes(float height_ems) {
  constexpr float of_a_line = 1.16f, between = 0.62f;
  const auto fits = [&](int n) {
    return height_ems >= spine::n_levels * (of_a_line * static_cast<float>(n) + between);
  };
  return fits(3) ? 3 : fits(2) ? 2 : 1;
}

/// "7.5°" of "7.5° (+12 %)".
std::string without_change(const std::string& note) { return note.substr(0, note.find(" (")); }

/// Pushes heights apart to `gap`, in their order, and back inside.
void spread(std::vector<float>& heights, float gap, float low, float high) {
  for (std::size_t k = 1; k < heights.size(); ++k)
    heights[k] = std::max(heights[k], heights[k - 1] + gap);
  float limit = high;
  for (std::size_t k = heights.size(); k-- > 0;) {
    heights[k] = std::min(heights[k], limit);
    limit = heights[k] - gap;
  }
  limit = low;
  for (float& height : heights) {
    height = std::max(height, limit);
    limit = height + gap;
  }
}

}  // namespace

Overlay::Overlay(ImDrawList* list, const Fonts& fonts, Theme theme)
    : list_(list), fonts_(fonts), palette_(palette_of(theme)) {}

ImVec2 Overlay::size(ImFont* font, const std::string& text) const {
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.c_str());
}

void Overlay::text(ImFont* font, ImVec2 at, ImU32 color, const std::string& text) {
  list_->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, color, text.c_str());
}

std::string Overlay::fitting(ImFont* font, const std::string& text, float width) const {
  if (size(font, text).x <= width)
    return text;
  std::string shorter = text;
  while (!shorter.empty() && size(font, shorter + "…").x > width) {
    do
      shorter.pop_back();
    while (!shorter.empty() && (shorter.back() & 0xC0) == 0x80);
  }
  return shorter + "…";
}

std::string Overlay::first_fitting(const std::vector<std::string>& texts, float width) const {
  for (const std::string& text : texts) {
    if (size(fonts_.text, text).x <= width)
      return text;
  }
  return fitting(fonts_.text, texts.back(), width);
}

void Overlay::heading(const Rect& where, const std::string& title, const std::string& subtitle) {
  const float left = where.x + em();
  text(fonts_.title, {left, where.y + 0.55f * em()}, packed(palette_.text),
       fitting(fonts_.title, title, where.width - 2 * em()));
  const float room = where.width - 2 * em(), top = where.y + 0.75f * em() + fonts_.title->FontSize;
  const char* end = subtitle.c_str() + subtitle.size();
  const char* first = fonts_.text->CalcWordWrapPositionA(1, subtitle.c_str(), end, room);
  text(fonts_.text, {left, top}, packed(palette_.faint_text), {subtitle.c_str(), first});
  text(fonts_.text, {left, top + 1.2f * em()}, packed(palette_.faint_text),
       fitting(fonts_.text, {first + (first != end && *first == ' '), end}, room));
}

void Overlay::caption(const Rect& panel, const std::string& caption) {
  text(fonts_.bold, {panel.x + em(), panel.y + 0.35f * em()}, packed(palette_.text),
       fitting(fonts_.bold, caption, panel.width - 2 * em()));
}

void Overlay::marker(LevelRole role, ImVec2 at) {
  const float r = 0.38f * em();
  const ImU32 color = packed(role_color(role, palette_));
  if (role == LevelRole::neighbor)
    list_->AddTriangleFilled({at.x, at.y - r}, {at.x + r, at.y + 0.8f * r}, {at.x - r, at.y + 0.8f * r}, color);
  else if (role == LevelRole::fused)
    list_->AddRectFilled({at.x - 0.85f * r, at.y - 0.85f * r}, {at.x + 0.85f * r, at.y + 0.85f * r}, color);
  else if (role == LevelRole::decompressed)
    list_->AddNgonFilled(at, r, color, 4);
  else
    list_->AddCircleFilled(at, 0.5f * r, color);
}

void Overlay::levels(const Rect& scene, const Rect& column, const Aim& aim,
                     const std::array<Eigen::Vector3d, spine::n_levels>& centers,
                     const std::vector<Eigen::Vector3d>& solid, const std::array<LevelNote, spine::n_levels>& notes) {
  std::vector<float> heights;
  for (const auto& center : centers)
    heights.push_back(pixel(scene, aim, center).y);
  const bool is_column = heights.back() - heights.front() > 10 * em() && std::is_sorted(heights.begin(), heights.end());
  if (!is_column) {  // from above: a list
    for (std::size_t l = 0; l < heights.size(); ++l)
      heights[l] = column.y + column.height * (static_cast<float>(l) + 0.5f) / static_cast<float>(heights.size());
  }
  const int n_lines = lines_of_notes(column.height / em());
  const float half = 0.58f * static_cast<float>(n_lines) * em();  // of a note's height
  spread(heights, 2 * half + 0.62f * em(), column.y + half + 0.25f * em(), column.bottom() - half - 0.25f * em());
  for (std::size_t l = 0; l < heights.size(); ++l) {
    const LevelNote& note = notes[l];
    const Color color = role_color(note.role, palette_);
    const float left = column.x + 1.3f * em(), top = heights[l] - half;
    if (is_column) {
      const ImVec2 disc = pixel(scene, aim, centers[l]);
      const ImVec2 elbow{column.x - 0.6f * em(), heights[l]};
      const float edge = right_edge(scene, aim, solid, disc.y, em()) + 0.8f * em();
      list_->AddLine({std::min(edge, elbow.x), disc.y}, elbow, packed(color, 0.6), 1.2f);
      list_->AddLine(elbow, {column.x + 0.2f * em(), heights[l]}, packed(color, 0.55), 1.2f);
    }
    marker(note.role, {column.x + 0.55f * em(), heights[l]});
    const std::string level(spine::name(spine::all_levels[l]));
    text(fonts_.bold, {left, top}, packed(palette_.text), level);
    const float role_left = left + size(fonts_.bold, level + " ").x, room = column.right() - left;
    if (role_left + size(fonts_.text, role_text(note.role)).x <= column.right())  // its sign stands in any case
      text(fonts_.text, {role_left, top}, packed(note.role == LevelRole::plain ? palette_.faint_text : color),
           role_text(note.role));
    if (n_lines < 2)
      continue;
    const std::string turns = without_change(note.rotation);
    text(fonts_.text, {left, top + 1.15f * em()}, packed(palette_.text),
         first_fitting({"turns " + note.rotation, note.rotation, "turns " + turns, turns}, room));
    if (n_lines == 3 && !note.stress.empty())
      text(fonts_.text, {left, top + 2.3f * em()}, packed(palette_.text),
           first_fitting({note.stress, without_change(note.stress)}, room));
  }
}

void Overlay::color_bar(const Rect& where, const std::string& title, const std::string& unit, const ValueRange& range,
                        const ValueRange& found, const ColorMap& map) {
  const float bar = 0.95f * em(), top = where.y + 1.45f * em();
  const std::string heading = fitting(fonts_.bold, title + " (" + unit + ")", where.width);
  text(fonts_.bold, {where.x, where.y}, packed(palette_.text), heading);
  constexpr int n_strips = 128;
  for (int k = 0; k < n_strips; ++k) {
    const float left = where.x + where.width * static_cast<float>(k) / n_strips;
    const float right = where.x + where.width * static_cast<float>(k + 1) / n_strips;
    const ImU32 from = packed(map.at(static_cast<double>(k) / n_strips));
    const ImU32 to = packed(map.at(static_cast<double>(k + 1) / n_strips));
    list_->AddRectFilledMultiColor({left, top}, {right, top + bar}, from, to, to, from);
  }
  list_->AddRect({where.x, top}, {where.right(), top + bar}, packed(palette_.line));
  const auto places = ticks(range.low, range.high, scale_ticks);
  const double step = 10 * reading_step(range.low, range.high);
  for (const double value : places) {
    const float x = where.x + where.width * static_cast<float>((value - range.low) / (range.high - range.low));
    list_->AddLine({x, top + bar}, {x, top + bar + 0.3f * em()}, packed(palette_.text), 1.2f);
    const std::string label = tick_text(value, step);
    text(fonts_.text, {x - 0.5f * size(fonts_.text, label).x, top + bar + 0.35f * em()}, packed(palette_.text), label);
  }
  const std::string extremes =
      "min " + tick_text(found.low, 0.1 * step) + "   max " + tick_text(found.high, 0.1 * step);
  const float room = where.width - size(fonts_.bold, heading).x - em();
  const std::string shorter = tick_text(found.low, 0.1 * step) + " to " + tick_text(found.high, 0.1 * step);
  const bool is_narrow = size(fonts_.text, extremes).x > room;
  const std::string shown = size(fonts_.text, shorter).x > room ? "" : is_narrow ? shorter : extremes;
  text(fonts_.text, {where.right() - size(fonts_.text, shown).x, where.y}, packed(palette_.faint_text), shown);
}

void Overlay::scale_bar(const Rect& scene, const Aim& aim) {
  const double per_mm = 0.5 * scene.height / aim.half_height;
  const double length = round_below(0.28 * scene.width / per_mm);
  const float right = scene.x + em() + static_cast<float>(length * per_mm), y = scene.bottom() - 1.1f * em();
  const ImU32 color = packed(palette_.text);
  list_->AddLine({scene.x + em(), y}, {right, y}, color, 2);
  for (const float x : {scene.x + em(), right})
    list_->AddLine({x, y - 0.3f * em()}, {x, y + 0.3f * em()}, color, 2);
  text(fonts_.text, {scene.x + em(), y - 1.5f * em()}, color, tick_text(length, 1) + " mm");
}

void Overlay::orientation(const Rect& scene, const Aim& aim) {
  constexpr float least_ems = 37;  // of width: a narrower scene is filled by its spine
  if (scene.width < least_ems * em())
    return;
  struct Axis {
    Eigen::Vector3d direction;
    const char* name;
    Color color;
  };
  std::array<Axis, 3> axes{{{Eigen::Vector3d::UnitX(), "anterior", {0.86, 0.35, 0.30}},
                            {Eigen::Vector3d::UnitY(), "left", {0.35, 0.70, 0.40}},
                            {Eigen::Vector3d::UnitZ(), "cranial", {0.35, 0.55, 0.95}}}};
  std::sort(axes.begin(), axes.end(), [&](const Axis& a, const Axis& b) {
    return a.direction.dot(aim.towards_eye()) < b.direction.dot(aim.towards_eye());
  });
  const float length = 2 * em();
  const ImVec2 origin{scene.x + 6 * em(), scene.bottom() - 6.8f * em()};
  for (const Axis& axis : axes) {
    const ImVec2 along{static_cast<float>(axis.direction.dot(aim.right)),
                       -static_cast<float>(axis.direction.dot(aim.up))};
    const float seen = std::hypot(along.x, along.y);
    if (seen < 0.12f)
      continue;  // points at the eye
    const ImVec2 tip{origin.x + length * along.x, origin.y + length * along.y};
    const ImVec2 across{-along.y / seen * 0.28f * em(), along.x / seen * 0.28f * em()};
    const ImVec2 back{tip.x - along.x / seen * 0.6f * em(), tip.y - along.y / seen * 0.6f * em()};
    list_->AddLine(origin, back, packed(axis.color), 2.2f);
    list_->AddTriangleFilled(tip, {back.x + across.x, back.y + across.y}, {back.x - across.x, back.y - across.y},
                             packed(axis.color));
    const ImVec2 extent = size(fonts_.text, axis.name);
    const ImVec2 label{tip.x + along.x / seen * (0.35f * em() + 0.5f * extent.x) - 0.5f * extent.x,
                       tip.y + along.y / seen * (0.8f * em()) - 0.5f * extent.y};
    text(fonts_.text, {std::max(label.x, scene.x + 0.3f * em()), label.y}, packed(palette_.text), axis.name);
  }
}

void Overlay::words(const Rect& where, const std::string& words, bool is_right, bool is_faint) {
  const std::string shown = fitting(fonts_.text, words, where.width);
  const float left = is_right ? where.right() - size(fonts_.text, shown).x : where.x;
  text(fonts_.text, {left, where.y}, packed(is_faint ? palette_.faint_text : palette_.text), shown);
}

}  // namespace spondyl::view
