#include "spine/facet_joints.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;

std::array<spine::FacetJoint, 2> joints() {
  const spine::SpineSpec spec = test::plain_spine();
  return spine::facet_joints(spec, spine::align(spec), spine::Level{2});
}

Vector3d mirrored(const Vector3d& x) { return {x.x(), -x.y(), x.z()}; }

TEST_CASE("right and left facet joint mirror each other", "[spine][unit]") {
  const auto [left, right] = joints();
  CHECK(left.origin.y() > 0);
  CHECK((mirrored(left.origin) - right.origin).norm() <= test::round_off(100));
  CHECK((mirrored(left.normal) - right.normal).norm() <= test::round_off());
  REQUIRE(left.points.size() == right.points.size());
  for (std::size_t k = 0; k < left.points.size(); ++k)
    CHECK((mirrored(left.points[k]) - right.points[k]).norm() <= test::round_off(100));
}

TEST_CASE("the points of a facet lie a gap away from its plane and share its elliptic area", "[spine][unit]") {
  for (const spine::FacetJoint& joint : joints()) {
    Vector3d mean = Vector3d::Zero();
    for (const Vector3d& p : joint.points) {
      CHECK(std::abs((p - joint.origin).dot(joint.normal) - 0.5) <= test::round_off(100));
      mean += p / static_cast<double>(joint.points.size());
    }
    CHECK((mean - joint.origin - 0.5 * joint.normal).norm() <= test::round_off(100));
    CHECK(joint.point_area * static_cast<double>(joint.points.size()) == Approx(std::numbers::pi / 4 * 14 * 16));
  }
}

TEST_CASE("the normal points back and inwards, at the stated angles", "[spine][unit]") {
  const auto [left, right] = joints();
  CHECK(left.normal.x() < 0);
  CHECK(left.normal.y() < 0);
  CHECK(std::abs(left.normal.z() - std::cos(1.5)) <= test::round_off());
  CHECK(std::abs(std::atan2(-left.normal.x(), -left.normal.y()) - 0.7) <= test::round_off());
}

}  // namespace
