#include "spine/facet_joints.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;

spine::FacetJoint joint(spine::Side side) {
  const spine::SpineSpec spec = test::plain_spine();
  return spine::facet_joint(spec, spine::align(spec), spine::Level{2}, side);
}

Vector3d mirrored(const Vector3d& x) { return {x.x(), -x.y(), x.z()}; }

TEST_CASE("right and left facet joint mirror each other", "[spine][unit]") {
  const auto left = joint(spine::Side::left), right = joint(spine::Side::right);
  CHECK(left.center.y() > 0);
  CHECK((mirrored(left.center) - right.center).norm() <= test::round_off(100));
  CHECK((mirrored(left.normal) - right.normal).norm() <= test::round_off());
  CHECK((mirrored(left.across) - right.across).norm() <= test::round_off());
  CHECK((mirrored(left.along) - right.along).norm() <= test::round_off());
}

TEST_CASE("the axes of a joint are orthonormal, upwards and forwards", "[spine][unit]") {
  for (const spine::Side side : spine::both_sides) {
    const auto j = joint(side);
    Eigen::Matrix3d axes;
    axes << j.normal, j.across, j.along;
    CHECK((axes.transpose() * axes - Eigen::Matrix3d::Identity()).norm() <= test::round_off(10));
    CHECK(j.along.z() > 0.9);
    CHECK(j.across.x() > 0);
    CHECK(sign(side) * j.across.y() < 0);
  }
}

TEST_CASE("the normal points back and inwards, at the stated angles", "[spine][unit]") {
  const auto left = joint(spine::Side::left);
  CHECK(left.normal.x() < 0);
  CHECK(left.normal.y() < 0);
  CHECK(std::abs(left.normal.z() - std::cos(1.5)) <= test::round_off());
  CHECK(std::abs(std::atan2(-left.normal.x(), -left.normal.y()) - 0.7) <= test::round_off());
}

}  // namespace
