#include "spine/ligaments.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;
using spine::Ligament;

struct Layout {
  spine::SpineSpec spec = test::plain_spine();
  spine::Alignment alignment = spine::align(spec);
  spine::SpineMesh mesh = spine::make_spine_mesh(spec, alignment);

  spine::StrandLayout of(Ligament l) const { return spine::strand_layout(spec, alignment, mesh, spine::Level{2}, l); }
  Vector3d position(const spine::StrandEnd& end) const {
    if (const auto* on_bone = std::get_if<fem::WeightedPoint>(&end))
      return on_bone->reference(mesh.mesh);
    return std::get<Vector3d>(end);
  }
};

constexpr std::array all{Ligament::ALL, Ligament::PLL, Ligament::LF, Ligament::CL,
                         Ligament::ITL, Ligament::ISL, Ligament::SSL};

TEST_CASE("a ligament keeps its stiffness however many strands it is cut into", "[spine][unit]") {
  const Layout layout;
  for (const Ligament l : all) {
    const spine::StrandLayout s = layout.of(l);
    const double expected = 100.0 * 2 * (is_paired(l) ? 2 : 1);
    CAPTURE(name(l));
    CHECK(s.stiffness * static_cast<double>(s.strands.size()) == Approx(expected));
  }
}

TEST_CASE("strands run from the upper vertebra down to the lower one and mirror each other", "[spine][unit]") {
  const Layout layout;
  for (const Ligament l : all) {
    const auto strands = layout.of(l).strands;
    CAPTURE(name(l));
    REQUIRE_FALSE(strands.empty());
    for (const auto& strand : strands) {
      const Vector3d u = layout.position(strand.upper), d = layout.position(strand.lower);
      if (l != Ligament::CL)
        CHECK(u.z() > d.z());
      const Vector3d mirror(u.x(), -u.y(), u.z());
      CHECK(std::any_of(strands.begin(), strands.end(), [&](const auto& other) {
        return (layout.position(other.upper) - mirror).norm() <= test::round_off(1000);
      }));
    }
  }
}

TEST_CASE("longitudinal ligaments lie in front of and behind the bodies, the others further back", "[spine][unit]") {
  const Layout layout;
  const auto farthest_forward = [&](Ligament l) {
    double x = -test::infinity;
    for (const auto& strand : layout.of(l).strands)
      x = std::max({x, layout.position(strand.upper).x(), layout.position(strand.lower).x()});
    return x;
  };
  CHECK(farthest_forward(Ligament::ALL) > 16);
  CHECK(farthest_forward(Ligament::PLL) < -10);
  for (const Ligament l : {Ligament::LF, Ligament::CL, Ligament::ISL, Ligament::SSL})
    CHECK(farthest_forward(l) < -17);
  CHECK(farthest_forward(Ligament::SSL) == Approx(-72));
}

TEST_CASE("capsular strands cross the gap of their joint with the stated length, short of the bone they end in",
          "[spine][unit]") {
  const Layout layout;
  for (const auto& strand : layout.of(Ligament::CL).strands) {
    const double length = (layout.position(strand.upper) - layout.position(strand.lower)).norm();
    CHECK(length > 0.5);
    CHECK(length <= 4 + test::round_off(1000));
  }
}

TEST_CASE("ends of strands lie on the vertebra they belong to, near their landmarks", "[spine][unit]") {
  const Layout layout;
  const spine::Frame& frame = layout.alignment.body_of(spine::Vertebra::L3);
  const spine::VertebraSpec& s = layout.spec[spine::Vertebra::L3];
  CHECK((layout.position(layout.of(Ligament::SSL).strands[0].upper) - frame(s.spinous_tip)).norm() < 2);
  for (const auto& strand : layout.of(Ligament::ITL).strands) {
    const Vector3d tip = layout.position(strand.upper) - frame.origin;
    CHECK(std::abs(std::abs(tip.y()) - s.transverse_tip.y) < 1);
  }
  for (const auto& strand : layout.of(Ligament::LF).strands)
    CHECK(std::abs(layout.position(strand.upper).z() - frame.origin.z() - s.lamina_inferior_z) < 2);
}

}  // namespace
