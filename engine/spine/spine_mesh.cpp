#include "spine/spine_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "spine/mesh_resection.hpp"
#include "spine/posterior_arch.hpp"

namespace spondyl::spine {

namespace {

constexpr double sacrum_depth = 20.0;  // mm of S1 below its endplate that are modeled; the base of it is held
// A pedicle begins over this part of the body's height at least, and at most.
constexpr double least_root = 0.4, greatest_root = 0.7;

class Builder {
 public:
  Builder(const SpineSpec& spec, const Alignment& alignment)
      : spec_(spec), alignment_(alignment), density_(mesh_density(spec.resolution)) {
    out_.section = make_cross_section(density_);
  }

  SpineMesh build() {
    for (Vertebra v : all_vertebrae)
      add_body(static_cast<int>(v));
    for (Level level : all_levels)
      add_disc(level);
    for (Vertebra v : all_vertebrae)
      add_posterior_arch(spec_, alignment_, v, out_);
    resect(spec_, alignment_, out_);
    return std::move(out_);
  }

 private:
  using Points = std::vector<Eigen::Vector3d>;

  PlateShape shape(double width, double depth, double concavity, int disc) const {
    const DiscSpec& d = spec_.discs[static_cast<std::size_t>(disc)];
    return {width, depth, d.nucleus_fraction, d.nucleus_offset, spec_.tissue.cortical_thickness, concavity};
  }

  /// The section in an endplate, its middle drawn into the body (`inwards` along the normal: -1 or 1).
  Points plate(const Frame& frame, const PlateShape& shape, double inwards) const {
    Points points;
    for (const SectionNode& node : out_.section.nodes) {
      const Eigen::Vector2d p = place(node, shape);
      points.push_back(frame.origin + frame.axes * Eigen::Vector3d(p.x(), p.y(), inwards * sag(node, shape)));
    }
    return points;
  }

  Points upper_plate(int v) const {
    const auto& s = spec_.vertebrae[static_cast<std::size_t>(v)];
    // L1 has no disc above in this model; its upper plate repeats the pattern of its lower one.
    return plate(alignment_.superior[static_cast<std::size_t>(v)],
                 shape(s.superior_width, s.superior_depth, s.superior_concavity, std::max(0, v - 1)), -1);
  }
  Points lower_plate(int v) const {
    const auto& s = spec_.vertebrae[static_cast<std::size_t>(v)];
    return plate(alignment_.inferior[static_cast<std::size_t>(v)],
                 shape(s.inferior_width, s.inferior_depth, s.inferior_concavity, v), 1);
  }

  Plane add_plane(const Points& points) {
    Plane plane;
    for (const auto& p : points)
      plane.push_back(out_.mesh.add_node(p));
    return plane;
  }

  void add_layer(const Plane& below, const Plane& above, auto&& tag_of) {
    for (const SectionQuad& quad : out_.section.quads) {
      fem::Hexahedron hex;
      bool has_all_nodes = true;
      for (std::size_t k = 0; k < 4; ++k) {
        const auto n = static_cast<std::size_t>(quad.nodes[k]);
        if (n >= std::min(below.size(), above.size())) {
          has_all_nodes = false;
          break;
        }
        hex[k] = below[n];
        hex[k + 4] = above[n];
      }
      if (!has_all_nodes)
        continue;
      out_.mesh.hexahedra.push_back(hex);
      out_.tags.push_back(tag_of(quad));
    }
  }

  /// Heights of the planes of a body as fractions: thin endplates, layers below the pedicles and beside them.
  std::vector<double> body_fractions(double height, double pedicle_height, bool has_lower_endplate) const {
    const double endplate = spec_.tissue.endplate_thickness / height;
    const double first = has_lower_endplate ? endplate : 0.0, last = 1 - endplate;
    const double root = last - std::clamp(pedicle_height / height, least_root, greatest_root);
    std::vector<double> fractions;
    if (has_lower_endplate)
      fractions.push_back(0.0);
    for (int k = 0; k < density_.lower_layers; ++k)
      fractions.push_back(first + (root - first) * k / density_.lower_layers);
    for (int k = 0; k <= density_.pedicle_layers; ++k)
      fractions.push_back(root + (last - root) * k / density_.pedicle_layers);
    fractions.push_back(1.0);
    return fractions;
  }

  /// A plane between two plates, drawn in towards the waist.
  Points between(const Points& lower, const Points& upper, double f, const Frame& frame, double narrowing_x,
                 double narrowing_y) const {
    Points points(lower.size());
    Eigen::Vector3d middle = Eigen::Vector3d::Zero();
    for (std::size_t n = 0; n < lower.size(); ++n) {
      points[n] = (1 - f) * lower[n] + f * upper[n];
      middle += points[n] / static_cast<double>(lower.size());
    }
    const double amount = 4 * f * (1 - f);
    for (auto& p : points) {
      Eigen::Vector3d local = frame.axes.transpose() * (p - middle);
      local.x() *= 1 - amount * narrowing_x;
      local.y() *= 1 - amount * narrowing_y;
      p = middle + frame.axes * local;
    }
    return points;
  }

