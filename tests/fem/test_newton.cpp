// How a solve behaves: failures are values, it stops when told, tells what it did, and gives the same bits every time.

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "fem/cable.hpp"
#include "fem/connector.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

/// A block between its held lower side and a driven upper side.
Model driven_block(const Vector3& displacement) {
  const Box box = make_brick({2, 2, 2}, Vector3(10, 10, 10));
  ModelDefinition d;
  d.mesh = box.mesh;
  const int load = d.add_load("displacement");
  d.add_term(make_block(d.mesh, CompressibleNeoHookean{10.0, 0.3}, all_elements(d.mesh)));
  for (int axis = 0; axis < 3; ++axis)
    hold(d, box.side(2, 0), axis);
  drive(d, box.side(2, 1), load, [&](const Vector3&) { return displacement; });
  return Model(std::move(d));
}

/// Two materials, fibers, strands, a cable, a rigid plate with a moment: everything that runs in parallel.
Model mixed_model() {
  const Box box = make_brick({4, 3, 5}, Vector3(20, 15, 12));
  ModelDefinition d;
  d.mesh = box.mesh;
  const int arm = d.mesh.add_node(Vector3(-10, 7, 12)), foot = d.mesh.add_node(Vector3(-10, 7, 0));
  const int moment = d.add_load("moment"), tension = d.add_load("tension");
  BlockElements soft, stiff;
  for (int e = 0; e < static_cast<int>(d.mesh.hexahedra.size()); ++e) {
    if (e % 12 < 5) {
      stiff.elements.push_back(e);
      continue;
    }
    soft.elements.push_back(e);
    for (double sign : {1.0, -1.0})
      soft.fibers.push_back({Vector3(1, 0, sign).normalized(), {4.0, 0.0, 0.04}});
  }
  soft.n_families = 2;
  d.add_term(make_block(d.mesh, MooneyRivlin{0.3, 0.1, 60.0}, soft));
  d.add_term(make_block(d.mesh, LinearElastic{30.0, 0.3}, stiff));
  d.add_term(std::make_unique<Connectors>(d.mesh, std::vector<Strand>{{arm, foot, 12.0, {100.0, 0.0, 0.05}},
                                                                      {arm, box.node(0, 1, 2), 12.0, {50, 0, 0.1}}}));
  d.add_term(std::make_unique<Cable>(d.mesh, std::vector<int>{box.node(2, 1, 0), box.node(2, 1, 5)}, tension));
  auto top = box.side(2, 1);
  top.push_back(arm);
  d.bodies = {{Vector3(10, 7, 12), top, {}}};
  for (int axis = 0; axis < 3; ++axis) {
    hold(d, box.side(2, 0), axis);
    hold(d, {foot}, axis);
  }
  d.moments = {{0, Vector3(0, 1, 0.2).normalized(), moment}};
  return Model(std::move(d));
}

Report solve_mixed(const Model& model, int threads, State& state, const Progress& progress = {}) {
  state = model.initial_state();
  Target to = target(model, 15.0);
  to.rotation = Target::Rotation{0, 0.15};
  return solve(model, state, to, {threads, 1e-10}, progress);
}

}  // namespace

TEST_CASE("a driven displacement is reached", "[fem][unit]") {
  const Vector3 displacement(2, 1, -1);
  const Model model = driven_block(displacement);
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, 1.0));
  REQUIRE(fem::name(report.status) == "converged");
  CHECK(report.reached == 1.0);
  for (int n = 18; n < 27; ++n)
    CHECK((state.node(n) - displacement).norm() <= spondyl::test::round_off(10));
}

TEST_CASE("a block pushed through itself ends in a status, at the last converged state", "[fem][unit]") {
  const Model model = driven_block(Vector3(0, 0, -11));
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, 1.0));
  const bool is_told = report.status == Status::inverted_element || report.status == Status::unstable;
  CHECK(is_told);
  CHECK(report.reached < 1.0);
  CHECK(report.reached > 0.2);
  CHECK(state.load[0] == Approx(report.reached));
  CHECK(report.cuts > 0);
  // The state can be gone on from.
  State again = state;
  CHECK(solve(model, again, target(model, state.load[0])).converged());
}

TEST_CASE("a loose body ends in a status", "[fem][unit]") {
  const Box box = make_brick({1, 1, 1}, Vector3(1, 1, 1));
  ModelDefinition d;
  d.mesh = box.mesh;
  const int load = d.add_load("force");
  d.add_term(make_block(d.mesh, LinearElastic{10.0, 0.3}, all_elements(d.mesh)));
  d.add_term(std::make_unique<NodalForces>(std::vector<NodalForce>{{0, Vector3(1, 0, 0)}}, load));
  const Model model(std::move(d));
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, 1.0));
  CHECK_FALSE(report.converged());
}

