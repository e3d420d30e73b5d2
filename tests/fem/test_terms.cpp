// Strands, cables, loads, pressure and rigid bodies: each is the exact derivative of its energy, alone and in a model
// in which all of them meet on tied nodes.

#include <catch2/catch.hpp>

#include "fem/cable.hpp"
#include "fem/cavity_pressure.hpp"
#include "fem/connector.hpp"
#include "fem/nodal_force.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

/// A term on free nodes near the corners of a cube, displaced at random.
Slopes slopes_of(ModelDefinition definition, double amplitude) {
  const Model model(std::move(definition));
  State state = random_state(model, 0.1, 0.0, 17);
  state.load.setConstant(amplitude);
  return taylor_slopes(model, state, 1e-2, 23);
}

ModelDefinition cube_nodes() {
  ModelDefinition d;
  d.mesh = make_brick({1, 1, 1}, Vector3(10, 11, 12)).mesh;
  d.add_load("load");
  return d;
}

void check_slopes(const std::string& what, const std::string& setting, const Slopes& s) {
  check_at_least({"Taylor slopes", "residual, " + what, setting}, s.residual, 1.9);
  check_at_least({"Taylor slopes", "tangent, " + what, setting}, s.tangent, 1.9);
}

}  // namespace

TEST_CASE("a strand is the derivative of its energy: slack, in the toe, beyond it", "[fem][verification]") {
  const double length = std::sqrt(100.0 + 121 + 144);
  struct Case {
    const char* name;
    double rest_length;
  };
  for (const Case& c : {Case{"slack strand", 1.5 * length}, Case{"strand in its toe", 0.92 * length},
                        Case{"strand beyond its toe", 0.7 * length}}) {
    ModelDefinition d = cube_nodes();
    d.add_term(std::make_unique<Connectors>(d.mesh, std::vector<Strand>{{0, 7, c.rest_length, {200.0, 0.02, 0.15}}}));
    check_slopes(c.name, "one strand", slopes_of(std::move(d), 1));
  }
}

TEST_CASE("a strand carries nothing when slack and follows its law when tight", "[fem][unit]") {
  Mesh mesh;
  mesh.nodes = {Vector3(0, 0, 0), Vector3(10, 0, 0)};
  const Connectors strand(mesh, {{0, 1, 10.0, {200.0, 0.01, 0.04}}});
  State state;
  state.displacement.setZero(6);
  state.displacement[3] = -1.0;
  CHECK(strand.tensions(state)[0] == 0.0);
  state.displacement[3] = 0.3;  // strain 0.03, of which 0.02 in the toe
  CHECK(strand.tensions(state)[0] == Approx(200.0 * 0.02 * 0.02 / (2 * 0.04)));
  state.displacement[3] = 1.0;
  CHECK(strand.tensions(state)[0] == Approx(200.0 * (0.09 - 0.02)));
}

TEST_CASE("a cable, dead loads and a following pressure are derivatives of their energies", "[fem][verification]") {
  ModelDefinition d = cube_nodes();
  d.add_term(std::make_unique<Cable>(d.mesh, std::vector<int>{0, 3, 5, 7}, 0));
  check_slopes("cable", "three segments", slopes_of(std::move(d), 300.0));

  d = cube_nodes();
  d.add_term(std::make_unique<NodalForces>(std::vector<NodalForce>{{1, {1, 2, 3}}, {4, {-1, 0, 2}}}, 0));
  check_slopes("dead load", "two nodes", slopes_of(std::move(d), 7.0));

  d = cube_nodes();
  d.add_term(std::make_unique<CavityPressure>(
      d.mesh, std::vector<std::array<int, 4>>{{0, 1, 3, 2}, {4, 6, 7, 5}, {0, 4, 5, 1}}, 0));
  check_slopes("following pressure", "three faces", slopes_of(std::move(d), 2.0));
}

TEST_CASE("a cable whose neighboring points share nodes is the derivative of its energy", "[fem][verification]") {
  ModelDefinition d = cube_nodes();
  const std::vector<WeightedPoint> path{
      {{0, 1, 1}, {0.5, 0.25, 0.25}}, {{1, 3, 5}, {0.2, 0.3, 0.5}}, {{5, 7, 1}, {0.1, 0.6, 0.3}}};
  d.add_term(std::make_unique<Cable>(d.mesh, path, 0));
  check_slopes("cable", "two segments, shared nodes", slopes_of(std::move(d), 300.0));
}

TEST_CASE("a stencil that names a node twice is refused", "[fem][unit]") {
  ModelDefinition d = cube_nodes();
  const int load = d.add_load("pressure");
  d.add_term(std::make_unique<CavityPressure>(d.mesh, std::vector<std::array<int, 4>>{{0, 1, 1, 2}}, load));
  CHECK_THROWS_AS(Model(std::move(d)), std::invalid_argument);
}

