#include "fem/embedding.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "fem/mesh_quality.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::fem;

/// Two skewed elements side by side.
Mesh two_elements() {
  Mesh mesh;
  for (int k = 0; k < 2; ++k) {
    for (int j = 0; j < 2; ++j) {
      for (int i = 0; i < 3; ++i)
        mesh.add_node({2.0 * i + 0.3 * j + 0.2 * k, 1.5 * j + 0.1 * i * k, 1.0 * k - 0.2 * i * j});
    }
  }
  mesh.hexahedra = {{0, 1, 4, 3, 6, 7, 10, 9}, {1, 2, 5, 4, 7, 8, 11, 10}};
  return mesh;
}

const std::vector<int> both{0, 1};

TEST_CASE("a point inside an element is embedded where it is", "[fem][unit]") {
  const Mesh mesh = two_elements();
  for (const Vector3& p : {Vector3(0.7, 0.6, 0.4), Vector3(3.1, 0.9, 0.3), Vector3(1.9, 0.2, 0.7)}) {
    const WeightedPoint point = embed(mesh, both, p);
    CHECK((point.reference(mesh) - p).norm() <= test::round_off(100));
    CHECK(std::abs(std::accumulate(point.weights.begin(), point.weights.end(), 0.0) - 1) <= test::round_off());
  }
}

TEST_CASE("a point outside is embedded at the nearest place of the surface, by the nodes of that face alone",
          "[fem][unit]") {
  const Mesh mesh = two_elements();
  const Vector3 far(-0.3, 0.7, 0.5);
  const WeightedPoint point = embed(mesh, both, far);
  REQUIRE(point.nodes == std::vector<int>{0, 3, 6, 9});
  const Vector3 at = point.reference(mesh);
  // Nearest: no node weights nearby give a shorter distance.
  for (int k = 0; k < 4; ++k) {
    WeightedPoint other = point;
    for (double& w : other.weights)
      w *= 0.99;
    other.weights[static_cast<std::size_t>(k)] += 0.01;
    CHECK((other.reference(mesh) - far).norm() >= (at - far).norm() - 1e-12);
  }
  const WeightedPoint corner = embed(mesh, both, {9, 9, -9});
  CHECK(corner.nodes.size() == 1);
}

TEST_CASE("a brick has scaled Jacobian 1 whatever its sides; a sheared one the sine of its angle", "[fem][unit]") {
  Mesh mesh;
  const double shear = 0.7;
  for (int k = 0; k < 2; ++k) {
    for (int j = 0; j < 2; ++j) {
      for (int i = 0; i < 2; ++i)
        mesh.add_node({3.0 * i, 0.5 * j, 40.0 * k});
    }
  }
  mesh.hexahedra = {{0, 1, 3, 2, 4, 5, 7, 6}};
  CHECK(std::abs(scaled_jacobian(mesh, mesh.hexahedra[0]) - 1) <= test::round_off());
  for (std::size_t n : {2, 3, 6, 7})
    mesh.nodes[n].x() += 0.5 / std::tan(shear);
  CHECK(std::abs(scaled_jacobian(mesh, mesh.hexahedra[0]) - std::sin(shear)) <= test::round_off());
  std::swap(mesh.nodes[0], mesh.nodes[4]);
  CHECK(scaled_jacobian(mesh, mesh.hexahedra[0]) < 0);
}

TEST_CASE("the summary of a mesh names its worst element", "[fem][unit]") {
  Mesh mesh = two_elements();
  const MeshQuality quality = mesh_quality(mesh);
  CHECK(quality.n_elements == 2);
  CHECK(quality.least == std::min(scaled_jacobian(mesh, mesh.hexahedra[0]), scaled_jacobian(mesh, mesh.hexahedra[1])));
  CHECK(quality.least == scaled_jacobian(mesh, mesh.hexahedra[static_cast<std::size_t>(quality.worst)]));
  CHECK(quality.above_half == 1);
  CHECK(mesh_quality(mesh, std::vector<int>{1}).least == scaled_jacobian(mesh, mesh.hexahedra[1]));
}

}  // namespace
