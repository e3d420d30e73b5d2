#include "spine/implant_measures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fem/hex8.hpp"

namespace spondyl::spine {

namespace {

double factor(double strength, double stress) {
  return stress > 0 ? strength / stress : std::numeric_limits<double>::infinity();
}

double greater_magnitude(double a, double b) { return std::abs(b) > std::abs(a) ? b : a; }

/// Of a round beam from element `first` on, all of one diameter.
BeamMeasures beam_measures(const fem::Beams& beams, std::size_t first, double diameter, const ImplantStrength& strength,
                           const fem::Mesh& mesh, const fem::State& state) {
  BeamMeasures out;
  const std::vector<fem::BeamForces> forces = beams.forces(state);
  for (std::size_t e = first; e < forces.size(); ++e) {
    const fem::BeamElement& element = beams.elements()[e];
    out.axial_force = greater_magnitude(out.axial_force, forces[e].axial);
    out.torsion = std::max(out.torsion, std::abs(forces[e].torsion));
    for (int end = 0; end < 2; ++end) {
      const Eigen::Vector2d moment = forces[e].moment_at(end, beams.length(e));
      out.bending_moment = std::max(out.bending_moment, moment.norm());
      const fem::SectionStress stress = fem::circular_stress(diameter, forces[e], moment);
      if (stress.von_mises <= out.von_mises.value)
        continue;
      const int center = end == 0 ? element.from.center : element.to.center;
      const Eigen::Vector3d across =
          beams.axes(e).leftCols<2>() * Eigen::Vector2d(std::cos(stress.angle), std::sin(stress.angle));
      out.von_mises = {stress.von_mises, mesh.nodes[static_cast<std::size_t>(center)] + 0.5 * diameter * across};
    }
  }
  out.yield_factor = factor(strength.yield_strength, out.von_mises.value);
  out.fatigue_factor = factor(strength.fatigue_limit, out.von_mises.value);
  return out;
}

/// The greatest force across the screw at one of its stations, over the length that the station stands for.
double bone_force(const ScrewParts& screw, const fem::State& state) {
  const auto forces = screw.thread->forces(state);
  const auto& ties = screw.thread->ties();
  double greatest = 0;
  for (std::size_t k = 0; k < ties.size();) {
    // The springs of one station follow one another and share its axis.
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    double length = 0;
    std::size_t last = k;
    for (; last < ties.size() && ties[last].axis.nodes == ties[k].axis.nodes; ++last) {
      sum += forces[last].on_to;
      length += screw.lengths[last];
    }
    const Eigen::Vector3d& axis = forces[k].axis;
    greatest = std::max(greatest, (sum - sum.dot(axis) * axis).norm() / length);
    k = last;
  }
  return greatest;
}

Eigen::Vector3d center(const fem::Mesh& mesh, int element) {
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (int n : mesh.hexahedra[static_cast<std::size_t>(element)])
    sum += mesh.nodes[static_cast<std::size_t>(n)] / 8;
  return sum;
}

CageFaceMeasures face_measures(const CageParts& cage, std::size_t side, const fem::State& state) {
  CageFaceMeasures out;
  double area = 0;
  const auto forces = cage.faces[side]->forces(state);
  for (std::size_t k = 0; k < forces.size(); ++k) {
    out.force -= forces[k].along;
    area += cage.areas[side][k];
    out.peak_pressure = std::max(out.peak_pressure, -forces[k].along / cage.areas[side][k]);
  }
  out.mean_pressure = out.force / area;
  out.subsidence_factor = factor(cage.spec.endplate_strength, out.mean_pressure);
  return out;
}

CageMeasures cage_measures(const CageParts& cage, const fem::Mesh& mesh, const fem::State& state, int threads) {
  CageMeasures out{cage.level, cage.spec, {}, 0, 0, {}};
  const auto points = cage.wall->fields(state, threads);
  for (std::size_t k = 0; k < points.size(); ++k) {
    const double stress = fem::von_mises(points[k].stress);
    if (stress > out.von_mises.value)
      out.von_mises = {stress, center(mesh, cage.wall->elements()[k / fem::hex8::n_points])};
  }
  out.yield_factor = factor(cage.spec.strength.yield_strength, out.von_mises.value);
  out.fatigue_factor = factor(cage.spec.strength.fatigue_limit, out.von_mises.value);
  for (std::size_t side = 0; side < 2; ++side)
    out.faces[side] = face_measures(cage, side, state);
  return out;
}

}  // namespace

ImplantMeasures measure_implants(const SpineModel& spine, const fem::State& state, int threads) {
  const ImplantParts& parts = spine.implants;
  const fem::Mesh& mesh = spine.model->mesh();
  ImplantMeasures out;
  for (const ScrewParts& screw : parts.screws) {
    const ScrewSpec& s = screw.spec;
    const double pull = screw.beams->forces(state).front().axial;
    out.screws.push_back({s, beam_measures(*screw.beams, 1, s.core_ratio * s.diameter, s.strength, mesh, state),
                          bone_force(screw, state), std::max(0.0, pull) / s.pullout_strength});
  }
  for (const HookParts& hook : parts.hooks) {
    double force = 0;
    for (double f : hook.blade->forces(state))
      force += f;
    out.hooks.push_back({hook.spec, force, force / hook.spec.pulloff_strength});
  }
  for (const RodParts& rod : parts.rods)
    out.rods.push_back({rod.spec, beam_measures(*rod.beams, 0, rod.spec.diameter, rod.spec.strength, mesh, state)});
  for (const CrossLinkParts& link : parts.cross_links) {
    out.cross_links.push_back(
        {link.spec, beam_measures(*link.beams, 0, link.spec.diameter, link.spec.strength, mesh, state)});
  }
  for (const CageParts& cage : parts.cages)
    out.cages.push_back(cage_measures(cage, mesh, state, threads));
  for (const PosterolateralGraftParts& graft : parts.posterolateral_grafts) {
    PosterolateralGraftMeasures m{graft.spec, 0, 0};
    for (std::size_t e = 0; const fem::BeamForces& f : graft.beams->forces(state)) {
      m.axial_force = greater_magnitude(m.axial_force, f.axial);
      for (int end = 0; end < 2; ++end)
        m.bending_moment = std::max(m.bending_moment, f.moment_at(end, graft.beams->length(e)).norm());
      ++e;
    }
    out.posterolateral_grafts.push_back(m);
  }
  return out;
}

}  // namespace spondyl::spine