TEST_CASE("too few iterations are told", "[fem][unit]") {
  const Model model = driven_block(Vector3(3, 0, -1));
  State state = model.initial_state();
  SolveOptions options;
  options.max_iterations = 1;
  options.on_the_way = options.tolerance;
  const Report report = solve(model, state, target(model, 1.0), options);
  CHECK(fem::name(report.status) == "max_iterations");
  CHECK(report.reached == 0.0);
  CHECK(state.displacement.norm() == 0.0);
}

TEST_CASE("an unloaded model is in equilibrium, however often it is solved", "[fem][unit]") {
  const Model model = driven_block(Vector3(3, 0, -1));
  State state = model.initial_state();
  CHECK(solve(model, state, target(model, 0.0)).converged());
  CHECK(solve(model, state, target(model, 1.0)).converged());
  const Eigen::VectorXd there = state.displacement;
  CHECK(solve(model, state, target(model, 1.0)).converged());
  CHECK((state.displacement - there).norm() <= 1e-8 * there.norm());
  CHECK(solve(model, state, target(model, 0.0)).converged());
  CHECK(state.displacement.norm() <= 1e-8);
}

TEST_CASE("a solve stops when told, before and while it runs", "[fem][unit]") {
  const Model model = driven_block(Vector3(8, 0, -4));
  std::stop_source stop;
  int iterations = 0;
  Progress progress;
  progress.stop = stop.get_token();
  progress.on_iteration = [&](const Iteration&) {
    if (++iterations == 2)
      stop.request_stop();
  };
  State state = model.initial_state();
  const Report during = solve(model, state, target(model, 1.0), {}, progress);
  CHECK(fem::name(during.status) == "cancelled");
  CHECK(iterations == 2);
  const Report before = solve(model, state, target(model, 1.0), {}, progress);
  CHECK(fem::name(before.status) == "cancelled");
  CHECK(before.iterations() == 0);
}

TEST_CASE("a solve that is stopped at any time is cancelled, never called unstable", "[fem][unit]") {
  const Box box = make_brick({10, 10, 20}, Vector3(10, 10, 20));
  ModelDefinition d;
  d.mesh = box.mesh;
  const int load = d.add_load("displacement");
  d.add_term(make_block(d.mesh, CompressibleNeoHookean{10.0, 0.3}, all_elements(d.mesh)));
  for (int axis = 0; axis < 3; ++axis)
    hold(d, box.side(2, 0), axis);
  drive(d, box.side(2, 1), load, [](const Vector3&) { return Vector3(0, 0, -1); });
  const Model model(std::move(d));
  const auto begin = std::chrono::steady_clock::now();
  State state = model.initial_state();
  REQUIRE(solve(model, state, target(model, 1.0)).converged());
  const auto whole = std::chrono::steady_clock::now() - begin;
  constexpr int n = 12;
  int n_cancelled = 0;
  for (int k = 0; k < n; ++k) {
    std::stop_source stop;
    Progress progress;
    progress.stop = stop.get_token();
    state = model.initial_state();
    const std::jthread clock([&] {
      std::this_thread::sleep_for(k * whole / n);
      stop.request_stop();
    });
    const Report report = solve(model, state, target(model, 1.0), {}, progress);
    CAPTURE(k, fem::name(report.status));
    CHECK((report.converged() || report.status == Status::cancelled));
    CHECK(report.cuts == (report.converged() ? 0 : 1));
    n_cancelled += report.status == Status::cancelled ? 1 : 0;
  }
  CHECK(n_cancelled > 0);
}

TEST_CASE("the report tells every iteration", "[fem][unit]") {
  const Model model = driven_block(Vector3(3, 0, -1));
  Progress progress;
  std::vector<double> residuals, fractions;
  progress.on_iteration = [&](const Iteration& i) { residuals.push_back(i.residual); };
  progress.on_increment = [&](const State&, double fraction) { fractions.push_back(fraction); };
  State state = model.initial_state();
  const SolveOptions options;
  const Report report = solve(model, state, target(model, 1.0), options, progress);
  REQUIRE(report.converged());
  REQUIRE(report.iterations() == static_cast<int>(residuals.size()));
  CHECK(static_cast<int>(fractions.size()) == report.increments);
  CHECK(fractions.back() == 1.0);
  CHECK(report.history.back().load_factor == 1.0);
  CHECK(report.history.back().residual <= options.tolerance);
  for (std::size_t k = 0; k < residuals.size(); ++k) {
    CHECK(report.history[k].residual == residuals[k]);
    CHECK(report.history[k].step_length > 0);
    CHECK(report.history[k].step_length <= 1);
  }
}

TEST_CASE("a load step that is too long is cut without anybody's help", "[fem][unit]") {
  const Model model = driven_block(Vector3(6, 0, -3));
  SolveOptions options;
  options.max_iterations = 2;  // too few for all of it at once
  options.on_the_way = options.tolerance;
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, 1.0), options);
  CHECK(fem::name(report.status) == "converged");
  CHECK(report.cuts > 0);
}

