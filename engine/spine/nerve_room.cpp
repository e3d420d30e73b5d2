#include "spine/nerve_room.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "spine/facet_joints.hpp"
#include "spine/facet_samples.hpp"
#include "spine/ligaments.hpp"
#include "spine/measure.hpp"
#include "spine/plane_section.hpp"
#include "spine/posterior_shape.hpp"

namespace spondyl::spine {

namespace {

using Eigen::Vector2d;
using Eigen::Vector3d;

constexpr int n_rays = 180;  // around the canal
// Where the annulus is open the room ends this far (mm) before the line between the endplates' edges: no annulus draws
// in more.
constexpr double deepest_annulus = 3;
constexpr double rounding_of_tip =
    1.5;  // mm below the top of the joint the superior process still stands behind the foramen

class Room {
 public:
  Room(const SpineModel& spine, const fem::State& state, Level level)
      : spine_(spine),
        state_(state),
        level_(level),
        above_{upper(level), vertebra_motion(spine, state, upper(level))},
        below_{lower(level), vertebra_motion(spine, state, lower(level))} {
    for (std::size_t e = 0; e < spine.mesh.tags.size(); ++e) {
      if (is_near(spine.mesh.tags[e]))
        near_.push_back(e);
    }
    for (std::size_t n = 0; n < spine.mesh.mesh.nodes.size(); ++n)
      nodes_.push_back(spine.model->position(static_cast<int>(n), state));
  }

  NerveRoom measure() const {
    NerveRoom out;
    for (const Side side : both_sides)
      measure_foramen(side, out);
    measure_canal(out);
    return out;
  }

 private:
  struct Moved {
    Vertebra vertebra;
    RigidMotion motion;
  };

  /// A point given in the frame of a vertebra, where the vertebra has taken it.
  Vector3d place(const Moved& v, const Vector3d& local) const {
    const Frame& frame = spine_.alignment.body_of(v.vertebra);
    return v.motion(frame.origin + frame.axes * local);
  }
  /// Mean axis of the two vertebrae.
  Vector3d axis(int k) const {
    Vector3d sum = Vector3d::Zero();
    for (const Moved* v : {&above_, &below_})
      sum += v->motion.rotation * spine_.alignment.body_of(v->vertebra).axes.col(k);
    return sum.normalized();
  }
  const PosteriorArch& arch(const Moved& v) const { return spine_.mesh.arches[static_cast<std::size_t>(v.vertebra)]; }
  const VertebraSpec& shape(const Moved& v) const { return spine_.spec[v.vertebra]; }

  Vector3d pedicle(const Moved& v, Side side) const {
    const Vector3d& left = arch(v).pedicle_middle;
    return place(v, {left.x(), sign(side) * left.y(), left.z()});
  }

  /// Of one of the two vertebrae or of the disc between them.
  bool is_near(const ElementTag& tag) const {
    if (!is_bone(tag.tissue))
      return tag.part == level_.index;
    return tag.part == static_cast<int>(above_.vertebra) || tag.part == static_cast<int>(below_.vertebra);
  }

  void add_obstacles(PlaneSection& section) const {
    for (const std::size_t e : near_) {
      std::array<Vector3d, 8> nodes;
      for (std::size_t a = 0; a < 8; ++a)
        nodes[a] = nodes_[static_cast<std::size_t>(spine_.mesh.mesh.hexahedra[e][a])];
      section.add(nodes);
    }
  }

  bool has_pedicle(const Moved& v, Side side) const {
    return spine_.mesh.removed(v.vertebra, Region::pedicle, side) < 1;
  }

