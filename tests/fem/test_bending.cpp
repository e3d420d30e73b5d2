// A cantilever bent to 60 degrees, two hexahedra through its thickness: by a moment into an arc, by a tip force into
// the elastica.

#include <catch2/catch.hpp>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

constexpr double length = 20, thickness = 1, width = 1, young = 1000;
constexpr double bending_stiffness = young * width * thickness * thickness * thickness / 12;
constexpr double end_angle = M_PI / 3;
const std::string mesh_text = "20 x 2 x 1 on 20 x 1 x 1 mm, ";

/// A beam along x that bends in the xy plane; its root is clamped but may contract sideways.
template <class Law>
ModelDefinition make_beam(const Box& box, const Law& law) {
  const int middle = box.n[1] / 2;
  ModelDefinition d;
  d.mesh = box.mesh;
  d.add_load("load");
  d.add_term(make_block(d.mesh, law, all_elements(d.mesh)));
  hold(d, box.side(0, 0), 0);
  hold(d, {box.node(0, middle, 0), box.node(0, middle, box.n[2])}, 1);
  hold(d, {box.node(0, middle, 0)}, 2);
  return d;
}

/// Bends the beam by a moment at its end until that has turned by `end_angle`.
template <class Law>
State bent(const Box& box, const Law& law) {
  ModelDefinition d = make_beam(box, law);
  d.bodies = {{Vector3(length, 0, 0), box.side(0, 1), {}}};
  d.moments = {{0, Vector3::UnitZ(), 0}};
  const Model model(std::move(d));
  State state = model.initial_state();
  Target bend = target(model, 0.0);
  bend.rotation = Target::Rotation{0, end_angle};
  REQUIRE(fem::name(solve(model, state, bend).status) == "converged");
  return state;
}

Box beam_mesh(std::array<int, 3> n = {20, 2, 1}) {
  return make_box(
      n, [](const Vector3& x) { return Vector3(length * x[0], thickness * (x[1] - 0.5), width * (x[2] - 0.5)); });
}

}  // namespace

TEST_CASE("a cantilever bent by an end moment becomes an arc", "[fem][verification]") {
  for (double poisson_ratio : {0.0, 0.3}) {
    const State state = bent(beam_mesh(), LinearElastic{young, poisson_ratio});
    const double radius = length / end_angle;
    const Vector3 tip(radius * std::sin(end_angle), radius * (1 - std::cos(end_angle)), 0);
    const std::string setting = mesh_text + "nu = " + std::to_string(poisson_ratio).substr(0, 3);
    check_at_most({"Cantilever bent to 60 degrees", "by a moment: end position over length", setting},
                  (state.bodies[0].center - tip).norm() / length, 0.01);
    check_at_most({"Cantilever bent to 60 degrees", "by a moment: moment, relative error", setting},
                  std::abs(state.load[0] / (bending_stiffness * end_angle / length) - 1), 0.01);
  }
}

TEST_CASE("a cantilever bent by a dead tip force becomes an elastica", "[fem][verification]") {
  // Bisshopp & Drucker 1945: end slope, end position and force from elliptic integrals.
  const double k = std::sqrt((1 + std::sin(end_angle)) / 2), phi = std::asin(1 / (k * std::sqrt(2.0)));
  const double alpha = std::comp_ellint_1(k) - std::ellint_1(k, phi);
  const double force = alpha * alpha * bending_stiffness / (length * length);
  const Vector3 tip(length * std::sqrt(2 * std::sin(end_angle)) / alpha,
                    length * (1 - 2 * (std::comp_ellint_2(k) - std::ellint_2(k, phi)) / alpha), 0);
  for (double poisson_ratio : {0.0, 0.3}) {
    const Box box = beam_mesh();
    ModelDefinition d = make_beam(box, LinearElastic{young, poisson_ratio});
    std::vector<NodalForce> forces;
    for (const auto& face : box.faces(0, 1)) {
      for (int n : face)
        forces.push_back({n, Vector3(0, force / 8, 0)});
    }
    d.add_term(std::make_unique<NodalForces>(forces, 0));
    const Model model(std::move(d));
    State state = model.initial_state();
    const Report report = solve(model, state, target(model, 1.0));
    REQUIRE(fem::name(report.status) == "converged");
    const Vector3 end = 0.5 * (model.position(box.node(20, 1, 0), state) + model.position(box.node(20, 1, 1), state));
    const Vector3 across = model.position(box.node(20, 2, 0), state) - model.position(box.node(20, 0, 0), state);
    const double slope = std::atan2(-across[0], across[1]);
    const std::string setting = mesh_text + "nu = " + std::to_string(poisson_ratio).substr(0, 3);
    check_at_most({"Cantilever bent to 60 degrees", "by a force: end displacement, relative error", setting},
                  (Vector3(end[0], end[1], 0) - tip).norm() / (tip - Vector3(length, 0, 0)).norm(), 0.01);
    check_at_most({"Cantilever bent to 60 degrees", "by a force: end slope, relative error", setting},
                  std::abs(slope / end_angle - 1), 0.01);
  }
}

// What holds these elements against a zigzag stiffens flat ones that bend by themselves, by what docs/theory tells.
TEST_CASE("a cantilever of rubber needs little more than the moment that a finer mesh needs", "[fem][verification]") {
  const MooneyRivlin rubber{0.25, 0.0625, 6.0};
  const double exact = bent(beam_mesh({40, 8, 4}), rubber).load[0];
  const auto check = [&](std::array<int, 3> n, double bound) {
    const std::string setting = std::to_string(n[0]) + " x " + std::to_string(n[1]) + " x " + std::to_string(n[2]) +
                                " on 20 x 1 x 1 mm, nu = 0.45";
    check_at_most({"Cantilever bent to 60 degrees", "of rubber, by a moment: moment against 40 x 8 x 4", setting},
                  std::abs(bent(beam_mesh(n), rubber).load[0] / exact - 1), bound);
  };
  check({40, 2, 2}, 0.003);
  check({20, 2, 2}, 0.03);
  check({10, 2, 2}, 0.13);
}
