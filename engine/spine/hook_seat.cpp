#include "spine/hook_seat.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <string>

#include "core/error.hpp"

namespace spondyl::spine {

namespace {

using Eigen::Vector3d;

constexpr double head_behind = 10.0;         // mm, from the middle of the blade to the axis of the rod
constexpr double blade_depth = 8.0;          // mm, from front to back
constexpr double margin = 2.0;               // mm, over which contact fades past the blade's rim
constexpr double toe = 0.05, seated = 0.02;  // mm: where contact reaches its stiffness; how far the blade is pressed on
// Shares of the stiffness of contact: across, and the little that is left along it so that a loose hook stays in place.
constexpr double share_across = 0.3, share_along = 0.001;

/// Faces of the edge of a lamina, bilinear, four points each.
std::vector<FacetSample> edge_samples(const SpineMesh& mesh, const HookSpec& hook) {
  std::vector<FacetSample> out;
  for (const BoneBlock& block : mesh.arches[static_cast<std::size_t>(hook.vertebra)].blocks) {
    if (block.region != Region::lamina || block.side != hook.side)
      continue;
    const auto [ni, nj, nk] = block.size;
    const int k = hook.is_supralaminar ? nk - 1 : 0;
    const std::size_t first = hook.is_supralaminar ? 4 : 0;
    for (int j = 0; j < nj; ++j) {
      for (int i = 0; i < ni; ++i) {
        const int e = block.elements[static_cast<std::size_t>((k * nj + j) * ni + i)];
        if (e < 0)
          continue;
        const auto& hex = mesh.mesh.hexahedra[static_cast<std::size_t>(e)];
        ArticularFace face{1, 1, {hex[first], hex[first + 1], hex[first + 3], hex[first + 2]}};
        for (FacetSample& sample : samples(mesh.mesh, face))
          out.push_back(std::move(sample));
      }
    }
  }
  return out;
}

Vector3d mean_place(const fem::Mesh& mesh, const std::vector<FacetSample>& samples) {
  Vector3d sum = Vector3d::Zero();
  double area = 0;
  for (const FacetSample& s : samples) {
    sum += s.area * s.point.reference(mesh);
    area += s.area;
  }
  return sum / area;
}

/// Normal of the plane that fits best.
Vector3d normal_of(const fem::Mesh& mesh, const std::vector<FacetSample>& samples, const Vector3d& middle) {
  Eigen::Matrix3d moments = Eigen::Matrix3d::Zero();
  for (const FacetSample& s : samples) {
    const Vector3d r = s.point.reference(mesh) - middle;
    moments += s.area * r * r.transpose();
  }
  return Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(moments).eigenvectors().col(0);
}

/// Share of the blade that a point stands for.
std::vector<double> shares(const fem::Mesh& mesh, const HookSpec& hook, const HookSeat& seat) {
  const Vector3d forward = seat.across.cross(seat.normal);
  std::vector<double> out;
  double sum = 0;
  for (const FacetSample& s : seat.edge) {
    const Vector3d r = s.point.reference(mesh) - seat.blade;
    const bool is_under = std::abs(r.dot(seat.across)) <= 0.5 * hook.blade_width + 0.5 * margin &&
                          std::abs(r.dot(forward)) <= 0.5 * blade_depth + 0.5 * margin;
    out.push_back(is_under ? s.area : 0.0);
    sum += out.back();
  }
  for (double& share : out)
    share /= sum;
  return out;
}

}  // namespace

HookSeat hook_seat(const SpineMesh& mesh, const Alignment& alignment, const HookSpec& hook) {
  HookSeat seat;
  seat.edge = edge_samples(mesh, hook);
  if (seat.edge.empty()) {
    throw core::Error(core::ErrorCode::bad_input,
                      {.key = "implants." + std::string(name(hook.vertebra)) + ".hook_" +
                              (hook.side == Side::left ? "left" : "right")},
                      std::string("no lamina: its ") + (hook.is_supralaminar ? "upper" : "lower") + " edge was removed",
                      "a lamina for the hook to hold on to", "anchor another vertebra, or use pedicle screws");
  }
  const Eigen::Matrix3d axes = alignment.body_of(hook.vertebra).axes;
  seat.blade = mean_place(mesh.mesh, seat.edge);
  const Vector3d into_bone = hook.is_supralaminar ? Vector3d(-axes.col(2)) : Vector3d(axes.col(2));
  seat.normal = normal_of(mesh.mesh, seat.edge, seat.blade);
  if (seat.normal.dot(into_bone) < 0)
    seat.normal = -seat.normal;
  seat.across = (axes.col(1) - axes.col(1).dot(seat.normal) * seat.normal).normalized();
  seat.head = seat.blade - head_behind * axes.col(0);
  return seat;
}

std::unique_ptr<fem::PatchContact> blade_contact(const fem::Mesh& mesh, const HookSpec& hook, const HookSeat& seat,
                                                 const fem::BeamStation& head) {
  const Vector3d center = mesh.nodes[static_cast<std::size_t>(head.center)];
  // first x second = normal, towards the bone.
  const Vector3d second = seat.normal.cross(seat.across);
  const auto origin = fem::carried_vector(seat.blade - center), first = fem::carried_vector(seat.across),
             other = fem::carried_vector(second);
  const auto nodes = head.nodes();
  fem::ContactPatch patch{{nodes.begin(), nodes.end()}, {}, 0.5 * hook.blade_width, 0.5 * blade_depth, margin};
  for (std::size_t k = 0; k < nodes.size(); ++k)
    patch.weights.push_back({origin[k] + (k == 0 ? 1.0 : 0.0), first[k], other[k]});
  std::vector<fem::ContactPoint> points;
  const std::vector<double> share = shares(mesh, hook, seat);
  for (std::size_t k = 0; k < share.size(); ++k) {
    if (share[k] == 0)
      continue;
    const FacetSample& s = seat.edge[k];
    const double gap = (s.point.reference(mesh) - seat.blade).dot(seat.normal);
    // The blade fits the bone: each point touches from the beginning.
    points.push_back({s.point, s.area, 1.0, {share[k] * hook.contact_stiffness, -gap - seated, toe}});
  }
  return std::make_unique<fem::PatchContact>(mesh, std::move(patch), std::move(points));
}

std::unique_ptr<fem::Ties> blade_seat(const fem::Mesh& mesh, const HookSpec& hook, const HookSeat& seat,
                                      const fem::BeamStation& head) {
  const auto nodes = head.nodes();
  const auto axis = fem::carried_vector(seat.normal);
  const std::vector<double> share = shares(mesh, hook, seat);
  std::vector<fem::Tie> ties;
  for (std::size_t k = 0; k < share.size(); ++k) {
    if (share[k] == 0)
      continue;
    const fem::WeightedPoint& in_bone = seat.edge[k].point;
    ties.push_back({in_bone,
                    fem::carried_point(mesh, head, in_bone.reference(mesh)),
                    {{nodes.begin(), nodes.end()}, {axis.begin(), axis.end()}},
                    share[k] * share_across * hook.contact_stiffness,
                    share[k] * share_along * hook.contact_stiffness});
  }
  return std::make_unique<fem::Ties>(mesh, std::move(ties));
}

}  // namespace spondyl::spine
