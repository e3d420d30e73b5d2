#include "spine/mesh_resection.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "spine/cage_model.hpp"
#include "spine/posterior_shape.hpp"

namespace spondyl::spine {

namespace {

constexpr double negligible = 0.01;  // of an element: less is as good as nothing, what lacks less is as good as whole
constexpr double same_place = 1e-6;  // mm, between an element and its mirror image

using Face = std::array<int, 4>;  // nodes, sorted
constexpr std::array<std::array<std::size_t, 4>, 6> faces{
    {{0, 3, 2, 1}, {4, 5, 6, 7}, {0, 1, 5, 4}, {1, 2, 6, 5}, {2, 3, 7, 6}, {3, 0, 4, 7}}};

/// Part of element `k` of a row of n that lies in the first `share` of the row.
double covered(double share, int k, int n) { return std::clamp(share * n - k, 0.0, 1.0); }
double covered_from_end(double share, int k, int n) { return covered(share, n - 1 - k, n); }

class Resection {
 public:
  Resection(const SpineSpec& spec, const Alignment& alignment, SpineMesh& mesh)
      : spec_(spec), alignment_(alignment), mesh_(mesh), removed_(spec.resections.bone) {
    kept_.assign(mesh.tags.size(), 1.0);
  }

  void cut() {
    for (const Vertebra v : all_vertebrae) {
      if (!removed_.any(v))
        continue;
      cut_bone(v);
      drop_loose(v);
    }
    for (const Level level : all_levels)
      cut_disc(level);
    leave_out();
    mesh_.removed = removed_;
    for (PosteriorArch& arch : mesh_.arches)
      forget_unused(arch);
  }

 private:
  double& kept(int element) { return kept_[static_cast<std::size_t>(element)]; }

  void cut_bone(Vertebra v) {
    for (const BoneBlock& block : mesh_.arches[static_cast<std::size_t>(v)].blocks) {
      const double share = removed_(v, block.region, block.side);
      if (share == 0)
        continue;
      const auto [ni, nj, nk] = block.size;
      std::size_t at = 0;
      for (int k = 0; k < nk; ++k) {
        for (int j = 0; j < nj; ++j) {
          for (int i = 0; i < ni; ++i) {
            const double rest = 1 - covered(v, block, share, {i, j, k});
            kept(block.elements[at++]) = rest < negligible ? 0.0 : rest > 1 - negligible ? 1.0 : rest;
          }
        }
      }
    }
  }

  /// Part of an element of a block that a cut takes; rows are counted from where the cut begins.
  double covered(Vertebra v, const BoneBlock& block, double share, const std::array<int, 3>& at) const {
    const auto [i, j, k] = at;
    const auto [ni, nj, nk] = block.size;
    switch (block.region) {
      case Region::lamina:
      case Region::pedicle:
        return spine::covered(share, k, nk);
      case Region::pars:
        return covered_from_end(share, i, ni);
      case Region::spinous:
        return covered_from_end(share, j, nj);
      case Region::transverse:
        return covered_from_end(share, i, ni);
      case Region::inferior_articular:
        return spine::covered(share, j, nj);
      case Region::superior_articular:
        // Beside the pedicle only the half that bears the joint goes: the pedicle keeps its hold on the arch.
        return spine::covered(share, j, nj) * (k < rows_beside_pedicle(v) ? spine::covered(0.5, i, ni) : 1.0);
      default:
        return 0;
    }
  }

  int rows_beside_pedicle(Vertebra v) const {
    const ArchDensity density = arch_density(spec_.resolution);
    return v == Vertebra::S1 ? density.across : density.across - density.lower_behind;
  }

