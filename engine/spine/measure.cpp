#include "spine/measure.hpp"

#include <Eigen/Geometry>
#include <Eigen/LU>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "core/parallel.hpp"
#include "fem/rotation.hpp"
#include "spine/mesh_resection.hpp"

namespace spondyl::spine {

namespace {

constexpr double percentile = 0.95;

using Points = std::vector<fem::PointFields>;

double present_volume(const fem::PointFields& p) { return p.volume * p.volume_ratio; }

/// Rotation nearest to the correlation of two point clouds (Kabsch 1976), reflections excluded.
Eigen::Matrix3d best_rotation(const Eigen::Matrix3d& correlation) {
  const Eigen::JacobiSVD<Eigen::Matrix3d> svd(correlation, Eigen::ComputeFullU | Eigen::ComputeFullV);
  const double sign = (svd.matrixU() * svd.matrixV().transpose()).determinant() < 0 ? -1 : 1;
  return svd.matrixU() * Eigen::Vector3d(1, 1, sign).asDiagonal() * svd.matrixV().transpose();
}

double stress_percentile(const Points& points) {
  std::vector<Weighted> samples;
  for (const auto& p : points)
    samples.push_back({fem::von_mises(p.stress), present_volume(p)});
  return weighted_percentile(std::move(samples), percentile);
}

double sum(const std::vector<double>& forces) { return std::accumulate(forces.begin(), forces.end(), 0.0); }

double volume_mean_pressure(const Points& points) {
  double sum = 0, volume = 0;
  for (const auto& p : points) {
    sum += p.pressure * present_volume(p);
    volume += present_volume(p);
  }
  return sum / volume;
}

Eigen::Vector3d center(const fem::Mesh& mesh, int element) {
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (int n : mesh.hexahedra[static_cast<std::size_t>(element)])
    sum += mesh.nodes[static_cast<std::size_t>(n)];
  return sum / 8;
}

double imbalance(const fem::SupportReaction& r) {
  const double force = r.force_scale > 0 ? r.force.norm() / r.force_scale : 0;
  const double moment = r.moment_scale > 0 ? (r.moment + r.applied_moment).norm() / r.moment_scale : 0;
  return std::max(force, moment);
}

class Measurement {
 public:
  Measurement(const SpineModel& spine, const fem::State& neutral, const fem::State& state, int threads)
      : spine_(spine), neutral_(neutral), state_(state), is_used_(spine.mesh.mesh.nodes.size(), 1) {
    for (int n : unused_nodes(spine.mesh.mesh))
      is_used_[static_cast<std::size_t>(n)] = 0;
    for (Vertebra v : all_vertebrae) {
      const auto i = static_cast<std::size_t>(v);
      neutral_motion_[i] = vertebra_motion(spine, neutral, v);
      motion_[i] = vertebra_motion(spine, state, v);
      if (spine.vertebrae[i].endplates)
        endplate_fields_[i] = spine.vertebrae[i].endplates->fields(state, threads);
    }
  }

  /// In the calling thread alone: levels are measured side by side.
  LevelMeasures at(Level level, const Direction& direction) const {
    LevelMeasures m;
    m.coupled_rotation = rotation(level);
    m.rotation = direction.sign * m.coupled_rotation[static_cast<Eigen::Index>(direction.axis)];
    const auto change = [&](std::size_t n) { return height(level, state_, n) - height(level, neutral_, n); };
    m.height_change_anterior = change(edge_node(0));
    m.height_change_mid = change(middle_node());
    m.height_change_posterior = change(edge_node(std::numbers::pi));
    const LevelParts& parts = spine_[level];
    if (parts.nucleus)
      m.intradiscal_pressure = volume_mean_pressure(parts.nucleus->fields(state_, 1));
    if (parts.annulus)
      measure_annulus(*parts.annulus, m);
    if (parts.annulus)
      m.bulge = bulge(level);
    for (std::size_t l = 0; l < n_ligaments; ++l) {
      if (!parts.ligaments[l])
        continue;
      m.ligament_force[l] = sum(parts.ligaments[l]->tensions(state_));
    }
    for (std::size_t side = 0; side < parts.facets.size(); ++side) {
      if (!parts.facets[side])
        continue;
      m.facet_force[side] = sum(parts.facets[side]->forces(state_));
      m.facet_area[side] = parts.facets[side]->area(state_);
    }
    if (const Points points = adjacent_endplates(level); !points.empty())
      m.endplate_stress = stress_percentile(points);
    return m;
  }

  Eigen::Vector3d rotation(Level level) const {
    const auto u = static_cast<std::size_t>(upper(level)), l = static_cast<std::size_t>(lower(level));
    const Eigen::Matrix3d axes = spine_.alignment.body[l].axes;
    const Eigen::Matrix3d present = axes.transpose() * motion_[l].rotation.transpose() * motion_[u].rotation;
    const Eigen::Matrix3d before =
        axes.transpose() * neutral_motion_[l].rotation.transpose() * neutral_motion_[u].rotation;
    return fem::log_rotation(Eigen::Quaterniond(Eigen::Matrix3d(present * before.transpose())));
  }

