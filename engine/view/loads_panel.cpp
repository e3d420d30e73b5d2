#include "view/loads_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "view/controls.hpp"

namespace spondyl::view {
namespace {

constexpr std::array case_texts{"Bend forward",     "Bend backward",     "Bend to the left", "Bend to the right",
                                "Turn to the left", "Turn to the right", "Compression",      "Standing"};
constexpr std::array protocol_texts{"Same moment (load control)", "Same motion (hybrid)"};
constexpr double motion_seconds = 2;  // from neutral to full when played

}  // namespace

std::optional<SceneEdit> loads_panel(Landmarks& landmarks, const study::Scene& scene,
                                     const core::ParameterTable& declared, ViewState& state, bool is_plain) {
  std::optional<SceneEdit> edit;
  if (const auto k =
          choice(landmarks, "Motion", static_cast<std::size_t>(state.load_case), study::load_case_names, case_texts))
    state.load_case = static_cast<study::LoadCase>(*k);
  if (!is_plain && study::is_rotation(state.load_case)) {
    if (const auto k = choice(landmarks, "Protocol", static_cast<std::size_t>(state.protocol),
                              std::span(study::protocol_names).first(2), protocol_texts))
      state.protocol = static_cast<study::Protocol>(*k);
    const double moment = parameter_value(scene, declared, "load.moment_Nm");
    if (const auto nm = slider(landmarks, "Moment", moment, 1, 10, "%.1f Nm"))
      edit = {"moment", with_parameter(scene, "load.moment_Nm", std::round(*nm * 10) / 10)};
    const double follower = parameter_value(scene, declared, "load.follower_N");
    if (const auto n = slider(landmarks, "Follower load", follower, 0, 800, "%.0f N"))
      edit = {"follower load", with_parameter(scene, "load.follower_N", std::round(*n / 10) * 10)};
  }
  if (button(landmarks, state.is_playing ? "Pause" : "Play"))
    state.is_playing = !state.is_playing;
  ImGui::SameLine();
  if (const auto percent = slider(landmarks, "##scrub", 100 * state.fraction, 0, 100, "%.0f %% of the motion")) {
    state.fraction = *percent / 100;
    state.is_playing = false;
  }
  if (!is_plain) {
    if (const auto times = slider(landmarks, "Shown", state.style.exaggeration, 1, 3, "motion x%.1f"))
      state.style.exaggeration = std::round(*times * 10) / 10;
    remark("Colors are those of the full motion; between neutral and full the picture is interpolated.");
  }
  return edit;
}

void advance_motion(ViewState& state, double seconds) {
  if (!state.is_playing)
    return;
  state.fraction += seconds / motion_seconds;
  if (state.fraction > 1)
    state.fraction = 0;
}

}  // namespace spondyl::view