  /// Bone that no chain of faces joins to the body.
  void drop_loose(Vertebra v) {
    std::map<Face, std::vector<int>> elements_at;
    std::vector<int> front;
    std::vector<char> is_held(mesh_.tags.size(), 0);
    for (std::size_t e = 0; e < mesh_.tags.size(); ++e) {
      const ElementTag& tag = mesh_.tags[e];
      if (!is_bone(tag.tissue) || tag.part != static_cast<int>(v) || kept_[e] == 0)
        continue;
      for (std::size_t f = 0; f < faces.size(); ++f)
        elements_at[face(e, f)].push_back(static_cast<int>(e));
      if (!is_posterior(tag.region)) {
        is_held[e] = 1;
        front.push_back(static_cast<int>(e));
      }
    }
    while (!front.empty()) {
      const auto e = static_cast<std::size_t>(front.back());
      front.pop_back();
      for (std::size_t f = 0; f < faces.size(); ++f) {
        for (int next : elements_at.at(face(e, f))) {
          if (is_held[static_cast<std::size_t>(next)])
            continue;
          is_held[static_cast<std::size_t>(next)] = 1;
          front.push_back(next);
        }
      }
    }
    for (const BoneBlock& block : mesh_.arches[static_cast<std::size_t>(v)].blocks)
      drop_loose(v, block, is_held);
  }

  void drop_loose(Vertebra v, const BoneBlock& block, const std::vector<char>& is_held) {
    bool is_empty = true, has_loose = false;
    for (int e : block.elements) {
      if (kept(e) > 0 && !is_held[static_cast<std::size_t>(e)]) {
        kept(e) = 0;
        has_loose = true;
      }
      is_empty = is_empty && kept(e) == 0;
    }
    if (!has_loose)
      return;
    mesh_.loose_bone.push_back({v, block.region, block.side, 1.0});
    if (is_empty)
      removed_.set(v, block.region, block.side, 1.0);
  }

  Face face(std::size_t element, std::size_t f) const {
    Face nodes;
    for (std::size_t k = 0; k < 4; ++k)
      nodes[k] = mesh_.mesh.hexahedra[element][faces[f][k]];
    std::sort(nodes.begin(), nodes.end());
    return nodes;
  }

  void cut_disc(Level level) {
    const DiscResection& cut = spec_.resections.discs[static_cast<std::size_t>(level.index)];
    check(cut, level);
    if (spec_.disc(level).fill != DiscFill::disc)
      return;
    cut_nucleus(level, cut.nucleus_share);
    cut_annulus(level, cut.windows);
    make_room(level);
  }

  /// Elements one behind the other, from the back, as many as come nearest to the share of the volume. What is equally
  /// far back goes or stays together.
  void cut_nucleus(Level level, double share) {
    struct Slice {
      double volume = 0;
      std::vector<int> elements;
    };
    const Frame& frame = alignment_.superior_of(lower(level));
    std::map<long, Slice> slices;  // by distance from the back
    double whole = 0;
    for (int e : mesh_.elements(Tissue::nucleus, level.index)) {
      const double x = frame.axes.col(0).dot(center(e) - frame.origin);
      Slice& slice = slices[std::lround(x / same_place)];
      const double v = volume(e);
      slice.volume += v;
      slice.elements.push_back(e);
      whole += v;
    }
    double gone = 0;
    for (const auto& [x, slice] : slices) {
      if (gone + 0.5 * slice.volume > share * whole)
        break;
      gone += slice.volume;
      for (int e : slice.elements) {
        if (spec_.implants.interbody_graft_modulus[static_cast<std::size_t>(level.index)] > 0)
          mesh_.tags[static_cast<std::size_t>(e)].tissue = Tissue::bone_graft;
        else
          kept(e) = 0;
      }
    }
  }

  void cut_annulus(Level level, const std::vector<AnnulusWindow>& windows) {
    const Frame& frame = alignment_.superior_of(lower(level));
    bool has_rest = windows.empty();
    for (int e : mesh_.elements(Tissue::annulus, level.index)) {
      const Eigen::Vector3d at = frame.axes.transpose() * (center(e) - frame.origin);
      const double angle = std::atan2(at.y(), at.x());
      const bool is_cut = std::any_of(windows.begin(), windows.end(), [&](const AnnulusWindow& w) {
        const double middle = 0.5 * (w.from + w.to);
        return std::abs(std::remainder(angle - middle, 2 * std::numbers::pi)) <= 0.5 * (w.to - w.from);
      });
      if (is_cut)
        kept(e) = 0;
      has_rest = has_rest || !is_cut;
    }
    if (!has_rest && spec_.implants.cages[static_cast<std::size_t>(level.index)].empty()) {
      throw core::Error(core::ErrorCode::bad_input, {.key = "resections." + std::string(name(level))},
                        "a disc of which no annulus is left", "a part of the annulus, or a cage between the vertebrae",
                        "leave some annulus, or fuse the level");
    }
  }

