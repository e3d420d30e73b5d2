// Beams against their closed forms, and against what any beam must do: exact derivatives, objectivity, equilibrium.

#include <catch2/catch.hpp>

#include <Eigen/Geometry>
#include <numbers>

#include "fem/beam.hpp"
#include "fem/rotation.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

constexpr const char* section = "Beams";
constexpr double diameter = 5.5, young = 110000, poisson = 0.3, length = 80;
constexpr double inertia = std::numbers::pi * diameter * diameter * diameter * diameter / 64;
constexpr double area = std::numbers::pi * diameter * diameter / 4;
constexpr double shear_modulus = young / (2 * (1 + poisson));

/// A rod held at one end; unit loads: a force on the other end, moments about x, y, z there.
struct Cantilever {
  std::unique_ptr<Model> model;
  const Beams* beams = nullptr;
  std::vector<BeamStation> stations;
  int force = 0;
  std::array<int, 3> moments{};

  Vector3 tip(const State& state) const { return state.node(stations.back().center); }
};

Cantilever cantilever(int n, const Vector3& direction, const Vector3& force) {
  Cantilever c;
  ModelDefinition d;
  c.force = d.add_load("force");
  for (int k = 0; k <= n; ++k)
    c.stations.push_back(add_station(d, Vector3(3, -2, 5) + length * k / n * direction));
  d.bodies.front().fixed.fill(true);
  std::vector<BeamElement> elements;
  const Vector3 across = direction.unitOrthogonal();
  for (std::size_t k = 0; k + 1 < c.stations.size(); ++k)
    elements.push_back({c.stations[k], c.stations[k + 1], across, circular_section(diameter, young, poisson)});
  c.beams = &d.add_term(std::make_unique<Beams>(d.mesh, elements));
  d.add_term(std::make_unique<NodalForces>(std::vector<NodalForce>{{c.stations.back().center, force}}, c.force));
  for (int axis = 0; axis < 3; ++axis) {
    c.moments[static_cast<std::size_t>(axis)] = d.add_load("moment");
    d.moments.push_back({c.stations.back().body, Vector3::Unit(axis), c.moments[static_cast<std::size_t>(axis)]});
  }
  c.model = std::make_unique<Model>(std::move(d));
  return c;
}

State solved(const Cantilever& c, double force, const Vector3& moment) {
  State state = c.model->initial_state();
  Target target{state.load, {}};
  target.load[c.force] = force;
  for (std::size_t k = 0; k < 3; ++k)
    target.load[c.moments[k]] = moment[static_cast<Eigen::Index>(k)];
  SolveOptions options;
  options.tolerance = 1e-11;
  REQUIRE(fem::name(solve(*c.model, state, target, options).status) == "converged");
  return state;
}

const Vector3 slanted = Vector3(2, -1, 3).normalized();

/// Turns a whole state about the origin.
State turned(const Model& model, const State& state, const Eigen::Quaterniond& q) {
  State out = state;
  for (int n = 0; n < static_cast<int>(model.mesh().nodes.size()); ++n)
    out.node(n) = q * model.position(n, state) - model.mesh().nodes[static_cast<std::size_t>(n)];
  return out;
}

}  // namespace

TEST_CASE("beams are the derivative of their energy", "[fem][verification]") {
  const Cantilever c = cantilever(3, slanted, Vector3(0, 1, 0));
  State state = c.model->initial_state();
  const Eigen::VectorXd move = random_vector(c.model->dofs().n_equations(), 0.2, 5);
  c.model->dofs().advance(c.model->mesh().nodes, move, state);
  state.load.setConstant(200);
  const Slopes s = taylor_slopes(*c.model, state, 1e-2, 29);
  check_at_least({"Taylor slopes", "residual, beam", "three elements, finite rotations"}, s.residual, 1.9);
  check_at_least({"Taylor slopes", "tangent, beam", "three elements, finite rotations"}, s.tangent, 1.9);
}

TEST_CASE("a turned beam carries the same", "[fem][verification]") {
  const Cantilever c = cantilever(3, slanted, Vector3(0, 1, 0));
  const State state = solved(c, 150, Vector3(900, -2000, 3000));
  const State moved = turned(*c.model, state, exp_rotation(Vector3(1.9, -0.6, 0.8)));
  const auto before = c.beams->forces(state), after = c.beams->forces(moved);
  double error = 0;
  for (std::size_t k = 0; k < before.size(); ++k) {
    error = std::max(
        {error, std::abs(after[k].axial - before[k].axial) / 150, (after[k].shear - before[k].shear).norm() / 150,
         (after[k].moment - before[k].moment).norm() / 3000, std::abs(after[k].torsion - before[k].torsion) / 3000});
  }
  check_at_most({section, "forces after a turn by 2.1 rad against before", "three elements, bent and twisted"}, error,
                1e-9);
}

