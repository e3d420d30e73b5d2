// Where nodes are while a motion is played: true at both ends, and vertebrae stay what they are between them.

#include <catch2/catch.hpp>

#include "bent_spine.hpp"
#include "support.hpp"
#include "view/posture.hpp"

namespace {

using namespace spondyl;

TEST_CASE("the posture is the neutral one at 0 and the loaded one at 1", "[view][verification]") {
  const auto specimen = test::bent_specimen(true);
  const spine::SpineModel& spine = specimen->spine();
  const auto neutral = view::Posture(*specimen, 0, 1).nodes(), loaded = view::Posture(*specimen, 1, 1).nodes();
  double worst = 0;
  for (std::size_t n = 0; n < neutral.size(); ++n) {
    const int node = static_cast<int>(n);
    worst = std::max(worst, (neutral[n] - spine.model->position(node, specimen->neutral)).norm());
    worst = std::max(worst, (loaded[n] - spine.model->position(node, specimen->loaded)).norm());
  }
  CHECK(worst <= test::round_off(1e4));
}

TEST_CASE("a place of the loaded spine stays there at 1 and goes with its vertebra", "[view][verification]") {
  const auto specimen = test::bent_specimen(true);
  const Eigen::Vector3d place(3, -20, 90);
  CHECK((view::Posture(*specimen, 1, 1).carried(place, 1.3) - place).norm() <= test::round_off(1e4));
  const auto& mesh = specimen->spine().mesh;
  const auto node = static_cast<std::size_t>(mesh.body_planes[2].front()[0]);
  const auto loaded = view::Posture(*specimen, 1, 1).nodes(), half = view::Posture(*specimen, 0.5, 1).nodes();
  CHECK((view::Posture(*specimen, 0.5, 1).carried(loaded[node], 2) - half[node]).norm() <= test::round_off(1e4));
}

TEST_CASE("half way a vertebra is turned by half and neither stretched nor shrunk", "[view][verification]") {
  const auto specimen = test::bent_specimen(false);
  const auto& mesh = specimen->spine().mesh;
  const auto loaded = view::Posture(*specimen, 1, 1).nodes(), half = view::Posture(*specimen, 0.5, 1).nodes();
  const auto& bone = mesh.body_planes[2].front();
  double worst = 0;
  for (const int a : bone) {
    for (const int b : bone) {
      const auto i = static_cast<std::size_t>(a), j = static_cast<std::size_t>(b);
      worst = std::max(worst, std::abs((half[i] - half[j]).norm() - (loaded[i] - loaded[j]).norm()));
    }
  }
  CHECK(worst <= test::round_off(1e4));
}

}  // namespace