  /// The plane through the middles of the two pedicles and the mean forward axis; slices across the line between them.
  void measure_foramen(Side side, NerveRoom& out) const {
    if (!has_pedicle(above_, side) || !has_pedicle(below_, side))
      return;
    const Vector3d top = pedicle(above_, side), bottom = pedicle(below_, side);
    const Vector3d up = (top - bottom).normalized();
    const Vector3d forward = (axis(0) - axis(0).dot(up) * up).normalized();
    PlaneSection section(0.5 * (top + bottom), forward, up);
    add_obstacles(section);
    const double to_top = section.free_distance(Vector2d::Zero(), Vector2d::UnitY());
    const double to_bottom = section.free_distance(Vector2d::Zero(), -Vector2d::UnitY());
    const std::size_t s = side == Side::left ? 0 : 1;
    out.foramen_height[s] = to_top + to_bottom;
    // Where bone was cut away behind, the room ends where its back was.
    const double back_at_top = section.flat(back(above_, side)).x(),
                 back_at_bottom = section.flat(back(below_, side)).x();
    const PlaneSection edges = edges_of_disc(section);
    const double top_of_joint = section.flat(joint_edge(side, 0, 0.5)).y() - rounding_of_tip,
                 lining = lining_of_joint(side);
    const double half = 0.5 * (top - bottom).norm();
    struct Slice {
      double z, ahead, behind;
    };
    std::vector<Slice> slices;
    std::size_t tip = 0;  // slice at the tip of the superior process
    for (int k = 0; k < foramen_slices; ++k) {
      const double z = -to_bottom + (k + 0.5) / foramen_slices * (to_top + to_bottom);
      const double t = 0.5 * (1 + z / half);
      const double limit = std::max(0.0, -((1 - t) * back_at_bottom + t * back_at_top));
      const double ahead = std::min(section.free_distance({0, z}, Vector2d::UnitX()),
                                    edges.free_distance({0, z}, Vector2d::UnitX()) + deepest_annulus);
      const double behind = std::min(section.free_distance({0, z}, -Vector2d::UnitX()), limit);
      if (z < top_of_joint)
        tip = slices.size();
      slices.push_back({z, ahead, z < top_of_joint ? std::max(0.0, behind - lining) : behind});
    }
    double area = 0;
    std::vector<Vector3d>& outline = out.foramen_outline[s];
    const auto in_plane = [&](double x, double z) -> Vector3d { return 0.5 * (top + bottom) + x * forward + z * up; };
    outline.assign(2 * foramen_slices + 2, in_plane(0, to_top));
    outline.front() = in_plane(0, -to_bottom);
    const double slice_height = (to_top + to_bottom) / foramen_slices;
    for (std::size_t k = 0; k < slices.size(); ++k) {
      const Slice& slice = slices[k];
      // Above the tip the lining goes straight to the pars under the upper pedicle.
      const Slice &from = slices[tip], &to = slices.back();
      double behind = slice.behind;
      if (lining > 0 && slice.z > from.z)
        behind = std::min(behind, from.behind + (slice.z - from.z) / (to.z - from.z) * (to.behind - from.behind));
      area += (slice.ahead + behind) * slice_height;
      outline[1 + k] = in_plane(slice.ahead, slice.z);
      outline[outline.size() - 1 - k] = in_plane(-behind, slice.z);
    }
    out.foramen_area[s] = area;
  }

  /// A place in the plane of a joint, carried by the lower vertebra; shares of its width (forwards) and height (upwards)
  /// from its center.
  Vector3d joint_edge(Side side, double across, double along) const {
    const Alignment imaged = align(as_imaged(spine_.spec));
    const FacetJoint joint = facet_joint(as_imaged(spine_.spec), imaged, level_, side);
    const Frame& frame = imaged.body_of(below_.vertebra);
    const Vector3d point = joint.at(across * joint.width, along * joint.height, 0);
    return place(below_, frame.axes.transpose() * (point - frame.origin));
  }

  /// Thickness of what lines a joint in front: the side part of the flavum, as far as joint and flavum are there.
  double lining_of_joint(Side side) const {
    const std::size_t s = side == Side::left ? 0 : 1;
    const LevelParts& parts = spine_[level_];
    if (!parts.facets[s] || !parts.ligaments[static_cast<std::size_t>(Ligament::LF)])
      return 0;
    return spine_.spec.ligament(level_, Ligament::LF).kept[s] * spine_.spec.flavum_thickness;
  }

  /// Behind the pillar, at the height of the pedicle.
  Vector3d back(const Moved& v, Side side) const {
    const Vector3d& left = arch(v).pedicle_middle;
    return place(v, {arch(v).pillar_back, sign(side) * left.y(), left.z()});
  }

  const std::vector<Plane>& disc_planes() const {
    return spine_.mesh.disc_planes[static_cast<std::size_t>(level_.index)];
  }
  Vector3d edge(const Plane& plane, int n) const {
    return spine_.model->position(plane[static_cast<std::size_t>(n)], state_);
  }

  /// Straight from endplate to endplate, as if the disc did not bulge.
  PlaneSection edges_of_disc(const PlaneSection& section) const {
    PlaneSection out = section.cleared();
    const auto& rim = spine_.mesh.section.rim;
    for (std::size_t k = 0; k < rim.size(); ++k) {
      const int a = rim[k], b = rim[(k + 1) % rim.size()];
      out.add(std::array{edge(disc_planes().front(), a), edge(disc_planes().front(), b), edge(disc_planes().back(), b),
                         edge(disc_planes().back(), a)});
    }
    return out;
  }

