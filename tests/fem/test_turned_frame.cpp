// A whole model turned: its tangent is the one of before in turned directions.

#include "fem/turned_frame.hpp"

#include <catch2/catch.hpp>

#include "fem/newton_direction.hpp"
#include "fem/rotation.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

/// A block of soft tissue with fibers between two rigid plates, nothing held.
Model sandwich() {
  const Box box = make_brick({3, 2, 4}, Vector3(12, 9, 10));
  ModelDefinition d;
  d.mesh = box.mesh;
  d.add_load("moment");
  d.add_term(make_block(d.mesh, MooneyRivlin{0.3, 0.1, 60.0},
                        with_fibers(d.mesh, {Vector3(1, 0, 1).normalized()}, {4.0, 0.0, 0.04})));
  d.bodies = {{Vector3(6, 4, 11), box.side(2, 1), {}}, {Vector3(5, 5, -2), box.side(2, 0), {}}};
  TurningGroup all;
  for (int n = 0; n < static_cast<int>(d.mesh.nodes.size()); ++n) {
    all.nodes.push_back(n);
    all.followers.push_back({n, 1.0});
  }
  d.turning_groups = {all};
  return Model(std::move(d));
}

/// The state turned as a whole about a point.
State turned(const Model& model, const State& state, const Vector3& spin) {
  const Eigen::Quaterniond rotation = exp_rotation(spin);
  const Vector3 about(3, -2, 8), shift(1, 2, -3);
  const auto move = [&](const Vector3& x) -> Vector3 { return about + rotation * (x - about) + shift; };
  State out = state;
  for (int n = 0; n < static_cast<int>(model.mesh().nodes.size()); ++n)
    out.node(n) = move(model.position(n, state)) - model.mesh().nodes[static_cast<std::size_t>(n)];
  for (Pose& body : out.bodies) {
    body.center = move(body.center);
    body.rotation = (rotation * body.rotation).normalized();
  }
  return out;
}

}  // namespace

TEST_CASE("the tangent of a model turned as a whole is that of before in turned directions", "[fem][verification]") {
  const Model model = sandwich();
  const State from = random_state(model, 0.2, 1e-3, 5), to = turned(model, from, Vector3(0.5, -0.7, 0.4));
  const TurnedFrame frame(model, from, to);
  Assembly before = model.make_assembly(1), after = model.make_assembly(1);
  Eigen::VectorXd force_before, force_after;
  REQUIRE(model.tangent(from, before, force_before) == Evaluation::ok);
  REQUIRE(model.tangent(to, after, force_after) == Evaluation::ok);

  const Eigen::VectorXd x = random_vector(model.dofs().n_equations(), 1.0, 7);
  const auto stiffness = [](const Assembly& work, const Eigen::VectorXd& of) -> Eigen::VectorXd {
    return work.matrix().selfadjointView<Eigen::Lower>() * of;
  };
  const Eigen::VectorXd there = stiffness(after, x), here = frame.forward(stiffness(before, frame.back(x)));
  check_at_most({"Turned directions", "tangent, relative", "55 degrees"}, (there - here).norm() / there.norm(), 1e-11);
  check_at_most({"Turned directions", "condensed forces, relative", "55 degrees"},
                (force_after - frame.forward(force_before)).norm() / force_after.norm(), 1e-11);

  Eigen::VectorXd nodes, of_nodes, of_turned_nodes;
  after.node_increment(to, x, nodes);
  after.recover(nodes, of_nodes);
  before.recover(frame.nodes_back(nodes), of_turned_nodes);
  check_at_most({"Turned directions", "recovered internal parameters, relative", "55 degrees"},
                (of_nodes - of_turned_nodes).norm() / of_nodes.norm(), 1e-11);
}

TEST_CASE("turned forward and back is as before, and driven unknowns do not turn", "[fem][unit]") {
  const Box box = make_brick({1, 1, 2}, Vector3(4, 5, 6));
  ModelDefinition d;
  d.mesh = box.mesh;
  const int load = d.add_load("drive");
  d.add_term(make_block(d.mesh, CompressibleNeoHookean{1.0, 0.3}, all_elements(d.mesh)));
  drive(d, box.side(2, 1), load, [](const Vector3&) { return Vector3(1, 0, 0); });
  hold(d, {0}, 1);
  TurningGroup all;
  for (int n = 0; n < 12; ++n) {
    all.nodes.push_back(n);
    all.followers.push_back({n, 1.0});
  }
  d.turning_groups = {all};
  const Model model(std::move(d));
  const State from = model.initial_state(), to = turned(model, from, Vector3(0.1, 0.9, 0.2));
  const TurnedFrame frame(model, from, to);
  const Eigen::VectorXd x = random_vector(model.dofs().n_equations(), 1.0, 3), there = frame.forward(x);
  CHECK((frame.back(there) - x).norm() <= 1e-14 * x.norm());
  CHECK((there - x).norm() > 0.1 * x.norm());
  for (const auto& driven : model.dofs().driven())
    CHECK(there[driven.equation] == x[driven.equation]);
  for (const int axis : {0, 2})  // node 0 is held along 1: what is left of it is no vector
    CHECK(there[model.dofs().equation(0, axis)] == x[model.dofs().equation(0, axis)]);
}
