#include "spine/annulus_fibers.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;

struct Fibers {
  spine::SpineSpec spec = test::plain_spine();
  spine::Alignment alignment = spine::align(spec);
  spine::SpineMesh mesh = spine::make_spine_mesh(spec, alignment);
  std::vector<int> elements = mesh.elements(spine::Tissue::annulus, 2);
  std::vector<fem::FiberFamily> families =
      spine::annulus_fibers(mesh, elements, alignment.superior_of(spine::Vertebra::L4), spec.discs[2].tissue.fiber);

  double depth(std::size_t k) const { return mesh.tags[static_cast<std::size_t>(elements[k])].depth; }
  Vector3d center(std::size_t k) const {
    Vector3d sum = Vector3d::Zero();
    for (int n : mesh.mesh.hexahedra[static_cast<std::size_t>(elements[k])])
      sum += mesh.mesh.nodes[static_cast<std::size_t>(n)] / 8;
    return sum;
  }
};

TEST_CASE("fibers run along the ring at their angles to the endplates, the two families crossing", "[spine][unit]") {
  const Fibers f;
  REQUIRE(f.families.size() == 2 * f.elements.size());
  for (std::size_t k = 0; k < f.elements.size(); ++k) {
    const Vector3d &a = f.families[2 * k].direction, &b = f.families[2 * k + 1].direction;
    const double angle = 0.6 + (0.5 - 0.6) * f.depth(k);
    CHECK(std::abs(a.norm() - 1) <= test::round_off());
    CHECK(std::abs(a.z() - std::sin(angle)) <= test::round_off(10));
    CHECK(std::abs(b.z() + std::sin(angle)) <= test::round_off(10));
    CHECK((a + b - 2 * Vector3d(a.x(), a.y(), 0)).norm() <= test::round_off(10));
    // Counter-clockwise around the disc.
    CHECK(f.center(k).cross(Vector3d(a.x(), a.y(), 0)).z() > 0);
  }
}

TEST_CASE("fibers stiffen outwards; a family has half of the fraction", "[spine][unit]") {
  const Fibers f;
  for (std::size_t k = 0; k < f.elements.size(); ++k) {
    const double expected = 0.5 * 0.15 * (50 + (100 - 50) * f.depth(k));
    CHECK(test::relative_error(f.families[2 * k].law.stiffness, expected) <= test::round_off(10));
    CHECK(f.families[2 * k].law.stiffness == f.families[2 * k + 1].law.stiffness);
  }
}

TEST_CASE("fibers left and right mirror each other, the families changing places", "[spine][unit]") {
  const Fibers f;
  for (std::size_t k = 0; k < f.elements.size(); ++k) {
    const Vector3d c = f.center(k);
    std::size_t found = f.elements.size();
    for (std::size_t l = 0; l < f.elements.size(); ++l) {
      if ((f.center(l) - Vector3d(c.x(), -c.y(), c.z())).norm() < 1e-6)
        found = l;
    }
    REQUIRE(found < f.elements.size());
    const Vector3d &a = f.families[2 * k].direction, &b = f.families[2 * found + 1].direction;
    // A fiber has no sense: the image of one is the other up to sign.
    CHECK((Vector3d(a.x(), -a.y(), a.z()) + b).norm() <= test::round_off(100));
  }
}

}  // namespace
