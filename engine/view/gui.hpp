// Dear ImGui set up: context, OpenGL backend, fonts, theme. Everything but the spine itself is drawn with it, in the
// window and in pictures alike.
#pragma once

#include <imgui.h>

#include <vector>

#include "view/color_map.hpp"
#include "view/picture_style.hpp"

namespace spondyl::view {

ImU32 packed(const Color& color, double opacity = 1);

struct Fonts {
  ImFont* text = nullptr;
  ImFont* bold = nullptr;
  ImFont* title = nullptr;
};

class Gui {
 public:
  /// Needs a current OpenGL context with its functions loaded. `text_pixels`: height of plain text.
  explicit Gui(double text_pixels);
  ~Gui();
  Gui(const Gui&) = delete;
  Gui& operator=(const Gui&) = delete;

  const Fonts& fonts() const { return fonts_; }
  double text_pixels() const { return text_pixels_; }
  /// Loads the fonts anew.
  void set_text_pixels(double text_pixels);
  void set_theme(Theme theme);

 private:
  void load_fonts();

  Fonts fonts_;
  double text_pixels_;
};

/// Of the framebuffer that is bound: rows from the top, RGB.
std::vector<unsigned char> read_pixels(int width, int height);

/// A picture of the whole frame as ImGui draws it, without a window: rows from the top, RGB. Between `begin` and `end`
/// lies what is to be drawn.
class OffscreenFrame {
 public:
  OffscreenFrame(int width, int height);
  ~OffscreenFrame();
  OffscreenFrame(const OffscreenFrame&) = delete;
  OffscreenFrame& operator=(const OffscreenFrame&) = delete;

  void begin(double seconds = 1.0 / 60);
  void end();
  std::vector<unsigned char> pixels() const;
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  int width_, height_;
  unsigned framebuffer_ = 0, color_ = 0;
};

}  // namespace spondyl::view