  /// What lies in the footprint of a cage goes, be it disc or graft.
  void make_room(Level level) {
    const Frame& frame = alignment_.superior_of(lower(level));
    for (const CageSpec& cage : spec_.implants.cages[static_cast<std::size_t>(level.index)]) {
      for (std::size_t e = 0; e < mesh_.tags.size(); ++e) {
        if (is_bone(mesh_.tags[e].tissue) || mesh_.tags[e].part != level.index)
          continue;
        const Eigen::Vector3d at = frame.axes.transpose() * (center(static_cast<int>(e)) - frame.origin);
        if (covers(cage, at.x(), at.y()))
          kept_[e] = 0;
      }
    }
  }

  Eigen::Vector3d center(int element) const {
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (int n : mesh_.mesh.hexahedra[static_cast<std::size_t>(element)])
      sum += mesh_.mesh.nodes[static_cast<std::size_t>(n)] / 8;
    return sum;
  }

  /// From the mean edges of the element.
  double volume(int element) const {
    const auto x = [&](std::size_t k) -> const Eigen::Vector3d& {
      const auto& hex = mesh_.mesh.hexahedra[static_cast<std::size_t>(element)];
      return mesh_.mesh.nodes[static_cast<std::size_t>(hex[k])];
    };
    const Eigen::Vector3d a = (x(1) + x(2) + x(5) + x(6) - x(0) - x(3) - x(4) - x(7)) / 4;
    const Eigen::Vector3d b = (x(2) + x(3) + x(6) + x(7) - x(0) - x(1) - x(4) - x(5)) / 4;
    const Eigen::Vector3d c = (x(4) + x(5) + x(6) + x(7) - x(0) - x(1) - x(2) - x(3)) / 4;
    return a.cross(b).dot(c);
  }

  void leave_out() {
    std::vector<int> number(kept_.size(), -1);
    std::size_t n = 0;
    for (std::size_t e = 0; e < kept_.size(); ++e) {
      if (kept_[e] == 0)
        continue;
      mesh_.mesh.hexahedra[n] = mesh_.mesh.hexahedra[e];
      mesh_.tags[n] = mesh_.tags[e];
      mesh_.tags[n].kept = kept_[e];
      number[e] = static_cast<int>(n++);
    }
    mesh_.mesh.hexahedra.resize(n);
    mesh_.tags.erase(mesh_.tags.begin() + static_cast<std::ptrdiff_t>(n), mesh_.tags.end());
    for (PosteriorArch& arch : mesh_.arches) {
      for (BoneBlock& block : arch.blocks) {
        for (int& e : block.elements)
          e = number[static_cast<std::size_t>(e)];
      }
    }
  }

  void forget_unused(PosteriorArch& arch) const {
    const std::vector<int> unused = unused_nodes(mesh_.mesh);
    std::erase_if(arch.nodes, [&](int n) { return std::binary_search(unused.begin(), unused.end(), n); });
  }

  const SpineSpec& spec_;
  const Alignment& alignment_;
  SpineMesh& mesh_;
  RemovedBone removed_;
  std::vector<double> kept_;  ///< of every element
};

}  // namespace

void resect(const SpineSpec& spec, const Alignment& alignment, SpineMesh& mesh) {
  if (!spec.resections.empty() || !spec.implants.empty())
    Resection(spec, alignment, mesh).cut();
}

std::vector<int> unused_nodes(const fem::Mesh& mesh) {
  std::vector<char> is_used(mesh.nodes.size(), 0);
  for (const fem::Hexahedron& hex : mesh.hexahedra) {
    for (int n : hex)
      is_used[static_cast<std::size_t>(n)] = 1;
  }
  std::vector<int> out;
  for (std::size_t n = 0; n < is_used.size(); ++n) {
    if (!is_used[n])
      out.push_back(static_cast<int>(n));
  }
  return out;
}

}  // namespace spondyl::spine
