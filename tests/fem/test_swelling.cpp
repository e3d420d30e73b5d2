// A solid that swells: free it grows without stress, confined it presses with its bulk modulus.

#include <catch2/catch.hpp>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

constexpr double swelling = 0.03, bulk = 200;
const MooneyRivlin gel{0.12, 0.03, bulk, swelling};

/// Bent, so that no symmetry helps.
Box crooked_brick() {
  return make_box({2, 2, 3}, [](const Vector3& x) {
    return Vector3(4 * x[0] + 0.3 * x[1] * x[2], 5 * x[1] + 0.2 * x[0], 6 * x[2] + 0.4 * x[0] * x[1]);
  });
}

std::vector<PointFields> solved(ModelDefinition d) {
  d.add_load("none");
  Block& block = d.add_term(make_block(d.mesh, gel, all_elements(d.mesh)));
  const Model model(std::move(d));
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, 1.0));
  REQUIRE(fem::name(report.status) == "converged");
  return block.fields(state, 1);
}

}  // namespace

TEST_CASE("a free solid swells to its volume without stress", "[fem][verification]") {
  const Box box = crooked_brick();
  ModelDefinition d;
  d.mesh = box.mesh;
  const int origin = box.node(0, 0, 0), along = box.node(2, 0, 0), across = box.node(0, 2, 0);
  d.supports = {{origin, 0}, {origin, 1}, {origin, 2}, {along, 1}, {along, 2}, {across, 2}};
  for (const PointFields& p : solved(std::move(d))) {
    CHECK(p.volume_ratio == Approx(1 + swelling).epsilon(1e-9));
    CHECK(p.stress.norm() <= 1e-8 * bulk);
  }
}

TEST_CASE("a confined solid that would swell presses with its bulk modulus", "[fem][verification]") {
  const Box box = crooked_brick();
  ModelDefinition d;
  d.mesh = box.mesh;
  for (int n = 0; n < static_cast<int>(d.mesh.nodes.size()); ++n) {
    const bool is_free = n == box.node(1, 1, 1) || n == box.node(1, 1, 2);
    for (int axis = 0; axis < 3 && !is_free; ++axis)
      d.supports.push_back({n, axis});
  }
  for (const PointFields& p : solved(std::move(d))) {
    CHECK(p.volume_ratio == Approx(1).margin(1e-9));
    CHECK(p.pressure == Approx(bulk / 2 * (1 / (1 - swelling) - (1 - swelling))).epsilon(1e-9));
  }
}
