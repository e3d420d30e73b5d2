// Points on planes: exact derivatives, free on one side, without friction on the other.

#include "fem/plane_contact.hpp"

#include <catch2/catch.hpp>

#include "fem/rotation.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

constexpr double thickness = 2.0;
const UniaxialLaw<double> cartilage{150.0, 0.0, 0.3};

/// One point over a slanted plane whose normal is carried over 10 mm, `distance` from it.
struct Setup {
  Mesh mesh;
  Vector3 normal;

  explicit Setup(double distance) : normal(Vector3(0.5, -0.3, 0.8).normalized()) {
    const Vector3 origin(1, 2, 3), aside = normal.cross(Vector3::UnitX()).normalized();
    mesh.nodes = {origin + 4 * aside + distance * normal, origin, origin + 10 * normal};
  }
  PlaneContact contact() const { return {mesh, {{0, 1, 2, thickness, cartilage}}}; }
  Model model() const {
    ModelDefinition d;
    d.mesh = mesh;
    d.add_term(std::make_unique<PlaneContact>(mesh, std::vector<ContactPoint>{{0, 1, 2, thickness, cartilage}}));
    return Model(std::move(d));
  }
  State state() const {
    State s;
    s.displacement.setZero(9);
    return s;
  }
  /// Minus the derivative of the energy with respect to one node, by central differences.
  Vector3 force(int node, const State& at) const {
    const Model m = model();
    Vector3 f;
    for (int k = 0; k < 3; ++k) {
      constexpr double h = 1e-5;
      State plus = at, minus = at;
      plus.node(node)[k] += h;
      minus.node(node)[k] -= h;
      f[k] = (potential(m, minus) - potential(m, plus)) / (2 * h);
    }
    return f;
  }
};

}  // namespace

TEST_CASE("a contact is the derivative of its energy: open, in the toe, beyond it", "[fem][verification]") {
  struct Case {
    const char* name;
    double distance;
  };
  for (const Case& c :
       {Case{"open contact", 0.5}, Case{"contact in its toe", -0.3}, Case{"contact beyond its toe", -1.2}}) {
    const Setup setup(c.distance);
    const Model model = setup.model();
    const Slopes s = taylor_slopes(model, random_state(model, 0.05, 0.0, 17), 1e-2, 23);
    check_at_least({"Taylor slopes", std::string("residual, ") + c.name, "one point"}, s.residual, 1.9);
    check_at_least({"Taylor slopes", std::string("tangent, ") + c.name, "one point"}, s.tangent, 1.9);
  }
}

TEST_CASE("a point on the free side of its plane carries nothing, however near", "[fem][unit]") {
  for (const double distance : {3.0, 0.1, 1e-9}) {
    const Setup setup(distance);
    CHECK(potential(setup.model(), setup.state()) == 0.0);
    CHECK(setup.contact().forces(setup.state())[0] == 0.0);
  }
}

TEST_CASE("a pressed point is pushed by the law of its layer along the normal alone", "[fem][unit]") {
  const Setup setup(-0.8);  // strain 0.4, beyond the toe
  const double expected = 150.0 * (0.4 - 0.15);
  CHECK(setup.contact().forces(setup.state())[0] == Approx(expected));
  const Vector3 force = setup.force(0, setup.state());
  CHECK(force.dot(setup.normal) == Approx(expected));
  CHECK((force - force.dot(setup.normal) * setup.normal).norm() <= spondyl::test::scaled(1e-6));

  State slid = setup.state();
  slid.node(0) += 3 * setup.normal.cross(Vector3::UnitY());
  const Model model = setup.model();
  CHECK(spondyl::test::relative_error(potential(model, slid), potential(model, setup.state())) <=
        spondyl::test::round_off(100));
}

TEST_CASE("the push turns with the plane", "[fem][unit]") {
  const Setup setup(-0.8);
  const Eigen::Quaterniond turn = exp_rotation(Vector3(0.7, 1.1, -0.4));
  State turned = setup.state();
  for (int n = 0; n < 3; ++n) {
    const Vector3& x = setup.mesh.nodes[static_cast<std::size_t>(n)];
    turned.node(n) = turn * x - x;
  }
  CHECK(spondyl::test::relative_error(setup.contact().forces(turned)[0], setup.contact().forces(setup.state())[0]) <=
        spondyl::test::round_off(100));
  CHECK((setup.force(0, turned) - turn * setup.force(0, setup.state())).norm() <= spondyl::test::scaled(1e-5));
}
