#include "spine/annulus_fibers.hpp"

#include <cmath>

namespace spondyl::spine {

namespace {

struct ElementAxes {
  Eigen::Vector3d center, around, up;  ///< unit vectors along the ring and across the disc
};

/// Element nodes 0-1 point outwards, 1-2 along the ring, 0-4 up (CrossSection).
ElementAxes axes_of(const fem::Mesh& mesh, const fem::Hexahedron& hex) {
  const auto x = [&](std::size_t k) { return mesh.nodes[static_cast<std::size_t>(hex[k])]; };
  ElementAxes a;
  a.center = Eigen::Vector3d::Zero();
  for (std::size_t k = 0; k < 8; ++k)
    a.center += x(k) / 8;
  a.around = (x(2) + x(3) + x(6) + x(7) - x(0) - x(1) - x(4) - x(5)).normalized();
  const Eigen::Vector3d up = x(4) + x(5) + x(6) + x(7) - x(0) - x(1) - x(2) - x(3);
  a.up = (up - up.dot(a.around) * a.around).normalized();
  return a;
}

double blend(double a, double b, double f) { return (1 - f) * a + f * b; }

}  // namespace

std::vector<fem::FiberFamily> annulus_fibers(const SpineMesh& mesh, const std::vector<int>& elements,
                                             const Frame& disc_frame, const FiberSpec& fiber) {
  // The mean of a fraction that grows linearly from inner_ratio to 1 is the stated volume fraction.
  const double outer_fraction = fiber.volume_fraction / (0.5 * (1 + fiber.inner_ratio));
  std::vector<fem::FiberFamily> families;
  for (int e : elements) {
    const ElementAxes axes = axes_of(mesh.mesh, mesh.mesh.hexahedra[static_cast<std::size_t>(e)]);
    const double depth = mesh.tags[static_cast<std::size_t>(e)].depth;
    const Eigen::Vector3d local = disc_frame.axes.transpose() * (axes.center - disc_frame.origin);
    const double behind = 0.5 * (1 - local.x() / std::hypot(local.x(), local.y()));  // 0 in front, 1 behind
    const double angle = blend(blend(fiber.angle_inner_anterior, fiber.angle_inner_posterior, behind),
                               blend(fiber.angle_outer_anterior, fiber.angle_outer_posterior, behind), depth);
    const double fraction = outer_fraction * blend(fiber.inner_ratio, 1.0, depth);
    const fem::UniaxialLaw<double> law{
        .stiffness = 0.5 * fraction * blend(fiber.modulus_inner, fiber.modulus_outer, depth),
        .slack = blend(fiber.slack_anterior, fiber.slack_posterior, behind),
        .toe = blend(fiber.toe_anterior, fiber.toe_posterior, behind)};
    families.push_back({std::cos(angle) * axes.around + std::sin(angle) * axes.up, law});
    families.push_back({std::cos(angle) * axes.around - std::sin(angle) * axes.up, law});
  }
  return families;
}

}  // namespace spondyl::spine
