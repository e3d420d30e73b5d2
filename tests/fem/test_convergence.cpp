// Order of convergence by a manufactured solution: a smooth finite deformation of a cube is imposed on its boundary and
// the body force that it needs inside, -Div P, is applied. Nothing but the mesh size then separates the solution of
// the program from the exact one.

#include <catch2/catch.hpp>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

/// Three shears in a row keep the volume exactly, however large; `squeeze` changes it a little, for a pressure.
struct Deformation {
  double size, squeeze;

  Vector3 operator()(const Vector3& x) const {
    Vector3 y = x;
    y[0] += size * std::sin(1.5 * x[1] + 0.3);
    y[1] += size * std::sin(2.0 * x[2]);
    y[2] += size * std::cos(1.2 * y[0] + 0.8 * y[1]);
    y[0] += squeeze * std::sin(2 * y[0]) * std::cos(y[1]);
    return y;
  }
  Matrix3 gradient(const Vector3& x) const {
    return derivative(x, [this](const Vector3& at) { return (*this)(at); });
  }

  /// Central differences of fourth order; truncation and rounding are below 1e-9.
  template <class Function>
  static Matrix3 derivative(const Vector3& x, const Function& f) {
    constexpr double h = 2e-3;
    Matrix3 g;
    for (int j = 0; j < 3; ++j) {
      const Vector3 e = h * Vector3::Unit(j);
      g.col(j) = (8 * (f(x + e) - f(x - e)) - (f(x + 2 * e) - f(x - 2 * e))) / (12 * h);
    }
    return g;
  }
};

template <class Law>
Matrix3 first_piola_stress(const Law& law, const Deformation& deformation, const Vector3& x) {
  const Matrix3 f = deformation.gradient(x);
  return f.determinant() * cauchy_stress(law, f) * f.inverse().transpose();
}

/// -Div P at a reference point.
template <class Law>
Vector3 body_force(const Law& law, const Deformation& deformation, const Vector3& x) {
  Vector3 divergence = Vector3::Zero();
  const auto first_piola = [&](const Vector3& at) { return first_piola_stress(law, deformation, at); };
  constexpr double h = 4e-3;
  for (int j = 0; j < 3; ++j) {
    const Vector3 e = h * Vector3::Unit(j);
    divergence += (8 * (first_piola(x + e).col(j) - first_piola(x - e).col(j)) -
                   (first_piola(x + 2 * e).col(j) - first_piola(x - 2 * e).col(j))) /
                  (12 * h);
  }
  return -divergence;
}

template <class Law>
double error_on(int n, const Law& law, const Deformation& deformation) {
  ModelDefinition d;
  const Box box = make_box({n, n, n}, [](const Vector3& x) -> Vector3 {
    const double bump = 0.08 * std::sin(M_PI * x[0]) * std::sin(M_PI * x[1]) * std::sin(M_PI * x[2]);
    return x + bump * Vector3(1, -0.7, 0.8);
  });
  d.mesh = box.mesh;
  const int load = d.add_load("amplitude");
  const auto displacement = [&](const Vector3& x) -> Vector3 { return deformation(x) - x; };
  d.add_term(make_block(d.mesh, law, all_elements(d.mesh)));
  d.add_term(std::make_unique<NodalForces>(
      body_forces(d.mesh, [&](const Vector3& x) { return body_force(law, deformation, x); }), load));
  // The upper side carries the exact traction instead: with all of the boundary given, the volume enclosed on the way
  // to the target would be given too, and an incompressible solid cannot follow.
  d.add_term(std::make_unique<NodalForces>(
      surface_forces(d.mesh, box.faces(2, 1),
                     [&](const Vector3& x) -> Vector3 { return first_piola_stress(law, deformation, x).col(2); }),
      load));
  std::vector<int> driven;
  for (int node : box.boundary()) {
    const Vector3& x = d.mesh.nodes[static_cast<std::size_t>(node)];
    if (x[2] < 1 || x[0] * x[1] == 0 || x[0] == 1 || x[1] == 1)
      driven.push_back(node);
  }
  drive(d, driven, load, displacement);
  const Model model(std::move(d));
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, 1.0));
  REQUIRE(fem::name(report.status) == "converged");
  return displacement_error(model.mesh(), state, displacement);
}

template <class Law>
void check_order(const std::string& name, const Law& law, const Deformation& deformation) {
  const double coarse = error_on(3, law, deformation), middle = error_on(6, law, deformation),
               fine = error_on(12, law, deformation);
  CAPTURE(coarse, middle, fine);
  const std::string setting = "manufactured finite deformation, distorted n x n x n, ";
  check_at_least({"Convergence of displacement (L2)", name, setting + "n = 3 to 6"}, std::log2(coarse / middle), 1.85);
  check_at_least({"Convergence of displacement (L2)", name, setting + "n = 6 to 12"}, std::log2(middle / fine), 1.85);
}

}  // namespace

TEST_CASE("displacements converge with order two, compressible", "[fem][verification]") {
  check_order("order, neo-Hookean, nu = 0.3", CompressibleNeoHookean{1.0, 0.3}, {0.15, 0.1});
  check_order("order, linear elastic, nu = 0.3", LinearElastic{1.0, 0.3}, {0.1, 0.05});
}

TEST_CASE("displacements converge with order two, nearly incompressible", "[fem][verification]") {
  const double mu = 1.0, nu = 0.4999, bulk = mu * 2 * (1 + nu) / (3 * (1 - 2 * nu));
  check_order("order, neo-Hookean, nu = 0.4999", MooneyRivlin{mu / 2, 0.0, bulk}, {0.15, 0.25 * mu / bulk});
}
