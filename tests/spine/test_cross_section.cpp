#include "spine/cross_section.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support.hpp"

namespace {

using namespace spondyl;
using spine::Resolution;
using spine::Zone;

constexpr spine::PlateShape plate{50, 36, 0.45, -1.5, 1};

double quad_area(const spine::CrossSection& section, const spine::SectionQuad& quad) {
  const auto p = [&](std::size_t k) {
    return spine::place(section.nodes[static_cast<std::size_t>(quad.nodes[k])], plate);
  };
  const Eigen::Vector2d a = p(2) - p(0), b = p(3) - p(1);
  return 0.5 * (a.x() * b.y() - a.y() * b.x());
}

TEST_CASE("a cross-section is the core, its rings and the cortex, each quadrilateral turned one way", "[spine][unit]") {
  for (const Resolution resolution : {Resolution::interactive, Resolution::standard, Resolution::fine}) {
    const spine::MeshDensity d = spine::mesh_density(resolution);
    const spine::CrossSection section = spine::make_cross_section(d);
    const int rings = d.nucleus_rings + d.annulus_rings + 1;
    CHECK(section.n_around == 4 * d.core);
    CHECK(static_cast<int>(section.quads.size()) == d.core * d.core + rings * section.n_around);
    CHECK(static_cast<int>(section.nodes.size()) == (d.core + 1) * (d.core + 1) + rings * section.n_around);
    CHECK(section.n_disc_nodes + section.n_around == static_cast<int>(section.nodes.size()));
    CHECK(std::all_of(section.quads.begin(), section.quads.end(),
                      [&](const auto& quad) { return quad_area(section, quad) > 0; }));
  }
}

TEST_CASE("the nucleus has the stated share of the disc", "[spine][unit]") {
  const spine::CrossSection section = spine::make_cross_section(spine::mesh_density(Resolution::fine));
  double nucleus = 0, disc = 0;
  for (const auto& quad : section.quads) {
    if (quad.zone == Zone::cortex)
      continue;
    disc += quad_area(section, quad);
    nucleus += quad.zone == Zone::core ? quad_area(section, quad) : 0;
  }
  CHECK(test::relative_error(nucleus / disc, plate.nucleus_fraction) <= test::scaled(0.02));
}

TEST_CASE("the disc's edge has the stated width and, but for the hollow behind, depth; the cortex lies outside",
          "[spine][unit]") {
  const spine::CrossSection section = spine::make_cross_section(spine::mesh_density(Resolution::fine));
  double front = 0, back = 0, side = 0;
  for (int n : section.rim) {
    const Eigen::Vector2d p = spine::place(section.nodes[static_cast<std::size_t>(n)], plate);
    front = std::max(front, p.x());
    back = std::min(back, p.x());
    side = std::max(side, p.y());
  }
  CHECK(front == Approx(18));
  CHECK(side == Approx(25));
  CHECK(back > -18);
  CHECK(back < -15.5);
  for (std::size_t k = 0; k < section.rim.size(); ++k) {
    const auto at = [&](int n) { return spine::place(section.nodes[static_cast<std::size_t>(n)], plate); };
    const double wall = (at(section.wall[k]) - at(section.rim[k])).norm();
    CHECK(wall >= plate.cortex * (1 - 1e-9));
    CHECK(wall <= 1.3 * plate.cortex);
  }
}

}  // namespace