  void add_body(int v) {
    const auto i = static_cast<std::size_t>(v);
    const VertebraSpec& s = spec_.vertebrae[i];
    const bool is_sacrum = v == n_vertebrae - 1;
    const Points upper = upper_plate(v);
    Points lower;
    double height = sacrum_depth, narrowing_x = 0, narrowing_y = 0;
    if (is_sacrum) {
      lower = upper;
      for (auto& p : lower)
        p -= sacrum_depth * alignment_.superior[i].axes.col(2);
    } else {
      lower = lower_plate(v);
      height = 0.5 * (s.height_anterior + s.height_posterior);
      narrowing_x = 1 - s.waist_depth / (0.5 * (s.superior_depth + s.inferior_depth));
      narrowing_y = 1 - s.waist_width / (0.5 * (s.superior_width + s.inferior_width));
    }
    auto& planes = out_.body_planes[i];
    for (double f : body_fractions(height, is_sacrum ? greatest_root * height : s.pedicle_height, !is_sacrum)) {
      planes.push_back(add_plane(between(lower, upper, f, alignment_.body[i], narrowing_x, narrowing_y)));
    }
    for (std::size_t k = 0; k + 1 < planes.size(); ++k) {
      const bool is_endplate = k + 2 == planes.size() || (k == 0 && !is_sacrum);
      add_layer(planes[k], planes[k + 1], [&](const SectionQuad& quad) {
        if (quad.zone == Zone::cortex)
          return ElementTag{Tissue::cortical_bone, v, 0, Region::body_shell};
        if (is_endplate)
          return ElementTag{Tissue::bony_endplate, v, 0, Region::endplate};
        return ElementTag{Tissue::cancellous_bone, v, 0, Region::body_core};
      });
    }
  }

  void add_disc(Level level) {
    const auto i = static_cast<std::size_t>(level.index);
    const auto n_disc = static_cast<std::ptrdiff_t>(out_.section.n_disc_nodes);
    const Plane& lower = out_.body_planes[i + 1].back();
    const Plane& upper = out_.body_planes[i].front();
    auto& planes = out_.disc_planes[i];
    planes.emplace_back(lower.begin(), lower.begin() + n_disc);
    for (int k = 1; k < density_.disc_layers; ++k) {
      const double f = static_cast<double>(k) / density_.disc_layers;
      Points points;
      for (std::size_t n = 0; n < static_cast<std::size_t>(n_disc); ++n) {
        points.push_back((1 - f) * out_.mesh.nodes[static_cast<std::size_t>(lower[n])] +
                         f * out_.mesh.nodes[static_cast<std::size_t>(upper[n])]);
      }
      planes.push_back(add_plane(points));
    }
    planes.emplace_back(upper.begin(), upper.begin() + n_disc);
    const bool is_disc = spec_.disc(level).fill == DiscFill::disc;
    for (std::size_t k = 0; k + 1 < planes.size(); ++k) {
      add_layer(planes[k], planes[k + 1], [&](const SectionQuad& quad) {
        if (!is_disc)
          return ElementTag{Tissue::bone_graft, level.index, quad.depth};
        return ElementTag{quad.zone == Zone::annulus ? Tissue::annulus : Tissue::nucleus, level.index, quad.depth};
      });
    }
  }

  const SpineSpec& spec_;
  const Alignment& alignment_;
  MeshDensity density_;
  SpineMesh out_;
};

}  // namespace

std::vector<int> SpineMesh::elements(Tissue tissue, int part) const {
  std::vector<int> out;
  for (std::size_t e = 0; e < tags.size(); ++e) {
    if (tags[e].tissue == tissue && tags[e].part == part)
      out.push_back(static_cast<int>(e));
  }
  return out;
}

std::vector<int> SpineMesh::elements(Vertebra v, Region region, Side side) const {
  std::vector<int> out;
  for (std::size_t e = 0; e < tags.size(); ++e) {
    const ElementTag& tag = tags[e];
    if (tag.region == region && tag.part == static_cast<int>(v) && (side == Side::middle || tag.side == side))
      out.push_back(static_cast<int>(e));
  }
  return out;
}

SpineMesh displaced(SpineMesh mesh, const Alignment& from, const Alignment& to) {
  auto& nodes = mesh.mesh.nodes;
  std::vector<char> is_moved(nodes.size(), 0);
  const auto move = [&](std::size_t v, const std::vector<int>& of_vertebra) {
    for (int n : of_vertebra) {
      auto& x = nodes[static_cast<std::size_t>(n)];
      if (!std::exchange(is_moved[static_cast<std::size_t>(n)], char{1}))
        x = to.body[v].origin + to.body[v].axes * (from.body[v].axes.transpose() * (x - from.body[v].origin));
    }
  };
  for (std::size_t v = 0; v < n_vertebrae; ++v) {
    for (const Plane& plane : mesh.body_planes[v])
      move(v, plane);
    move(v, mesh.arches[v].nodes);
  }
  for (const auto& planes : mesh.disc_planes) {
    const double last = static_cast<double>(planes.size()) - 1;
    for (std::size_t p = 1; p + 1 < planes.size(); ++p) {
      const double f = static_cast<double>(p) / last;
      for (std::size_t n = 0; n < planes[p].size(); ++n) {
        nodes[static_cast<std::size_t>(planes[p][n])] = (1 - f) * nodes[static_cast<std::size_t>(planes.front()[n])] +
                                                        f * nodes[static_cast<std::size_t>(planes.back()[n])];
      }
    }
  }
  return mesh;
}

SpineMesh make_spine_mesh(const SpineSpec& spec, const Alignment& alignment) {
  if (!is_displaced(spec))
    return Builder(spec, alignment).build();
  const SpineSpec before = as_imaged(spec);
  const Alignment alignment_before = align(before);
  return displaced(Builder(before, alignment_before).build(), alignment_before, alignment);
}

}  // namespace spondyl::spine
