// The element against what every solid must do: reproduce homogeneous states on any mesh, stay stress-free when turned,
// and be the exact derivative of its own energy.

#include <catch2/catch.hpp>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

const LinearElastic linear_elastic{100.0, 0.3};
const CompressibleNeoHookean neo_hookean{10.0, 0.3};
const MooneyRivlin mooney_rivlin{0.4, 0.1, 50.0};
const UniaxialLaw<double> fiber_law{5.0, 0.0, 0.05};
const std::vector<Vector3> fiber_directions{Vector3(1, 0.5, 0.2), Vector3(1, -0.5, 0.3)};

const SolveOptions tight{1, 1e-14};

struct Patch {
  double displacement, stress, internal;
};

/// The patch under boundary displacements of the deformation gradient f.
template <class Law>
Patch solve_patch(const Law& law, bool has_fibers, Matrix3 f) {
  if constexpr (SplitLaw<Law>)  // a nearly incompressible solid keeps its volume, or tears
    f *= std::cbrt(0.98 / f.determinant());
  ModelDefinition d;
  d.mesh = patch_mesh();
  const int load = d.add_load("boundary");
  const auto elements = has_fibers ? with_fibers(d.mesh, fiber_directions, fiber_law) : all_elements(d.mesh);
  Block& block = d.add_term(make_block(d.mesh, law, elements));
  const auto exact = [&f](const Vector3& x) -> Vector3 { return f * x - x; };
  drive(d, {0, 1, 2, 3, 4, 5, 6, 7}, load, exact);
  const Model model(std::move(d));
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, 1.0), tight);
  REQUIRE(name(report.status) == "converged");

  Patch p{0, 0, state.internal.norm()};
  for (int n = 8; n < 16; ++n) {
    const Vector3 u = exact(model.mesh().nodes[static_cast<std::size_t>(n)]);
    p.displacement = std::max(p.displacement, (state.node(n) - u).norm() / u.norm());
  }
  Matrix3 stress = cauchy_stress(law, f);
  for (std::size_t k = 0; k < elements.n_families; ++k)
    stress += cauchy_stress(elements.fibers[k], f);
  for (const PointFields& point : block.fields(state, 1))
    p.stress = std::max(p.stress, (point.stress - stress).norm() / stress.norm());
  return p;
}

Matrix3 gradient(double size) {
  Matrix3 h;
  h << 0.6, 0.4, -0.2, 0.1, -0.5, 0.3, 0.25, -0.15, 0.35;
  return Matrix3::Identity() + size * h;
}

template <class Law>
Model block_model(const Law& law, bool has_fibers) {
  ModelDefinition d;
  d.mesh = patch_mesh();
  d.add_term(
      make_block(d.mesh, law, has_fibers ? with_fibers(d.mesh, fiber_directions, fiber_law) : all_elements(d.mesh)));
  return Model(std::move(d));
}

/// All laws, with and without fibers.
template <class Check>
void for_each_law(const Check& check) {
  for (bool has_fibers : {false, true}) {
    const std::string suffix = has_fibers ? " with fibers" : "";
    check(linear_elastic, has_fibers, "linear elastic" + suffix);
    check(neo_hookean, has_fibers, "neo-Hookean" + suffix);
    check(mooney_rivlin, has_fibers, "Mooney-Rivlin" + suffix);
  }
}

}  // namespace

TEST_CASE("a patch of distorted hexahedra reproduces homogeneous deformation", "[fem][verification]") {
  for (double size : {0.01, 0.1, 0.4}) {
    const std::string setting = "7 distorted hexahedra, |F - 1| = " + std::to_string(size).substr(0, 5);
    for_each_law([&](const auto& law, bool has_fibers, const std::string& name) {
      const Patch p = solve_patch(law, has_fibers, gradient(size));
      check_at_most({"Patch test", "displacement, " + name, setting}, p.displacement, 1e-12);
      check_at_most({"Patch test", "stress, " + name, setting}, p.stress, 1e-12);
    });
  }
}

TEST_CASE("a block turned by 90 degrees has no stress", "[fem][verification]") {
  const Matrix3 r = exp_rotation(0.5 * M_PI * Vector3(1, 2, -1).normalized()).toRotationMatrix();
  for_each_law([&](const auto& law, bool has_fibers, const std::string& name) {
    ModelDefinition d;
    d.mesh = patch_mesh();
    const auto elements = has_fibers ? with_fibers(d.mesh, fiber_directions, fiber_law) : all_elements(d.mesh);
    Block& block = d.add_term(make_block(d.mesh, law, elements));
    for (int axis = 0; axis < 3; ++axis)
      hold(d, {0, 1, 2, 3, 4, 5, 6, 7}, axis);
    const Model model(std::move(d));
    // The corners are turned, everything inside starts at random: the solver has to find the unstressed state.
    State state = random_state(model, 0.01, 0.01, 5);
    for (int n = 0; n < 16; ++n) {
      const Vector3& x = model.mesh().nodes[static_cast<std::size_t>(n)];
      state.node(n) += r * x - x;
    }
    const Report report = solve(model, state, target(model, 1.0), {1, 1e-12});
    REQUIRE(fem::name(report.status) == "converged");
    double modulus = 1.0;
    if constexpr (requires { law.young_modulus; })
      modulus = law.young_modulus;
    else
      modulus = 6 * (law.c10 + law.c01);
    double stress = 0;
    for (const PointFields& point : block.fields(state, 1))
      stress = std::max(stress, point.stress.norm());
    check_at_most({"Rigid rotation by 90 degrees", "stress over modulus, " + name, "7 distorted hexahedra"},
                  stress / modulus, 1e-10);
    check_at_most({"Rigid rotation by 90 degrees", "enhanced strain, " + name, "7 distorted hexahedra"},
                  state.internal.lpNorm<Eigen::Infinity>(), 1e-10);
  });
}

TEST_CASE("residual and tangent of a block are derivatives of its energy", "[fem][verification]") {
  for_each_law([&](const auto& law, bool has_fibers, const std::string& name) {
    const Model model = block_model(law, has_fibers);
    const Slopes s = taylor_slopes(model, random_state(model, 0.01, 0.02, 3), 1e-2, 11);
    const std::string setting = "7 distorted hexahedra, random state";
    check_at_least({"Taylor slopes", "residual, " + name, setting}, s.residual, 1.9);
    check_at_least({"Taylor slopes", "tangent, " + name, setting}, s.tangent, 1.9);
    check_at_least({"Taylor slopes", "internal residual, " + name, setting}, s.internal, 1.9);
  });
}

TEST_CASE("a mesh with an inverted element is refused", "[fem][unit]") {
  Mesh mesh = patch_mesh();
  std::swap(mesh.hexahedra[0][0], mesh.hexahedra[0][1]);
  CHECK_THROWS_AS(make_block(mesh, linear_elastic, all_elements(mesh)), std::invalid_argument);
}
