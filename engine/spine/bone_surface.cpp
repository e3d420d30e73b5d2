#include "spine/bone_surface.hpp"

#include <Eigen/SparseCore>
#include <algorithm>
#include <cassert>
#include <map>
#include <set>

namespace spondyl::spine {

namespace {

using Edge = std::pair<int, int>;
Edge edge(int a, int b) { return {std::min(a, b), std::max(a, b)}; }

/// Row by row the points of a surface as weighted sums of those of a coarser one.
using Weights = Eigen::SparseMatrix<double, Eigen::RowMajor>;

struct Surface {
  std::vector<char> is_flat;  ///< of each point: on an articular surface
  std::vector<SurfaceQuad> quads;

  int n_points() const { return static_cast<int>(is_flat.size()); }
};

/// With the nodes of its points.
struct Boundary {
  Surface surface;
  std::vector<int> nodes;
};

/// Faces of the elements of some tissues of one part that no two of them share; points are nodes.
Boundary boundary(const SpineMesh& mesh, std::span<const Tissue> tissues, int part, const std::set<int>& flat) {
  constexpr std::array<std::array<std::size_t, 4>, 6> faces{
      {{0, 3, 2, 1}, {4, 5, 6, 7}, {0, 1, 5, 4}, {1, 2, 6, 5}, {2, 3, 7, 6}, {3, 0, 4, 7}}};
  std::map<std::array<int, 4>, SurfaceQuad> open;
  for (std::size_t e = 0; e < mesh.tags.size(); ++e) {
    const ElementTag& tag = mesh.tags[e];
    if (tag.part != part || std::find(tissues.begin(), tissues.end(), tag.tissue) == tissues.end())
      continue;
    for (const auto& face : faces) {
      SurfaceQuad quad{{}, tag.region, tag.side};
      for (std::size_t k = 0; k < 4; ++k)
        quad.points[k] = mesh.mesh.hexahedra[e][face[k]];
      auto key = quad.points;
      std::sort(key.begin(), key.end());
      if (const auto [at, is_new] = open.try_emplace(key, quad); !is_new)
        open.erase(at);
    }
  }
  Boundary out;
  std::map<int, int> point_of;
  for (auto& [key, quad] : open) {
    for (int& n : quad.points) {
      const auto [at, is_new] = point_of.try_emplace(n, out.surface.n_points());
      if (is_new) {
        out.nodes.push_back(n);
        out.surface.is_flat.push_back(flat.contains(n));
      }
      n = at->second;
    }
    out.surface.quads.push_back(quad);
  }
  return out;
}

/// Nodes of the articular surfaces of a vertebra.
std::set<int> articular_nodes(const PosteriorArch& arch) {
  std::set<int> flat;
  for (std::size_t side = 0; side < 2; ++side) {
    flat.insert(arch.superior_face[side].nodes.begin(), arch.superior_face[side].nodes.end());
    flat.insert(arch.inferior_face[side].nodes.begin(), arch.inferior_face[side].nodes.end());
  }
  return flat;
}

class Subdivision {
 public:
  explicit Subdivision(const Surface& coarse)
      : coarse_(coarse), faces_of_point_(coarse.is_flat.size()), neighbors_(coarse.is_flat.size()) {
    for (std::size_t q = 0; q < coarse.quads.size(); ++q) {
      const auto& p = coarse.quads[q].points;
      for (std::size_t k = 0; k < 4; ++k) {
        faces_of_edge_[edge(p[k], p[(k + 1) % 4])].push_back(q);
        faces_of_point_[static_cast<std::size_t>(p[k])].push_back(q);
      }
    }
    for (const auto& [ends, faces] : faces_of_edge_) {
      neighbors_[static_cast<std::size_t>(ends.first)].push_back(ends.second);
      neighbors_[static_cast<std::size_t>(ends.second)].push_back(ends.first);
    }
  }

  Surface build() {
    for (int p = 0; p < coarse_.n_points(); ++p)
      add_moved(p);
    std::vector<int> faces;
    for (const SurfaceQuad& quad : coarse_.quads) {
      faces.push_back(out_.n_points());
      add_middle(quad.points, 1);
      out_.is_flat.push_back(all_flat(quad.points));
    }
    std::map<Edge, int> edges;
    for (const auto& [ends, beside] : faces_of_edge_) {
      edges[ends] = out_.n_points();
      add_edge(ends, beside);
    }
    for (std::size_t q = 0; q < coarse_.quads.size(); ++q) {
      const SurfaceQuad& quad = coarse_.quads[q];
      for (std::size_t k = 0; k < 4; ++k) {
        const int here = quad.points[k], next = quad.points[(k + 1) % 4], last = quad.points[(k + 3) % 4];
        out_.quads.push_back(
            {{here, edges.at(edge(here, next)), faces[q], edges.at(edge(last, here))}, quad.region, quad.side});
      }
    }
    return std::move(out_);
  }

