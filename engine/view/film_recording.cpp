#include "view/film_recording.hpp"

#include <utility>

#include "core/error.hpp"
#include "study/atomic_file.hpp"

namespace spondyl::view {

FilmRecording::FilmRecording(FilmOrder order, Picture& picture, ViewState& state)
    : order_(std::move(order)),
      picture_(picture),
      state_(state),
      aim_before_(aim_of(picture.camera())),
      fraction_before_(state.fraction),
      was_playing_(std::exchange(state.is_playing, false)) {}

FilmRecording::~FilmRecording() {
  picture_.turn(aim_before_, 0);
  state_.fraction = fraction_before_;
  state_.is_playing = was_playing_;
}

/// The mouse may have moved the camera since.
void FilmRecording::set_frame() {
  const bool is_turn = order_.film == Film::turn;
  picture_.turn(aim_before_, is_turn ? film_turn(n_written_, order_.frames) : 0);
  if (!is_turn)
    state_.fraction = film_fraction(n_written_, order_.frames);
  is_due_ = true;
}

void FilmRecording::take(const Image& picture) {
  is_due_ = false;
  if (n_written_ == 0) {
    width_ = picture.width;
    height_ = picture.height;
  }
  if (picture.width != width_ || picture.height != height_)
    throw core::Error(core::ErrorCode::bad_input, {}, "another size of the window", "one size for all pictures");
  study::write_atomically(file_of_frame(order_.file, n_written_), png_of(picture));
  ++n_written_;
}

}  // namespace spondyl::view
