// Rubber bonded between plates and pressed flat: at the free edge of the bond the exact strain is singular. The volume of
// the elements there must stay right although the displacements turn single points of them inside out.

#include <catch2/catch.hpp>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

struct Pressed {
  double force;             ///< N, on the plate
  double least_compatible;  ///< det F of the displacements, smallest of all points
  double least, most;       ///< volume ratio of the elements
  double least_of_point;    ///< volume ratio that is shown, smallest of all points
};

constexpr double half_width = 4, height = 4, squeeze = 0.31;

/// det F of the displacements alone at a corner's integration point.
double compatible_ratio(const Mesh& mesh, const State& state, const std::array<int, 8>& nodes, int corner) {
  const double g = 1 / std::sqrt(3.0);
  const auto sign = [](int a, int d) {
    const bool is_second = d == 0 ? (a % 4 == 1 || a % 4 == 2) : d == 1 ? a % 4 >= 2 : a >= 4;
    return is_second ? 1.0 : -1.0;
  };
  Matrix3 reference = Matrix3::Zero(), now = Matrix3::Zero();
  for (int a = 0; a < 8; ++a) {
    Vector3 slope;
    for (int d = 0; d < 3; ++d) {
      slope[d] = 0.125 * sign(a, d);
      for (int e = 0; e < 3; ++e) {
        if (e != d)
          slope[d] *= 1 + sign(a, e) * sign(corner, e) * g;
      }
    }
    const int n = nodes[static_cast<std::size_t>(a)];
    const Vector3& x = mesh.nodes[static_cast<std::size_t>(n)];
    reference += x * slope.transpose();
    now += (x + state.node(n)) * slope.transpose();
  }
  return now.determinant() / reference.determinant();
}

/// Half of a strip in plane strain, n elements over its height.
Pressed press(int n) {
  const Box box = make_brick({n, 1, n}, {half_width, 1, height});
  ModelDefinition d;
  d.mesh = box.mesh;
  const int load = d.add_load("plate_mm");
  for (int node = 0; node < static_cast<int>(d.mesh.nodes.size()); ++node)
    d.supports.push_back({node, 1});
  hold(d, box.side(0, 0), 0);
  for (int axis : {0, 2})
    hold(d, box.side(2, 0), axis);
  for (int node : box.side(2, 1)) {
    if (d.mesh.nodes[static_cast<std::size_t>(node)][0] > 0)
      d.supports.push_back({node, 0});
    d.driven.push_back({DrivenDisplacement::Target::node, node, 2, load, -1});
  }
  Block& block = d.add_term(make_block(d.mesh, MooneyRivlin{0.25, 0.06, 6.0}, all_elements(d.mesh)));
  const Model model(std::move(d));
  State state = model.initial_state();
  const double depth = squeeze * height, step = 1e-3;
  const auto go = [&](double amplitude) {
    const Report report = solve(model, state, target(model, amplitude));
    REQUIRE(fem::name(report.status) == "converged");
    return potential(model, state);
  };
  const double before = go(depth - step);
  const double force = (go(depth) - before) / step;

  Pressed out{force, 1, 1, 1, 1};
  const auto fields = block.fields(state, 1);
  for (std::size_t e = 0; e < fields.size() / 8; ++e) {
    double volume = 0, reference = 0;
    for (int q = 0; q < 8; ++q) {
      const PointFields& point = fields[8 * e + static_cast<std::size_t>(q)];
      const double compatible = compatible_ratio(model.mesh(), state, model.mesh().hexahedra[e], q);
      out.least_compatible = std::min(out.least_compatible, compatible);
      out.least_of_point = std::min(out.least_of_point, point.volume_ratio);
      volume += point.volume * compatible;
      reference += point.volume;
    }
    out.least = std::min(out.least, volume / reference);
    out.most = std::max(out.most, volume / reference);
  }
  return out;
}

}  // namespace

TEST_CASE("elements at a bonded corner keep their volume where single points would lose it", "[fem][verification]") {
  const Pressed coarse = press(4), middle = press(8), fine = press(16);
  REQUIRE(fine.least_compatible < 0);
  CHECK(fine.least_of_point > 0.7);
  CHECK(fine.least == Approx(coarse.least).epsilon(0.01));
  CHECK(fine.most < 1.05);
  // The force goes on falling to its limit, nearly with the size of the elements.
  CHECK(fine.force < middle.force);
  CHECK(middle.force - fine.force < 0.6 * (coarse.force - middle.force));
}
