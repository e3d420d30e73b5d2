// A film: pictures in a row, once around the spine, or through the motion and back. Its end is its beginning.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace spondyl::view {

enum class Film {
  none,
  turn,   ///< once around the spine
  motion  ///< from neutral to loaded and back
};
inline constexpr std::array<std::string_view, 3> film_names{"none", "turn", "motion"};

inline constexpr int least_film_frames = 2, usual_film_frames = 48, most_film_frames = 999;

/// How far around the spine picture `frame` of `frames` is taken from, rad.
double film_turn(int frame, int frames);
/// Of the motion: 0 neutral, 1 loaded.
double film_fraction(int frame, int frames);

/// NAME_007.png for the eighth picture of NAME.png.
std::filesystem::path file_of_frame(const std::filesystem::path& out, int frame);

/// Whether this computer can make a video of the pictures: by the program ffmpeg.
bool can_make_video();
/// What a person types in the folder of the pictures to have one, where NAME.png is `out`.
std::string video_command(const std::filesystem::path& out);
/// Makes NAME.mp4 of the pictures of NAME.png; returns its name. Throws io; then there is none, or the one of before.
std::filesystem::path make_video(const std::filesystem::path& out, int frames);

}  // namespace spondyl::view
