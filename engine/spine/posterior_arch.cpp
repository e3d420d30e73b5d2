#include "spine/posterior_arch.hpp"

#include <cmath>
#include <map>
#include <set>

#include "fem/mesh_relaxation.hpp"
#include "spine/posterior_shape.hpp"

namespace spondyl::spine {

namespace {

using Eigen::Vector3d;

// Scaled Jacobian below which nodes are moved.
constexpr double enough_quality = 0.35;

/// Both sides are built from positions of the left one; blocks that meet name the same position and so share the node.
class Builder {
 public:
  Builder(const SpineSpec& spec, const Alignment& alignment, Vertebra v, SpineMesh& out)
      : vertebra_(v),
        frame_(alignment.body_of(v)),
        density_(arch_density(spec.resolution)),
        out_(out),
        arch_(out.arches[static_cast<std::size_t>(v)]),
        shape_(spec, alignment, v, density_, root()) {}

  void build() {
    arch_.pedicle_middle = shape_.pedicle_middle();
    arch_.pillar_back = shape_.pillar_back();
    for (const Side side : both_sides) {
      side_ = side;
      of_side_.clear();
      join_root();
      add_blocks();
      add_faces();
      if (side == Side::left)
        left_ = of_side_;
    }
    repair();
  }

 private:
  using Key = std::array<long, 3>;
  static Key key(const Vector3d& p) {
    constexpr double grain = 1e6;  // positions that are the same differ by no more than rounding
    return {std::lround(grain * p.x()), std::lround(grain * p.y()), std::lround(grain * p.z())};
  }

  int wall_node(std::size_t side, int i, int k) const {
    const auto& planes = out_.body_planes[static_cast<std::size_t>(vertebra_)];
    const std::size_t lowest = planes.size() - 2 - static_cast<std::size_t>(density_.across);
    const int n = out_.section.pedicle_roots[side][static_cast<std::size_t>(i)];
    return planes[lowest + static_cast<std::size_t>(k)][static_cast<std::size_t>(n)];
  }

  PointGrid root() const {
    PointGrid grid(density_.across, density_.across);
    for (int k = 0; k <= density_.across; ++k) {
      for (int i = 0; i <= density_.across; ++i) {
        const Vector3d& x = out_.mesh.nodes[static_cast<std::size_t>(wall_node(0, i, k))];
        grid(i, k) = frame_.axes.transpose() * (x - frame_.origin);
      }
    }
    return grid;
  }

  void join_root() {
    const PointGrid grid = root();
    for (int k = 0; k <= density_.across; ++k) {
      for (int i = 0; i <= density_.across; ++i)
        of_side_[key(grid(i, k))] = wall_node(side_ == Side::left ? 0 : 1, i, k);
    }
  }

  int node(const Vector3d& left) {
    const bool is_median = std::abs(left.y()) < 1e-9;
    auto& known = is_median ? median_ : of_side_;
    const auto [at, is_new] = known.try_emplace(key(left), 0);
    if (is_new) {
      const Vector3d local(left.x(), is_median ? 0.0 : sign(side_) * left.y(), left.z());
      at->second = out_.mesh.add_node(frame_.origin + frame_.axes * local);
      arch_.nodes.push_back(at->second);
    }
    return at->second;
  }

  template <class Position>
  void add_block(Region region, std::array<int, 3> size, const Position& position) {
    const auto [ni, nj, nk] = size;
    std::vector<int> nodes;
    for (int k = 0; k <= nk; ++k) {
      for (int j = 0; j <= nj; ++j) {
        for (int i = 0; i <= ni; ++i)
          nodes.push_back(node(position(i, j, k)));
      }
    }
    const auto at = [&](int i, int j, int k) {
      return nodes[static_cast<std::size_t>((k * (nj + 1) + j) * (ni + 1) + i)];
    };
    BoneBlock block{region, side_, size, {}};
    // Outwards, backwards, upwards is right-handed on the left side only.
    const int first = side_ == Side::left ? 0 : 1, second = 1 - first;
    for (int k = 0; k < nk; ++k) {
      for (int j = 0; j < nj; ++j) {
        for (int i = 0; i < ni; ++i) {
          block.elements.push_back(static_cast<int>(out_.mesh.hexahedra.size()));
          out_.mesh.hexahedra.push_back({at(i + first, j, k), at(i + second, j, k), at(i + second, j + 1, k),
                                         at(i + first, j + 1, k), at(i + first, j, k + 1), at(i + second, j, k + 1),
                                         at(i + second, j + 1, k + 1), at(i + first, j + 1, k + 1)});
          out_.tags.push_back({Tissue::posterior_bone, static_cast<int>(vertebra_), 0, region, side_});
        }
      }
    }
    arch_.blocks.push_back(std::move(block));
  }

