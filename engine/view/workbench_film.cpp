// The workbench records films: it asks for name and kind, then writes what it draws, picture by picture.

#include <imgui.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

#include "view/controls.hpp"
#include "view/workbench.hpp"

namespace spondyl::view {
namespace {

constexpr std::array film_texts{"Once around the spine", "Neutral to loaded and back"};

/// What a person types may end in the name of the video.
std::filesystem::path file_of_pictures(std::filesystem::path typed) {
  if (typed.extension() == ".mp4" || typed.extension() == ".png")
    typed.replace_extension();
  return typed += ".png";
}

std::string pictures_text(int n) { return n == 1 ? "1 picture" : std::to_string(n) + " pictures"; }

std::string no_video_text(const std::filesystem::path& file, const char* separator) {
  return std::string("ffmpeg is not installed. Where it is, this makes the video:") + separator + video_command(file);
}

}  // namespace

void Workbench::film_question() {
  if (is_choosing_film_ && !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId)) {
    std::snprintf(path_.data(), path_.size(), "%s", film_order_.file.c_str());
    has_ffmpeg_ = can_make_video();
    ImGui::OpenPopup("Record film");
  }
  if (!ImGui::BeginPopupModal("Record film", nullptr, ImGuiWindowFlags_AlwaysAutoResize))
    return;
  const float em = ImGui::GetFontSize();
  ImGui::SetNextItemWidth(30 * em);
  ImGui::InputText("##film", path_.data(), path_.size(), ImGuiInputTextFlags_AutoSelectAll);
  landmarks_.mark("film path");
  ImGui::PushItemWidth(18 * em);
  if (const auto k = choice(landmarks_, "Film", static_cast<std::size_t>(film_order_.film) - 1,
                            std::span(film_names).subspan(1), film_texts))
    film_order_.film = static_cast<Film>(*k + 1);
  ImGui::InputInt("Pictures", &film_order_.frames, 1, 12);
  landmarks_.mark("Pictures");
  ImGui::PopItemWidth();
  film_order_.file = file_of_pictures(path_.data());
  const int frames = std::clamp(film_order_.frames, least_film_frames, most_film_frames);
  const std::string names = file_of_frame(film_order_.file.filename(), 0).string() + " to " +
                            file_of_frame(film_order_.file.filename(), frames - 1).string();
  ImGui::PushTextWrapPos(30 * em);
  ImGui::TextUnformatted(names.c_str());
  ImGui::TextUnformatted(has_ffmpeg_ ? "ffmpeg makes a video of them." : no_video_text(film_order_.file, "\n").c_str());
  ImGui::PopTextWrapPos();
  if (button(landmarks_, "Record it")) {
    film_order_.frames = frames;
    film_.emplace(film_order_, picture_, state_);
    is_choosing_film_ = false;
  }
  ImGui::SameLine();
  if (button(landmarks_, "Not now"))
    is_choosing_film_ = false;
  if (!is_choosing_film_)
    ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

/// The status bar's line while a film is recorded.
void Workbench::film_line() {
  const bool is_cancelled = button(landmarks_, "Cancel");
  ImGui::SameLine();
  ImGui::Text("Film: %d of %d", film_->n_written(), film_->order().frames);
  if (is_cancelled)
    stop_film("Film cancelled");
}

void Workbench::stop_film(const std::string& why) {
  const int n = film_->n_written();
  message_ = why + (n == 0 ? "; no picture is written"
                           : "; " + pictures_text(n) + " from " + file_of_frame(film_->order().file, 0).string());
  film_.reset();
}

void Workbench::take_film_picture(const Image& picture) {
  try {
    film_->take(picture);
  } catch (const core::Error& error) {
    return stop_film(std::string("Film stopped: ") + error.what());
  }
  if (!film_->is_over())
    return;
  const FilmOrder order = film_->order();
  film_.reset();
  message_ = "Saved " + pictures_text(order.frames) + ". ";
  if (!can_make_video()) {
    message_ += no_video_text(order.file, " ");
    return;
  }
  message_ += "A video of them is being made.";
  video_ = std::async(std::launch::async, [order]() -> std::string {
    const std::string saved = "Saved " + pictures_text(order.frames);
    try {
      return saved + " and " + make_video(order.file, order.frames).string();
    } catch (const core::Error& error) {
      return saved + ", but no video: " + error.what();
    }
  });
}

void Workbench::collect_video() {
  if (video_.valid() && video_.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
    message_ = video_.get();
}

}  // namespace spondyl::view
