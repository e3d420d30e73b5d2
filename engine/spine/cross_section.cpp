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

double hollow_at(double angle) {
  const double from_back = pi - std::abs(std::remainder(angle, 2 * pi));
  return std::exp(-std::pow(from_back / hollow_half_angle, 2));
}

}  // namespace

MeshDensity mesh_density(Resolution resolution) {
  switch (resolution) {
    case Resolution::interactive:
      return {4, 1, 3, 3, 2};
    case Resolution::standard:
      return {6, 2, 4, 4, 4};
    case Resolution::fine:
      return {8, 3, 6, 6, 6};
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
  const auto angle_of = [n](int k) { return -pi / 4 + 2 * pi * k / n; };

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
  return section;
}

Eigen::Vector2d place(const SectionNode& node, const PlateShape& shape) {
  const double nucleus = std::sqrt(shape.nucleus_fraction);
  const double radius = node.zone == Zone::core ? nucleus * node.radius : nucleus + (1 - nucleus) * node.radius;
  const double inside = node.zone == Zone::core ? 1.0 : 1.0 - node.radius;  // the offset fades towards the disc's edge
  const Eigen::Vector2d unit = radius * edge(node.angle);
  const double grown = node.zone == Zone::cortex ? 2 * shape.cortex : 0.0;
  return {0.5 * (shape.depth + grown) * unit.x() + hollow * shape.depth * radius * radius * hollow_at(node.angle) +
              inside * shape.nucleus_offset,
          0.5 * (shape.width + grown) * unit.y()};
}

}  // namespace spondyl::spine