TEST_CASE("a cantilever under a small force bends and shears as its closed form, whatever its mesh",
          "[fem][verification]") {
  const double force = 1e-3, factor = 6 * (1 + poisson) / (7 + 6 * poisson);
  const Vector3 across = slanted.unitOrthogonal();
  const double exact = force * (std::pow(length, 3) / (3 * young * inertia) + length / (factor * shear_modulus * area));
  for (const int n : {1, 3, 8}) {
    const Cantilever c = cantilever(n, slanted, across);
    const double tip = c.tip(solved(c, force, Vector3::Zero())).dot(across);
    check_at_most({section, "tip deflection, bending and shear, relative error", std::to_string(n) + " elements"},
                  spondyl::test::relative_error(tip, exact), 1e-6);
  }
}

TEST_CASE("a beam carries a tip force and a moment as statics says", "[fem][verification]") {
  const Vector3 across = slanted.unitOrthogonal(), third = slanted.cross(across);
  const double force = 1e-3, twist = 0.02;
  const Cantilever c = cantilever(4, slanted, across + 2 * slanted);
  const State state = solved(c, force, twist * slanted);
  const auto forces = c.beams->forces(state);
  double error = 0;
  for (std::size_t k = 0; k < forces.size(); ++k) {
    const Matrix3& axes = c.beams->axes(k);
    const double l = c.beams->length(k), arm = length - l * static_cast<double>(k);
    const Vector3 moment = axes.leftCols<2>() * forces[k].moment_at(0, l);
    error = std::max({error, std::abs(forces[k].axial / (2 * force) - 1),
                      (axes.leftCols<2>() * forces[k].shear / force - across).norm(),
                      (moment / (force * arm) - third).norm(), std::abs(forces[k].torsion / twist - 1)});
  }
  check_at_most({section, "axial force, shear, bending moment, torsion against statics", "4 elements"}, error, 1e-5);
  const double angle = state.bodies.back().rotation.vec().dot(slanted) * 2;
  check_at_most({section, "angle of twist, relative error", "4 elements"},
                spondyl::test::relative_error(angle, twist * length / (shear_modulus * 2 * inertia)), 1e-6);
}

TEST_CASE("an end moment rolls a cantilever to a quarter of a circle", "[fem][verification]") {
  const Vector3 along = Vector3::UnitX();
  const double angle = 0.5 * std::numbers::pi, radius = length / angle;
  const Vector3 exact(radius * std::sin(angle) - length, 0, -radius * (1 - std::cos(angle)));
  std::array<double, 3> errors{};
  for (std::size_t k = 0; k < errors.size(); ++k) {
    const int n = 8 << k;
    const Cantilever c = cantilever(n, along, Vector3::UnitY());
    const State state = solved(c, 0, Vector3(0, angle * young * inertia / length, 0));
    errors[k] = (c.tip(state) - exact).norm() / exact.norm();
  }
  check_at_most({section, "tip of a beam rolled up by 90 degrees, relative error", "32 elements"}, errors[2], 2e-3);
  check_at_least({section, "the same, order of convergence", "8, 16, 32 elements"},
                 spondyl::test::observed_rate({errors[0], errors[1], errors[2]}), spondyl::test::convergence_rate(2.0));
}

TEST_CASE("the von Mises stress of a round section is that of its bending, tension and torsion", "[fem][unit]") {
  const double radius = 0.5 * diameter;
  BeamForces f{0, Eigen::Vector2d::Zero(), Eigen::Vector2d::Zero(), 0};
  const Eigen::Vector2d moment(3000, 4000);
  const SectionStress bent = circular_stress(diameter, f, moment);
  CHECK(bent.von_mises == Approx(5000 * radius / inertia));
  // The most stretched point: M_1 stretches the side of the second axis, M_2 that against the first.
  CHECK(std::cos(bent.angle) == Approx(-0.8));
  CHECK(std::sin(bent.angle) == Approx(0.6));
  f.axial = -1000;
  const SectionStress pressed = circular_stress(diameter, f, moment);
  CHECK(pressed.von_mises == Approx(5000 * radius / inertia + 1000 / area));
  CHECK(std::cos(pressed.angle) == Approx(0.8));
  f = {0, Eigen::Vector2d::Zero(), Eigen::Vector2d::Zero(), 2500};
  CHECK(circular_stress(diameter, f, Eigen::Vector2d::Zero()).von_mises ==
        Approx(std::sqrt(3.0) * 2500 * radius / (2 * inertia)));
}

TEST_CASE("a square bar twists as its tabulated constant", "[fem][unit]") {
  const BeamSection s = rectangular_section(4, 4, young, poisson);
  CHECK(s.torsion / shear_modulus == Approx(0.1406 * 256).epsilon(2e-3));  // Timoshenko & Goodier, table of section 109
  CHECK(rectangular_section(2, 6, young, poisson).bending_first == Approx(young * 2 * 216 / 12.0));
}
