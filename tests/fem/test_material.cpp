// The laws alone: derivatives of their energies, blind to rotations, Hooke's law when strains are small. Then fibers in
// a block whose boundary leaves the sides free, against the same equations solved by hand in two or three unknowns.

#include <catch2/catch.hpp>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

using Vector6 = Eigen::Matrix<double, 6, 1>;

Tensor<double> voigt(const Matrix3& m) {
  Tensor<double> t;
  for (std::size_t p = 0; p < 6; ++p)
    t[p] = m(voigt_row[p], voigt_column[p]);
  return t;
}

Matrix3 matrix(const Tensor<double>& t) {
  Matrix3 m;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j)
      m(i, j) = t[static_cast<std::size_t>(voigt_index[i][j])];
  }
  return m;
}

Vector6 strain_like(const Matrix3& e) {
  Vector6 v;
  for (int p = 0; p < 6; ++p)
    v[p] = (p < 3 ? 1.0 : 2.0) * e(voigt_row[p], voigt_column[p]);
  return v;
}

const Matrix3 deformation = (Matrix3() << 1.15, 0.2, -0.1, 0.05, 0.9, 0.15, 0.1, -0.05, 1.05).finished();

template <class Check>
void for_each_law(const Check& check) {
  check(LinearElastic{100.0, 0.3}, "linear elastic");
  check(CompressibleNeoHookean{10.0, 0.3}, "neo-Hookean");
  check(MooneyRivlin{0.4, 0.15, 50.0}, "Mooney-Rivlin");
}

/// Diagonal Cauchy stress of a Mooney-Rivlin solid with fibers in the 1-2 plane under stretches l and shear g
/// (x = l1 X + g Y), fibers at +-angle to axis 1. Written out, not taken from the engine.
struct Composite {
  MooneyRivlin law;
  double fiber_modulus;  // linear beyond a toe that ends before the strains met here
  double toe;
  double angle;

  Matrix3 stress(const Vector3& l, double g) const {
    Matrix3 f = l.asDiagonal();
    f(0, 1) = g;
    const double j = f.determinant();
    const Matrix3 b = f * f.transpose() / std::cbrt(j * j);
    Matrix3 s = 2 * law.c10 * b + 2 * law.c01 * (b.trace() * b - b * b);
    s = (s - s.trace() / 3 * Matrix3::Identity()).eval() / j + law.bulk_modulus / 2 * (j - 1 / j) * Matrix3::Identity();
    for (double sign : {1.0, -1.0}) {
      const Vector3 a = f * Vector3(std::cos(angle), sign * std::sin(angle), 0);
      const double strain = a.norm() - 1;
      const double tension = strain <= 0    ? 0.0
                             : strain < toe ? fiber_modulus * strain * strain / (2 * toe)
                                            : fiber_modulus * (strain - toe / 2);
      s += tension / a.norm() * a * a.transpose() / j;
    }
    return s;
  }

  /// Stretches whose normal stresses vanish where `free`, the others given.
  Vector3 relax(Vector3 l, double g, const std::array<bool, 3>& free) const {
    for (int iteration = 0; iteration < 50; ++iteration) {
      Matrix3 k = Matrix3::Identity();
      Vector3 r = Vector3::Zero();
      for (int i = 0; i < 3; ++i) {
        if (!free[static_cast<std::size_t>(i)])
          continue;
        r[i] = stress(l, g)(i, i);
        for (int j = 0; j < 3; ++j) {
          Vector3 up = l, down = l;
          up[j] += 1e-6;
          down[j] -= 1e-6;
          k(i, j) = (stress(up, g)(i, i) - stress(down, g)(i, i)) / 2e-6;
        }
      }
      l -= k.partialPivLu().solve(r);
    }
    return l;
  }
};

}  // namespace