  /// Of the points built in those of the coarse surface.
  Weights weights() const {
    const auto rows = static_cast<int>(coarse_.is_flat.size() + coarse_.quads.size() + faces_of_edge_.size());
    Weights out(rows, coarse_.n_points());
    out.setFromTriplets(entries_.begin(), entries_.end());
    return out;
  }

 private:
  bool is_flat(int p) const { return coarse_.is_flat[static_cast<std::size_t>(p)] != 0; }
  bool all_flat(const std::array<int, 4>& points) const {
    return std::all_of(points.begin(), points.end(), [this](int p) { return is_flat(p); });
  }

  /// To the next point that is built.
  void add(int p, double weight) { entries_.emplace_back(out_.n_points(), p, weight); }
  void add_middle(const std::array<int, 4>& points, double weight) {
    for (int p : points)
      add(p, 0.25 * weight);
  }
  void add_middles(const std::vector<std::size_t>& faces, double weight) {
    for (std::size_t f : faces)
      add_middle(coarse_.quads[f].points, weight / static_cast<double>(faces.size()));
  }

  /// Articular surfaces keep their points and edges where they are.
  void add_edge(const Edge& ends, const std::vector<std::size_t>& faces) {
    const bool stays = is_flat(ends.first) && is_flat(ends.second);
    add(ends.first, stays ? 0.5 : 0.25);
    add(ends.second, stays ? 0.5 : 0.25);
    if (!stays)
      add_middles(faces, 0.5);
    out_.is_flat.push_back(stays);
  }

  void add_moved(int p) {
    const auto& around = neighbors_[static_cast<std::size_t>(p)];
    const auto n = static_cast<double>(around.size());
    if (is_flat(p)) {
      add(p, 1);
    } else {
      add(p, (n - 2) / n);
      for (int q : around)
        add(q, 1 / (n * n));
      add_middles(faces_of_point_[static_cast<std::size_t>(p)], 1 / n);
    }
    out_.is_flat.push_back(is_flat(p));
  }

  const Surface& coarse_;
  Surface out_;
  std::vector<Eigen::Triplet<double>> entries_;
  std::map<Edge, std::vector<std::size_t>> faces_of_edge_;
  std::vector<std::vector<std::size_t>> faces_of_point_;
  std::vector<std::vector<int>> neighbors_;
};

BoneSurface subdivided(Boundary boundary, int subdivisions) {
  assert(subdivisions >= 0 && subdivisions <= 4);
  Surface& surface = boundary.surface;
  Weights weights(surface.n_points(), surface.n_points());
  weights.setIdentity();
  for (int k = 0; k < subdivisions; ++k) {
    Subdivision subdivision(surface);
    Surface fine = subdivision.build();
    weights = (subdivision.weights() * weights).eval();
    surface = std::move(fine);
  }
  BoneSurface out;
  for (int p = 0; p < surface.n_points(); ++p) {
    fem::WeightedPoint& point = out.points.emplace_back();
    for (Weights::InnerIterator entry(weights, p); entry; ++entry) {
      point.nodes.push_back(boundary.nodes[static_cast<std::size_t>(entry.col())]);
      point.weights.push_back(entry.value());
    }
  }
  out.quads = std::move(surface.quads);
  out.quads_of_face = 1 << (2 * subdivisions);
  return out;
}

/// Around one face: the sides of its quads that no two of them share.
void add_outline(std::span<const SurfaceQuad> face, std::set<Edge>& out) {
  std::set<Edge> open;
  for (const SurfaceQuad& quad : face) {
    for (std::size_t k = 0; k < 4; ++k) {
      if (const auto [at, is_new] = open.insert(edge(quad.points[k], quad.points[(k + 1) % 4])); !is_new)
        open.erase(at);
    }
  }
  out.merge(open);
}

}  // namespace

std::vector<std::array<int, 2>> element_edges(const BoneSurface& surface) {
  const auto n = static_cast<std::size_t>(surface.quads_of_face);
  std::set<Edge> edges;
  for (std::size_t q = 0; q < surface.quads.size(); q += n)
    add_outline(std::span(surface.quads).subspan(q, n), edges);
  std::vector<std::array<int, 2>> out;
  for (const auto& [from, to] : edges)
    out.push_back({from, to});
  return out;
}

BoneSurface bone_surface(const SpineMesh& mesh, Vertebra v, int subdivisions) {
  constexpr std::array bone{Tissue::cancellous_bone, Tissue::cortical_bone, Tissue::bony_endplate,
                            Tissue::posterior_bone};
  const auto flat = articular_nodes(mesh.arches[static_cast<std::size_t>(v)]);
  return subdivided(boundary(mesh, bone, static_cast<int>(v), flat), subdivisions);
}

BoneSurface tissue_surface(const SpineMesh& mesh, std::span<const Tissue> tissues, int part, int subdivisions) {
  return subdivided(boundary(mesh, tissues, part, {}), subdivisions);
}

}  // namespace spondyl::spine
