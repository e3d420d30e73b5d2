#include "spine/screw_path.hpp"

#include <Eigen/Geometry>
#include <cmath>
#include <set>
#include <string>

#include "core/error.hpp"
#include "fem/embedding.hpp"

namespace spondyl::spine {

namespace {

constexpr double step = 0.25;      // mm, along the line
constexpr double longest = 100.0;  // mm, that is looked at
// Blocks meet at angles and are a little hollow between; a screw is thicker than this.
constexpr double least_gap = 1.0;  // mm

/// Bone as boxes around its elements, so that few of them are looked at for each point.
class Bone {
 public:
  Bone(const fem::Mesh& mesh, std::vector<int> elements) : mesh_(mesh), elements_(std::move(elements)) {
    for (int e : elements_) {
      Eigen::AlignedBox3d box;
      for (int n : mesh.hexahedra[static_cast<std::size_t>(e)])
        box.extend(mesh.nodes[static_cast<std::size_t>(n)]);
      box.min().array() -= least_gap;
      box.max().array() += least_gap;
      boxes_.push_back(box);
    }
  }

  bool contains(const Eigen::Vector3d& point) const {
    std::vector<int> near;
    for (std::size_t k = 0; k < elements_.size(); ++k) {
      if (boxes_[k].contains(point))
        near.push_back(elements_[k]);
    }
    return !near.empty() && (fem::embed(mesh_, near, point).reference(mesh_) - point).norm() < least_gap;
  }

 private:
  const fem::Mesh& mesh_;
  std::vector<int> elements_;
  std::vector<Eigen::AlignedBox3d> boxes_;
};

Eigen::Vector3d middle(const fem::Mesh& mesh, const std::vector<int>& elements) {
  std::set<int> nodes;
  for (int e : elements)
    nodes.insert(mesh.hexahedra[static_cast<std::size_t>(e)].begin(),
                 mesh.hexahedra[static_cast<std::size_t>(e)].end());
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (int n : nodes)
    sum += mesh.nodes[static_cast<std::size_t>(n)] / static_cast<double>(nodes.size());
  return sum;
}

std::string name_of(const ScrewSpec& screw) {
  return "implants." + std::string(name(screw.vertebra)) + ".screw_" + (screw.side == Side::left ? "left" : "right");
}

}  // namespace

std::vector<int> bone_around_screw(const SpineMesh& mesh, Vertebra v, Side side) {
  std::vector<int> out;
  for (std::size_t e = 0; e < mesh.tags.size(); ++e) {
    const ElementTag& tag = mesh.tags[e];
    if (is_bone(tag.tissue) && tag.part == static_cast<int>(v) && (tag.side == Side::middle || tag.side == side))
      out.push_back(static_cast<int>(e));
  }
  return out;
}

ScrewPath screw_path(const SpineMesh& mesh, const Alignment& alignment, const ScrewSpec& screw) {
  const std::vector<int> pedicle = mesh.elements(screw.vertebra, Region::pedicle, screw.side);
  if (pedicle.empty()) {
    throw core::Error(core::ErrorCode::bad_input, {.key = name_of(screw)}, "no pedicle: it was removed",
                      "a pedicle for the screw to run through", "anchor another vertebra, or use a hook");
  }
  const double y = sign(screw.side), in = screw.transverse_angle, down = screw.sagittal_angle;
  const Eigen::Vector3d direction =
      alignment.superior_of(screw.vertebra).axes *
      Eigen::Vector3d(std::cos(down) * std::cos(in), -y * std::cos(down) * std::sin(in), -std::sin(down));
  const Bone bone(mesh.mesh, bone_around_screw(mesh, screw.vertebra, screw.side));
  const Eigen::Vector3d center = middle(mesh.mesh, pedicle);
  const auto reach = [&](double sense) {
    double t = 0;
    while (t < longest && bone.contains(center + sense * (t + step) * direction))
      t += step;
    return t;
  };
  const double behind = reach(-1), ahead = reach(1);
  if (behind + ahead < screw.length) {
    throw core::Error(core::ErrorCode::bad_input, {.key = name_of(screw)},
                      "a screw of " + core::to_text(screw.length) + " mm that leaves the bone",
                      "at most " + core::to_text(std::floor(behind + ahead)) + " mm along this path",
                      "take a shorter screw or other angles");
  }
  return {center - behind * direction, direction};
}

}  // namespace spondyl::spine
