#include "view/film.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

#include "core/error.hpp"
#include "study/external_program.hpp"

namespace spondyl::view {
namespace {

constexpr const char* frames_per_second = "24";

std::filesystem::path video_of(std::filesystem::path out) { return out.replace_extension(".mp4"); }

/// NAME_%03d.png; a percent sign of the name itself is written twice.
std::string pattern_of(const std::filesystem::path& out) {
  std::string pattern;
  for (const char c : (out.parent_path() / out.stem()).string())
    pattern += c == '%' ? "%%" : std::string(1, c);
  return pattern + "_%03d" + out.extension().string();
}

/// As a shell takes it for one word.
std::string quoted(const std::string& word) {
  const auto is_plain = [](unsigned char c) {
    return std::isalnum(c) || std::string_view("_%.-").find(char(c)) != std::string_view::npos;
  };
  if (std::all_of(word.begin(), word.end(), is_plain))
    return word;
  std::string out = "'";
  for (const char c : word)
    out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

}  // namespace

double film_turn(int frame, int frames) { return 2 * std::numbers::pi * frame / frames; }

double film_fraction(int frame, int frames) { return 0.5 * (1 - std::cos(film_turn(frame, frames))); }

std::filesystem::path file_of_frame(const std::filesystem::path& out, int frame) {
  char number[16];
  std::snprintf(number, sizeof number, "_%03d", frame);
  return out.parent_path() / (out.stem().string() + number + out.extension().string());
}

bool can_make_video() { return study::is_installed("ffmpeg"); }

std::string video_command(const std::filesystem::path& out) {
  return std::string("ffmpeg -framerate ") + frames_per_second + " -i " + quoted(pattern_of(out.filename())) + " " +
         quoted(video_of(out.filename()).string());
}

std::filesystem::path make_video(const std::filesystem::path& out, int frames) {
  const std::filesystem::path whole = std::filesystem::absolute(out), video = video_of(whole);
  std::filesystem::path unfinished = video;
  unfinished += ".unfinished";
  // Most players want an even number of pixels and colors at half of the resolution.
  const study::ProgramOutcome outcome =
      study::run_program({"ffmpeg", "-y", "-loglevel", "error", "-framerate", frames_per_second, "-start_number", "0",
                          "-i", pattern_of(whole), "-frames:v", std::to_string(frames), "-vf",
                          "crop=trunc(iw/2)*2:trunc(ih/2)*2", "-pix_fmt", "yuv420p", "-f", "mp4", unfinished.string()});
  std::error_code failure;
  if (outcome.is_done)
    std::filesystem::rename(unfinished, video, failure);
  if (outcome.is_done && !failure)
    return video_of(out);
  std::error_code ignored;
  std::filesystem::remove(unfinished, ignored);
  const std::string said = outcome.err.substr(0, outcome.err.find('\n'));
  throw core::Error(core::ErrorCode::io, {.file = video.string()},
                    failure        ? failure.message()
                    : said.empty() ? "ffmpeg failed"
                                   : "ffmpeg: " + said,
                    "a video");
}

}  // namespace spondyl::view
