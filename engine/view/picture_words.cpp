// What a picture says around and on its spines.

#include <algorithm>

#include "study/text_columns.hpp"
#include "view/picture.hpp"
#include "view/spine_marks.hpp"

namespace spondyl::view {
namespace {

constexpr float bar_height = 4.3f, line_height = 1.2f;  // in heights of text
constexpr float bar_width = 26, room_beside_bar = 25;   // likewise, the latter of what is written at either side

std::string motion_text(double exaggeration, double fraction) {
  std::string text =
      exaggeration == 1 ? "motion true to scale" : "motion shown ×" + study::text::fixed(exaggeration, 1);
  if (fraction < 1)
    text += fraction <= 0 ? ", neutral posture" : ", " + study::text::fixed(100 * fraction, 0) + " % of the way";
  return text;
}

const char* colored_text(const PictureStyle& style) {
  if (style.field == Field::contact_pressure)
    return "";
  switch (style.colored) {
    case Colored::discs:
      return ", discs";
    case Colored::bones:
      return ", bone";
    case Colored::everything:
      break;
  }
  return "";
}

/// What stands between the semicolons of a legend.
std::vector<std::string> lines_of(const std::string& legend) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < legend.size();) {
    const std::size_t end = std::min(legend.find("; ", begin), legend.size());
    out.push_back(legend.substr(begin, end - begin));
    begin = end + 2;
  }
  return out;
}

bool has_words_beside_bar(float width, float em) { return width >= (bar_width + 2 * room_beside_bar) * em; }

}  // namespace

std::string Picture::legend() const { return panels_.empty() ? "" : view::legend(style_, mm_per_N_); }

float Picture::foot_height(float width, float em) const {
  const std::string said = legend();
  if (has_words_beside_bar(width, em))
    return (bar_height + (said.empty() ? 0 : line_height)) * em;
  return (bar_height + (3 + static_cast<float>(lines_of(said).size())) * line_height) * em;
}

void Picture::write(Overlay& overlay, const Rect& where, const PictureText& text) {
  const float em = overlay.em();
  overlay.heading({where.x, where.y, where.width, heading_height * em}, text.title, text.subtitle);
  const Aim aim = aim_of(camera_);
  for (std::size_t k = 0; k < panels_.size() && k < scenes_.size(); ++k) {
    const SpineActors& actors = *panels_[k]->actors;
    if (k < text.captions.size())
      overlay.caption({scenes_[k].x, scenes_[k].y - caption_height * em, scenes_[k].width, 0}, text.captions[k]);
    overlay.levels(scenes_[k], columns_[k], aim, actors.level_centers(), actors.solid_nodes(), actors.specimen().notes);
    const Rect& scene = scenes_[k];
    const Rect room{scene.x, scene.y, columns_[k].x - scene.x, scene.height};
    Marks marks(overlay.list(), overlay.fonts(), style_.theme, scene, room, aim);
    if (k == 0) {  // orientation and scale
      marks.keep_off({scene.x, scene.bottom() - 12 * em, 12 * em, 7 * em});
      marks.keep_off({scene.x, scene.bottom() - 3 * em, 0.35f * scene.width, 3 * em});
    }
    mark(marks, actors, style_, aim, range_, mm_per_N_);
  }
  if (!scenes_.empty() && !panels_.empty()) {
    overlay.scale_bar(scenes_.front(), aim);
    overlay.orientation(scenes_.front(), aim);
  }
  write_foot(overlay, where, text);
}

/// The color bar, what is shown at its sides or, where there is no room, below it, and the legend.
void Picture::write_foot(Overlay& overlay, const Rect& where, const PictureText& text) {
  const float em = overlay.em(), top = where.bottom() - foot_height(where.width, em) + 0.3f * em;
  const bool is_beside = has_words_beside_bar(where.width, em);
  const float bar = std::min(bar_width * em, where.width - 2 * em);
  if (range_) {
    const FieldTitle field = title_of(style_.field, style_.is_plain);
    overlay.color_bar({where.x + 0.5f * (where.width - bar), top, bar, 0},
                      (is_difference() ? "Change of " : "") + std::string(field.title) + colored_text(style_),
                      std::string(field.unit), *range_, found_.value(), map_);
  }
  constexpr const char *model = "A model, not a forecast", *what_model = "average tissue, no muscles";
  const std::string motion = motion_text(style_.exaggeration, fraction_);
  if (is_beside) {
    const float side = 0.5f * (where.width - bar) - 1.5f * em, high = top + 0.1f * em, low = top + 1.5f * em;
    overlay.words({where.x + em, high, side, 0}, text.loads, false, false);
    overlay.words({where.x + em, low, side, 0}, motion, false, true);
    overlay.words({where.right() - em - side, high, side, 0}, model, true, false);
    overlay.words({where.right() - em - side, low, side, 0}, what_model, true, true);
    return overlay.words({where.x + em, where.bottom() - 1.4f * em, where.width - 2 * em, 0}, legend(), false, true);
  }
  std::vector<std::string> lines{text.loads, motion, std::string(model) + ": " + what_model};
  for (const std::string& line : lines_of(legend()))
    lines.push_back(line);
  for (std::size_t k = 0; k < lines.size(); ++k) {
    const float y = top + (bar_height - 0.3f + line_height * static_cast<float>(k)) * em;
    overlay.words({where.x + em, y, where.width - 2 * em, 0}, lines[k], false, k > 0);
  }
}

}  // namespace spondyl::view
