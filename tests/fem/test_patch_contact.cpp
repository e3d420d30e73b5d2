// Points on a patch that follows nodes: exact derivatives, free on one side, without friction on the other, gone past
// the rim.

#include "fem/patch_contact.hpp"

#include <catch2/catch.hpp>

#include "fem/rotation.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

constexpr double thickness = 1.6;
const UniaxialLaw<double> cartilage{150.0, 0.0, 0.3};

/// Nine nodes of a slanted patch of 12 by 16 mm, four of a quadrilateral whose middle is `distance` from it, `u` and `v`
/// from the patch's middle.
struct Setup {
  Mesh mesh;
  Vector3 normal, first, second;
  std::vector<int> patch_nodes;

  explicit Setup(double distance, double u = 1, double v = -2) {
    const Eigen::Quaterniond turn = exp_rotation(Vector3(0.4, -0.8, 0.3));
    first = turn * Vector3::UnitX();
    second = turn * Vector3::UnitY();
    normal = turn * Vector3::UnitZ();
    for (int row = -1; row <= 1; ++row) {
      for (int column = -1; column <= 1; ++column)
        patch_nodes.push_back(mesh.add_node(origin() + 6 * column * first + 8 * row * second));
    }
    for (const auto& [du, dv] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}})
      mesh.add_node(origin() + (u + du) * first + (v + dv) * second + distance * normal);
  }
  static Vector3 origin() { return {1, 2, 3}; }
  std::unique_ptr<PatchContact> contact() const {
    const WeightedPoint middle({9, 10, 11, 12}, {0.25, 0.25, 0.25, 0.25});
    return std::make_unique<PatchContact>(mesh, make_contact_patch(mesh, patch_nodes, origin(), first, second, 6, 8, 3),
                                          std::vector<ContactPoint>{{middle, 20.0, thickness, cartilage}});
  }
  Model model() const {
    ModelDefinition d;
    d.mesh = mesh;
    d.add_term(contact());
    return Model(std::move(d));
  }
  State state() const {
    State s;
    s.displacement.setZero(3 * static_cast<Eigen::Index>(mesh.nodes.size()));
    return s;
  }
};

/// Nodal forces (derivative of the energy) of a model with nothing but the contact.
Eigen::VectorXd forces_of(const Setup& setup, const State& state) {
  const Model model = setup.model();
  Assembly work = model.make_assembly(1);
  Eigen::VectorXd residual;
  model.residual(state, work, residual);
  return work.node_forces();
}

}  // namespace

TEST_CASE("contact with a patch is the derivative of its energy: open, in the toe, beyond it, past the rim",
          "[fem][verification]") {
  struct Case {
    const char* name;
    double distance, u, v;
  };
  for (const Case& c : {Case{"open contact", 0.5, 1, -2}, Case{"contact in its toe", -0.3, 1, -2},
                        Case{"contact beyond its toe", -1.0, 1, -2}, Case{"contact past one rim", -0.8, 7.2, -2},
                        Case{"contact past a corner", -0.8, -7.5, 9.1}}) {
    const Setup setup(c.distance, c.u, c.v);
    const Model model = setup.model();
    const Slopes s = taylor_slopes(model, random_state(model, 0.05, 0.0, 17), 1e-2, 23);
    check_at_least({"Taylor slopes", std::string("residual, ") + c.name, "patch of nine nodes"}, s.residual, 1.9);
    check_at_least({"Taylor slopes", std::string("tangent, ") + c.name, "patch of nine nodes"}, s.tangent, 1.9);
  }
}

TEST_CASE("a point on the free side of a patch carries nothing, however near", "[fem][unit]") {
  for (const double distance : {3.0, 0.1, 1e-9}) {
    const Setup setup(distance);
    const auto contact = setup.contact();
    CHECK(potential(setup.model(), setup.state()) == 0.0);
    CHECK(contact->forces(setup.state())[0] == 0.0);
    CHECK(contact->area(setup.state()) == 0.0);
    CHECK(std::abs(contact->gaps(setup.state())[0] - distance) <= spondyl::test::round_off(100));
  }
}