 private:
  const std::vector<Plane>& planes(Level level) const {
    return spine_.mesh.disc_planes[static_cast<std::size_t>(level.index)];
  }
  const SectionNode& section(std::size_t n) const { return spine_.mesh.section.nodes[n]; }

  /// Node of the disc's edge nearest to an angle.
  std::size_t edge_node(double angle) const {
    const auto off = [&](int n) {
      return std::abs(std::remainder(section(static_cast<std::size_t>(n)).angle - angle, 2 * std::numbers::pi));
    };
    const auto& rim = spine_.mesh.section.rim;
    return static_cast<std::size_t>(
        *std::min_element(rim.begin(), rim.end(), [&](int a, int b) { return off(a) < off(b); }));
  }

  std::size_t middle_node() const {
    std::size_t best = 0;
    for (std::size_t n = 0; n < static_cast<std::size_t>(spine_.mesh.section.n_disc_nodes); ++n) {
      if (section(n).zone == Zone::core && section(n).radius < section(best).radius)
        best = n;
    }
    return best;
  }

  double height(Level level, const fem::State& state, std::size_t n) const {
    const auto& disc = planes(level);
    const auto l = static_cast<std::size_t>(lower(level));
    const RigidMotion& below = &state == &state_ ? motion_[l] : neutral_motion_[l];
    const Eigen::Vector3d normal = below.rotation * spine_.alignment.superior[l].axes.col(2);
    const auto& model = *spine_.model;
    return normal.dot(model.position(disc.back()[n], state) - model.position(disc.front()[n], state));
  }

  void measure_annulus(const fem::Block& annulus, LevelMeasures& m) const {
    const Points points = annulus.fields(state_, 1);
    m.annulus_stress = stress_percentile(points);
    std::vector<Weighted> strains;
    std::size_t greatest = 0;
    for (std::size_t k = 0; k < points.size(); ++k) {
      strains.push_back({points[k].fiber_strain, present_volume(points[k])});
      if (fem::von_mises(points[k].stress) > fem::von_mises(points[greatest].stress))
        greatest = k;
    }
    m.annulus_fiber_strain = weighted_percentile(std::move(strains), percentile);
    const int element = annulus.elements()[greatest / fem::hex8::n_points];
    m.annulus_stress_max = Peak{fem::von_mises(points[greatest].stress), center(spine_.mesh.mesh, element)};
  }

  double bulge(Level level) const {
    const auto& disc = planes(level);
    const auto& rim = spine_.mesh.section.rim;
    const RigidMotion& below = motion_[static_cast<std::size_t>(lower(level))];
    const RigidMotion& above = motion_[static_cast<std::size_t>(upper(level))];
    const Eigen::Vector3d up = spine_.alignment.superior_of(lower(level)).axes.col(2);
    const auto& nodes = spine_.mesh.mesh.nodes;
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t p = 1; p + 1 < disc.size(); ++p) {
      const double f = static_cast<double>(p) / static_cast<double>(disc.size() - 1);
      const Eigen::Quaterniond turn = Eigen::Quaterniond(below.rotation).slerp(f, Eigen::Quaterniond(above.rotation));
      for (std::size_t k = 0; k < rim.size(); ++k) {
        const auto node = [&](std::size_t at) {
          return static_cast<std::size_t>(disc[p][static_cast<std::size_t>(rim[at % rim.size()])]);
        };
        if (!is_used_[node(k)])
          continue;
        const Eigen::Vector3d& x = nodes[node(k)];
        const Eigen::Vector3d along = nodes[node(k + 1)] - nodes[node(k + rim.size() - 1)];
        const Eigen::Vector3d outward = turn * along.cross(up).normalized();
        const Eigen::Vector3d carried = (1 - f) * below(x) + f * above(x);
        largest = std::max(largest, outward.dot(spine_.model->position(static_cast<int>(node(k)), state_) - carried));
      }
    }
    return largest;
  }

  /// Points of the lower endplate of the upper vertebra and of the upper endplate of the lower one.
  Points adjacent_endplates(Level level) const {
    const auto u = static_cast<std::size_t>(upper(level)), l = static_cast<std::size_t>(lower(level));
    Points out = endplate_points(u, spine_.mesh.body_planes[u].front());
    const Points below = endplate_points(l, spine_.mesh.body_planes[l].back());
    out.insert(out.end(), below.begin(), below.end());
    return out;
  }

