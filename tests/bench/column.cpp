#include "column.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <ostream>

#include "fem/solid_block.hpp"

namespace spondyl::fem::test {

namespace {

constexpr double half_width = 25.0, half_depth = 17.5, vertebra_height = 27.0, disc_height = 10.0;
constexpr double nucleus_radius = 0.65;  // of the section
constexpr double axial_force = 500.0, moment = 7500.0;
constexpr LinearElastic bone{500.0, 0.3};

/// With the bulk modulus that goes with a Poisson's ratio.
MooneyRivlin rubber(double c10, double c01, double poisson_ratio) {
  return {c10, c01, 4 * (c10 + c01) * (1 + poisson_ratio) / (3 * (1 - 2 * poisson_ratio))};
}
const MooneyRivlin annulus = rubber(1.2, 0.3, 0.495), nucleus = rubber(0.12, 0.03, 0.4999);

/// O-grid of the ellipse: quadrilaterals counter-clockwise seen from above.
struct Section {
  std::vector<Eigen::Vector2d> points;
  std::vector<std::array<int, 4>> quads;
  std::vector<bool> is_nucleus;

  explicit Section(const ColumnSize& size) {
    const int m = size.core, n = 4 * m;
    const auto core = [m](int i, int j) { return i + (m + 1) * j; };
    for (int j = 0; j <= m; ++j) {
      for (int i = 0; i <= m; ++i) {
        const double u = 2.0 * i / m - 1, v = 2.0 * j / m - 1;
        points.emplace_back(0.36 * u * std::sqrt(1 - 0.3 * v * v), 0.36 * v * std::sqrt(1 - 0.3 * u * u));
      }
    }
    for (int j = 0; j < m; ++j) {
      for (int i = 0; i < m; ++i)
        add({core(i, j), core(i + 1, j), core(i + 1, j + 1), core(i, j + 1)}, true);
    }
    std::vector<int> ring;  // around the core, from its corner (+, -)
    for (int k = 0; k < m; ++k)
      ring.push_back(core(m, k));
    for (int k = m; k > 0; --k)
      ring.push_back(core(k, m));
    for (int k = m; k > 0; --k)
      ring.push_back(core(0, k));
    for (int k = 0; k < m; ++k)
      ring.push_back(core(k, 0));
    const std::vector<int> base = ring;
    for (int t = 1; t <= size.nucleus_rings + size.annulus_rings; ++t) {
      std::vector<int> next;
      for (int k = 0; k < n; ++k) {
        const double angle = -std::numbers::pi / 4 + 2 * std::numbers::pi * k / n;
        const Eigen::Vector2d out(std::cos(angle), std::sin(angle));
        next.push_back(static_cast<int>(points.size()));
        if (t <= size.nucleus_rings) {
          const double f = double(t) / size.nucleus_rings;
          points.push_back((1 - f) * points[static_cast<std::size_t>(base[static_cast<std::size_t>(k)])] +
                           f * nucleus_radius * out);
        } else {
          const double f = double(t - size.nucleus_rings) / size.annulus_rings;
          points.push_back((nucleus_radius + (1 - nucleus_radius) * f) * out);
        }
      }
      for (std::size_t k = 0; k < next.size(); ++k) {
        const std::size_t after = (k + 1) % next.size();
        add({ring[k], next[k], next[after], ring[after]}, t <= size.nucleus_rings);
      }
      ring = next;
    }
    for (auto& p : points)
      p = p.cwiseProduct(Eigen::Vector2d(half_width, half_depth));
  }

  /// Area that belongs to each point.
  std::vector<double> areas() const {
    std::vector<double> out(points.size(), 0.0);
    for (const auto& q : quads) {
      double twice = 0;
      for (std::size_t k = 0; k < 4; ++k) {
        const auto &a = points[static_cast<std::size_t>(q[k])], &b = points[static_cast<std::size_t>(q[(k + 1) % 4])];
        twice += a.x() * b.y() - b.x() * a.y();
      }
      for (int p : q)
        out[static_cast<std::size_t>(p)] += twice / 8;
    }
    return out;
  }

