#include "spine/cut_forces.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <map>

#include "spine/measure.hpp"

namespace spondyl::spine {

namespace {

/// The follower load's cable is what no other handle names.
std::map<const fem::Term*, Carrier> carriers(const SpineModel& spine, Level level) {
  std::map<const fem::Term*, Carrier> out;
  const auto say = [&out](const fem::Term* term, Carrier c) {
    if (term)
      out[term] = c;
  };
  const LevelParts& parts = spine[level];
  say(parts.nucleus, Carrier::disc);
  say(parts.annulus, Carrier::disc);
  say(parts.graft, Carrier::cages_and_graft);
  for (const auto* ligament : parts.ligaments)
    say(ligament, Carrier::ligaments);
  for (const auto* facet : parts.facets)
    say(facet, Carrier::facets);
  const ImplantParts& implants = spine.implants;
  for (const RodParts& rod : implants.rods)
    say(rod.beams, Carrier::rods);
  for (const CrossLinkParts& link : implants.cross_links)
    say(link.beams, Carrier::rods);
  for (const CageParts& cage : implants.cages) {
    say(cage.wall, Carrier::cages_and_graft);
    say(cage.graft, Carrier::cages_and_graft);
    say(cage.faces[0], Carrier::cages_and_graft);
    say(cage.faces[1], Carrier::cages_and_graft);
  }
  for (const PosterolateralGraftParts& graft : implants.posterolateral_grafts) {
    say(graft.beams, Carrier::posterolateral_graft);
    say(graft.ends[0], Carrier::posterolateral_graft);
    say(graft.ends[1], Carrier::posterolateral_graft);
  }
  return out;
}

Eigen::Vector3d middle_of_disc(const SpineModel& spine, const fem::State& state, Level level) {
  const auto& planes = spine.mesh.disc_planes[static_cast<std::size_t>(level.index)];
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (const Plane* plane : {&planes.front(), &planes.back()}) {
    for (int n : *plane)
      sum += spine.model->position(n, state) / static_cast<double>(2 * plane->size());
  }
  return sum;
}

CutForces cut_at(const SpineModel& spine, const fem::State& state, Level level, const fem::Assembly& assembly) {
  const fem::Model& model = *spine.model;
  const auto of_term = carriers(spine, level);
  const Eigen::Vector3d middle = middle_of_disc(spine, state, level);
  const auto is_above = [&](int n) { return spine.rank[static_cast<std::size_t>(n)] < level.index + 0.5; };
  CutForces out;
  double force_scale = 0, moment_scale = 0;
  for (const auto& term : model.terms()) {
    const auto known = of_term.find(term.get());
    const auto carrier = static_cast<std::size_t>(known == of_term.end() ? Carrier::follower_cable : known->second);
    Resultant& sum = out.carried[carrier];
    for (std::size_t s = 0; s < term->stencils().size(); ++s) {
      const auto nodes = term->stencils()[s];
      const auto n_above = std::count_if(nodes.begin(), nodes.end(), is_above);
      if (n_above == 0 || n_above == std::ssize(nodes))
        continue;
      out.is_present[carrier] = true;
      Resultant of_stencil;
      const double* forces = assembly.force(term->first_slot() + s);
      for (std::size_t a = 0; a < nodes.size(); ++a) {
        if (!is_above(nodes[a]))
          continue;
        const Eigen::Vector3d f = Eigen::Map<const Eigen::Vector3d>(forces + 3 * a);
        of_stencil.force += f;
        of_stencil.moment += (model.position(nodes[a], state) - middle).cross(f);
      }
      sum.force += of_stencil.force;
      sum.moment += of_stencil.moment;
      force_scale += of_stencil.force.norm();
      moment_scale += of_stencil.moment.norm();
    }
  }

  for (const fem::Moment& m : model.moments())
    out.applied_moment += state.load[m.load] * model.angle(m, state).gradient;
  Eigen::Vector3d force = Eigen::Vector3d::Zero(), moment = -out.applied_moment;
  for (const Resultant& r : out.carried) {
    force += r.force;
    moment += r.moment;
  }
  out.imbalance = std::max(force_scale > 0 ? force.norm() / force_scale : 0.0,
                           moment_scale > 0 ? moment.norm() / moment_scale : 0.0);

  const Eigen::Matrix3d axes =
      vertebra_motion(spine, state, lower(level)).rotation * spine.alignment.superior_of(lower(level)).axes;
  for (Resultant& r : out.carried) {
    r.force = axes.transpose() * r.force;
    r.moment = axes.transpose() * r.moment;
  }
  out.applied_moment = axes.transpose() * out.applied_moment;
  return out;
}

}  // namespace

std::array<CutForces, n_levels> cut_forces(const SpineModel& spine, const fem::State& state,
                                           const fem::Assembly& forces) {
  std::array<CutForces, n_levels> out;
  for (const Level level : all_levels)
    out[static_cast<std::size_t>(level.index)] = cut_at(spine, state, level, forces);
  return out;
}

}  // namespace spondyl::spine
