// A straight strut pressed beyond its critical load: straight it would be in balance, but on a saddle. What the solver has to
// find is the elastica (Love 1927), by the softest mode alone, for nothing pulls to either side.

#include <catch2/catch.hpp>
#include <cmath>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

constexpr double length = 20, thickness = 1, width = 2, young = 1000;
constexpr double bending_stiffness = young * width * thickness * thickness * thickness / 12;
const double modulus = std::sin(M_PI / 6);  // of the elastica whose steepest place has turned by 60 degrees
const double quarter_period = std::comp_ellint_1(modulus);

/// One clamped end, the other free or, with a plate on it that may not turn, sliding sideways: two free struts of half the
/// length. Each is pressed by what its elastica takes, 1.15 times the critical load.
struct Strut {
  bool is_guided;

  double free_length() const { return is_guided ? length / 2 : length; }
  double force() const { return std::pow(quarter_period / free_length(), 2) * bending_stiffness; }
  double deflection() const { return 2 * modulus * length / quarter_period; }

  Model model() const {
    const Box box = make_brick({20, 2, 1}, Vector3(length, thickness, width));
    ModelDefinition d;
    d.mesh = box.mesh;
    const int load = d.add_load("force"), moment = d.add_load("moment");
    d.add_term(make_block(d.mesh, LinearElastic{young, 0.0}, all_elements(d.mesh)));
    const Vector3 traction(-force() / (thickness * width), 0, 0);
    d.add_term(std::make_unique<NodalForces>(
        surface_forces(d.mesh, box.faces(0, 1), [&](const Vector3&) { return traction; }), load));
    for (int axis = 0; axis < 3; ++axis)
      hold(d, box.side(0, 0), axis);
    if (is_guided) {
      d.bodies = {{Vector3(length, thickness / 2, width / 2),
                   box.side(0, 1),
                   {false, false, true, true, true, false}}};  // in the plane
      d.moments = {{0, Vector3::UnitZ(), moment}};
    }
    return Model(std::move(d));
  }

  Target target() const {
    Target out{Eigen::Vector2d(1, 0), {}};
    if (is_guided)
      out.rotation = Target::Rotation{0, 0.0};
    return out;
  }
};

Vector3 displacement_of_end(const Model& model, const State& state) {
  return state.node(static_cast<int>(model.mesh().nodes.size()) - 1);
}

}  // namespace

TEST_CASE("a strut pressed beyond its critical load bends into the elastica", "[fem][verification]") {
  for (const Strut strut : {Strut{false}, Strut{true}}) {
    const Model model = strut.model();
    State state = model.initial_state();
    const Report report = solve(model, state, strut.target());
    CAPTURE(strut.is_guided, report.iterations(), report.reached);
    REQUIRE(fem::name(report.status) == "converged");
    CHECK(report.saddles == 1);
    const Vector3 end = displacement_of_end(model, state);
    const std::string mesh = strut.is_guided ? "guided strut, 20 x 2 x 1 elements" : "free strut, 20 x 2 x 1 elements";
    check_at_most({"Struts pressed beyond their critical load", "deflection against the elastica", mesh},
                  std::abs(std::abs(end.y()) / strut.deflection() - 1), 0.03);
    CHECK(std::abs(end.z()) <= 1e-6 * length);
    if (strut.is_guided) {
      // Balance of the plate: force times arm is carried by the two clamps in equal parts.
      CHECK(std::abs(state.load[1]) == Approx(strut.force() * std::abs(end.y()) / 2).epsilon(1e-3));
      CHECK(std::abs(model.angle(model.moments()[0], state).angle) <= 1e-9);
    }
    // The straight strut has the greater potential.
    State straight = model.initial_state();
    straight.load = state.load;
    CHECK(potential(model, state) < potential(model, straight) - 1e-3 * strut.force());
  }
}

TEST_CASE("a strut buckles to the same side with the same bits, whoever solves", "[fem][determinism]") {
  for (const Strut strut : {Strut{false}, Strut{true}}) {
    const Model model = strut.model();
    State one = model.initial_state(), two = one;
    SolveOptions options;
    const Report first = solve(model, one, strut.target(), options);
    options.threads = 2;
    const Report second = solve(model, two, strut.target(), options);
    CHECK((one.displacement.array() == two.displacement.array()).all());
    CHECK((one.load.array() == two.load.array()).all());
    REQUIRE(first.iterations() == second.iterations());
    for (std::size_t k = 0; k < first.history.size(); ++k)
      CHECK(first.history[k].residual == second.history[k].residual);
  }
}
