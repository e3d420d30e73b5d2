// The picture: one to three spines side by side under one camera and one range of colors, with all that is written on
// it. Drawn into the current ImGui frame, in the window and without one.
#pragma once

#include <vtkCamera.h>
#include <vtkNew.h>
#include <vtkRenderer.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "view/gl_window.hpp"
#include "view/overlay.hpp"
#include "view/spine_actors.hpp"

namespace spondyl::view {

struct PictureText {
  std::string title, subtitle;
  std::string loads;                  ///< load case, protocol, moment
  std::vector<std::string> captions;  ///< of the panels
};

enum class Detail {
  coarse,  ///< half of the pixels of the screen: what moves without a graphics card
  plain,
  fine  ///< supersampled, with ambient occlusion and sorted translucency
};

class Picture {
 public:
  /// With the OpenGL context current.
  Picture();

  /// One panel for each specimen, one to three. Costs nothing for those that are shown already.
  void show(std::vector<std::shared_ptr<const Specimen>> specimens);
  void set_style(const PictureStyle& style);
  /// Fine by default.
  void set_detail(Detail detail);
  Detail detail() const { return detail_; }
  /// Of the motion: 0 neutral, 1 loaded.
  void set_fraction(double fraction);
  /// Turns to the viewpoint of the style and fits everything in.
  void aim();
  /// Looks as `from` does, but from further around the spine by `angle`, rad.
  void turn(const Aim& from, double angle);

  /// The same with the next drawing, which may have another place.
  void aim_when_drawn() { needs_aim_ = true; }

  void draw(ImDrawList* list, const Fonts& fonts, const Rect& where, const PictureText& text);

  /// What lies under a pixel, as drawn last; nothing beside the spines.
  std::optional<Probe> probe(ImVec2 pixel) const;

  /// Whether colors are changes against another spine.
  bool is_difference() const;
  bool is_empty() const { return panels_.empty(); }
  /// The range of the color bar; nothing where no field is shown.
  const std::optional<ValueRange>& range() const { return range_; }
  const PictureStyle& style() const { return style_; }
  vtkCamera* camera() { return camera_; }
  /// Where the panels showed their spines when last drawn.
  const std::vector<Rect>& scenes() const { return scenes_; }
  void mark_changed() { is_changed_ = true; }
  /// What a shader could not do here; empty while all is well.
  std::string complaint() const;

 private:
  struct Panel {
    std::unique_ptr<SpineActors> actors;
    vtkNew<vtkRenderer> renderer;
  };

  static constexpr float heading_height = 5, caption_height = 1.8f;  // in heights of text

  void dress();
  void apply_quality();
  /// Of the marks; empty without marks that need one.
  std::string legend() const;
  /// Of what is written below the spines, in pixels.
  float foot_height(float width, float em) const;
  void lay_out(const Rect& body, float em, bool has_caption);
  void render(const Rect& body);
  void write(Overlay& overlay, const Rect& where, const PictureText& text);
  void write_foot(Overlay& overlay, const Rect& where, const PictureText& text);

  Canvas canvas_;
  vtkNew<vtkCamera> camera_;
  std::vector<std::unique_ptr<Panel>> panels_;
  PictureStyle style_;
  ColorMap map_;
  Detail detail_ = Detail::fine;
  double fraction_ = 1;
  std::optional<ValueRange> range_, found_;
  std::optional<double> mm_per_N_;      ///< of arrows of forces
  std::vector<Rect> scenes_, columns_;  ///< columns of labels lie at the right of their scenes
  bool is_changed_ = true, needs_aim_ = true;
  unsigned texture_ = 0;
  Rect drawn_;
};

}  // namespace spondyl::view
