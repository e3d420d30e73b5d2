// `spondyl render`: a picture without a person and without a display, drawn as the window draws it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/parameter.hpp"
#include "study/experiment.hpp"
#include "view/film.hpp"
#include "view/picture.hpp"
#include "view/png.hpp"

namespace spondyl::view {

struct RenderArguments {
  std::filesystem::path scene, out;
  int width = 1280, height = 800;
  PictureStyle style;
  study::LoadCase load_case = study::LoadCase::flexion;
  study::Protocol protocol = study::Protocol::hybrid;
  std::string state;  ///< "intact" or "operated"; empty: what the scene is about
  bool is_compared = false;
  bool is_difference = false;    ///< operated minus intact, or minus plan A
  std::filesystem::path plan_a;  ///< a scene whose plan is compared too; may be empty
  Film film = Film::none;
  int frames = usual_film_frames;
  int threads = 1;
  bool is_quiet = false;
};

/// Solves the case, draws, writes; the pictures of a film as NAME_000.png and so on, with a video where ffmpeg is there.
/// Returns the exit status; throws core::Error for bad input.
int render(const RenderArguments& arguments);

/// Draws specimens in a frame of this size, with an EGL context of its own.
Image draw_picture(const std::vector<std::shared_ptr<const Specimen>>& specimens, const PictureStyle& style,
                   const PictureText& text, int width, int height);

/// The pictures of a film one after the other: its end is its beginning.
void draw_film(const std::vector<std::shared_ptr<const Specimen>>& specimens, const PictureStyle& style,
               const PictureText& text, int width, int height, Film film, int frames,
               const std::function<void(int, const Image&)>& take);

/// Height of plain text that suits a picture or window, in pixels.
double text_pixels(int width, int height, double text_scale);

}  // namespace spondyl::view
