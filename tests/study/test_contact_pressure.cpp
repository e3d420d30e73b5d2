// Which joints of the default spine press in which motion, as pictures color them.

#include "spine/contact_pressure.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "shipped_parameters.hpp"
#include "spine_solve.hpp"

namespace {

using namespace spondyl;
using spine::Axis;

double greatest(const std::map<int, double>& pressures, const spine::ArticularFace& face) {
  double most = 0;
  for (const int node : face.nodes)
    most = std::max(most, pressures.at(node));
  return most;
}

TEST_CASE("facets press in extension on both sides, in rotation on the other side, in flexion not at all",
          "[study][verification]") {
  static const test::NeutralSpine neutral =
      test::neutral_spine(spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive), 400);
  struct Motion {
    std::string name;
    spine::Direction direction;
    std::array<bool, 2> presses;  // left, right
  };
  const auto motion = GENERATE(values<Motion>({{"flexion", {Axis::flexion, 1}, {false, false}},
                                               {"extension", {Axis::flexion, -1}, {true, true}},
                                               {"rotation to the left", {Axis::axial, 1}, {false, true}}}));
  CAPTURE(motion.name);
  const auto pressures = spine::contact_pressure(*neutral.model, test::turned(neutral, motion.direction, 7500).state);
  for (const spine::Level level : spine::all_levels) {
    for (std::size_t side = 0; side < 2; ++side) {
      CAPTURE(level.index, side);
      const auto& arches = neutral.model->mesh.arches;
      const double upper =
          greatest(pressures, arches[static_cast<std::size_t>(spine::upper(level))].inferior_face[side]);
      const double lower =
          greatest(pressures, arches[static_cast<std::size_t>(spine::lower(level))].superior_face[side]);
      CHECK((motion.presses[side] ? upper > 0.3 && lower > 0.3 : upper == 0 && lower == 0));
      CHECK(std::max(upper, lower) < 6);
    }
  }
}

}  // namespace
