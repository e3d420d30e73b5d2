// The follower load against closed forms, and the moment that a prescribed rotation finds.

#include <catch2/catch.hpp>

#include "fem/cable.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

TEST_CASE("a column compressed by cables carries their tension", "[fem][verification]") {
  const CompressibleNeoHookean law{10.0, 0.3};
  const double tension = 4.0;  // of each of four cables on a section of 2 x 3 mm
  const Box box = make_brick({1, 1, 6}, Vector3(2, 3, 12));
  ModelDefinition d;
  d.mesh = box.mesh;
  const int load = d.add_load("tension");
  Block& block = d.add_term(make_block(d.mesh, law, all_elements(d.mesh)));
  for (int i = 0; i < 2; ++i) {
    for (int j = 0; j < 2; ++j) {
      std::vector<int> path;
      for (int k = 0; k <= 6; ++k)
        path.push_back(box.node(i, j, k));
      d.add_term(std::make_unique<Cable>(d.mesh, path, load));
    }
  }
  for (int axis = 0; axis < 3; ++axis)
    hold(d, box.side(axis, 0), axis);
  const Model model(std::move(d));
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, tension), {1, 1e-13});
  REQUIRE(fem::name(report.status) == "converged");

  // Stretches of a neo-Hookean bar under a dead stress of four tensions over 6 mm2, by bisection of the axial one.
  const auto bar = [&](double axial) {
    double low = 0.5, high = 2.0;
    for (int i = 0; i < 200; ++i) {
      const double side = 0.5 * (low + high);
      const Matrix3 f = Vector3(side, side, axial).asDiagonal();
      (cauchy_stress(law, f)(0, 0) > 0 ? high : low) = side;
    }
    return Vector3(low, low, axial);
  };
  double low = 0.3, high = 1.0;
  for (int i = 0; i < 200; ++i) {
    const Vector3 l = bar(0.5 * (low + high));
    const double dead = cauchy_stress(law, l.asDiagonal())(2, 2) * l[0] * l[1];
    (dead > -4 * tension / 6 ? high : low) = l[2];
  }
  const std::string setting = "1 x 1 x 6, four cables along the edges";
  check_at_most({"Cable and follower load", "column: axial stretch, relative error", setting},
                std::abs((12 + state.node(box.node(1, 1, 6))[2]) / 12 / low - 1), 1e-8);
  double error = 0;
  for (const PointFields& p : block.fields(state, 1))
    error = std::max(error, std::abs(p.stress(2, 2) * p.volume_ratio / low * 6 / (4 * tension) + 1));
  check_at_most({"Cable and follower load", "column: axial force, relative error", setting}, error, 1e-8);
}

TEST_CASE("a cable over a rigid lever asks for the moment of the closed form", "[fem][verification]") {
  ModelDefinition d;
  const int anchor = d.mesh.add_node(Vector3(0, 20, 0)), lever = d.mesh.add_node(Vector3(10, 0, 0)),
            other = d.mesh.add_node(Vector3(5, -30, 4));
  const int moment = d.add_load("moment"), tension = d.add_load("tension");
  for (int axis = 0; axis < 3; ++axis)
    hold(d, {anchor, other}, axis);
  d.bodies = {{Vector3::Zero(), {lever}, {true, true, true, true, true, false}}};
  d.add_term(std::make_unique<Cable>(d.mesh, std::vector<int>{anchor, lever, other}, tension));
  d.moments = {{0, Vector3::UnitZ(), moment}};
  const Model model(std::move(d));
  for (double angle : {0.1, -0.4, 0.7}) {
    State state = model.initial_state();
    Target turn = target(model, 300.0);
    turn.rotation = Target::Rotation{0, angle};
    const Report report = solve(model, state, turn, {1, 1e-12});
    REQUIRE(fem::name(report.status) == "converged");
    const Vector3 tip(10 * std::cos(angle), 10 * std::sin(angle), 0), tangent(-tip[1], tip[0], 0);
    double slope = 0;  // of the cable's length over the angle
    for (const Vector3& end : {Vector3(0, 20, 0), Vector3(5, -30, 4)})
      slope += (tip - end).normalized().dot(tangent);
    check_at_most({"Cable and follower load", "lever: moment, relative error",
                   "rigid lever turned by " + std::to_string(angle).substr(0, 4) + " rad"},
                  std::abs(state.load[moment] / (300.0 * slope) - 1), 1e-8);
  }
}

TEST_CASE("the moment found for a prescribed rotation leads back to the same state", "[fem][verification]") {
  const Box box = make_brick({3, 3, 4}, Vector3(10, 12, 10));
  ModelDefinition d;
  d.mesh = box.mesh;
  const int moment = d.add_load("moment"), tension = d.add_load("tension");
  d.add_term(make_block(d.mesh, MooneyRivlin{0.3, 0.05, 100.0},
                        with_fibers(d.mesh, {Vector3(1, 0, 1), Vector3(-1, 0, 1)}, {5.0, 0.0, 0.05})));
  d.bodies = {{Vector3(5, 6, 10), box.side(2, 1), {}}};
  for (int axis = 0; axis < 3; ++axis)
    hold(d, box.side(2, 0), axis);
  d.add_term(std::make_unique<Cable>(d.mesh, std::vector<int>{box.node(1, 1, 0), box.node(1, 1, 4)}, tension));
  d.moments = {{0, Vector3(0.2, 1, 0.1).normalized(), moment}};
  const Model model(std::move(d));

  // As in a laboratory: the follower load first, then rotations count from there.
  State neutral = model.initial_state();
  Target preload = target(model, 0.0);
  preload.load[tension] = 20.0;
  REQUIRE(solve(model, neutral, preload, {1, 1e-12}).converged());
  mark_neutral(neutral);

  State turned = neutral;
  Target turn = preload;
  turn.rotation = Target::Rotation{0, 0.3};
  REQUIRE(solve(model, turned, turn, {1, 1e-12}).converged());
  State loaded = neutral;
  Target load = preload;
  load.load[moment] = turned.load[moment];
  REQUIRE(solve(model, loaded, load, {1, 1e-12}).converged());

  check_at_most({"Prescribed rotation", "angle reached, rad", "3 x 3 x 4, fibers, cable, rigid plate"},
                std::abs(model.angle(model.moments()[0], turned).angle - 0.3), 1e-9);
  check_at_most(
      {"Prescribed rotation", "displacement against moment control, relative", "3 x 3 x 4, fibers, cable, rigid plate"},
      (turned.displacement - loaded.displacement).norm() / loaded.displacement.norm(), 1e-8);
}
