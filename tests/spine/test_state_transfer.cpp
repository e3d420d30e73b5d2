// A guess from a spine of rigid bone, with the deformation of bone that another state has.

#include "spine/state_transfer.hpp"

#include <catch2/catch.hpp>

#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;

/// Every node and body displaced by a smooth field, larger with `size`.
fem::State deformed(const spine::SpineModel& spine, double size) {
  fem::State state = spine.model->initial_state();
  for (std::size_t n = 0; n < spine.model->mesh().nodes.size(); ++n) {
    const Eigen::Vector3d x = 0.01 * spine.model->mesh().nodes[n];
    state.node(static_cast<int>(n)) = size * Eigen::Vector3d(x.y() * x.z(), x.x() - x.z(), x.x() * x.x());
  }
  state.internal.setLinSpaced(0.0, size);
  spine.model->dofs().advance(spine.model->mesh().nodes, Eigen::VectorXd::Zero(spine.model->dofs().n_equations()),
                              state);
  return state;
}

/// The whole of it, what is held included, turned about the origin.
fem::State turned(const spine::SpineModel& spine, const Eigen::Quaterniond& turn, fem::State state) {
  for (std::size_t n = 0; n < spine.model->mesh().nodes.size(); ++n) {
    const int node = static_cast<int>(n);
    state.node(node) = turn * spine.model->position(node, state) - spine.model->mesh().nodes[n];
  }
  for (fem::Pose& body : state.bodies) {
    body.center = turn * body.center;
    body.rotation = turn * body.rotation;
  }
  return state;
}

}  // namespace

TEST_CASE("what a fidelity leaves out is added, turned with the vertebrae", "[spine][unit]") {
  const auto spine = spine::make_spine_model(test::plain_spine());
  const fem::State start_guess = deformed(*spine, 0.1), start = deformed(*spine, 0.3);
  const Eigen::Quaterniond turn = fem::exp_rotation({0.05, 0.2, -0.1});
  // A guess that is that of the start leads to the start; turned as a whole, to the start
  // turned as a whole.
  for (const auto& q : {Eigen::Quaterniond::Identity(), turn}) {
    const fem::State amended = spine::amended(*spine, turned(*spine, q, start_guess), start_guess, start);
    const fem::State expected = turned(*spine, q, start);
    double worst = 0;  // S1 is held and never turned
    for (std::size_t n = 0; n < spine->rank.size(); ++n) {
      if (spine->rank[n] <= 4)
        worst = std::max(worst, (amended.node(static_cast<int>(n)) - expected.node(static_cast<int>(n))).norm());
    }
    CHECK(worst <= test::round_off(100));
    CHECK(test::relative_error(amended.internal, expected.internal) <= test::round_off());
    for (std::size_t b = 0; b < expected.bodies.size(); ++b) {
      CHECK((amended.bodies[b].center - expected.bodies[b].center).norm() <= test::round_off(100));
      CHECK(amended.bodies[b].rotation.angularDistance(expected.bodies[b].rotation) <= test::round_off(1e4));
    }
  }
}
