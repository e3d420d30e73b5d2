#include "spine/cross_section.hpp"

#include <cmath>
#include <numbers>

namespace spondyl::spine {

namespace {

constexpr double pi = std::numbers::pi;

// Superellipse exponent and depth of the posterior hollow as a share of the plate's depth: together they give the
// disc areas of the reference subject (area over width times depth 0.80 to 0.85).
constexpr double squareness = 2.4;
constexpr double hollow = 0.05;
constexpr double hollow_half_angle = 0.6;

/// The disc's edge of unit half-axes, without the hollow.
Eigen::Vector2d edge(double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  const double stretch =
      std::pow(std::pow(std::abs(c), squareness) + std::pow(std::abs(s), squareness), -1.0 / squareness);
  return {stretch * c, stretch * s};
}

// A pedicle leaves the wall between these angles from the back, narrower than the nodes of an even ring would have it.
constexpr double pedicle_inner = 20 * pi / 180, pedicle_outer = 55 * pi / 180;

/// Steps of an even ring of n from the back to the first node of a pedicle; the last is an eighth of the ring further.
int steps_to_pedicle(int n) { return n / 16; }

/// Moves the nodes in the back half of an even ring of n so that pedicles begin and end at nodes.
double with_pedicle(double angle, int n) {
  const double from_back = pi - std::abs(std::remainder(angle, 2 * pi));
  const double inner = steps_to_pedicle(n) * 2 * pi / n, outer = inner + pi / 4;
  if (from_back >= pi / 2)
    return angle;
  const auto between = [from_back](double a, double b, double moved_a, double moved_b) {
    return moved_a + (from_back - a) * (moved_b - moved_a) / (b - a);
  };
  double moved = between(outer, pi / 2, pedicle_outer, pi / 2);
  if (from_back < outer)
    moved = between(inner, outer, pedicle_inner, pedicle_outer);
  if (from_back < inner)
    moved = between(0, inner, 0, pedicle_inner);
  return std::copysign(pi - moved, std::remainder(angle, 2 * pi));
}

double hollow_at(double angle) {
  const double from_back = pi - std::abs(std::remainder(angle, 2 * pi));
  return std::exp(-std::pow(from_back / hollow_half_angle, 2));
}

}  // namespace

MeshDensity mesh_density(Resolution resolution) {
  switch (resolution) {
    case Resolution::interactive:
      return {4, 1, 3, 4, 1, 2};
    case Resolution::standard:
      return {6, 1, 5, 5, 1, 3};
    case Resolution::fine:
      return {8, 3, 6, 6, 3, 4};
  }
  return {};
}

CrossSection make_cross_section(const MeshDensity& density) {
  CrossSection section;
  const int m = density.core;
  // The core square, bulged towards the circle that surrounds it.
  constexpr double side = 0.45, bulge = 0.6;
  const auto core_node = [m](int i, int j) { return j * (m + 1) + i; };
  for (int j = 0; j <= m; ++j) {
    for (int i = 0; i <= m; ++i) {
      const double u = 2.0 * i / m - 1, v = 2.0 * j / m - 1;
      const double x = side * u * std::sqrt(1 - bulge * v * v / 2) * std::numbers::sqrt2;
      const double y = side * v * std::sqrt(1 - bulge * u * u / 2) * std::numbers::sqrt2;
      section.nodes.push_back({Zone::core, std::hypot(x, y), std::atan2(y, x)});
    }
  }
  for (int j = 0; j < m; ++j) {
    for (int i = 0; i < m; ++i) {
      section.quads.push_back(
          {{core_node(i, j), core_node(i + 1, j), core_node(i + 1, j + 1), core_node(i, j + 1)}, Zone::core, 0});
    }
  }
  std::vector<int> ring;  // counter-clockwise from the corner at -pi/4
  for (int k = 0; k < m; ++k)
    ring.push_back(core_node(m, k));
  for (int k = m; k > 0; --k)
    ring.push_back(core_node(k, m));
  for (int k = m; k > 0; --k)
    ring.push_back(core_node(0, k));
  for (int k = 0; k < m; ++k)
    ring.push_back(core_node(k, 0));
  const int n = 4 * m;
  section.n_around = n;
  const auto angle_of = [n](int k) { return with_pedicle(-pi / 4 + 2 * pi * k / n, n); };

  const auto add_ring = [&](Zone zone, double depth, auto&& node_at) {
    std::vector<int> next;
    for (int k = 0; k < n; ++k) {
      section.nodes.push_back(node_at(k));
      next.push_back(static_cast<int>(section.nodes.size()) - 1);
    }
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const std::size_t l = (k + 1) % ring.size();
      section.quads.push_back({{ring[k], next[k], next[l], ring[l]}, zone, depth});
    }
    ring = std::move(next);
  };
  const auto core_edge = ring;
  for (int r = 1; r <= density.nucleus_rings; ++r) {
    const double f = static_cast<double>(r) / density.nucleus_rings;
    add_ring(Zone::core, 0, [&](int k) {
      const SectionNode& inner = section.nodes[static_cast<std::size_t>(core_edge[static_cast<std::size_t>(k)])];
      const double x = (1 - f) * inner.radius * std::cos(inner.angle) + f * std::cos(angle_of(k));
      const double y = (1 - f) * inner.radius * std::sin(inner.angle) + f * std::sin(angle_of(k));
      return SectionNode{Zone::core, std::hypot(x, y), std::atan2(y, x)};
    });
  }
  for (int r = 1; r <= density.annulus_rings; ++r) {
    const double f = static_cast<double>(r) / density.annulus_rings;
    add_ring(Zone::annulus, f - 0.5 / density.annulus_rings, [&](int k) {
      return SectionNode{Zone::annulus, f, angle_of(k)};
    });
  }
  section.rim = ring;
  section.n_disc_nodes = static_cast<int>(section.nodes.size());
  add_ring(Zone::cortex, 0, [&](int k) { return SectionNode{Zone::cortex, 1, angle_of(k)}; });
  section.wall = ring;
  const int back = 5 * n / 8;
  for (int k = 0; k <= density.pedicle_layers; ++k) {
    const int steps = steps_to_pedicle(n) + k;
    section.pedicle_roots[0].push_back(ring[static_cast<std::size_t>(back - steps)]);
    section.pedicle_roots[1].push_back(ring[static_cast<std::size_t>(back + steps)]);
  }
  return section;
}

