#include "spine/bone_surface.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

namespace spondyl::spine {

namespace {

/// Mean of nodes with weights, by node.
using Mean = std::map<int, double>;

void add(Mean& sum, const Mean& more, double weight) {
  for (const auto& [node, w] : more)
    sum[node] += weight * w;
}

using Edge = std::pair<int, int>;
Edge edge(int a, int b) { return {std::min(a, b), std::max(a, b)}; }

struct Surface {
  std::vector<Mean> points;
  std::vector<bool> is_flat;  ///< points of an articular surface
  std::vector<SurfaceQuad> quads;
};

/// Faces of the elements of some tissues of one part that no two of them share; points are nodes.
Surface boundary(const SpineMesh& mesh, std::span<const Tissue> tissues, int part, const std::set<int>& flat) {
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
  Surface out;
  std::map<int, int> point_of;
  for (auto& [key, quad] : open) {
    for (int& n : quad.points) {
      const auto [at, is_new] = point_of.try_emplace(n, static_cast<int>(out.points.size()));
      if (is_new) {
        out.points.push_back({{n, 1.0}});
        out.is_flat.push_back(flat.contains(n));
      }
      n = at->second;
    }
    out.quads.push_back(quad);
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
  explicit Subdivision(const Surface& coarse) : coarse_(coarse) {
    for (std::size_t q = 0; q < coarse.quads.size(); ++q) {
      const auto& p = coarse.quads[q].points;
      for (std::size_t k = 0; k < 4; ++k) {
        faces_of_edge_[edge(p[k], p[(k + 1) % 4])].push_back(q);
        faces_of_point_[p[k]].push_back(q);
        neighbors_[p[k]].insert(p[(k + 1) % 4]);
        neighbors_[p[k]].insert(p[(k + 3) % 4]);
      }
    }
  }

  Surface build() {
    for (std::size_t v = 0; v < coarse_.points.size(); ++v)
      add_point(moved(static_cast<int>(v)), coarse_.is_flat[v]);
    for (const SurfaceQuad& quad : coarse_.quads) {
      faces_.push_back(add_point(middle(quad.points), all_flat(quad.points)));
    }
    for (const auto& [ends, faces] : faces_of_edge_)
      edges_[ends] = add_point(of_edge(ends, faces), is_flat(ends.first) && is_flat(ends.second));
    for (std::size_t q = 0; q < coarse_.quads.size(); ++q) {
      const SurfaceQuad& quad = coarse_.quads[q];
      for (std::size_t k = 0; k < 4; ++k) {
        const int here = quad.points[k], next = quad.points[(k + 1) % 4], last = quad.points[(k + 3) % 4];
        out_.quads.push_back(
            {{here, edges_.at(edge(here, next)), faces_[q], edges_.at(edge(last, here))}, quad.region, quad.side});
      }
    }
    return std::move(out_);
  }

 private:
  const Mean& point(int p) const { return coarse_.points[static_cast<std::size_t>(p)]; }
  bool is_flat(int p) const { return coarse_.is_flat[static_cast<std::size_t>(p)]; }
  bool all_flat(const std::array<int, 4>& points) const {
    return std::all_of(points.begin(), points.end(), [this](int p) { return is_flat(p); });
  }

  int add_point(Mean mean, bool flat) {
    out_.points.push_back(std::move(mean));
    out_.is_flat.push_back(flat);
    return static_cast<int>(out_.points.size()) - 1;
  }

  Mean middle(const std::array<int, 4>& points) const {
    Mean sum;
    for (int p : points)
      add(sum, point(p), 0.25);
    return sum;
  }

  /// Articular surfaces keep their points and edges where they are.
  Mean of_edge(const Edge& ends, const std::vector<std::size_t>& faces) const {
    Mean sum;
    add(sum, point(ends.first), 0.5);
    add(sum, point(ends.second), 0.5);
    if (is_flat(ends.first) && is_flat(ends.second))
      return sum;
    Mean smooth;
    add(smooth, sum, 0.5);
    for (std::size_t f : faces)
      add(smooth, middle(coarse_.quads[f].points), 0.5 / static_cast<double>(faces.size()));
    return smooth;
  }

  Mean moved(int p) const {
    if (is_flat(p))
      return point(p);
    const auto& faces = faces_of_point_.at(p);
    const auto& around = neighbors_.at(p);
    const auto n = static_cast<double>(around.size());
    Mean sum;
    add(sum, point(p), (n - 2) / n);
    for (int q : around)
      add(sum, point(q), 1 / (n * n));
    for (std::size_t f : faces)
      add(sum, middle(coarse_.quads[f].points), 1 / (n * static_cast<double>(faces.size())));
    return sum;
  }

  const Surface& coarse_;
  Surface out_;
  std::map<Edge, std::vector<std::size_t>> faces_of_edge_;
  std::map<int, std::vector<std::size_t>> faces_of_point_;
  std::map<int, std::set<int>> neighbors_;
  std::vector<int> faces_;
  std::map<Edge, int> edges_;
};

BoneSurface subdivided(Surface surface, int subdivisions) {
  assert(subdivisions >= 0 && subdivisions <= 4);
  for (int k = 0; k < subdivisions; ++k)
    surface = Subdivision(surface).build();
  BoneSurface out;
  for (const Mean& mean : surface.points) {
    fem::WeightedPoint point;
    for (const auto& [node, weight] : mean) {
      point.nodes.push_back(node);
      point.weights.push_back(weight);
    }
    out.points.push_back(std::move(point));
  }
  out.quads = std::move(surface.quads);
  return out;
}

}  // namespace

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