TEST_CASE("the cones of a closed surface fill its inside", "[fem][unit]") {
  const Box box = make_brick({2, 3, 2}, Vector3(10, 11, 12));
  std::vector<std::array<int, 4>> faces;
  for (int axis = 0; axis < 3; ++axis) {
    for (int end = 0; end < 2; ++end) {
      for (const auto& f : box.faces(axis, end))
        faces.push_back(f);
    }
  }
  const CavityPressure pressure(box.mesh, faces, 0);
  State state;
  state.displacement.setZero(3 * static_cast<Eigen::Index>(box.mesh.nodes.size()));
  CHECK(pressure.cone_volume(state) == Approx(10.0 * 11 * 12));
}

TEST_CASE("the angle about an axis has the gradient and the Hessian it states", "[fem][verification]") {
  const Vector3 axis = Vector3(0.3, -0.2, 0.9).normalized();
  const Vector3 spin(0.4, 0.7, -0.5);
  for (double size : {0.0, 1e-6, 0.01, 0.049, 0.051, 0.8, 2.2}) {
    const auto start = exp_rotation(size * Vector3(0.5, 0.6, 0.62).normalized());
    const AngleMeasure m = angle_about(axis, start);
    const auto moved = [&](double h) { return angle_about(axis, exp_rotation(h * spin) * start); };
    const double gradient = spondyl::test::taylor_slope(
        [&](double h) { return std::abs(moved(h).angle - m.angle - h * m.gradient.dot(spin)); }, 0.1, 1.0);
    // Along a constant spin gradient . spin is the derivative of the angle.
    const double hessian = spondyl::test::taylor_slope(
        [&](double h) { return std::abs(spin.dot(moved(h).gradient - m.gradient - h * m.hessian * spin)); }, 0.1, 1.0);
    const std::string setting = "rotation by " + std::to_string(size) + " rad";
    check_at_least({"Taylor slopes", "gradient of the angle", setting}, gradient, 1.9);
    check_at_least({"Taylor slopes", "Hessian of the angle", setting}, hessian, 1.9);
  }
}

TEST_CASE("a model of solids, strands, cable and loaded rigid bodies is the derivative of its energy",
          "[fem][verification]") {
  ModelDefinition d;
  Box box = make_brick({2, 2, 3}, Vector3(10, 10, 15));
  d.mesh = box.mesh;
  const int arm = d.mesh.add_node(Vector3(-6, 4, 17)), other = d.mesh.add_node(Vector3(-5, 4, -2));
  const int moment = d.add_load("moment"), tension = d.add_load("tension"), pressure = d.add_load("pressure");
  auto top = box.side(2, 1), bottom = box.side(2, 0);
  top.push_back(arm);
  bottom.push_back(other);
  d.bodies = {{Vector3(5, 5, 15), top, {}}, {Vector3(4, 6, 0), bottom, {}}};
  d.add_term(make_block(d.mesh, MooneyRivlin{0.4, 0.1, 20.0, 0.02},
                        with_fibers(d.mesh, {Vector3(1, 0, 1), Vector3(-1, 0, 1)}, {5.0, 0.0, 0.05})));
  d.add_term(std::make_unique<Connectors>(d.mesh, std::vector<Strand>{{arm, other, 15.0, {200.0, 0.0, 0.05}}}));
  d.add_term(std::make_unique<Cable>(d.mesh, std::vector<int>{arm, box.node(0, 1, 1), other}, tension));
  d.add_term(std::make_unique<CavityPressure>(d.mesh, box.faces(0, 1), pressure));
  d.moments = {{0, Vector3(0.2, 1, 0.3).normalized(), moment}, {1, Vector3(1, 0, 0), moment}};
  const Model model(std::move(d));

  State state = random_state(model, 0.03, 0.0, 31);
  const auto turn = [&](std::size_t body, const Vector3& v) {
    Eigen::VectorXd increment = Eigen::VectorXd::Zero(model.dofs().n_equations());
    for (int k = 0; k < 3; ++k)
      increment[model.dofs().body_equation(static_cast<int>(body), k + 3)] = v[k];
    model.dofs().advance(model.mesh().nodes, increment, state);
  };
  turn(0, Vector3(0.02, 0.05, -0.03));
  mark_neutral(state);
  turn(0, Vector3(0.05, 0.1, 0.04));
  turn(1, Vector3(-0.06, 0.02, 0.03));
  state.load << 3000.0, 80.0, 0.2;
  relax_internal(model, state);
  const Slopes s = taylor_slopes(model, state, 1e-3, 41);
  check_slopes("whole model", "12 hexahedra, strand, cable, pressure, two bodies with moments", s);
  check_at_least({"Taylor slopes", "internal residual, whole model", "12 hexahedra"}, s.internal, 1.9);
}