TEST_CASE("a pressed point is pushed by the law of its layer along the normal alone, wherever inside the rim",
          "[fem][unit]") {
  const double strain = 0.8 / thickness, expected = 150.0 * (strain - 0.15);
  for (const double u : {0.0, 1.0, 4.9}) {
    const Setup setup(-0.8, u, -3);
    CHECK(setup.contact()->forces(setup.state())[0] == Approx(expected));
    CHECK(setup.contact()->area(setup.state()) == 20.0);
    const Eigen::VectorXd forces = forces_of(setup, setup.state());
    Vector3 push = Vector3::Zero(), back = Vector3::Zero(), moment = Vector3::Zero();
    for (Eigen::Index n = 0; n < 13; ++n) {
      const Vector3 f = forces.segment<3>(3 * n);
      (n >= 9 ? push : back) += f;
      moment += setup.mesh.nodes[static_cast<std::size_t>(n)].cross(f);
    }
    CHECK((push + expected * setup.normal).norm() <= spondyl::test::round_off(1e4));  // derivative, so against the push
    CHECK((push + back).norm() <= spondyl::test::round_off(1e4));
    CHECK(moment.norm() <= spondyl::test::round_off(1e6));
  }
}

TEST_CASE("the push of a patch is the sum of its forces, at their center, and nothing where nothing is pressed",
          "[fem][unit]") {
  const Setup setup(-0.8, 2, -3);
  const State state = setup.state();
  const WeightedPoint near({9, 10, 11, 12}, {0.25, 0.25, 0.25, 0.25}), corner(11);
  const PatchContact contact(
      setup.mesh,
      make_contact_patch(setup.mesh, setup.patch_nodes, Setup::origin(), setup.first, setup.second, 6, 8, 3),
      {{near, 20.0, thickness, cartilage}, {corner, 5.0, 2 * thickness, cartilage}});
  const auto push = contact.push(state);
  REQUIRE(push);
  const std::vector<double> forces = contact.forces(state);
  REQUIRE(forces[0] > 2 * forces[1]);
  CHECK((push->force - (forces[0] + forces[1]) * setup.normal).norm() <= spondyl::test::round_off(1e4));
  const Vector3 a = near.reference(setup.mesh), b = corner.reference(setup.mesh);
  const Vector3 from_a = push->place.reference(setup.mesh) - a, to_b = b - push->place.reference(setup.mesh);
  CHECK((forces[0] * from_a - forces[1] * to_b).norm() <= spondyl::test::round_off(1e4));
  CHECK_FALSE(Setup(0.1).contact()->push(state));
}

TEST_CASE("contact fades past the rim and is gone beyond the margin", "[fem][unit]") {
  double last = spondyl::test::infinity;
  for (const double u : {5.9, 6.5, 7.5, 8.5}) {
    const Setup setup(-0.8, u, 0);
    const double force = setup.contact()->forces(setup.state())[0];
    CHECK(force < last);
    CHECK(force > 0);
    last = force;
  }
  for (const auto& [u, v] : {std::pair{9.1, 0.0}, {0.0, 11.1}, {-9.1, 2.0}}) {
    const Setup setup(-0.8, u, v);
    CHECK(potential(setup.model(), setup.state()) == 0.0);
    CHECK(forces_of(setup, setup.state()).norm() == 0.0);
  }
}

TEST_CASE("the push turns with the patch", "[fem][unit]") {
  const Setup setup(-0.8);
  const Eigen::Quaterniond turn = exp_rotation(Vector3(0.7, 1.1, -0.4));
  State turned = setup.state();
  for (int n = 0; n < 13; ++n) {
    const Vector3& x = setup.mesh.nodes[static_cast<std::size_t>(n)];
    turned.node(n) = turn * x - x;
  }
  const Eigen::VectorXd before = forces_of(setup, setup.state()), after = forces_of(setup, turned);
  for (Eigen::Index n = 0; n < 13; ++n)
    CHECK((after.segment<3>(3 * n) - turn * before.segment<3>(3 * n)).norm() <= spondyl::test::round_off(1e4));
}

TEST_CASE("nodes on a line carry no patch", "[fem][unit]") {
  Mesh mesh;
  for (int k = 0; k < 4; ++k)
    mesh.add_node({double(k), 0, 0});
  const std::vector<int> nodes{0, 1, 2, 3};
  CHECK_THROWS_AS(make_contact_patch(mesh, nodes, Vector3::Zero(), Vector3::UnitX(), Vector3::UnitY(), 1, 1, 1),
                  std::invalid_argument);
}
