#include "view/glyphs.hpp"

#include <vtkPlane.h>

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <algorithm>

#include "spine/annulus_fibers.hpp"

namespace spondyl::view {
namespace {

using Eigen::Matrix3d;
using Eigen::Vector3d;
using Corners = std::array<Vector3d, 8>;

Corners corners_of(const fem::Hexahedron& element, const std::vector<Vector3d>& nodes) {
  Corners out;
  for (std::size_t k = 0; k < out.size(); ++k)
    out[k] = nodes[static_cast<std::size_t>(element[k])];
  return out;
}

Vector3d middle(const Corners& x) {
  Vector3d sum = Vector3d::Zero();
  for (const Vector3d& corner : x)
    sum += corner / 8;
  return sum;
}

/// Mean edges of an element, as columns: what its local axes have become.
Matrix3d edges(const Corners& x) {
  Matrix3d out;
  out.col(0) = x[1] + x[2] + x[5] + x[6] - x[0] - x[3] - x[4] - x[7];
  out.col(1) = x[2] + x[3] + x[6] + x[7] - x[0] - x[1] - x[4] - x[5];
  out.col(2) = x[4] + x[5] + x[6] + x[7] - x[0] - x[1] - x[2] - x[3];
  return out / 4;
}

bool is_crossed(const Corners& corners, vtkPlane& plane) {
  const auto is_above = [&](Vector3d x) { return plane.EvaluateFunction(x.data()) >= 0; };
  const auto n = std::count_if(corners.begin(), corners.end(), is_above);
  return n > 0 && n < 8;
}

}  // namespace

std::vector<Glyph> glyphs_in(const Specimen& specimen, Glyphs kind, const std::vector<Vector3d>& nodes,
                             vtkPlane& plane) {
  std::vector<Glyph> out;
  const spine::SpineModel& spine = specimen.spine();
  const fem::Mesh& mesh = spine.mesh.mesh;
  const auto crossed = [&](spine::Tissue tissue, int part) {
    std::vector<int> elements = spine.mesh.elements(tissue, part);
    std::erase_if(elements, [&](int e) {
      return !is_crossed(corners_of(mesh.hexahedra[static_cast<std::size_t>(e)], nodes), plane);
    });
    return elements;
  };
  for (const spine::Level level : spine::all_levels) {
    const std::vector<int> annulus = crossed(spine::Tissue::annulus, level.index);
    if (kind == Glyphs::fibers) {
      const auto families = spine::annulus_fibers(spine.mesh, annulus, spine.alignment.superior_of(lower(level)),
                                                  spine.spec.disc(level).tissue.fiber);
      for (std::size_t f = 0; f < families.size(); ++f) {
        const auto& element = mesh.hexahedra[static_cast<std::size_t>(annulus[f / spine::n_fiber_families])];
        const Corners now = corners_of(element, nodes);
        const Matrix3d deformation = edges(now) * edges(corners_of(element, mesh.nodes)).inverse();
        out.push_back({middle(now), (deformation * families[f].direction).normalized(), 0});
      }
      continue;
    }
    std::vector<int> elements = crossed(spine::Tissue::nucleus, level.index);
    elements.insert(elements.end(), annulus.begin(), annulus.end());
    for (const int e : elements) {
      const auto n = static_cast<std::size_t>(e);
      const Eigen::SelfAdjointEigenSolver<Matrix3d> principal(specimen.fields.stress(n));
      for (const Eigen::Index k : {2, 0})
        out.push_back({middle(corners_of(mesh.hexahedra[n], nodes)), principal.eigenvectors().col(k),
                       principal.eigenvalues()[k]});
    }
  }
  return out;
}

}  // namespace spondyl::view
