// The same mesh, material and loads solved by CalculiX. Its plain bricks lock; its 20-node bricks with reduced
// integration do not, and their integration points are ours.

#include <catch2/catch.hpp>
#include <map>

#include "calculix.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

/// Points where both programs' von Mises stress peaks, and how the answers differ.
struct Difference {
  double displacement;  ///< largest, over the largest displacement
  double peak;          ///< relative difference of the largest von Mises stress
  double distance;      ///< between the places of the two peaks, in element edges of our peak's element
};

template <class Law>
Difference compare(const SharedProblem& problem, const Law& law, const CalculixAnswer& theirs) {
  ModelDefinition d;
  d.mesh = problem.mesh;
  d.add_load("amplitude");
  Block& block = d.add_term(make_block(d.mesh, law, all_elements(d.mesh)));
  d.supports = problem.supports;
  d.driven = problem.driven;
  if (!problem.loaded_faces.empty()) {
    d.add_term(std::make_unique<NodalForces>(
        surface_forces(d.mesh, problem.loaded_faces, [&](const Vector3&) { return problem.traction; }), 0));
  }
  const Model model(std::move(d));
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, 1.0));
  REQUIRE(fem::name(report.status) == "converged");

  Difference out{};
  double largest = 0;
  for (std::size_t n = 0; n < model.mesh().nodes.size(); ++n) {
    largest = std::max(largest, theirs.displacement[n].norm());
    out.displacement = std::max(out.displacement, (state.node(static_cast<int>(n)) - theirs.displacement[n]).norm());
  }
  out.displacement /= largest;

  const auto fields = block.fields(state, 1);
  std::size_t our_peak = 0, their_peak = 0;
  for (std::size_t q = 0; q < fields.size(); ++q) {
    if (von_mises(fields[q].stress) > von_mises(fields[our_peak].stress))
      our_peak = q;
    if (von_mises(theirs.stress[q]) > von_mises(theirs.stress[their_peak]))
      their_peak = q;
  }
  const double ours = von_mises(fields[our_peak].stress), other = von_mises(theirs.stress[their_peak]);
  out.peak = std::abs(ours / other - 1);
  const auto place = [&](std::size_t point) {
    const Hexahedron& e = problem.mesh.hexahedra[point / 8];
    Vector3 x = Vector3::Zero();
    for (std::size_t a = 0; a < 8; ++a) {
      double n = 0.125;
      for (int k = 0; k < 3; ++k)
        n *= 1 + hex8::corner[a][k] * hex8::gauss * hex8::corner[point % 8][k];
      x += n * problem.mesh.nodes[static_cast<std::size_t>(e[a])];
    }
    return x;
  };
  const Hexahedron& e = problem.mesh.hexahedra[our_peak / 8];
  const double edge =
      (problem.mesh.nodes[static_cast<std::size_t>(e[6])] - problem.mesh.nodes[static_cast<std::size_t>(e[0])]).norm();
  out.distance = (place(our_peak) - place(their_peak)).norm() / edge;
  CAPTURE(our_peak, their_peak, ours, other);
  INFO("von Mises of CalculiX at our peak " << von_mises(theirs.stress[our_peak]));
  CHECK(out.distance <= 1.0);
  return out;
}

void check(const std::string& what, const std::string& setting, const Difference& difference) {
  check_at_most({"CalculiX", what + ": largest difference of displacement", setting}, difference.displacement, 0.01);
  check_at_most({"CalculiX", what + ": peak von Mises stress, relative difference", setting}, difference.peak, 0.03);
  check_at_most({"CalculiX", what + ": distance of the two peaks over the element diagonal", setting},
                difference.distance, 0.6);
}