 private:
  void add(const std::array<int, 4>& quad, bool nucleus_quad) {
    quads.push_back(quad);
    is_nucleus.push_back(nucleus_quad);
  }
};

void add_forces(const Section& section, const std::vector<std::pair<int, int>>& discs, int top, Column& column) {
  const auto areas = section.areas();
  double area = 0, inertia = 0;
  for (std::size_t p = 0; p < areas.size(); ++p) {
    area += areas[p];
    inertia += areas[p] * section.points[p].y() * section.points[p].y();
  }
  const auto n = static_cast<int>(areas.size());
  const auto add = [&](int plane, double constant, double slope) {
    for (int p = 0; p < n; ++p) {
      const auto i = static_cast<std::size_t>(p);
      column.forces.push_back({plane * n + p, Vector3(0, 0, areas[i] * (constant + slope * section.points[i].y()))});
    }
    for (const auto& quad : section.quads) {
      LoadedFace face;
      for (std::size_t k = 0; k < 4; ++k) {
        face.nodes[k] = plane * n + quad[k];
        face.traction[k] = constant + slope * section.points[static_cast<std::size_t>(quad[k])].y();
      }
      column.loaded_faces.push_back(face);
    }
  };
  add(top, 0, moment / inertia);
  for (const auto& [below, above] : discs) {
    add(below, axial_force / area, 0);
    add(above, -axial_force / area, 0);
  }
}

/// Nodes in the middle of edges, numbered after those of the column; none for elements of 8 nodes.
struct MiddleNodes {
  std::vector<Vector3> nodes;
  std::vector<std::vector<int>> of_elements;  ///< in the order of CalculiX: edges below, above, upright
  std::vector<int> bottom;

  MiddleNodes(const Column& c, const std::string& element) : of_elements(c.mesh.hexahedra.size()) {
    if (!element.starts_with("C3D20"))
      return;
    constexpr std::array<std::array<std::size_t, 2>, 12> edges{
        {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {4, 5}, {5, 6}, {6, 7}, {7, 4}, {0, 4}, {1, 5}, {2, 6}, {3, 7}}};
    const auto n = static_cast<int>(c.mesh.nodes.size());
    const auto is_held = [&](int node) { return node < static_cast<int>(c.bottom.size()); };
    for (std::size_t e = 0; e < c.mesh.hexahedra.size(); ++e) {
      for (const auto& edge : edges) {
        const int a = c.mesh.hexahedra[e][edge[0]], b = c.mesh.hexahedra[e][edge[1]];
        const auto [at, is_new] = known.try_emplace(std::minmax(a, b), n + static_cast<int>(nodes.size()));
        if (is_new) {
          nodes.push_back(0.5 *
                          (c.mesh.nodes[static_cast<std::size_t>(a)] + c.mesh.nodes[static_cast<std::size_t>(b)]));
          if (is_held(a) && is_held(b))
            bottom.push_back(at->second);
        }
        of_elements[e].push_back(at->second);
      }
    }
  }
  int between(int a, int b) const { return known.at(std::minmax(a, b)); }

