#include "view/picture.hpp"

#include <vtkLightKit.h>
#include <vtkRendererCollection.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "view/spine_marks.hpp"

namespace spondyl::view {
namespace {

constexpr float label_width = 13.5f;  // in heights of text

constexpr std::array densities{0.7f, 1.0f, 2.0f};  // of the pixels drawn, along each side, by detail

}  // namespace

Picture::Picture() : map_(read_color_map(style_.color_map)) {}

void Picture::show(std::vector<std::shared_ptr<const Specimen>> specimens) {
  const bool is_same = specimens.size() == panels_.size() &&
                       std::equal(specimens.begin(), specimens.end(), panels_.begin(),
                                  [](const auto& s, const auto& p) { return s.get() == &p->actors->specimen(); });
  if (is_same)
    return;
  needs_aim_ = needs_aim_ || specimens.size() != panels_.size();
  for (const auto& panel : panels_)
    canvas_.window()->RemoveRenderer(panel->renderer);
  panels_.clear();
  for (auto& specimen : specimens) {
    auto panel = std::make_unique<Panel>();
    panel->actors = std::make_unique<SpineActors>(std::move(specimen));
    panel->actors->add_to(panel->renderer);
    panel->renderer->SetActiveCamera(camera_);
    panel->renderer->AutomaticLightCreationOff();
    vtkNew<vtkLightKit> lights;
    lights->SetKeyLightIntensity(0.92);
    lights->SetKeyToFillRatio(2.6);
    lights->AddLightsToRenderer(panel->renderer);
    canvas_.window()->AddRenderer(panel->renderer);
    panels_.push_back(std::move(panel));
  }
  std::vector<const Specimen*> shown;
  for (const auto& panel : panels_)
    shown.push_back(&panel->actors->specimen());
  mm_per_N_ = force_scale(shown);
  dress();
}

void Picture::set_style(const PictureStyle& style) {
  if (style == style_)
    return;
  needs_aim_ = needs_aim_ || style.viewpoint != style_.viewpoint;
  style_ = style;
  dress();
}

bool Picture::is_difference() const { return !panels_.empty() && panels_.front()->actors->specimen().is_difference; }

void Picture::set_fraction(double fraction) {
  fraction_ = fraction;
  for (const auto& panel : panels_)
    panel->actors->pose(fraction, style_.exaggeration);
  is_changed_ = true;
}

void Picture::dress() {
  found_.reset();
  for (const auto& panel : panels_) {
    if (const auto range = panel->actors->measure(style_))
      found_ = found_ ? ValueRange{std::min(found_->low, range->low), std::max(found_->high, range->high)} : *range;
  }
  range_ = found_ && style_.range ? style_.range : found_;
  map_ = read_color_map(is_difference() ? std::string(difference_color_map) : style_.color_map);
  if (range_ && is_difference()) {  // as far on either side of zero
    const double most = std::max(std::abs(range_->low), std::abs(range_->high));
    range_ = most > 0 ? ValueRange{-most, most} : ValueRange{-1, 1};
  }
  if (range_ && !(range_->high > range_->low))
    range_->high = range_->low + 1;
  const Color background = palette_of(style_.theme).background;
  for (const auto& panel : panels_) {
    panel->actors->dress(style_, range_.value_or(ValueRange{}), map_);
    vtkRenderer* renderer = panel->renderer;
    renderer->SetBackground(background[0], background[1], background[2]);
    renderer->SetBackgroundAlpha(1);
  }
  apply_quality();
  set_fraction(fraction_);
}

void Picture::set_detail(Detail detail) {
  if (detail == detail_)
    return;
  detail_ = detail;
  apply_quality();
}

void Picture::apply_quality() {
  const bool is_fine = detail_ == Detail::fine;
  for (const auto& panel : panels_) {
    vtkRenderer* renderer = panel->renderer;
    renderer->SetUseSSAO(is_fine && panels_.size() == 1);  // VTK 9.1 leaves the second viewport empty with it
    renderer->SetSSAORadius(9);
    renderer->SetSSAOBias(0.4);
    renderer->SetSSAOKernelSize(96);
    renderer->SSAOBlurOn();
    renderer->SetUseDepthPeeling(style_.has_ghost_bone() && is_fine);
    renderer->SetMaximumNumberOfPeels(8);
  }
  is_changed_ = true;
}

void Picture::aim() {
  needs_aim_ = false;
  if (panels_.empty() || scenes_.empty())
    return;
  std::vector<Eigen::Vector3d> places;
  for (const auto& panel : panels_) {
    const auto more = panel->actors->solid_nodes();
    places.insert(places.end(), more.begin(), more.end());
  }
  const Rect& scene = scenes_.front();
  apply(fitted(aim_at(style_.viewpoint), places, scene.width / scene.height, columns_.front().width / scene.width),
        camera_);
  is_changed_ = true;
}

void Picture::turn(const Aim& from, double angle) {
  if (panels_.empty())
    return;
  needs_aim_ = false;
  apply(turned(from, panels_.front()->actors->level_centers()[2], angle), camera_);
  is_changed_ = true;
}

void Picture::lay_out(const Rect& body, float em, bool has_caption) {
  scenes_.clear();
  columns_.clear();
  const float width = body.width / static_cast<float>(panels_.size());
  const float above = has_caption ? caption_height * em : 0;
  for (std::size_t k = 0; k < panels_.size(); ++k) {
    const float x = body.x + width * static_cast<float>(k);
    const float label = std::min(label_width * em, 0.45f * width);
    scenes_.push_back({x, body.y + above, width, body.height - above});
    columns_.push_back({x + width - label, body.y + above, label, body.height - above});
  }
}

void Picture::render(const Rect& body) {
  const Aim aim = aim_of(camera_);
  for (std::size_t k = 0; k < panels_.size(); ++k) {
    const Rect& scene = scenes_[k];
    panels_[k]->actors->cut(style_, aim.towards_eye());
    panels_[k]->renderer->SetViewport((scene.x - body.x) / body.width, (body.bottom() - scene.bottom()) / body.height,
                                      (scene.right() - body.x) / body.width, (body.bottom() - scene.y) / body.height);
    panels_[k]->renderer->ResetCameraClippingRange();
  }
  const float density = densities[static_cast<std::size_t>(detail_)];
  texture_ = canvas_.draw(static_cast<int>(density * body.width), static_cast<int>(density * body.height));
}

void Picture::draw(ImDrawList* list, const Fonts& fonts, const Rect& where, const PictureText& text) {
  Overlay overlay(list, fonts, style_.theme);
  const float em = overlay.em();
  list->AddRectFilled({where.x, where.y}, {where.right(), where.bottom()}, packed(palette_of(style_.theme).background));
  const float top = std::round(heading_height * em), foot = std::round(foot_height(where.width, em));
  const Rect body{where.x, where.y + top, where.width, where.height - top - foot};
  if (!panels_.empty() && body.width > 10 && body.height > 10) {
    lay_out(body, em, !text.captions.empty());
    if (needs_aim_)
      aim();
    const bool is_moved =
        body.x != drawn_.x || body.y != drawn_.y || body.width != drawn_.width || body.height != drawn_.height;
    if (is_changed_ || is_moved)
      render(body);
    is_changed_ = false;
    drawn_ = body;
    list->AddImage(reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture_)), {body.x, body.y},
                   {body.right(), body.bottom()}, {0, 1}, {1, 0});
    list->AddRectFilled({body.x, body.y}, {body.right(), scenes_.front().y},  // captions: nothing is rendered there
                        packed(palette_of(style_.theme).background));
    for (const Rect& scene : scenes_)  // ambient occlusion darkens the edges of a viewport
      list->AddRect({scene.x, scene.y}, {scene.right(), scene.bottom()}, packed(palette_of(style_.theme).background), 0,
                    0, 5);
  }
  write(overlay, where, text);
}

std::optional<Probe> Picture::probe(ImVec2 pixel) const {
  const Aim aim = aim_of(camera_);
  for (std::size_t k = 0; k < panels_.size() && k < scenes_.size(); ++k) {
    const Rect& scene = scenes_[k];
    if (!scene.contains(pixel))
      continue;
    const double mm = 2 * aim.half_height / scene.height;
    const ImVec2 middle = scene.middle();
    return panels_[k]->actors->probe(style_, aim, {mm * (pixel.x - middle.x), mm * (middle.y - pixel.y)});
  }
  return std::nullopt;
}

std::string Picture::complaint() const {
  for (const auto& panel : panels_) {
    if (const std::string complaint = panel->actors->complaint(); !complaint.empty())
      return complaint;
  }
  return {};
}

}  // namespace spondyl::view