  /// The middle plane of the disc; rays from a point between disc and laminae.
  void measure_canal(NerveRoom& out) const {
    const auto& rim = spine_.mesh.section.rim;
    Vector3d origin = Vector3d::Zero();
    for (int n : rim)
      origin +=
          0.5 * (edge(disc_planes().front(), n) + edge(disc_planes().back(), n)) / static_cast<double>(rim.size());
    const Vector3d normal = (below_.motion.rotation * spine_.alignment.superior_of(below_.vertebra).axes.col(2) +
                             above_.motion.rotation * spine_.alignment.inferior_of(above_.vertebra).axes.col(2))
                                .normalized();
    const Vector3d forward = (axis(0) - axis(0).dot(normal) * normal).normalized();
    PlaneSection section(origin, forward, normal.cross(forward));
    add_obstacles(section);
    const PlaneSection edges = edges_of_disc(section);

    const VertebraSpec &u = shape(above_), &l = shape(below_);
    const Vector3d lamina_above = place(above_, {lamina_front(spine_.spec, above_.vertebra), 0, u.lamina_inferior_z});
    const Vector3d lamina_below = place(below_, {lamina_front(spine_.spec, below_.vertebra), 0, l.lamina_superior_z});
    const Vector2d lamina = section.flat(0.5 * (lamina_above + lamina_below));
    const double half_width = 0.25 * (u.canal_width + (l.canal_width > 0 ? l.canal_width : u.canal_width));
    add_flavum(section, lamina.y(), half_width);

    const Vector2d wall = section.flat(back_of_disc());
    const Vector2d middle(0.5 * (wall.x() + lamina.x()), lamina.y());
    const double to_back = middle.x() - lamina.x() + spine_.spec.posterior.lamina_thickness;
    const auto reach = [&](const Vector2d& ray) {
      double r = std::min(section.free_distance(middle, ray), edges.free_distance(middle, ray) + deepest_annulus);
      if (ray.y() != 0)
        r = std::min(r, half_width / std::abs(ray.y()));
      if (ray.x() < 0)
        r = std::min(r, to_back / -ray.x());
      return r;
    };
    const double turn = 2 * std::numbers::pi / n_rays;
    for (int k = 0; k < n_rays; ++k) {
      const double angle = (k + 0.5) * turn;
      const double r = reach({std::cos(angle), std::sin(angle)});
      out.canal_area += 0.5 * r * r * turn;
    }
    out.canal_depth = reach(Vector2d::UnitX()) + reach(-Vector2d::UnitX());
  }

  Vector3d back_of_disc() const {
    const auto& rim = spine_.mesh.section.rim;
    const auto from_back = [&](int n) {
      const double angle = spine_.mesh.section.nodes[static_cast<std::size_t>(n)].angle;
      return std::abs(std::remainder(angle - std::numbers::pi, 2 * std::numbers::pi));
    };
    const int n = *std::min_element(rim.begin(), rim.end(), [&](int a, int b) { return from_back(a) < from_back(b); });
    return 0.5 * (edge(disc_planes().front(), n) + edge(disc_planes().back(), n));
  }

  /// The inner surface of the ligamentum flavum, its thickness before the straight strands. It keeps its volume: a strand
  /// that has shortened is thicker. It lines the canal to its sides.
  void add_flavum(PlaneSection& section, double y_middle, double half_width) const {
    const fem::Connectors* flavum = spine_[level_].ligaments[static_cast<std::size_t>(Ligament::LF)];
    if (!flavum)
      return;
    const LigamentSpec& spec = spine_.spec.ligament(level_, Ligament::LF);
    std::vector<Vector2d> inner;
    for (const fem::Strand& s : flavum->strands()) {
      const fem::Mesh& mesh = spine_.model->mesh();
      const Vector3d from = s.from.reference(mesh) + s.from.displacement(state_);
      const Vector3d to = s.to.reference(mesh) + s.to.displacement(state_);
      const double a = section.above(from), b = section.above(to);
      if ((a < 0) == (b < 0))
        continue;
      const double kept = spec.stiffness > 0 ? s.law.stiffness / spec.stiffness : 1;
      const double shortened = s.rest_length / (1 + spec.reference_strain) / (to - from).norm();
      const double thickness = kept * shortened * spine_.spec.flavum_thickness;
      inner.push_back(section.flat(from + a / (a - b) * (to - from)) + Vector2d(thickness, 0));
    }
    std::sort(inner.begin(), inner.end(), [](const Vector2d& a, const Vector2d& b) { return a.y() < b.y(); });
    if (inner.empty())
      return;
    const double gap = 1.5 * 2 * flavum_half_width / std::max(1, spec.strands - 1);
    for (std::size_t k = 0; k + 1 < inner.size(); ++k) {
      if (inner[k + 1].y() - inner[k].y() < gap)
        section.add_segment(inner[k], inner[k + 1]);
    }
    if (inner.front().y() < y_middle - flavum_half_width + gap)
      add_side(section, inner.front(), Side::right, half_width);
    if (inner.back().y() > y_middle + flavum_half_width - gap)
      add_side(section, inner.back(), Side::left, half_width);
  }

  /// From the last strand of a side to the medial edge of the joint, as far as that is left, and on to the foramen.
  void add_side(PlaneSection& section, const Vector2d& last, Side side, double half_width) const {
    if (!spine_[level_].facets[side == Side::left ? 0 : 1])
      return;
    const double medial = 0.5 - removed_share(spine_.mesh, level_, side);
    const Vector2d edge = section.flat(joint_edge(side, medial, 0)) + Vector2d(lining_of_joint(side), 0);
    section.add_segment(last, edge);
    section.add_segment(edge, edge + Vector2d(0, sign(side) * 2 * half_width));
  }

  const SpineModel& spine_;
  const fem::State& state_;
  Level level_;
  Moved above_, below_;
  std::vector<std::size_t> near_;  ///< elements that may stand in the way
  std::vector<Vector3d> nodes_;    ///< where they are
};

}  // namespace

NerveRoom nerve_room(const SpineModel& spine, const fem::State& state, Level level) {
  return Room(spine, state, level).measure();
}

}  // namespace spondyl::spine