TEST_CASE("a law's stress and tangent are derivatives of its energy", "[fem][verification]") {
  const Matrix3 c = deformation.transpose() * deformation;
  Matrix3 direction;
  direction << 0.3, 0.2, -0.1, 0.2, -0.4, 0.15, -0.1, 0.15, 0.25;  // of the strain
  for_each_law([&](const auto& law, const std::string& name) {
    const Response<double> r = law.response(voigt(c));
    const auto at = [&](double h) { return law.response(voigt(c + 2 * h * direction)); };
    const double rate = (matrix(r.stress).cwiseProduct(direction)).sum();
    const double stress = spondyl::test::taylor_slope(
        [&](double h) { return std::abs(at(h).energy - r.energy - h * rate); }, 0.1, std::abs(r.energy));
    Vector6 change;
    for (int p = 0; p < 6; ++p) {
      change[p] = 0;
      for (int q = 0; q < 6; ++q)
        change[p] += r.tangent[static_cast<std::size_t>(p)][static_cast<std::size_t>(q)] * strain_like(direction)[q];
    }
    const double tangent = spondyl::test::taylor_slope(
        [&](double h) {
          const Matrix3 d = matrix(at(h).stress) - matrix(r.stress);
          Vector6 remainder;
          for (int p = 0; p < 6; ++p)
            remainder[p] = d(voigt_row[p], voigt_column[p]) - h * change[p];
          return remainder.norm();
        },
        0.1, matrix(r.stress).norm());
    check_at_least({"Taylor slopes", "stress, " + name, "one point"}, stress, 1.9);
    check_at_least({"Taylor slopes", "material tangent, " + name, "one point"}, tangent, 1.9);
    double asymmetry = 0;
    for (std::size_t p = 0; p < 6; ++p) {
      for (std::size_t q = 0; q < 6; ++q)
        asymmetry = std::max(asymmetry, std::abs(r.tangent[p][q] - r.tangent[q][p]));
    }
    CHECK(asymmetry <= spondyl::test::round_off(100));
  });
}

TEST_CASE("a law does not see rotations, before or after the deformation", "[fem][verification]") {
  const Matrix3 turn = exp_rotation(Vector3(0.4, -1.1, 0.8)).toRotationMatrix();
  const Matrix3 c = deformation.transpose() * deformation;
  for_each_law([&](const auto& law, const std::string& name) {
    const Matrix3 after = turn * deformation;
    const Matrix3 s = matrix(law.response(voigt(c)).stress);
    const Matrix3 objective = matrix(law.response(voigt(after.transpose() * after)).stress);
    const Matrix3 isotropic = matrix(law.response(voigt(turn * c * turn.transpose())).stress);
    check_at_most({"Objectivity", "turned after deforming, " + name, "one point"}, (objective - s).norm() / s.norm(),
                  1e-12);
    check_at_most({"Objectivity", "turned before deforming, " + name, "one point"},
                  (isotropic - turn * s * turn.transpose()).norm() / s.norm(), 1e-12);
  });
}

TEST_CASE("a volume answers to any pressure with a ratio above zero", "[fem][verification]") {
  double largest_error = 0;
  for (double ratio : {1e-9, 1e-3, 0.2, 0.7, 0.999, 1.0, 1.001, 1.3, 5.0, 1e6}) {
    const double x = (ratio - 1 / ratio) / 2;  // p / K
    const VolumeResponse<double> v(x);
    largest_error = std::max(largest_error, std::abs(v.ratio / ratio - 1));
    // Legendre's transform of K/4 (theta^2 - 1 - 2 ln theta).
    const double energy = x * (ratio - 1) - (ratio * ratio - 1 - 2 * std::log(ratio)) / 4;
    CHECK(v.energy() == Approx(energy).epsilon(1e-9).margin(1e-15));
  }
  check_at_most({"Volume change", "p = K/2 (theta - 1/theta), theta from 1e-9 to 1e6", "one point"}, largest_error,
                1e-12);
  for (double x : {-3.0, -0.4, 0.0, 0.7}) {
    const VolumeResponse<double> v(x);
    const auto at = [&](double h) { return VolumeResponse<double>(x + h); };
    const double size = std::abs(v.energy()) + 1;
    CHECK(spondyl::test::taylor_slope(
              [&](double h) { return std::abs(at(h).energy() - v.energy() - h * (v.ratio - 1)); }, 0.1, size) >= 1.9);
    CHECK(spondyl::test::taylor_slope([&](double h) { return std::abs(at(h).ratio - v.ratio - h * v.compliance); }, 0.1,
                                      size) >= 1.9);
  }
}

