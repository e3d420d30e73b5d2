// What the window shows and how: everything a person sets that is not part of the plan. Not undone, not saved.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "study/load_case.hpp"
#include "study/protocol.hpp"
#include "view/picture_style.hpp"

namespace spondyl::view {

enum class Mode { trainee, patient, researcher };
inline constexpr std::array<std::string_view, 3> mode_names{"trainee", "patient", "researcher"};

/// Which spines stand side by side, or what one has more than the other.
enum class Shown {
  operated,
  intact,
  compared,        ///< all, the kept plan between them
  difference,      ///< operated minus intact
  plan_difference  ///< operated minus the kept plan; minus intact where none is beside
};
inline constexpr std::array<std::string_view, 5> shown_names{"operated", "intact", "compared", "difference",
                                                             "plan_difference"};
constexpr bool is_difference(Shown shown) { return shown == Shown::difference || shown == Shown::plan_difference; }

/// What a step of a lesson sets.
struct Look {
  study::LoadCase load_case = study::LoadCase::flexion;
  study::Protocol protocol = study::Protocol::hybrid;
  Shown shown = Shown::operated;
  Viewpoint viewpoint = Viewpoint::oblique;
  Field field = Field::von_mises;

  bool operator==(const Look&) const = default;
};

struct ViewState {
  Mode mode = Mode::trainee;
  PictureStyle style;
  Shown shown = Shown::operated;
  study::LoadCase load_case = study::LoadCase::flexion;
  study::Protocol protocol = study::Protocol::hybrid;
  double fraction = 1;  ///< of the motion
  bool is_playing = false;
  bool has_panels = true;  ///< beside the picture
  bool has_bars = false;   ///< in the place of the tables
  bool has_plots = false;  ///< in the place of the neighbors' numbers
  double text_scale = 1;

  /// A range that was kept is of values or of changes, not of both.
  void show(Shown spines) {
    if (is_difference(spines) != is_difference(shown))
      style.range.reset();
    shown = spines;
  }

  Look look() const { return {load_case, protocol, shown, style.viewpoint, style.field}; }
  /// At the end of the motion, with colors from least to greatest.
  void set_look(const Look& look) {
    load_case = look.load_case;
    protocol = look.protocol;
    shown = look.shown;
    style.viewpoint = look.viewpoint;
    style.field = look.field;
    style.range.reset();
    fraction = 1;
    is_playing = false;
  }
};

}  // namespace spondyl::view