 private:
  std::map<std::pair<int, int>, int> known;
};

/// Adds the forces along z on the eight nodes of a quadratic face: at the corners alone they would dent it.
void add_quadratic_forces(const Mesh& mesh, const LoadedFace& face, const std::array<int, 8>& nodes,
                          std::map<int, double>& out) {
  constexpr std::array<double, 3> at{-0.77459666924148338, 0, 0.77459666924148338}, weight{5.0 / 9, 8.0 / 9, 5.0 / 9};
  constexpr std::array<double, 4> xi{-1, 1, 1, -1}, eta{-1, -1, 1, 1};
  for (std::size_t point = 0; point < 9; ++point) {
    const double x = at[point % 3], y = at[point / 3];
    double traction = 0;
    Eigen::Vector2d by_x = Eigen::Vector2d::Zero(), by_y = Eigen::Vector2d::Zero();
    for (std::size_t k = 0; k < 4; ++k) {
      const Eigen::Vector2d p = mesh.nodes[static_cast<std::size_t>(face.nodes[k])].head<2>();
      traction += 0.25 * (1 + x * xi[k]) * (1 + y * eta[k]) * face.traction[k];
      by_x += 0.25 * xi[k] * (1 + y * eta[k]) * p;
      by_y += 0.25 * eta[k] * (1 + x * xi[k]) * p;
    }
    const double area = weight[point % 3] * weight[point / 3] * (by_x.x() * by_y.y() - by_x.y() * by_y.x());
    const std::array<double, 4> middle{(1 - x * x) * (1 - y), (1 - y * y) * (1 + x), (1 - x * x) * (1 + y),
                                       (1 - y * y) * (1 - x)};
    for (std::size_t k = 0; k < 4; ++k) {
      const double a = x * xi[k], b = y * eta[k];
      out[nodes[k]] += 0.25 * (1 + a) * (1 + b) * (a + b - 1) * area * traction;
      out[nodes[k + 4]] += 0.5 * middle[k] * area * traction;
    }
  }
}

/// Force along z on each node that has one.
std::map<int, double> forces(const Column& c, const MiddleNodes& middle) {
  std::map<int, double> out;
  if (middle.nodes.empty()) {
    for (const NodalForce& f : c.forces)
      out[f.node] += f.force.z();
    return out;
  }
  for (const LoadedFace& face : c.loaded_faces) {
    std::array<int, 8> nodes;
    for (std::size_t k = 0; k < 4; ++k) {
      nodes[k] = face.nodes[k];
      nodes[k + 4] = middle.between(face.nodes[k], face.nodes[(k + 1) % 4]);
    }
    add_quadratic_forces(c.mesh, face, nodes, out);
  }
  return out;
}

void write_group(std::ostream& out, const Column& c, const MiddleNodes& middle, const std::vector<int>& elements,
                 const std::string& element, const char* name) {
  out << "*ELEMENT, TYPE=" << element << ", ELSET=" << name << '\n';
  for (int e : elements) {
    out << e + 1;
    for (int n : c.mesh.hexahedra[static_cast<std::size_t>(e)])
      out << ", " << n + 1;
    const auto& more = middle.of_elements[static_cast<std::size_t>(e)];
    for (std::size_t k = 0; k < more.size(); ++k)
      out << (k == 0 ? ",\n" : ", ") << more[k] + 1;
    out << '\n';
  }
  out << "*SOLID SECTION, ELSET=" << name << ", MATERIAL=" << name << '\n';
}

RigidBody rigid_body(const Column& c, const std::vector<int>& nodes) {
  RigidBody body;
  body.nodes = nodes;
  for (int n : nodes)
    body.center += c.mesh.nodes[static_cast<std::size_t>(n)] / static_cast<double>(nodes.size());
  return body;
}

}  // namespace

Column make_column(const ColumnSize& size) {
  const Section section(size);
  Column c;
  double z = 0;
  int plane = 0;
  std::vector<std::pair<int, int>> discs;
  const auto add_plane = [&] {
    for (const auto& p : section.points)
      c.mesh.add_node(Vector3(p.x(), p.y(), z));
  };
  const auto n = static_cast<int>(section.points.size());
  const auto add_layer = [&](double height, bool is_disc) {
    for (std::size_t q = 0; q < section.quads.size(); ++q) {
      const auto& s = section.quads[q];
      const int a = plane * n, b = a + n;
      auto& group = !is_disc ? c.bone : section.is_nucleus[q] ? c.nucleus : c.annulus;
      group.push_back(static_cast<int>(c.mesh.hexahedra.size()));
      c.mesh.hexahedra.push_back({a + s[0], a + s[1], a + s[2], a + s[3], b + s[0], b + s[1], b + s[2], b + s[3]});
    }
    z += height;
    ++plane;
    add_plane();
  };
  add_plane();
  for (int v = 0; v <= size.discs; ++v) {
    const int first = plane * n;
    for (int k = 0; k < size.vertebra_layers; ++k)
      add_layer(vertebra_height / size.vertebra_layers, false);
    c.blocks.emplace_back(c.mesh.nodes.size() - static_cast<std::size_t>(first));
    std::iota(c.blocks.back().begin(), c.blocks.back().end(), first);
    if (v == size.discs)
      break;
    discs.emplace_back(plane, plane + size.disc_layers);
    for (int k = 0; k < size.disc_layers; ++k)
      add_layer(disc_height / size.disc_layers, true);
  }
  for (int p = 0; p < n; ++p)
    c.bottom.push_back(p);
  add_forces(section, discs, plane, c);
  c.front = c.back = plane * n;
  for (int p = 0; p < n; ++p) {
    const auto y = [&](int node) { return c.mesh.nodes[static_cast<std::size_t>(node)].y(); };
    if (y(plane * n + p) < y(c.front))
      c.front = plane * n + p;
    if (y(plane * n + p) > y(c.back))
      c.back = plane * n + p;
  }
  return c;
}

Model make_model(const Column& c, Blocks blocks) {
  ModelDefinition d;
  d.mesh = c.mesh;
  if (blocks == Blocks::elastic)
    d.add_term(make_block(d.mesh, bone, {c.bone, 0, {}}));
  d.add_term(make_block(d.mesh, annulus, {c.annulus, 0, {}}));
  d.add_term(make_block(d.mesh, nucleus, {c.nucleus, 0, {}}));
  d.add_term(std::make_unique<NodalForces>(c.forces, d.add_load("load")));
  for (int node : blocks == Blocks::elastic ? c.bottom : c.blocks.front()) {
    for (int axis = 0; axis < 3; ++axis)
      d.supports.push_back({node, axis});
  }
  for (std::size_t b = 1; blocks == Blocks::rigid && b < c.blocks.size(); ++b)
    d.bodies.push_back(rigid_body(c, c.blocks[b]));
  return Model(std::move(d));
}

double rotation_deg(const Column& c, const std::vector<Vector3>& u) {
  const auto at = [&](int n) -> Vector3 {
    return c.mesh.nodes[static_cast<std::size_t>(n)] + u[static_cast<std::size_t>(n)];
  };
  const Vector3 d = at(c.back) - at(c.front);
  return std::atan2(d.z(), d.y()) * 180 / std::numbers::pi;
}

void write_calculix(std::ostream& out, const Column& c, const std::string& element, double load) {
  const MiddleNodes middle(c, element);
  out.precision(12);
  out << "*NODE, NSET=NALL\n";
  std::size_t n_written = 0;
  for (const auto* nodes : {&c.mesh.nodes, &middle.nodes}) {
    for (const Vector3& x : *nodes)
      out << ++n_written << ", " << x.x() << ", " << x.y() << ", " << x.z() << '\n';
  }
  out << "*MATERIAL, NAME=BONE\n*ELASTIC\n" << bone.young_modulus << ", " << bone.poisson_ratio << '\n';
  for (const auto& [name, law] : {std::pair{"ANNULUS", annulus}, std::pair{"NUCLEUS", nucleus}}) {
    out << "*MATERIAL, NAME=" << name << "\n*HYPERELASTIC, MOONEY-RIVLIN\n"
        << law.c10 << ", " << law.c01 << ", " << 2 / law.bulk_modulus << '\n';
  }
  write_group(out, c, middle, c.bone, element, "BONE");
  write_group(out, c, middle, c.annulus, element, "ANNULUS");
  write_group(out, c, middle, c.nucleus, element, "NUCLEUS");
  out << "*NSET, NSET=PROBE\n" << c.front + 1 << ",\n" << c.back + 1 << ",\n*BOUNDARY\n";
  for (const auto* held : {&c.bottom, &middle.bottom}) {
    for (int n : *held)
      out << n + 1 << ", 1, 3\n";
  }
  out << "*STEP, NLGEOM, INC=200\n"
      << (element == "C3D8" ? "*STATIC, DIRECT\n0.1, 1.0\n" : "*STATIC\n0.25, 1.0, 1e-4, 0.25\n") << "*CLOAD\n";
  for (const auto& [node, f] : forces(c, middle))
    out << node + 1 << ", 3, " << load * f << '\n';
  out << "*NODE PRINT, NSET=PROBE, FREQUENCY=9999\nU\n*END STEP\n";
}

}  // namespace spondyl::fem::test