/// A quarter of the upper half of a disc. Its side is hollow and meets the plates at 45 degrees: a nearly incompressible
/// solid bonded at a right angle has a singular stress there (Williams 1952, J Appl Mech 19:526), on which no two
/// meshes agree. A core block and two blocks around it, n elements along each side of the core.
SharedProblem quarter_disc(int n, int layers, double radius, double height) {
  SharedProblem p;
  std::map<std::array<long, 3>, int> known;
  const auto node = [&](const Vector3& x) {
    const std::array<long, 3> key{std::lround(1e6 * x[0]), std::lround(1e6 * x[1]), std::lround(1e6 * x[2])};
    const auto [found, is_new] = known.emplace(key, static_cast<int>(p.mesh.nodes.size()));
    if (is_new)
      p.mesh.add_node(x);
    return found->second;
  };
  const double core = 0.5 * radius, corner = 0.42 * radius;
  // Section of one block: (s, t) in the unit square -> (x, y).
  const auto in_core = [&](double s, double t) {
    return Vector3(s * core + s * t * (corner - core), t * core + s * t * (corner - core), 0);
  };
  const auto around = [&](double s, double t) {  // s outward, t from the x axis to the diagonal
    const Vector3 from = in_core(1, t), to(radius * std::cos(0.25 * M_PI * t), radius * std::sin(0.25 * M_PI * t), 0);
    return Vector3((1 - s) * from + s * to);
  };
  const auto mirrored = [&](double s, double t) {
    const Vector3 x = around(t, s);
    return Vector3(x[1], x[0], 0);
  };
  const auto add_block = [&](const auto& section) {
    for (int k = 0; k < layers; ++k) {
      for (int j = 0; j < n; ++j) {
        for (int i = 0; i < n; ++i) {
          const auto at = [&](int di, int dj, int dk) {
            const double from_middle = double(k + dk) / layers;
            Vector3 x = section(double(i + di) / n, double(j + dj) / n);
            x *= 1 + 0.125 * (from_middle * from_middle - 1);
            x[2] = height * from_middle;
            return node(x);
          };
          p.mesh.hexahedra.push_back(
              {at(0, 0, 0), at(1, 0, 0), at(1, 1, 0), at(0, 1, 0), at(0, 0, 1), at(1, 0, 1), at(1, 1, 1), at(0, 1, 1)});
        }
      }
    }
  };
  add_block(in_core);
  add_block(around);
  add_block(mirrored);
  return p;
}

}  // namespace

TEST_CASE("CalculiX bends the same cantilever", "[fem][verification]") {
  const Box box = make_brick({30, 4, 2}, Vector3(20, 1, 1));
  SharedProblem p;
  p.mesh = box.mesh;
  for (int n : box.side(0, 0))
    p.supports.push_back({n, 0});
  for (int k = 0; k <= 2; ++k)
    p.supports.push_back({box.node(0, 2, k), 1});
  for (int j = 0; j <= 4; ++j)
    p.supports.push_back({box.node(0, j, 1), 2});
  p.loaded_faces = box.faces(0, 1);
  p.traction = Vector3(0, 0.25, 0);
  const auto theirs = solve_with_calculix(p, "cantilever", "*ELASTIC\n1000., 0.3\n", "0.25, 1.\n");
  check("cantilever", "30 x 4 x 2 on 20 x 1 x 1 mm, linear elastic, against C3D20R",
        compare(p, LinearElastic{1000.0, 0.3}, theirs));
}

namespace {

/// The disc between stiff plates, compressed by 10 %, by both programs.
Difference compress_disc(int n, int layers) {
  const double c10 = 0.5, bulk = 100.0, height = 5;
  SharedProblem p = quarter_disc(n, layers, 20.0, height);
  for (int i = 0; i < static_cast<int>(p.mesh.nodes.size()); ++i) {
    const Vector3& x = p.mesh.nodes[static_cast<std::size_t>(i)];
    const bool is_plate = x[2] > height - 1e-6;
    for (int axis = 0; axis < 2; ++axis) {
      if (is_plate || x[axis] < 1e-6)
        p.supports.push_back({i, axis});
    }
    if (x[2] < 1e-6)
      p.supports.push_back({i, 2});
    if (is_plate)
      p.driven.push_back({DrivenDisplacement::Target::node, i, 2, 0, -0.5});
  }
  const auto theirs = solve_with_calculix(
      p, "disc", "*HYPERELASTIC, NEO HOOKE\n" + std::to_string(c10) + ", " + std::to_string(2 / bulk) + "\n",
      "0.5, 1.\n");
  return compare(p, MooneyRivlin{c10, 0.0, bulk}, theirs);
}

}  // namespace

TEST_CASE("CalculiX compresses the same disc", "[fem][verification]") {
  const std::string setting = "eighth of a disc, hollow side, K / mu = 100, 10 % compression, against C3D20R";
  const Difference coarse = compress_disc(4, 6), fine = compress_disc(7, 9);
  check("compressed disc", "3 x 7 x 7 x 9, " + setting, fine);
  // What is left is our mesh: the difference goes with the square of its edges, (9 / 6)^2 to (7 / 4)^2.
  check_at_least({"CalculiX", "compressed disc: displacement differs on 3 x 4 x 4 x 6 by so many times", setting},
                 coarse.displacement / fine.displacement, 2.0);
}
