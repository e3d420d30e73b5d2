#include "fem/mesh_relaxation.hpp"

#include <map>
#include <vector>

#include "fem/mesh_quality.hpp"

namespace spondyl::fem {

namespace {

constexpr int n_sweeps = 200;
constexpr double first_step = 0.2;  // of the mean distance to the other nodes of the node's elements
constexpr int n_halvings = 5;

struct Neighborhood {
  FreeNode free;
  std::vector<int> elements;
};

/// What the corners lack of the target, squared and summed.
double lack(const Mesh& mesh, const std::vector<int>& elements, double target) {
  double sum = 0;
  for (int e : elements) {
    for (double corner : corner_jacobians(mesh, mesh.hexahedra[static_cast<std::size_t>(e)]))
      sum += corner < target ? (target - corner) * (target - corner) : 0.0;
  }
  return sum;
}

/// To the 26 neighbors on a grid and towards the middle of the elements around, bound to the node's plane, as long as the
/// neighborhood.
std::vector<Vector3> directions(const Mesh& mesh, const Neighborhood& at) {
  const Vector3& x = mesh.nodes[static_cast<std::size_t>(at.free.node)];
  Vector3 middle = Vector3::Zero();
  double size = 0, count = 0;
  for (int e : at.elements) {
    for (int n : mesh.hexahedra[static_cast<std::size_t>(e)]) {
      if (n == at.free.node)
        continue;
      middle += mesh.nodes[static_cast<std::size_t>(n)];
      size += (mesh.nodes[static_cast<std::size_t>(n)] - x).norm();
      ++count;
    }
  }
  const double length = size / count;
  std::vector<Vector3> out{(middle / count - x).normalized()};
  for (int i = -1; i <= 1; ++i) {
    for (int j = -1; j <= 1; ++j) {
      for (int k = -1; k <= 1; ++k) {
        if (i != 0 || j != 0 || k != 0)
          out.push_back(Vector3(i, j, k).normalized());
      }
    }
  }
  for (Vector3& v : out)
    v = length * (v - v.dot(at.free.plane_normal) * at.free.plane_normal);
  return out;
}

bool improve(Mesh& mesh, const Neighborhood& at, double target) {
  const double before = lack(mesh, at.elements, target);
  if (before == 0)
    return false;
  Vector3& x = mesh.nodes[static_cast<std::size_t>(at.free.node)];
  const Vector3 start = x;
  const auto tries = directions(mesh, at);
  double step = first_step;
  for (int halving = 0; halving <= n_halvings; ++halving, step /= 2) {
    double best = (1 - 1e-4) * before;
    Vector3 place = start;
    for (const Vector3& direction : tries) {
      x = start + step * direction;
      const double now = lack(mesh, at.elements, target);
      if (now < best) {
        best = now;
        place = x;
      }
    }
    x = place;
    if (place != start)
      return true;
  }
  return false;
}

}  // namespace

void relax(Mesh& mesh, std::span<const int> elements, std::span<const FreeNode> free, double target) {
  std::map<int, std::size_t> index;
  std::vector<Neighborhood> all;
  for (const FreeNode& node : free) {
    index[node.node] = all.size();
    all.push_back({node, {}});
  }
  for (int e : elements) {
    for (int n : mesh.hexahedra[static_cast<std::size_t>(e)]) {
      if (const auto at = index.find(n); at != index.end())
        all[at->second].elements.push_back(e);
    }
  }
  for (int sweep = 0; sweep < n_sweeps; ++sweep) {
    bool is_better = false;
    for (const Neighborhood& at : all)
      is_better = improve(mesh, at, target) || is_better;
    if (!is_better)
      return;
  }
}

}  // namespace spondyl::fem