TEST_CASE("a law is Hooke's at small strain", "[fem][unit]") {
  const MooneyRivlin m{0.4, 0.15, 50.0};
  const double mu = 2 * (m.c10 + m.c01), young = 9 * m.bulk_modulus * mu / (3 * m.bulk_modulus + mu);
  const auto check = [](const auto& law, double mu_, double lambda, double bulk_of_element) {
    const Tensor<double> unit{1, 1, 1, 0, 0, 0};
    const auto r = law.response(unit);
    for (std::size_t p = 0; p < 6; ++p) {
      CHECK(r.stress[p] == Approx(0).margin(1e-14));
      for (std::size_t q = 0; q < 6; ++q) {
        const double hooke = (p < 3 && q < 3 ? lambda - bulk_of_element : 0.0) + (p == q ? (p < 3 ? 2 : 1) * mu_ : 0.0);
        CHECK(r.tangent[p][q] == Approx(hooke).margin(1e-12));
      }
    }
  };
  check(LinearElastic{young, 0.3}, young / 2.6, young * 0.3 / (1.3 * 0.4), 0);
  check(CompressibleNeoHookean{young, 0.3}, young / 2.6, young * 0.3 / (1.3 * 0.4), 0);
  check(m, mu, m.bulk_modulus - 2 * mu / 3, m.bulk_modulus);
}

TEST_CASE("a fiber-reinforced block stretches, biaxially stretches and shears as the closed form says",
          "[fem][verification]") {
  const Composite exact{{0.3, 0.1, 40.0}, 8.0, 0.02, M_PI / 6};
  struct Case {
    const char* name;
    Vector3 stretch;
    double shear;
    std::array<bool, 3> free;
  };
  for (const Case& c : {Case{"uniaxial", Vector3(1.2, 1, 1), 0.0, {false, true, true}},
                        Case{"biaxial", Vector3(1.15, 1.1, 1), 0.0, {false, false, true}},
                        Case{"shear", Vector3(1, 1, 1), 0.3, {false, false, true}}}) {
    const Vector3 stretch = exact.relax(c.stretch, c.shear, c.free);
    Matrix3 f = stretch.asDiagonal();
    f(0, 1) = c.shear;

    ModelDefinition d;
    // The block is a distorted mesh inside: homogeneous conditions, inhomogeneous elements.
    const Box box = make_box({3, 3, 2}, [](const Vector3& x) -> Vector3 {
      const double bump = 0.06 * std::sin(M_PI * x[0]) * std::sin(M_PI * x[1]) * std::sin(M_PI * x[2]);
      return x + bump * Vector3(1, -1, 0.7);
    });
    d.mesh = box.mesh;
    const int load = d.add_load("stretch");
    const Vector3 a(std::cos(exact.angle), std::sin(exact.angle), 0), b(a[0], -a[1], 0);
    Block& block =
        d.add_term(make_block(d.mesh, exact.law, with_fibers(d.mesh, {a, b}, {exact.fiber_modulus, 0.0, exact.toe})));
    using Node = DrivenDisplacement::Target;
    for (int axis = 0; axis < 3; ++axis) {
      const auto i = static_cast<std::size_t>(axis);
      if (c.shear != 0 && axis == 0) {  // the whole boundary follows the shear along x
        for (int n : box.boundary())
          d.driven.push_back({Node::node, n, 0, load, c.shear * d.mesh.nodes[static_cast<std::size_t>(n)][1]});
        continue;
      }
      if (c.shear != 0 && axis == 1) {
        hold(d, box.boundary(), 1);
        continue;
      }
      hold(d, box.side(axis, 0), axis);
      if (!c.free[i]) {
        for (int n : box.side(axis, 1))
          d.driven.push_back({Node::node, n, axis, load, c.stretch[axis] - 1});
      }
    }
    const Model model(std::move(d));
    State state = model.initial_state();
    const Report report = solve(model, state, target(model, 1.0), {1, 1e-13});
    REQUIRE(fem::name(report.status) == "converged");

    const Matrix3 stress = exact.stress(stretch, c.shear);
    double stress_error = 0, displacement_error = 0;
    for (const PointFields& p : block.fields(state, 1))
      stress_error = std::max(stress_error, (p.stress - stress).norm() / stress.norm());
    for (std::size_t n = 0; n < model.mesh().nodes.size(); ++n) {
      const Vector3 u = f * model.mesh().nodes[n] - model.mesh().nodes[n];
      displacement_error = std::max(displacement_error, (state.node(static_cast<int>(n)) - u).norm());
    }
    const std::string setting = "3 x 3 x 2 distorted hexahedra, two families at 30 degrees";
    check_at_most({"Fiber-reinforced block", std::string(c.name) + ", stress", setting}, stress_error, 1e-8);
    check_at_most({"Fiber-reinforced block", std::string(c.name) + ", displacement (mm on 1 mm)", setting},
                  displacement_error, 1e-8);
  }
}
