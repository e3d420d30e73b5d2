#include "spine/ligaments.hpp"

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
constexpr double flavum_half_width = 8.0;               // mm, of the LF on the lamina
constexpr double interspinous_gap = 2.0;        // mm, from the back of the lamina to the first strand of the ISL
constexpr double intertransverse_spread = 4.0;  // mm, between the strands of the ITL

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
        return {between(Region::spinous, upper_.spinous_tip, lower_.spinous_tip)};
    }
    return {};
  }

 private:
  /// From a region of the upper vertebra to the same of the lower one, at the places nearest to the landmarks.
  StrandEnds between(Region region, const Landmark& u, const Landmark& l) const {
    return {on(upper(level_), region, upper_frame_(u)), on(lower(level_), region, lower_frame_(l))};
  }

  /// The place of a region of a vertebra nearest to a point; where S1 has no such region, the point itself. For a point
  /// of the sagittal plane the mean of the places on both sides, which mirror each other.
  StrandEnd on(Vertebra v, Region region, const Eigen::Vector3d& point) const {
    const std::array<std::vector<int>, 2> sides{mesh_.elements(v, region, Side::left),
                                                mesh_.elements(v, region, Side::right)};
    if (sides[0].empty())
      return point;
    if (point.y() != 0)
      return fem::embed(mesh_.mesh, sides[point.y() > 0 ? 0 : 1], point);
    std::map<int, double> mean;
    for (const auto& side : sides) {
      const fem::WeightedPoint place = fem::embed(mesh_.mesh, side, point);
      for (std::size_t a = 0; a < place.nodes.size(); ++a)
        mean[place.nodes[a]] += 0.5 * place.weights[a];
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
      out.push_back(between(Region::lamina, {lamina_x_[0], y, upper_.lamina_inferior_z},
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
      out.push_back(between(Region::spinous,
                            {x(lamina_x_[0], upper_), 0, upper_.spinous_tip.z - 0.5 * upper_.spinous_height},
                            {x(lamina_x_[1], lower_), 0, lower_.spinous_tip.z + 0.5 * lower_.spinous_height}));
    }
    return out;
  }

  std::vector<StrandEnds> intertransverse(int n) const {
    std::vector<StrandEnds> out;
    for (double side : {1.0, -1.0}) {
      for (int k = 0; k < n; ++k) {
        const auto tip = [&](const VertebraSpec& v) {
          const Landmark& t = v.transverse_tip;
          return Landmark{t.x + 0.5 * intertransverse_spread * spread(k, n), side * t.y, t.z};
        };
        out.push_back(between(Region::transverse, tip(upper_), tip(lower_)));
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
        out.push_back({on(upper(level_), Region::inferior_articular, joint.at(u, v, 0.5 * length)),
                       on(lower(level_), Region::superior_articular, joint.at(u, v, -0.5 * length))});
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

StrandLayout strand_layout(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh, Level level,
                           Ligament ligament) {
  const LigamentSpec& s = spec.ligament(level, ligament);
  StrandLayout layout{Layout(spec, alignment, mesh, level).strands(ligament, s), 0};
  // Longitudinal ligaments have as many strands as the wall has nodes; the whole keeps its stiffness.
  const double whole = s.stiffness * s.strands * (is_paired(ligament) ? 2 : 1);
  layout.stiffness = whole / static_cast<double>(layout.strands.size());
  return layout;
}

}  // namespace spondyl::spine
