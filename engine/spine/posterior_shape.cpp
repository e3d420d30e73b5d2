#include "spine/posterior_shape.hpp"

#include <algorithm>
#include <cmath>

namespace spondyl::spine {

namespace {

using Eigen::Vector3d;

// Proportions without a published row, chosen by eye against anatomical plates.
constexpr double superior_height = 0.45;  // center of the upper facet of L1, which nothing measured: share of the body
constexpr double tip_thickness = 0.55;    // of an articular process, against its root
constexpr double outer_depth = 0.8;       // of an articular process away from its facet
constexpr double isthmus_waist = 0.12;    // narrowing of the pars
constexpr double pedicle_to_pillar = 0.85;  // thickness of the pillar behind the pedicle against its width
constexpr double least_pillar = 7.0, greatest_pillar = 13.0;  // mm
constexpr double lamina_slope = 0.2;                          // backwards per height downwards
constexpr double spinous_tip_height = 0.8;                    // against the middle of the process

double share(int i, int n) { return static_cast<double>(i) / n; }

/// Quadratic through a (t = 0), b (t = 1/2) and c (t = 1).
Vector3d through(const Vector3d& a, const Vector3d& b, const Vector3d& c, double t) {
  return 2 * (t - 0.5) * (t - 1) * a + 4 * t * (1 - t) * b + 2 * t * (t - 0.5) * c;
}

/// Draws in the corners of a section; -1 to 1 across it both ways.
double rounded(double a, double b) { return 1 - 0.12 * a * a * b * b; }

/// Between the edge nearer to the midline and the outer one, each from front to back.
PointGrid between_edges(int n, const std::array<Vector3d, 2>& inner, const std::array<Vector3d, 2>& outer) {
  PointGrid grid(n, n);
  for (int j = 0; j <= n; ++j) {
    const double f = share(j, n);
    const Vector3d a = (1 - f) * inner[0] + f * inner[1], b = (1 - f) * outer[0] + f * outer[1];
    for (int i = 0; i <= n; ++i)
      grid(i, j) = (1 - share(i, n)) * a + share(i, n) * b;
  }
  return grid;
}

Vector3d horizontal(const Vector3d& v) { return Vector3d(v.x(), v.y(), 0).normalized(); }

}  // namespace

ArchDensity arch_density(Resolution resolution) {
  switch (resolution) {
    case Resolution::interactive:
      return {2, 2, 1, 1, 3, 3, 2, 1, 3};
    case Resolution::standard:
      return {3, 3, 1, 2, 3, 4, 3, 1, 4};
    case Resolution::fine:
      return {4, 4, 2, 2, 4, 6, 4, 2, 6};
  }
  return {};
}

double lamina_front(const SpineSpec& spec, Vertebra v) {
  const VertebraSpec& s = spec[v];
  if (v == Vertebra::S1)
    return s.lamina_x;
  return posterior_wall(s.waist_depth) - spec.tissue.cortical_thickness - s.canal_depth;
}

Vector3d PointGrid::center() const {
  Vector3d sum = Vector3d::Zero();
  for (const Vector3d& p : points_)
    sum += p / static_cast<double>(points_.size());
  return sum;
}

PosteriorShape::PosteriorShape(const SpineSpec& spec, const Alignment& alignment, Vertebra v,
                               const ArchDensity& density, PointGrid root)
    : spec_(spec),
      shape_(spec[v]),
      vertebra_(v),
      frame_(alignment.body_of(v)),
      density_(density),
      root_(std::move(root)),
      isthmus_(density.across, density.across) {
  const Facet superior = v == Vertebra::L1
                             ? superior_facet(alignment)
                             : local(facet_joint(spec, alignment, Level{static_cast<int>(v) - 1}, Side::left));
  if (v == Vertebra::S1) {
    build_sacral_pillar(superior);
    return;
  }
  build_pillar(superior, local(facet_joint(spec, alignment, Level{static_cast<int>(v)}, Side::left)));
  isthmus_ = isthmus();
  lamina_front_ = lamina_front(spec, v);
}

PosteriorShape::Facet PosteriorShape::local(const FacetJoint& joint) const {
  const auto turned = [&](const Vector3d& v) -> Vector3d { return frame_.axes.transpose() * v; };
  return {turned(joint.center - frame_.origin),
          turned(joint.normal),
          turned(joint.across),
          turned(joint.along),
          joint.width,
          joint.height,
          joint.gap};
}

/// L1 has a superior facet although the model has no T12: like its inferior one, at the height of those below.
PosteriorShape::Facet PosteriorShape::superior_facet(const Alignment& alignment) const {
  Facet facet = local(facet_joint(spec_, alignment, Level{0}, Side::left));
  facet.center = {shape_.inferior_facet.x, shape_.inferior_facet.y,
                  superior_height * 0.5 * (shape_.height_anterior + shape_.height_posterior)};
  return facet;
}

/// v from -1 (lower edge of the facet) to 1 (tip).
PointGrid PosteriorShape::superior_section(const Facet& f, double v) const {
  const double depth = 0.5 * f.width * (v > 0 ? 1 - 0.3 * v * v : 1 - 0.15 * v * v);
  const double root = std::clamp(pedicle_to_pillar * shape_.pedicle_width, least_pillar, greatest_pillar);
  const double thickness = root * (v > 0 ? 1 - (1 - tip_thickness) * v : 1.0);
  const Vector3d middle = f.center - 0.5 * f.gap * f.normal + 0.5 * f.height * v * f.along;
  const Vector3d outwards = -thickness * horizontal(f.normal);
  return between_edges(
      density_.across, {middle + depth * f.across, middle - depth * f.across},
      {middle + outwards + outer_depth * depth * f.across, middle + outwards - outer_depth * depth * f.across});
}

/// v from -1 (tip) to 1 (upper edge of the facet).
PointGrid PosteriorShape::inferior_section(const Facet& f, double v) const {
  const double depth = 0.5 * f.width * (v < 0 ? 1 - 0.3 * v * v : 1 - 0.15 * v * v);
  const double thickness = spec_.posterior.articular_thickness * (v < 0 ? 1 + (1 - tip_thickness) * v : 1.0);
  const Vector3d middle = f.center + 0.5 * f.gap * f.normal + 0.5 * f.height * v * f.along;
  const Vector3d inwards = thickness * horizontal(f.normal);
  return between_edges(
      density_.across,
      {middle + inwards + outer_depth * depth * f.across, middle + inwards - outer_depth * depth * f.across},
      {middle + depth * f.across, middle - depth * f.across});
}

void PosteriorShape::build_pillar(const Facet& superior, const Facet& inferior) {
  const int n = density_.across;
  for (int k = 0; k < density_.inferior; ++k)
    pillar_.push_back(inferior_section(inferior, 2 * share(k, density_.inferior) - 1));
  pars_begin_ = density_.inferior;
  behind_begin_ = pars_begin_ + n;
  facet_begin_ = behind_begin_ + density_.lower_behind;

  // From the upper edge of the inferior facet to the lower edge of the superior one: pars, then the foot of U.
  const PointGrid lower = inferior_section(inferior, 1), upper = superior_section(superior, -1);
  const double height = upper.center().z() - lower.center().z();
  const double foot = std::clamp((shape_.pedicle_height - 0.5 * superior.height) / height, 0.3, 0.5);
  const int n_between = n + density_.lower_behind;
  for (int k = 0; k < n_between; ++k) {
    const double s = k < n ? (1 - foot) * share(k, n) : 1 - foot + foot * share(k - n, density_.lower_behind);
    PointGrid section(n, n);
    for (int j = 0; j <= n; ++j) {
      for (int i = 0; i <= n; ++i)
        section(i, j) = (1 - s) * lower(i, j) + s * upper(i, j);
    }
    const Vector3d center = section.center();
    const double waist = 1 - isthmus_waist * 4 * s * (1 - s);
    for (int j = 0; j <= n; ++j) {
      for (int i = 0; i <= n; ++i)
        section(i, j) = center + waist * (section(i, j) - center);
    }
    pillar_.push_back(std::move(section));
  }
  const int n_upper = n - density_.lower_behind;
  for (int k = 0; k < n_upper; ++k)
    pillar_.push_back(superior_section(superior, share(k, n_upper) - 1));
  for (int k = 0; k <= density_.superior; ++k)
    pillar_.push_back(superior_section(superior, share(k, density_.superior)));
}

void PosteriorShape::build_sacral_pillar(const Facet& superior) {
  for (int k = 0; k <= density_.across; ++k)
    pillar_.push_back(superior_section(superior, 2 * share(k, density_.across) - 1));
}

/// Narrowest section of the pedicle, halfway, beside the canal.
PointGrid PosteriorShape::isthmus() const {
  const int n = density_.across;
  PointGrid end(n, n);
  for (int k = 0; k <= n; ++k) {
    for (int i = 0; i <= n; ++i)
      end(i, k) = pillar(i, 0, behind_begin_ + k);
  }
  const Vector3d from = root_.center(), to = end.center();
  // The section leans like its neighbors; its width counts along itself.
  const Vector3d width =
      shape_.pedicle_width * horizontal(horizontal(root_(n, 0) - root_(0, 0)) + horizontal(end(n, 0) - end(0, 0)));
  const Vector3d center(0.5 * (from.x() + to.x()), 0.5 * (shape_.canal_width + width.y()), 0.5 * (from.z() + to.z()));
  PointGrid grid(n, n);
  for (int k = 0; k <= n; ++k) {
    for (int i = 0; i <= n; ++i) {
      const double size = rounded(2 * share(i, n) - 1, 2 * share(k, n) - 1);
      grid(i, k) = center + size * ((share(i, n) - 0.5) * width +
                                    (share(k, n) - 0.5) * shape_.pedicle_height * Vector3d::UnitZ());
    }
  }
  return grid;
}

Vector3d PosteriorShape::pedicle(int i, int j, int k) const {
  const Vector3d &from = root_(i, k), &to = pillar(i, 0, behind_begin_ + k);
  const double t = share(j, density_.pedicle);
  if (vertebra_ == Vertebra::S1)
    return (1 - t) * from + t * to;
  return through(from, isthmus_(i, k), to, t);
}

Vector3d PosteriorShape::pedicle_middle() const {
  if (vertebra_ != Vertebra::S1)
    return isthmus_.center();
  const int n = density_.across;
  Vector3d end = Vector3d::Zero();
  for (int k = 0; k <= n; ++k) {
    for (int i = 0; i <= n; ++i)
      end += pillar(i, 0, behind_begin_ + k) / ((n + 1) * (n + 1));
  }
  return 0.5 * (root_.center() + end);
}

double PosteriorShape::pillar_back() const {
  const int n = density_.across;
  double sum = 0;
  for (int k = 0; k <= n; ++k) {
    for (int i = 0; i <= n; ++i)
      sum += pillar(i, n, behind_begin_ + k).x() / ((n + 1) * (n + 1));
  }
  return sum;
}

Vector3d PosteriorShape::transverse(int i, int j, int k) const {
  const int n = density_.across;
  const Vector3d& root = pillar(n, j, behind_begin_ + k);
  if (i == 0)
    return root;
  Vector3d from = Vector3d::Zero();
  for (const int b : {0, n}) {
    for (const int r : {0, n})
      from += 0.25 * pillar(n, b, behind_begin_ + r);
  }
  const Vector3d tip(shape_.transverse_tip.x, shape_.transverse_tip.y, shape_.transverse_tip.z);
  const Vector3d axis = horizontal(tip - from);
  const Vector3d backwards(-axis.y(), axis.x(), 0);
  const Vector3d at_tip = rounded(2 * share(j, n) - 1, 2 * share(k, n) - 1) *
                          ((share(j, n) - 0.5) * spec_.posterior.transverse_thickness * backwards +
                           (share(k, n) - 0.5) * spec_.posterior.transverse_height * Vector3d::UnitZ());
  const double t = share(i, density_.transverse), left = (1 - t) * (1 - t);
  return (1 - t) * from + t * tip + left * (root - from) + (1 - left) * at_tip;
}

Vector3d PosteriorShape::lamina(int i, int j, int k) const {
  const int n = density_.across, inner = density_.half_spinous;
  const double z = shape_.lamina_inferior_z + share(k, n) * (shape_.lamina_superior_z - shape_.lamina_inferior_z);
  const double half_height = 0.5 * (shape_.lamina_superior_z - shape_.lamina_inferior_z);
  const double half_width = 0.5 * spec_.posterior.spinous_thickness;
  const double slope = lamina_slope * (2 * share(k, n) - 1) * half_height;
  const auto beside = [&](double y) {
    return Vector3d(lamina_front_ + slope - share(j, n) * spec_.posterior.lamina_thickness + 0.2 * y, y, z);
  };
  if (i <= inner)
    return beside(half_width * share(i, inner));
  const double t = share(i - inner, density_.lamina);
  return (1 - t) * beside(half_width) + t * pillar(0, j, pars_begin_ + k);
}

Vector3d PosteriorShape::spinous(int i, int j, int k) const {
  const int n = density_.across;
  const Vector3d root = lamina(i, n, k);
  if (j == 0)
    return root;
  const Vector3d from = 0.5 * (lamina(0, n, 0) + lamina(0, n, n));
  const Vector3d tip(shape_.spinous_tip.x, 0, shape_.spinous_tip.z);
  const auto section = [&](double height, double width) {
    return Vector3d(0, share(i, density_.half_spinous) * 0.5 * width, (share(k, n) - 0.5) * height);
  };
  const double height = shape_.spinous_height, width = spec_.posterior.spinous_thickness;
  const double t = share(j, density_.spinous);
  return (1 - t) * from + t * tip +
         through(root - from, section(height, 0.85 * width), section(spinous_tip_height * height, width), t);
}

}  // namespace spondyl::spine