TEST_CASE("near balance one tangent leads to the tolerance", "[fem][unit]") {
  const Model model = mixed_model();
  State state = model.initial_state();
  Target to = target(model, 1e-3);
  REQUIRE(solve(model, state, to).converged());
  // A little more of everything, with the moment known and unknown.
  for (const bool is_rotation_held : {false, true}) {
    State further = state;
    to.load *= 1.01;
    if (is_rotation_held)
      to.rotation = Target::Rotation{0, 1.02 * model.angle(model.moments()[0], state).angle};
    const Report report = solve(model, further, to);
    CHECK(report.converged());
    CHECK(report.iterations() == 1);
    CHECK(report.history.back().residual <= 1e-9);
  }
}

TEST_CASE("a start that is known to be stable is the solution where it has the tolerance", "[fem][unit]") {
  const Model model = mixed_model();
  State solution = model.initial_state();
  Target to = target(model, 1e-3);
  REQUIRE(solve(model, solution, to, {.tolerance = 1e-10}).converged());
  State again = solution;
  CHECK(solve(model, again, to, {.starts_stable = true}).iterations() == 0);
  CHECK((again.displacement.array() == solution.displacement.array()).all());
  CHECK(solve(model, again, to).iterations() == 1);  // its tangent has to say so
  to.load *= 1.01;
  const Report report = solve(model, again, to, {.starts_stable = true});
  CHECK(report.converged());
  CHECK(report.iterations() > 0);
}

TEST_CASE("a work space remembers nothing of the solves before", "[fem][determinism]") {
  const Model model = mixed_model();
  State fresh, used;
  const Report report = solve_mixed(model, 2, fresh);
  Workspace workspace(model, 2);
  State other = model.initial_state();
  Target to = target(model, 1e-3);
  REQUIRE(solve(workspace, other, to, {.threads = 2}, {}).converged());
  used = model.initial_state();
  to = target(model, 15.0);
  to.rotation = Target::Rotation{0, 0.15};
  const Report second = solve(workspace, used, to, {2, 1e-10}, {});
  REQUIRE(second.iterations() == report.iterations());
  CHECK((used.displacement.array() == fresh.displacement.array()).all());
  CHECK((used.internal.array() == fresh.internal.array()).all());
  CHECK((used.load.array() == fresh.load.array()).all());
}

TEST_CASE("a solve has the same bits for any number of threads and every time", "[fem][determinism]") {
  const Model model = mixed_model();
  State reference;
  const Report report = solve_mixed(model, 1, reference);
  REQUIRE(fem::name(report.status) == "converged");
  for (int threads : {1, 2, 4}) {
    State state;
    const Report other = solve_mixed(model, threads, state);
    CHECK((state.displacement.array() == reference.displacement.array()).all());
    CHECK((state.internal.array() == reference.internal.array()).all());
    CHECK((state.load.array() == reference.load.array()).all());
    CHECK(state.bodies[0].rotation.coeffs() == reference.bodies[0].rotation.coeffs());
    REQUIRE(other.iterations() == report.iterations());
    for (std::size_t k = 0; k < report.history.size(); ++k)
      CHECK(other.history[k].residual == report.history[k].residual);
  }
}

TEST_CASE("a solve has the same bits when threads come and go", "[fem][determinism]") {
  const Model model = mixed_model();
  State reference, state;
  REQUIRE(solve_mixed(model, 1, reference).converged());
  Progress progress;
  int n_asked = 0;
  progress.threads = [&n_asked] { return 1 + n_asked++ % 3; };
  const Report report = solve_mixed(model, 3, state, progress);
  CHECK(n_asked == report.iterations());
  CHECK((state.displacement.array() == reference.displacement.array()).all());
  CHECK((state.internal.array() == reference.internal.array()).all());
}

TEST_CASE("a model built twice from the same definition gives the same bits", "[fem][determinism]") {
  const Model first = mixed_model(), second = mixed_model();
  State a, b;
  REQUIRE(solve_mixed(first, 2, a).converged());
  REQUIRE(solve_mixed(second, 2, b).converged());
  CHECK((a.displacement.array() == b.displacement.array()).all());
}

TEST_CASE("supports carry what is applied", "[fem][verification]") {
  const Model model = mixed_model();
  State state;
  REQUIRE(solve_mixed(model, 1, state).converged());
  Assembly forces = model.make_assembly(1, Assembly::Use::residuals);
  Eigen::VectorXd residual;
  REQUIRE(model.residual(state, forces, residual) == Evaluation::ok);
  const SupportReaction r = support_reaction(model, state, forces);
  check_at_most({"Equilibrium", "sum of forces over their magnitudes", "mixed model, 60 hexahedra"},
                r.force.norm() / r.force_scale, 1e-8);
  check_at_most({"Equilibrium", "sum of moments over their magnitudes", "mixed model, 60 hexahedra"},
                (r.moment + r.applied_moment).norm() / r.moment_scale, 1e-8);
}
