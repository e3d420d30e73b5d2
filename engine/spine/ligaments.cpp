#include "spine/ligaments.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "fem/embedding.hpp"
#include "spine/posterior_shape.hpp"

namespace spondyl::spine {

namespace {

constexpr double pi = std::numbers::pi;
// Widths of the attachments; no published row: taken from anatomy atlases, rounded.
constexpr double anterior_half_angle = 50 * pi / 180;   // of the ALL on the body's wall
constexpr double posterior_half_angle = 30 * pi / 180;  // of the PLL
constexpr double interspinous_gap = 2.0;        // mm, from the back of the lamina to the first strand of the ISL
constexpr double intertransverse_spread = 4.0;  // mm, between the strands of the ITL
// The LF covers the lower half of the lamina above in front, and hangs on the upper edge of the one below.
constexpr double flavum_origin = 0.5, flavum_insertion = 0.25;
constexpr double midline = 1e-9;  // mm

/// Where a strand sits on a region, counted from where a cut of it begins (0) to where it ends (1).
struct Footprint {
  Region region;
  double begin;
  double extent = 0;

  /// Share of it that a cut leaves.
  double left_by(double removed) const {
    if (removed >= 1)
      return 0;
    if (extent == 0)
      return begin >= removed ? 1 : 0;
    return std::clamp((begin + extent - removed) / extent, 0.0, 1.0);
  }
};

/// What belongs to a place at y: of its side, in the midline the mean of both.
template <class OfSide>
double of_place(double y, const OfSide& of_side) {
  if (std::abs(y) < midline)
    return 0.5 * (of_side(Side::left) + of_side(Side::right));
  return of_side(y > 0 ? Side::left : Side::right);
}

/// Fraction k of n points spread over [-1, 1].
double spread(int k, int n) { return n == 1 ? 0.0 : 2.0 * k / (n - 1) - 1.0; }

class Layout {
 public:
  Layout(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh, Level level)
      : mesh_(mesh),
        level_(level),
        upper_(spec[upper(level)]),
        lower_(spec[lower(level)]),
        upper_frame_(alignment.body_of(upper(level))),
        lower_frame_(alignment.body_of(lower(level))),
        joints_{facet_joint(spec, alignment, level, Side::left), facet_joint(spec, alignment, level, Side::right)},
        lamina_x_{lamina_front(spec, upper(level)), lamina_front(spec, lower(level))},
        lamina_thickness_(spec.posterior.lamina_thickness) {}

  std::vector<StrandEnds> strands(Ligament l, const LigamentSpec& spec) const {
    switch (l) {
      case Ligament::ALL:
        return longitudinal(0, anterior_half_angle);
      case Ligament::PLL:
        return longitudinal(pi, posterior_half_angle);
      case Ligament::LF:
        return flavum(spec.strands);
      case Ligament::CL:
        return capsules(spec.strands, spec.neutral_length);
      case Ligament::ITL:
        return intertransverse(spec.strands);
      case Ligament::ISL:
        return interspinous(spec.strands);
      case Ligament::SSL:
        return {between_landmarks({Region::spinous, 0}, upper_.spinous_tip, {Region::spinous, 0}, lower_.spinous_tip)};
    }
    return {};
  }

 private:
  StrandEnds between_landmarks(const Footprint& from, const Landmark& u, const Footprint& to, const Landmark& l) const {
    return between(from, upper_frame_(u), to, lower_frame_(l));
  }

  /// From a region of the upper vertebra to one of the lower, at the places nearest to the points.
  StrandEnds between(const Footprint& from, const Eigen::Vector3d& u, const Footprint& to,
                     const Eigen::Vector3d& l) const {
    const double kept = kept_on(upper(level_), from, u.y()) * kept_on(lower(level_), to, l.y());
    if (kept == 0)
      return {u, l, 0};
    return {on(upper(level_), from.region, u), on(lower(level_), to.region, l), kept};
  }

  double kept_on(Vertebra v, const Footprint& at, double y) const {
    return of_place(y, [&](Side side) { return at.left_by(mesh_.removed(v, at.region, side)); });
  }

  /// The place of a region of a vertebra nearest to a point; where S1 has no such region, the point itself. For a point
  /// of the sagittal plane the mean of the places on both sides, which mirror each other where neither is cut.
  StrandEnd on(Vertebra v, Region region, const Eigen::Vector3d& point) const {
    std::vector<std::vector<int>> sides;
    for (const Side side : both_sides) {
      auto elements = mesh_.elements(v, region, side);
      if (!elements.empty() && sign(side) * point.y() >= 0)
        sides.push_back(std::move(elements));
    }
    if (sides.empty())
      return point;
    if (point.y() != 0)
      return fem::embed(mesh_.mesh, sides.front(), point);
    std::map<int, double> mean;
    for (const auto& side : sides) {
      const fem::WeightedPoint place = fem::embed(mesh_.mesh, side, point);
      for (std::size_t a = 0; a < place.nodes.size(); ++a)
        mean[place.nodes[a]] += place.weights[a] / static_cast<double>(sides.size());
    }
    fem::WeightedPoint out;
    for (const auto& [node, weight] : mean) {
      out.nodes.push_back(node);
      out.weights.push_back(weight);
    }
    return out;
  }

