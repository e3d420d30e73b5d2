#include "view/marks.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>

namespace spondyl::view {
namespace {

constexpr Color force_color{0.93, 0.22, 0.62};
constexpr Color foramen_color{0.30, 0.72, 0.95};
constexpr Color narrow_color{0.96, 0.36, 0.28};
constexpr double backing = 0.78;  // opacity behind labels

float overlap(const Rect& a, const Rect& b) {
  const float width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
  const float height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return std::max(0.0f, width) * std::max(0.0f, height);
}

Rect around(ImVec2 at, float radius) { return {at.x - radius, at.y - radius, 2 * radius, 2 * radius}; }

}  // namespace

Marks::Marks(ImDrawList* list, const Fonts& fonts, Theme theme, const Rect& scene, const Rect& room, const Aim& aim)
    : list_(list), fonts_(fonts), palette_(palette_of(theme)), scene_(scene), room_(room), aim_(aim) {
  list_->PushClipRect({scene.x, scene.y}, {scene.right(), scene.bottom()}, true);
}

Marks::~Marks() { list_->PopClipRect(); }

void Marks::point(const Eigen::Vector3d& place, bool is_hidden, const std::string& label) {
  const float r = 0.32f * fonts_.text->FontSize;
  const ImVec2 at = pixel(place);
  if (!is_hidden)
    list_->AddCircleFilled(at, r, packed(palette_.text));
  list_->AddCircle(at, r + 1, packed(is_hidden ? palette_.text : palette_.background), 0, 2);
  list_->AddCircle(at, r + 2.5f, packed(is_hidden ? palette_.background : palette_.text), 0, 1.2f);
  taken_.push_back(around(at, r + 3));
  labels_.push_back({at, label, fonts_.bold, palette_.text});
}

void Marks::arrow(const Eigen::Vector3d& from, const Eigen::Vector3d& to, const std::string& label) {
  const ImVec2 tail = pixel(from), tip = pixel(to);
  const float em = fonts_.text->FontSize;
  const float length = std::hypot(tip.x - tail.x, tip.y - tail.y);
  const ImU32 color = packed(force_color), halo = packed(palette_.background, 0.8);
  list_->AddCircleFilled(tail, 0.22f * em, color);
  if (length > 0.1f * em) {
    const ImVec2 along{(tip.x - tail.x) / length, (tip.y - tail.y) / length};
    const float head = std::min(0.75f * em, length), half = 0.45f * head;
    const ImVec2 back{tip.x - head * along.x, tip.y - head * along.y};
    const ImVec2 left{back.x - half * along.y, back.y + half * along.x},
        right{back.x + half * along.y, back.y - half * along.x};
    list_->AddLine(tail, back, halo, 5);
    list_->AddTriangle(tip, left, right, halo, 3);
    list_->AddLine(tail, back, color, 2.6f);
    list_->AddTriangleFilled(tip, left, right, color);
  }
  taken_.push_back(around(tip, 0.4f * em));
  taken_.push_back(around(tail, 0.3f * em));
  labels_.push_back({tip, label, fonts_.text, force_color});
}

void Marks::stroke(const Eigen::Vector3d& from, const Eigen::Vector3d& to, const Color& color) {
  list_->AddLine(pixel(from), pixel(to), packed(palette_.background, 0.7), 3);
  list_->AddLine(pixel(from), pixel(to), packed(color), 1.5f);
}

void Marks::outline(const std::vector<Eigen::Vector3d>& places, const std::vector<bool>& is_seen, bool is_wrong,
                    const std::string& label) {
  ImVec2 middle{0, 0};
  float n_seen = 0;
  for (std::size_t k = 0; k < places.size(); ++k) {
    if (!is_seen[k])
      continue;
    const ImVec2 at = pixel(places[k]);
    middle = {middle.x + at.x, middle.y + at.y};
    ++n_seen;
  }
  if (n_seen == 0)
    return;
  middle = {middle.x / n_seen, middle.y / n_seen};
  const Color color = is_wrong ? narrow_color : foramen_color;
  const auto draw = [&](ImU32 ink, float thickness) {
    for (const std::vector<ImVec2>& line : seen_parts(places, is_seen)) {
      const bool is_whole = line.size() == places.size();
      list_->AddPolyline(line.data(), static_cast<int>(line.size()), ink, is_whole ? ImDrawFlags_Closed : 0, thickness);
    }
  };
  draw(packed(palette_.background, 0.8), is_wrong ? 6 : 4);
  draw(packed(color), is_wrong ? 3.2f : 1.8f);
  taken_.push_back(around(middle, 0.5f * fonts_.text->FontSize));
  labels_.push_back({middle, label, is_wrong ? fonts_.bold : fonts_.text, color});
}

/// In pixels, the stretches of a closed line that are seen: the whole of it, or from one hidden place to the next.
std::vector<std::vector<ImVec2>> Marks::seen_parts(const std::vector<Eigen::Vector3d>& places,
                                                   const std::vector<bool>& is_seen) const {
  const auto hidden = static_cast<std::size_t>(std::find(is_seen.begin(), is_seen.end(), false) - is_seen.begin());
  std::vector<std::vector<ImVec2>> out(1);
  for (std::size_t k = 0; k < places.size(); ++k) {
    const std::size_t at = (hidden + k) % places.size();
    if (is_seen[at])
      out.back().push_back(pixel(places[at]));
    else if (!out.back().empty())
      out.emplace_back();
  }
  return out;
}

Rect Marks::place_for(const Label& label) const {
  const float em = fonts_.text->FontSize;
  const ImVec2 size = label.font->CalcTextSizeA(label.font->FontSize, FLT_MAX, 0, label.text.c_str());
  const float width = size.x + 0.5f * em, height = size.y + 0.1f * em;
  Rect best;
  float least = std::numeric_limits<float>::max();
  for (const float away : {0.6f, 1.6f, 3.0f, 5.0f, 8.0f, 12.0f}) {
    const float gap = away * em;
    const ImVec2 a = label.anchor;
    for (const ImVec2 corner : {ImVec2{a.x - gap - width, a.y - 0.5f * height}, ImVec2{a.x + gap, a.y - 0.5f * height},
                                ImVec2{a.x - 0.5f * width, a.y - gap - height}, ImVec2{a.x - 0.5f * width, a.y + gap},
                                ImVec2{a.x - gap - width, a.y - gap - height}, ImVec2{a.x + gap, a.y - gap - height},
                                ImVec2{a.x - gap - width, a.y + gap}, ImVec2{a.x + gap, a.y + gap}}) {
      const Rect at{std::clamp(corner.x, room_.x, std::max(room_.x, room_.right() - width)),
                    std::clamp(corner.y, room_.y, std::max(room_.y, room_.bottom() - height)), width, height};
      float covered = 0;
      for (const Rect& other : taken_)
        covered += overlap(at, other);
      if (covered < least) {
        least = covered;
        best = at;
      }
      if (covered == 0)
        return at;
    }
  }
  return best;
}

void Marks::write() {
  const float em = fonts_.text->FontSize;
  for (const Label& label : labels_) {
    if (!scene_.contains(label.anchor))
      continue;
    const Rect at = place_for(label);
    taken_.push_back(at);
    const ImVec2 near{std::clamp(label.anchor.x, at.x, at.right()), std::clamp(label.anchor.y, at.y, at.bottom())};
    if (std::hypot(near.x - label.anchor.x, near.y - label.anchor.y) > em)
      list_->AddLine(label.anchor, near, packed(label.color, 0.8), 1.2f);
    list_->AddRectFilled({at.x, at.y}, {at.right(), at.bottom()}, packed(palette_.background, backing), 0.3f * em);
    list_->AddRect({at.x, at.y}, {at.right(), at.bottom()}, packed(label.color), 0.3f * em);
    list_->AddText(label.font, label.font->FontSize, {std::round(at.x + 0.25f * em), std::round(at.y + 0.05f * em)},
                   packed(palette_.text), label.text.c_str());
  }
}

}  // namespace spondyl::view