  Points endplate_points(std::size_t vertebra, Plane plane) const {
    Points out;
    if (!spine_.vertebrae[vertebra].endplates)
      return out;
    std::sort(plane.begin(), plane.end());
    const auto& elements = spine_.vertebrae[vertebra].endplates->elements();
    for (std::size_t e = 0; e < elements.size(); ++e) {
      const auto& nodes = spine_.mesh.mesh.hexahedra[static_cast<std::size_t>(elements[e])];
      if (std::none_of(nodes.begin(), nodes.end(),
                       [&](int n) { return std::binary_search(plane.begin(), plane.end(), n); }))
        continue;
      const auto first = endplate_fields_[vertebra].begin() + static_cast<std::ptrdiff_t>(e * fem::hex8::n_points);
      out.insert(out.end(), first, first + fem::hex8::n_points);
    }
    return out;
  }

  const SpineModel& spine_;
  const fem::State& neutral_;
  const fem::State& state_;
  std::vector<char> is_used_;  ///< nodes of elements; those of what was cut out do not move
  std::array<RigidMotion, n_vertebrae> neutral_motion_, motion_;
  std::array<Points, n_vertebrae> endplate_fields_;
};

}  // namespace

RigidMotion vertebra_motion(const SpineModel& spine, const fem::State& state, Vertebra v) {
  RigidMotion motion;
  if (v == Vertebra::S1)
    return motion;
  const auto i = static_cast<std::size_t>(v);
  if (v == Vertebra::L1) {
    const auto body = static_cast<std::size_t>(spine.grip);
    motion.center = spine.model->bodies()[body].center;
    motion.rotation = state.bodies[body].rotation.toRotationMatrix();
    motion.shift = state.bodies[body].center - motion.center;
    return motion;
  }
  std::vector<int> nodes = spine.mesh.body_planes[i].front();
  nodes.insert(nodes.end(), spine.mesh.body_planes[i].back().begin(), spine.mesh.body_planes[i].back().end());
  const auto& reference = spine.model->mesh().nodes;
  for (int n : nodes) {
    motion.center += reference[static_cast<std::size_t>(n)] / static_cast<double>(nodes.size());
    motion.shift += state.node(n) / static_cast<double>(nodes.size());
  }
  Eigen::Matrix3d correlation = Eigen::Matrix3d::Zero();
  for (int n : nodes) {
    const Eigen::Vector3d before = reference[static_cast<std::size_t>(n)] - motion.center;
    correlation += (before + state.node(n) - motion.shift) * before.transpose();
  }
  motion.rotation = best_rotation(correlation);
  return motion;
}

Eigen::Vector3d relative_rotation(const SpineModel& spine, const fem::State& neutral, const fem::State& state,
                                  Level level) {
  return Measurement(spine, neutral, state, 1).rotation(level);
}

SpineMeasures measure(const SpineModel& spine, const fem::State& neutral, const fem::State& state,
                      const Direction& direction, int threads) {
  const Measurement measurement(spine, neutral, state, threads);
  fem::Assembly forces = spine.model->make_assembly(threads, fem::Assembly::Use::residuals);
  Eigen::VectorXd residual;
  spine.model->residual(state, forces, residual);
  const auto cuts = cut_forces(spine, state, forces);
  SpineMeasures out;
  std::array<NerveRoom, n_levels> nerve_rooms;
  core::parallel_for(2 * n_levels, threads, [&](std::size_t task) {
    const std::size_t l = task / 2;
    if (task % 2 == 0)
      out.levels[l] = measurement.at(all_levels[l], direction);
    else
      nerve_rooms[l] = nerve_room(spine, state, all_levels[l]);
  });
  for (std::size_t l = 0; l < n_levels; ++l) {
    out.levels[l].load_shares = load_shares(cuts[l], direction);
    out.levels[l].nerve_room = std::move(nerve_rooms[l]);
  }
  const fem::Moment& moment = spine.model->moments()[spine.moment(direction.axis)];
  out.total_rotation = direction.sign * spine.model->angle(moment, state).angle;
  out.equilibrium_error = imbalance(fem::support_reaction(*spine.model, state, forces));
  return out;
}

double weighted_percentile(std::vector<Weighted> samples, double share) {
  if (samples.empty())
    return 0;
  std::stable_sort(samples.begin(), samples.end(),
                   [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
  double total = 0;
  for (const Weighted& s : samples)
    total += s.weight;
  double below = 0;  // weight up to the middle of the sample before
  for (std::size_t k = 0; k < samples.size(); ++k) {
    const double before = k == 0 ? 0 : 0.5 * samples[k - 1].weight;
    const double middle = below + before + 0.5 * samples[k].weight;
    if (middle >= share * total) {
      if (k == 0)
        return samples[0].value;
      const double t = (share * total - below) / (middle - below);
      return samples[k - 1].value + t * (samples[k].value - samples[k - 1].value);
    }
    below = middle;
  }
  return samples.back().value;
}

}  // namespace spondyl::spine