  /// From rim to rim of the neighboring endplates, at the wall nodes within `half_angle` of `middle`.
  std::vector<StrandEnds> longitudinal(double middle, double half_angle) const {
    std::vector<StrandEnds> out;
    const auto i = static_cast<std::size_t>(level_.index);
    for (int n : mesh_.section.wall) {
      const auto k = static_cast<std::size_t>(n);
      const double off = std::abs(std::remainder(mesh_.section.nodes[k].angle - middle, 2 * pi));
      if (off > half_angle)
        continue;
      out.push_back({mesh_.body_planes[i].front()[k], mesh_.body_planes[i + 1].back()[k]});
    }
    return out;
  }

  std::vector<StrandEnds> flavum(int n) const {
    std::vector<StrandEnds> out;
    for (int k = 0; k < n; ++k) {
      const double y = flavum_half_width * spread(k, n);
      out.push_back(between_landmarks({Region::lamina, 0, flavum_origin}, {lamina_x_[0], y, upper_.lamina_inferior_z},
                                      {Region::lamina, 1 - flavum_insertion, flavum_insertion},
                                      {lamina_x_[1], y, lower_.lamina_superior_z}));
    }
    return out;
  }

  std::vector<StrandEnds> interspinous(int n) const {
    std::vector<StrandEnds> out;
    for (int k = 0; k < n; ++k) {
      const double f = n == 1 ? 0.5 : static_cast<double>(k) / (n - 1);
      const auto x = [f, thickness = lamina_thickness_](double lamina, const VertebraSpec& v) {
        return (1 - f) * (lamina - thickness - interspinous_gap) + f * v.spinous_tip.x;
      };
      const Landmark above{x(lamina_x_[0], upper_), 0, upper_.spinous_tip.z - 0.5 * upper_.spinous_height};
      const Landmark below{x(lamina_x_[1], lower_), 0, lower_.spinous_tip.z + 0.5 * lower_.spinous_height};
      out.push_back(between_landmarks({Region::spinous, from_tip(above, lamina_x_[0], upper_)}, above,
                                      {Region::spinous, from_tip(below, lamina_x_[1], lower_)}, below));
    }
    return out;
  }

  /// Share of the spinous process that lies behind a point.
  double from_tip(const Landmark& point, double lamina, const VertebraSpec& v) const {
    const double root = lamina - lamina_thickness_;
    return (point.x - v.spinous_tip.x) / (root - v.spinous_tip.x);
  }

  std::vector<StrandEnds> intertransverse(int n) const {
    std::vector<StrandEnds> out;
    for (double side : {1.0, -1.0}) {
      for (int k = 0; k < n; ++k) {
        const auto tip = [&](const VertebraSpec& v) {
          const Landmark& t = v.transverse_tip;
          return Landmark{t.x + 0.5 * intertransverse_spread * spread(k, n), side * t.y, t.z};
        };
        out.push_back(between_landmarks({Region::transverse, 0}, tip(upper_), {Region::transverse, 0}, tip(lower_)));
      }
    }
    return out;
  }

  /// Around each facet joint, across its gap: from the rim of the lower vertebra's superior facet along the joint's
  /// normal to the rim of the upper vertebra's inferior facet.
  std::vector<StrandEnds> capsules(int n, double length) const {
    std::vector<StrandEnds> out;
    for (const FacetJoint& joint : joints_) {
      for (int k = 0; k < n; ++k) {
        const double turn = 2 * pi * k / n;
        const double u = 0.5 * joint.width * std::cos(turn), v = 0.5 * joint.height * std::sin(turn);
        const double from_medial = 0.5 * (1 - std::cos(turn));
        out.push_back(between({Region::inferior_articular, from_medial}, joint.at(u, v, 0.5 * length),
                              {Region::superior_articular, from_medial}, joint.at(u, v, -0.5 * length)));
      }
    }
    return out;
  }

  const SpineMesh& mesh_;
  Level level_;
  const VertebraSpec& upper_;
  const VertebraSpec& lower_;
  const Frame& upper_frame_;
  const Frame& lower_frame_;
  std::array<FacetJoint, 2> joints_;
  std::array<double, 2> lamina_x_;  ///< front of the laminae, upper and lower vertebra
  double lamina_thickness_;
};

}  // namespace

Eigen::Vector3d place(const StrandEnd& end, const fem::Mesh& mesh) {
  if (const auto* on_bone = std::get_if<fem::WeightedPoint>(&end))
    return on_bone->reference(mesh);
  return std::get<Eigen::Vector3d>(end);
}

StrandLayout strand_layout(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh, Level level,
                           Ligament ligament) {
  const LigamentSpec& s = spec.ligament(level, ligament);
  for (const double kept : s.kept) {
    if (!(kept >= 0 && kept <= 1)) {
      throw core::Error(core::ErrorCode::bad_input,
                        {.key = "ligament." + std::string(name(level)) + "." + std::string(name(ligament)) + ".kept"},
                        core::to_text(kept), "a share from 0 to 1");
    }
  }
  StrandLayout layout{Layout(spec, alignment, mesh, level).strands(ligament, s), 0};
  // Longitudinal ligaments have as many strands as the wall has nodes; the whole keeps its stiffness.
  const double whole = s.stiffness * s.strands * (is_paired(ligament) ? 2 : 1);
  layout.stiffness = whole / static_cast<double>(layout.strands.size());
  for (StrandEnds& strand : layout.strands) {
    const double y = place(strand.upper, mesh.mesh).y();
    strand.kept *= of_place(y, [&](Side side) { return s.kept[side == Side::left ? 0 : 1]; });
  }
  std::erase_if(layout.strands, [](const StrandEnds& strand) { return strand.kept <= 0; });
  return layout;
}

}  // namespace spondyl::spine
