// Springs between points that lie on each other: exact derivatives, the same in any frame, each direction its own law.

#include <catch2/catch.hpp>

#include "fem/beam.hpp"
#include "fem/rotation.hpp"
#include "fem/ties.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

enum class Carrier { station, brick };

/// A point inside a brick, tied to a station there. The axis is that of the station, or a diagonal of the brick, which
/// stretches with it.
struct Pinned {
  ModelDefinition definition;
  BeamStation station;
  Vector3 axis = Vector3(1, 2, -2) / 3.0;

  explicit Pinned(double across, double along, const UniaxialLaw<double>& pressed, Carrier carrier = Carrier::station) {
    definition.mesh = make_brick({1, 1, 1}, Vector3(10, 11, 12)).mesh;
    const WeightedPoint inside({0, 3, 5, 6}, {0.4, 0.3, 0.2, 0.1});
    const Vector3 place = inside.reference(definition.mesh);
    station = add_station(definition, place + Vector3(1, -2, 0.5));
    const auto nodes = station.nodes();
    const auto weights = carried_vector(axis);
    WeightedAxis turning{{nodes.begin(), nodes.end()}, {weights.begin(), weights.end()}};
    if (carrier == Carrier::brick) {
      const Vector3 diagonal = definition.mesh.nodes[7] - definition.mesh.nodes[0];
      axis = diagonal.normalized();
      turning = {{0, 7}, {-1 / diagonal.norm(), 1 / diagonal.norm()}};
    }
    definition.add_term(std::make_unique<Ties>(
        definition.mesh,
        std::vector<Tie>{{inside, carried_point(definition.mesh, station, place), turning, across, along, pressed}}));
  }
};

}  // namespace

TEST_CASE("a tie is the derivative of its energy, opened and pressed", "[fem][verification]") {
  struct Case {
    const char* name;
    double shift;
    Carrier carrier = Carrier::station;
  };
  for (const Case& c : {Case{"opened tie", 0.5}, Case{"tie pressed within its toe", -0.1}, Case{"pressed tie", -2.0},
                        Case{"opened tie, axis on the brick", 0.5, Carrier::brick},
                        Case{"pressed tie, axis on the brick", -2.0, Carrier::brick}}) {
    Pinned p(300, 20, {900, 0, 0.6}, c.carrier);
    const Model model(std::move(p.definition));
    State state = random_state(model, 0.02, 0.0, 3);
    Eigen::VectorXd increment = Eigen::VectorXd::Zero(model.dofs().n_equations());
    for (int k = 0; k < 3; ++k) {
      increment[model.dofs().body_equation(p.station.body, k)] = c.shift * p.axis[k];
      increment[model.dofs().body_equation(p.station.body, k + 3)] = 0.03 * (k + 1);
    }
    model.dofs().advance(model.mesh().nodes, increment, state);
    const Slopes s = taylor_slopes(model, state, 1e-3, 7);
    check_at_least({"Taylor slopes", std::string("residual, ") + c.name, "brick and station"}, s.residual, 1.9);
    check_at_least({"Taylor slopes", std::string("tangent, ") + c.name, "brick and station"}, s.tangent, 1.9);
  }
}

TEST_CASE("a tie tells along from across, approach from opening, and turns with its bodies", "[fem][unit]") {
  Pinned p(300, 20, {900, 0, 0.1});
  const auto& ties = dynamic_cast<const Ties&>(*p.definition.terms.front());
  const Vector3 axis = p.axis, across = axis.unitOrthogonal();
  const BeamStation station = p.station;
  const Model model(std::move(p.definition));
  const auto force = [&](const Vector3& shift, const Eigen::Quaterniond& turn) {
    State state = model.initial_state();
    for (int n = 0; n < static_cast<int>(model.mesh().nodes.size()); ++n)
      state.node(n) =
          turn * model.mesh().nodes[static_cast<std::size_t>(n)] - model.mesh().nodes[static_cast<std::size_t>(n)];
    for (int n : station.nodes())
      state.node(n) += turn * shift;
    return ties.forces(state).front();
  };
  for (const auto& turn : {Eigen::Quaterniond(1, 0, 0, 0), exp_rotation(Vector3(1, -2, 0.4))}) {
    const TieForce opened = force(0.5 * axis, turn), pressed = force(-0.5 * axis, turn),
                   slid = force(0.5 * across, turn);
    CHECK(opened.along == Approx(0.5 * 20));
    CHECK(std::abs(opened.across) < 1e-4);
    CHECK(pressed.along == Approx(-0.5 * 20 - 900 * (0.5 - 0.05)));
    CHECK(slid.across == Approx(0.5 * 300));
    CHECK(std::abs(slid.along) < 1e-9);
  }
}

TEST_CASE("a tie holds as before where the body that carries its axis stretches", "[fem][unit]") {
  ModelDefinition definition;
  definition.mesh = make_brick({1, 1, 1}, Vector3(2, 2, 2)).mesh;
  const std::vector<Vector3> nodes = definition.mesh.nodes;
  const auto highest = static_cast<int>(
      std::max_element(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) { return a.sum() < b.sum(); }) -
      nodes.begin());
  const int lowest = 0, point = definition.mesh.add_node(nodes[static_cast<std::size_t>(highest)]);
  const Vector3 diagonal = nodes[static_cast<std::size_t>(highest)] - nodes[lowest];
  const double weight = 1 / diagonal.norm();
  const double across = 300, along = 20;
  const auto& ties = definition.add_term(std::make_unique<Ties>(
      definition.mesh,
      std::vector<Tie>{{point, highest, {{lowest, highest}, {-weight, weight}}, across, along, {900, 0, 0.1}}}));
  const Model model(std::move(definition));
  State state = model.initial_state();
  state.node(lowest) = -0.5 * diagonal;  // half as long again
  state.node(point) = -0.4 * diagonal.normalized();
  const TieForce opened = ties.forces(state).front();
  CHECK(opened.gap == Approx(0.4));
  CHECK(opened.along == Approx(0.4 * along));
  CHECK(opened.across < 1e-6);
  CHECK(opened.on_to.norm() == Approx(0.4 * along));
  CHECK(potential(model, state) == Approx(0.5 * along * 0.4 * 0.4));
}
