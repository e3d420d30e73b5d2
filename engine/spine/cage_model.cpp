#include "spine/cage_model.hpp"

#include <Eigen/Geometry>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "core/error.hpp"
#include "spine/endplate_surface.hpp"

namespace spondyl::spine {

namespace {

using Eigen::Vector3d;

constexpr double element_size = 5;         // mm, of a cage's elements across
constexpr int layers = 2;                  // of them from endplate to endplate
constexpr double least_window = 1;         // mm; a smaller one is filled by the wall
constexpr double greatest_shift = 4;       // mm, by which a corner that hangs over is drawn in
constexpr double least_height = 2;         // mm, of the space
constexpr double contact_stiffness = 300;  // N/mm per mm^2: a pressure of 3 MPa presses faces together by 0.02 mm
constexpr double toe = 0.02;               // mm
// Shares of it: teeth across the face of a cage that lies on an endplate, and the little tension that they hold.
constexpr double teeth_across = 0.1, teeth_along = 0.002;

Eigen::Vector2d in_plane(const CageSpec& cage, double u, double v) {
  const double c = std::cos(cage.angle), s = std::sin(cage.angle);
  return {cage.center_x + c * u - s * v, cage.center_y + s * u + c * v};
}

std::string name_of(Level level) { return "implants.cages." + std::string(name(level)); }

/// Where rows of nodes lie across a box with or without a window.
std::vector<double> rows(double size, double wall, bool has_window) {
  std::vector<double> out{-0.5 * size};
  const double inner = has_window ? size - 2 * wall : size, from = -0.5 * inner;
  const int n = std::max(has_window ? 1 : 2, static_cast<int>(std::lround(inner / element_size)));
  for (int k = has_window ? 0 : 1; k <= n; ++k)
    out.push_back(from + inner * k / n);
  if (has_window)
    out.push_back(0.5 * size);
  return out;
}

class Builder {
 public:
  Builder(const SpineSpec& spec, const Alignment& alignment, SpineMesh& mesh, Level level, const CageSpec& cage,
          fem::ModelDefinition& definition, std::vector<Ranked>& ranked)
      : spec_(spec),
        mesh_(mesh),
        level_(level),
        cage_(cage),
        definition_(definition),
        ranked_(ranked),
        has_window_(std::min(cage.length, cage.width) - 2 * cage.wall >= least_window),
        u_(rows(cage.length, cage.wall, has_window_)),
        v_(rows(cage.width, cage.wall, has_window_)),
        lower_(mesh, mesh.body_planes[static_cast<std::size_t>(lower(level))].back(),
               alignment.superior_of(lower(level)), 1),
        upper_(mesh, mesh.body_planes[static_cast<std::size_t>(upper(level))].front(),
               alignment.superior_of(lower(level)), -1) {}

  CageParts build() {
    parts_.level = level_;
    parts_.spec = cage_;
    fem::BlockElements wall, graft;
    for (int j = 0; j < n_v(); ++j) {
      for (int i = 0; i < n_u(); ++i) {
        const bool is_window = has_window_ && i > 0 && j > 0 && i + 1 < n_u() && j + 1 < n_v();
        if (!is_window)
          add_column(i, j, Tissue::cage, wall);
        else if (cage_.graft_modulus > 0)
          add_column(i, j, Tissue::cage_graft, graft);
      }
    }
    try {
      parts_.wall = &definition_.add_term(fem::make_block(
          definition_.mesh, fem::LinearElastic{cage_.strength.young_modulus, cage_.strength.poisson_ratio}, wall));
      if (!graft.elements.empty()) {
        const fem::CompressibleNeoHookean law{cage_.graft_modulus, spec_.tissue.graft.poisson_ratio};
        parts_.graft = &definition_.add_term(fem::make_block(definition_.mesh, law, graft));
      }
    } catch (const std::invalid_argument&) {
      refuse("a cage that does not fit between its endplates");
    }
    add_face(0);
    add_face(1);
    return std::move(parts_);
  }

 private:
  /// A corner of the box's grid, on both endplates.
  struct Foot {
    std::array<EndplatePlace, 2> on;  ///< lower, upper vertebra
    std::array<int, layers + 1> nodes;
    std::array<double, 2> area{};
    bool is_wall = false;
    std::array<int, 2> cell{};  ///< one that it is a corner of
  };

  int n_u() const { return static_cast<int>(u_.size()) - 1; }
  int n_v() const { return static_cast<int>(v_.size()) - 1; }

  [[noreturn]] void refuse(const std::string& found) const {
    throw core::Error(core::ErrorCode::bad_input, {.key = name_of(level_)}, found,
                      "a cage that stands on both endplates",
                      "take a smaller cage, or move it to the middle of the disc");
  }

  /// Corners that hang over the edge of an endplate are drawn towards the cage's middle.
  std::array<EndplatePlace, 2> places(double u, double v) const {
    const double size = std::hypot(u, v);
    for (double shift = 0; shift <= std::min(greatest_shift, size); shift += 0.1) {
      const double f = size > 0 ? 1 - shift / size : 1;
      const Eigen::Vector2d at = in_plane(cage_, f * u, f * v);
      const auto below = lower_.at(at.x(), at.y()), above = upper_.at(at.x(), at.y());
      if (below && above)
        return {*below, *above};
    }
    refuse("a cage that hangs over the edge of an endplate");
  }