namespace {

/// 0 in the middle, 1 at the disc's edge.
double plate_radius(const SectionNode& node, const PlateShape& shape) {
  const double nucleus = std::sqrt(shape.nucleus_fraction);
  return node.zone == Zone::core ? nucleus * node.radius : nucleus + (1 - nucleus) * node.radius;
}

}  // namespace

Eigen::Vector2d place(const SectionNode& node, const PlateShape& shape) {
  const double radius = plate_radius(node, shape);
  const double inside = node.zone == Zone::core ? 1.0 : 1.0 - node.radius;  // the offset fades towards the disc's edge
  const Eigen::Vector2d unit = radius * edge(node.angle);
  const double grown = node.zone == Zone::cortex ? 2 * shape.cortex : 0.0;
  return {0.5 * (shape.depth + grown) * unit.x() + hollow * shape.depth * radius * radius * hollow_at(node.angle) +
              inside * shape.nucleus_offset,
          0.5 * (shape.width + grown) * unit.y()};
}

double sag(const SectionNode& node, const PlateShape& shape) {
  const double radius = plate_radius(node, shape);
  return shape.concavity * (1 - radius * radius) * (1 - radius * radius);
}

double posterior_wall(double depth) { return (hollow - 0.5) * depth; }

}  // namespace spondyl::spine
