// A film on its way in the window: one picture for each frame. The motion does not play meanwhile; camera and motion
// are as they were when it ends, whatever ended it.
#pragma once

#include "view/film.hpp"
#include "view/picture.hpp"
#include "view/png.hpp"
#include "view/view_state.hpp"

namespace spondyl::view {

struct FilmOrder {
  std::filesystem::path file;  ///< NAME.png: see file_of_frame
  Film film = Film::turn;
  int frames = usual_film_frames;
};

class FilmRecording {
 public:
  /// Both must outlive this.
  FilmRecording(FilmOrder order, Picture& picture, ViewState& state);
  ~FilmRecording();
  FilmRecording(const FilmRecording&) = delete;
  FilmRecording& operator=(const FilmRecording&) = delete;

  const FilmOrder& order() const { return order_; }
  int n_written() const { return n_written_; }
  bool is_over() const { return n_written_ == order_.frames; }
  /// Before the window draws: puts the spine as the next picture shows it.
  void set_frame();
  /// Whether what the window has drawn is the next picture.
  bool is_due() const { return is_due_; }
  /// Writes it. Throws core::Error; then there is no file of it.
  void take(const Image& picture);

 private:
  FilmOrder order_;
  Picture& picture_;
  ViewState& state_;
  Aim aim_before_;
  double fraction_before_;
  bool was_playing_, is_due_ = false;
  int n_written_ = 0;
  int width_ = 0, height_ = 0;  ///< of the first picture
};

}  // namespace spondyl::view
