// What a mirror in the median plane shows of a state: the same energy, mirrored forces, and itself when mirrored again.

#include "spine/mirror_image.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;

/// Bent, twisted and shifted sideways, with internal parameters drawn at random and all loads on.
fem::State crooked_state(const spine::SpineModel& spine) {
  const fem::Model& model = *spine.model;
  fem::State state = model.initial_state();
  for (std::size_t n = 0; n < model.mesh().nodes.size(); ++n) {
    const Eigen::Vector3d x = 0.003 * model.mesh().nodes[n];
    state.node(static_cast<int>(n)) =
        Eigen::Vector3d(0.2 * x.z() * x.y(), 0.3 * x.z() * x.z() + 0.1 * x.x(), 0.2 * x.y());
  }
  for (const fem::Support& support : model.supports())
    state.displacement[3 * support.node + support.axis] = 0;
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    state.bodies[b].center += Eigen::Vector3d(0.01, 0.02, -0.01);
    state.bodies[b].rotation = fem::exp_rotation({0.002, 0.003, -0.001 * static_cast<double>(b + 1)});
  }
  std::mt19937 random(3);
  std::uniform_real_distribution<double> small(-1e-3, 1e-3);
  for (double& z : state.internal)
    z = small(random);
  for (Eigen::Index k = 0; k < state.load.size(); ++k)
    state.load[k] = 100.0 * static_cast<double>(k + 1);
  model.dofs().advance(model.mesh().nodes, Eigen::VectorXd::Zero(model.dofs().n_equations()), state);
  return state;
}

struct Balance {
  double energy, force, internal;
};
Balance balance(const spine::SpineModel& spine, const fem::State& state) {
  fem::Assembly work = spine.model->make_assembly(1, fem::Assembly::Use::residuals);
  Eigen::VectorXd residual;
  REQUIRE(spine.model->residual(state, work, residual) == fem::Evaluation::ok);
  return {spine.model->energy(state, work), residual.norm(), work.internal_residual().norm()};
}

}  // namespace

TEST_CASE("a mirrored state has the energy and the forces of the state", "[spine][verification]") {
  for (const auto fidelity : {spine::Fidelity::rigid_bone, spine::Fidelity::elastic_bone}) {
    CAPTURE(spine::name(fidelity));
    const auto spine = spine::make_spine_model(test::plain_spine(), fidelity);
    const fem::State state = crooked_state(*spine);
    const auto image = spine::mirrored(*spine, state);
    REQUIRE(image.has_value());
    const Balance a = balance(*spine, state), b = balance(*spine, *image);
    CHECK(test::relative_error(b.energy, a.energy) <= test::round_off(100));
    CHECK(test::relative_error(b.force, a.force) <= test::round_off(100));
    CHECK(test::relative_error(b.internal, a.internal) <= test::round_off(100));
    // Sideways is the other way, forward is not.
    for (const auto& [axis, sign] :
         {std::pair{spine::Axis::lateral, -1}, {spine::Axis::flexion, 1}, {spine::Axis::axial, -1}}) {
      const int load = spine->model->moments()[spine->moment(axis)].load;
      CHECK(image->load[load] == sign * state.load[load]);
    }
    CHECK(image->load[spine->follower_load] == state.load[spine->follower_load]);
    CHECK((image->displacement - state.displacement).norm() > 0.1);

    const auto twice = spine::mirrored(*spine, *image);
    REQUIRE(twice.has_value());
    CHECK(test::relative_error(twice->displacement, state.displacement) <= test::round_off());
    CHECK(test::relative_error(twice->internal, state.internal) <= test::round_off());
  }
}

TEST_CASE("a spine that was cut on one side has no mirror image", "[spine][unit]") {
  spine::SpineSpec spec = test::plain_spine();
  for (const auto side : {spine::Side::left, spine::Side::middle}) {
    spec.resections.bone = {{spine::Vertebra::L4, spine::Region::inferior_articular, side, 1.0}};
    const auto spine = spine::make_spine_model(spec);
    CHECK(spine::mirrored(*spine, spine->model->initial_state()).has_value() == (side == spine::Side::middle));
  }
}