  void add_pillar(Region region, int begin, int end) {
    if (end > begin) {
      add_block(region, {density_.across, density_.across, end - begin},
                [&](int i, int j, int k) { return shape_.pillar(i, j, begin + k); });
    }
  }

  void add_blocks() {
    const int n = density_.across;
    add_block(Region::pedicle, {n, density_.pedicle, n}, [&](int i, int j, int k) { return shape_.pedicle(i, j, k); });
    // What stands behind the pedicle and bears the lower half of the facet goes with the superior process.
    add_pillar(Region::inferior_articular, 0, shape_.pars_begin());
    add_pillar(Region::pars, shape_.pars_begin(), shape_.facet_begin());
    add_pillar(Region::superior_articular, shape_.facet_begin(), shape_.n_sections() - 1);
    if (vertebra_ == Vertebra::S1)
      return;
    add_block(Region::transverse, {density_.transverse, n, n},
              [&](int i, int j, int k) { return shape_.transverse(i, j, k); });
    add_block(Region::lamina, {density_.half_spinous + density_.lamina, n, n},
              [&](int i, int j, int k) { return shape_.lamina(i, j, k); });
    add_block(Region::spinous, {density_.half_spinous, density_.spinous, n},
              [&](int i, int j, int k) { return shape_.spinous(i, j, k); });
  }

  ArticularFace face(int i, int begin, int end) {
    ArticularFace out{density_.across, end - begin, {}};
    for (int k = begin; k <= end; ++k) {
      for (int j = 0; j <= density_.across; ++j)
        out.nodes.push_back(node(shape_.pillar(i, j, k)));
    }
    return out;
  }

  void add_faces() {
    const std::size_t side = side_ == Side::left ? 0 : 1;
    arch_.superior_face[side] = face(0, shape_.facet_begin(), shape_.n_sections() - 1);
    if (vertebra_ != Vertebra::S1)
      arch_.inferior_face[side] = face(density_.across, 0, shape_.pars_begin());
  }

  /// Blocks of an unusual anatomy may leave elements that are too oblique: nodes that no joint and no body needs where
  /// they are give way. What is done on the left is mirrored to the right.
  void repair() {
    std::set<int> fixed(arch_.superior_face[0].nodes.begin(), arch_.superior_face[0].nodes.end());
    fixed.insert(arch_.inferior_face[0].nodes.begin(), arch_.inferior_face[0].nodes.end());
    for (int k = 0; k <= density_.across; ++k) {
      for (int i = 0; i <= density_.across; ++i)
        fixed.insert(wall_node(0, i, k));
    }
    std::vector<fem::FreeNode> free;
    for (const auto& [position, n] : left_) {
      if (!fixed.contains(n))
        free.push_back({n});
    }
    for (const auto& [position, n] : median_)
      free.push_back({n, Vector3d::UnitY()});
    std::vector<int> elements;
    for (const BoneBlock& block : arch_.blocks) {
      if (block.side == Side::left)
        elements.insert(elements.end(), block.elements.begin(), block.elements.end());
    }
    fem::relax(out_.mesh, elements, free, enough_quality);
    for (const auto& [position, n] : left_) {
      if (!fixed.contains(n)) {
        const Vector3d& x = out_.mesh.nodes[static_cast<std::size_t>(n)];
        out_.mesh.nodes[static_cast<std::size_t>(of_side_.at(position))] = Vector3d(x.x(), -x.y(), x.z());
      }
    }
  }

  Vertebra vertebra_;
  Frame frame_;
  ArchDensity density_;
  SpineMesh& out_;
  PosteriorArch& arch_;
  PosteriorShape shape_;
  Side side_ = Side::left;
  std::map<Key, int> of_side_, left_, median_;
};

}  // namespace

void add_posterior_arch(const SpineSpec& spec, const Alignment& alignment, Vertebra v, SpineMesh& mesh) {
  Builder(spec, alignment, v, mesh).build();
}

}  // namespace spondyl::spine
