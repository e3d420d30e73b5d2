// The skin of a vertebra: closed, near the elements it is made of, and carried by them.

#include "spine/bone_surface.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>

#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;
using spine::Vertebra;

const spine::SpineMesh& mesh() {
  static const spine::SpineMesh m = [] {
    const spine::SpineSpec spec = test::plain_spine();
    return spine::make_spine_mesh(spec, spine::align(spec));
  }();
  return m;
}

/// Volume enclosed by the skin (divergence theorem, two triangles a quadrilateral).
double volume(const spine::BoneSurface& surface) {
  double sum = 0;
  for (const spine::SurfaceQuad& quad : surface.quads) {
    const auto x = [&](std::size_t k) {
      return surface.points[static_cast<std::size_t>(quad.points[k])].reference(mesh().mesh);
    };
    sum += (x(0).dot(x(1).cross(x(2))) + x(0).dot(x(2).cross(x(3)))) / 6;
  }
  return sum;
}

TEST_CASE("the skin of a vertebra is closed and seen from outside at every subdivision", "[spine][unit]") {
  for (const int subdivisions : {0, 1, 2}) {
    const auto surface = spine::bone_surface(mesh(), Vertebra::L3, subdivisions);
    std::map<std::pair<int, int>, int> passes;  // every edge is passed once each way
    for (const spine::SurfaceQuad& quad : surface.quads) {
      for (std::size_t k = 0; k < 4; ++k)
        ++passes[{quad.points[k], quad.points[(k + 1) % 4]}];
    }
    bool is_closed = true;
    for (const auto& [edge, count] : passes)
      is_closed = is_closed && count == 1 && passes.contains({edge.second, edge.first});
    CHECK(is_closed);
    CHECK(volume(surface) > 0);
    // One hole, the canal: a torus has Euler characteristic 0.
    CHECK(static_cast<long>(surface.points.size()) - static_cast<long>(passes.size() / 2) +
              static_cast<long>(surface.quads.size()) ==
          0);
  }
}

TEST_CASE("subdivision loses little volume and converges", "[spine][unit]") {
  const double blocks = volume(spine::bone_surface(mesh(), Vertebra::L3, 0));
  const double once = volume(spine::bone_surface(mesh(), Vertebra::L3, 1));
  const double twice = volume(spine::bone_surface(mesh(), Vertebra::L3, 2));
  CHECK(once < blocks);
  CHECK(twice > 0.9 * blocks);
  CHECK(std::abs(twice - once) < 0.5 * std::abs(once - blocks));
}

TEST_CASE("the skin moves with the mesh: its points are means of nodes", "[spine][unit]") {
  const auto surface = spine::bone_surface(mesh(), Vertebra::L2, 2);
  const Eigen::AngleAxisd turn(0.7, Vector3d(1, 2, 3).normalized());
  fem::State state;
  state.displacement.setZero(3 * static_cast<Eigen::Index>(mesh().mesh.nodes.size()));
  for (std::size_t n = 0; n < mesh().mesh.nodes.size(); ++n)
    state.node(static_cast<int>(n)) = turn * mesh().mesh.nodes[n] - mesh().mesh.nodes[n];
  for (const fem::WeightedPoint& point : surface.points) {
    CHECK(std::abs(std::accumulate(point.weights.begin(), point.weights.end(), 0.0) - 1) <= test::round_off(10));
    const Vector3d x = point.reference(mesh().mesh);
    CHECK((x + point.displacement(state) - turn * x).norm() <= test::round_off(1e4));
  }
}

TEST_CASE("articular surfaces stay flat under subdivision", "[spine][unit]") {
  const auto surface = spine::bone_surface(mesh(), Vertebra::L3, 2);
  const auto& face = mesh().arches[2].inferior_face[0];
  const auto x = [&](int n) -> const Vector3d& { return mesh().mesh.nodes[static_cast<std::size_t>(n)]; };
  const Vector3d corner = x(face.nodes.front());
  const Vector3d normal = (x(face.node(face.columns, 0)) - corner).cross(x(face.nodes.back()) - corner).normalized();
  Vector3d center = Vector3d::Zero();
  for (int n : face.nodes)
    center += x(n) / static_cast<double>(face.nodes.size());
  double nearest = test::infinity;
  int on_plane = 0;
  for (const fem::WeightedPoint& point : surface.points) {
    const Vector3d p = point.reference(mesh().mesh);
    if (std::abs((p - corner).dot(normal)) < 1e-9 && (p - center).norm() < 12)
      ++on_plane;
    nearest = std::min(nearest, (p - center).norm());
  }
  CHECK(on_plane >= 9 * 9);  // 2 x 2 quadrilaterals, halved twice
  CHECK(nearest < 2);
}

}  // namespace