  Foot& foot(int i, int j) {
    const auto [at, is_new] = feet_.try_emplace({i, j});
    Foot& foot = at->second;
    if (!is_new)
      return foot;
    foot.on = places(u_[static_cast<std::size_t>(i)], v_[static_cast<std::size_t>(j)]);
    const Vector3d from = foot.on[0].position, to = foot.on[1].position;
    if ((to - from).norm() < least_height)
      refuse("no room for a cage: the endplates are " + core::to_text((to - from).norm()) + " mm apart");
    for (int k = 0; k <= layers; ++k) {
      const double t = static_cast<double>(k) / layers;
      const int node = definition_.mesh.add_node((1 - t) * from + t * to);
      foot.nodes[static_cast<std::size_t>(k)] = node;
      ranked_.push_back({node, level_.index + 1 - t});
    }
    return foot;
  }

  void add_column(int i, int j, Tissue tissue, fem::BlockElements& block) {
    std::array<Foot*, 4> corners{&foot(i, j), &foot(i + 1, j), &foot(i + 1, j + 1), &foot(i, j + 1)};
    for (std::size_t k = 0; k < layers; ++k) {
      fem::Hexahedron hex;
      for (std::size_t c = 0; c < 4; ++c) {
        hex[c] = corners[c]->nodes[k];
        hex[c + 4] = corners[c]->nodes[k + 1];
      }
      block.elements.push_back(static_cast<int>(definition_.mesh.hexahedra.size()));
      definition_.mesh.hexahedra.push_back(hex);
      mesh_.tags.push_back({tissue, level_.index, 0});
    }
    for (std::size_t side = 0; side < 2; ++side) {
      const Vector3d first = corners[2]->on[side].position - corners[0]->on[side].position;
      const Vector3d second = corners[3]->on[side].position - corners[1]->on[side].position;
      for (Foot* corner : corners)
        corner->area[side] += 0.125 * first.cross(second).norm();
    }
    for (Foot* corner : corners) {
      corner->is_wall = corner->is_wall || tissue == Tissue::cage;
      corner->cell = {i, j};
    }
  }

  /// The normal as a fiber of the cage: a sum of the three edges of an element that meet in its corner.
  fem::WeightedAxis axis(int i, int j, std::size_t side) {
    const Foot& at = feet_.at({i, j});
    const int beside_u = at.cell[0] == i ? i + 1 : i - 1, beside_v = at.cell[1] == j ? j + 1 : j - 1;
    const std::size_t k = side == 0 ? 0 : layers, inside = side == 0 ? 1 : layers - 1;
    const std::array<int, 4> nodes{at.nodes[k], feet_.at({beside_u, j}).nodes[k], feet_.at({i, beside_v}).nodes[k],
                                   at.nodes[inside]};
    const auto x = [&](std::size_t n) { return definition_.mesh.nodes[static_cast<std::size_t>(nodes[n])]; };
    Eigen::Matrix3d edges;
    edges << x(1) - x(0), x(2) - x(0), x(3) - x(0);
    const Vector3d w = edges.inverse() * at.on[side].normal;
    return {{nodes.begin(), nodes.end()}, {-w.sum(), w[0], w[1], w[2]}};
  }

  void add_face(std::size_t side) {
    std::vector<fem::Tie> ties;
    for (auto& [at, foot] : feet_) {
      const double stiffness = contact_stiffness * foot.area[side];
      const double across = std::max(teeth_across, cage_.bonding), along = std::max(teeth_along, cage_.bonding);
      ties.push_back({foot.on[side].point,
                      foot.nodes[side == 0 ? 0 : layers],
                      axis(at.first, at.second, side),
                      across * stiffness,
                      along * stiffness,
                      {(1 - std::min(along, 1.0)) * stiffness, 0, toe}});
      parts_.areas[side].push_back(foot.area[side]);
      parts_.is_wall[side].push_back(foot.is_wall);
    }
    parts_.faces[side] = &definition_.add_term(std::make_unique<fem::Ties>(definition_.mesh, std::move(ties)));
  }

  const SpineSpec& spec_;
  SpineMesh& mesh_;
  Level level_;
  const CageSpec& cage_;
  fem::ModelDefinition& definition_;
  std::vector<Ranked>& ranked_;
  bool has_window_;
  std::vector<double> u_, v_;
  EndplateSurface lower_, upper_;
  std::map<std::pair<int, int>, Foot> feet_;
  CageParts parts_;
};

}  // namespace

bool covers(const CageSpec& cage, double x, double y) {
  const double c = std::cos(cage.angle), s = std::sin(cage.angle), dx = x - cage.center_x, dy = y - cage.center_y;
  return std::abs(c * dx + s * dy) <= 0.5 * cage.length && std::abs(c * dy - s * dx) <= 0.5 * cage.width;
}

CageParts add_cage(const SpineSpec& spec, const Alignment& alignment, SpineMesh& mesh, Level level,
                   const CageSpec& cage, fem::ModelDefinition& definition, std::vector<Ranked>& nodes) {
  return Builder(spec, alignment, mesh, level, cage, definition, nodes).build();
}

}  // namespace spondyl::spine
