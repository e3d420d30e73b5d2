#include "spine/state_transfer.hpp"

#include <algorithm>
#include <cmath>

#include "spine/measure.hpp"

namespace spondyl::spine {

namespace {

/// How a vertebra has moved: its rotation and the displacement of the origin of its frame.
struct Motion {
  Eigen::Quaterniond rotation;
  Eigen::Vector3d origin, shift;

  Eigen::Vector3d displacement(const Eigen::Vector3d& x) const {
    return shift + rotation * (x - origin) - (x - origin);
  }
};

/// Vertebrae that a rank lies between (see SpineModel::rank), and the share of the lower one.
struct Neighbors {
  std::size_t above, below;
  double share;
};

Neighbors neighbors(double rank) {
  const double above = std::clamp(std::floor(rank), 0.0, n_vertebrae - 2.0);
  return {static_cast<std::size_t>(above), static_cast<std::size_t>(above) + 1, std::clamp(rank - above, 0.0, 1.0)};
}

/// Bodies of vertebrae come first, numbered like these.
double rank_of_body(const SpineModel& spine, std::size_t body) {
  const std::size_t first_of_implants = spine.model->bodies().size() - spine.implants.bodies.size();
  return body < first_of_implants ? static_cast<double>(body) : spine.implants.bodies[body - first_of_implants].rank;
}

/// Nodes that are tied take the places that their bodies give them.
void carry_tied_nodes(const fem::Model& model, fem::State& state) {
  model.dofs().advance(model.mesh().nodes, Eigen::VectorXd::Zero(model.dofs().n_equations()), state);
}

class Transfer {
 public:
  Transfer(const SpineModel& from, const fem::State& state, const SpineModel& to)
      : from_(from), state_(state), to_(to), out_(to.model->initial_state()) {}

  std::optional<fem::State> operator()() {
    if (from_.model->loads() != to_.model->loads())
      return std::nullopt;
    out_.load = state_.load;
    find_motions();
    for (int n = 0; n < static_cast<int>(to_.rank.size()); ++n)
      out_.node(n) =
          between(to_.rank[static_cast<std::size_t>(n)], to_.model->mesh().nodes[static_cast<std::size_t>(n)]);
    if (!copy_spine())
      return std::nullopt;
    copy_implants();
    place_bodies();
    copy_blocks();
    fem::mark_neutral(out_);
    return std::move(out_);
  }

 private:
  void find_motions() {
    for (Vertebra v : all_vertebrae) {
      const auto i = static_cast<std::size_t>(v);
      const RigidMotion motion = vertebra_motion(from_, state_, v);
      const Eigen::Vector3d before = from_.alignment.body[i].origin, now = to_.alignment.body[i].origin;
      motions_[i] = {Eigen::Quaterniond(motion.rotation), now, motion(before) - before};
    }
  }

  /// Displacement of a point that follows its neighbors by rank (see SpineModel::rank).
  Eigen::Vector3d between(double rank, const Eigen::Vector3d& x) const {
    const auto [above, below, share] = neighbors(rank);
    return (1 - share) * motions_[above].displacement(x) + share * motions_[below].displacement(x);
  }

  bool copy(const std::vector<int>& from, const std::vector<int>& to) {
    for (std::size_t k = 0; k < std::min(from.size(), to.size()); ++k)
      out_.node(to[k]) = state_.node(from[k]);
    return from.size() == to.size();
  }

  bool copy(const std::vector<Plane>& from, const std::vector<Plane>& to) {
    bool is_same = from.size() == to.size();
    for (std::size_t p = 0; is_same && p < from.size(); ++p)
      is_same = copy(from[p], to[p]);
    return is_same;
  }

  bool copy_spine() {
    bool is_same = true;
    for (std::size_t v = 0; v < n_vertebrae; ++v) {
      is_same = is_same && copy(from_.mesh.body_planes[v], to_.mesh.body_planes[v]) &&
                copy(from_.mesh.arches[v].nodes, to_.mesh.arches[v].nodes);
    }
    for (std::size_t l = 0; l < n_levels; ++l)
      is_same = is_same && copy(from_.mesh.disc_planes[l], to_.mesh.disc_planes[l]);
    return is_same;
  }

  bool has_same_implants() const {
    return from_.implants.nodes.size() == to_.implants.nodes.size() &&
           from_.implants.bodies.size() == to_.implants.bodies.size();
  }

  void copy_implants() {
    if (!has_same_implants())
      return;
    for (std::size_t k = 0; k < to_.implants.nodes.size(); ++k)
      out_.node(to_.implants.nodes[k].index) = state_.node(from_.implants.nodes[k].index);
  }

  /// With the nodes tied to them; what is held stays.
  void place_bodies() {
    const auto& bodies = to_.model->bodies();
    const auto place = [&](int body, const Eigen::Vector3d& displacement, const Eigen::Quaterniond& rotation) {
      fem::Pose& pose = out_.bodies[static_cast<std::size_t>(body)];
      pose.center = bodies[static_cast<std::size_t>(body)].center + displacement;
      pose.rotation = rotation.normalized();
    };
    const auto n_vertebra_bodies = static_cast<int>(bodies.size() - to_.implants.bodies.size());
    for (int b = 0; b < n_vertebra_bodies; ++b) {
      const Motion& motion = motions_[static_cast<std::size_t>(b)];
      place(b, motion.displacement(bodies[static_cast<std::size_t>(b)].center), motion.rotation);
    }
    for (std::size_t k = 0; k < to_.implants.bodies.size(); ++k) {
      const auto [body, rank] = to_.implants.bodies[k];
      if (has_same_implants()) {
        const auto old = static_cast<std::size_t>(from_.implants.bodies[k].index);
        place(body, state_.bodies[old].center - from_.model->bodies()[old].center, state_.bodies[old].rotation);
      } else {
        const auto [above, below, share] = neighbors(rank);
        place(body, between(rank, bodies[static_cast<std::size_t>(body)].center),
              motions_[above].rotation.slerp(share, motions_[below].rotation));
      }
    }
    for (const fem::Support& support : to_.model->supports())
      out_.displacement[3 * support.node + support.axis] = 0;
    carry_tied_nodes(*to_.model, out_);
  }

  void copy_block(const fem::Block* from, const fem::Block* to) {
    if (!from || !to || from->elements().size() != to->elements().size() ||
        from->internal_per_stencil() != to->internal_per_stencil())
      return;
    const auto n = static_cast<Eigen::Index>(to->elements().size()) * to->internal_per_stencil();
    out_.internal.segment(static_cast<Eigen::Index>(to->first_internal()), n) =
        state_.internal.segment(static_cast<Eigen::Index>(from->first_internal()), n);
  }

  void copy_blocks() {
    for (std::size_t l = 0; l < n_levels; ++l) {
      copy_block(from_.levels[l].nucleus, to_.levels[l].nucleus);
      copy_block(from_.levels[l].annulus, to_.levels[l].annulus);
      copy_block(from_.levels[l].graft, to_.levels[l].graft);
    }
    for (std::size_t v = 0; v < n_vertebrae; ++v) {
      const VertebraParts &from = from_.vertebrae[v], &to = to_.vertebrae[v];
      copy_block(from.cancellous, to.cancellous);
      copy_block(from.cortical, to.cortical);
      copy_block(from.endplates, to.endplates);
      copy_block(from.posterior, to.posterior);
    }
    for (std::size_t k = 0; k < std::min(from_.implants.cages.size(), to_.implants.cages.size()); ++k) {
      copy_block(from_.implants.cages[k].wall, to_.implants.cages[k].wall);
      copy_block(from_.implants.cages[k].graft, to_.implants.cages[k].graft);
    }
  }

  const SpineModel& from_;
  const fem::State& state_;
  const SpineModel& to_;
  fem::State out_;
  std::array<Motion, n_vertebrae> motions_;
};

}  // namespace

std::optional<fem::State> transferred(const SpineModel& from, const fem::State& state, const SpineModel& to) {
  if (&from == &to) {
    fem::State same = state;
    fem::mark_neutral(same);
    return same;
  }
  return Transfer(from, state, to)();
}

fem::State amended(const SpineModel& spine, const fem::State& guess, const fem::State& start_guess,
                   const fem::State& start) {
  std::array<Eigen::Matrix3d, n_vertebrae> turn;
  for (Vertebra v : all_vertebrae)
    turn[static_cast<std::size_t>(v)] =
        vertebra_motion(spine, guess, v).rotation * vertebra_motion(spine, start_guess, v).rotation.transpose();
  const auto turned = [&turn](double rank, const Eigen::Vector3d& x) -> Eigen::Vector3d {
    const auto [above, below, share] = neighbors(rank);
    return (1 - share) * (turn[above] * x) + share * (turn[below] * x);
  };
  fem::State out = guess;
  for (int n = 0; n < static_cast<int>(spine.rank.size()); ++n)
    out.node(n) += turned(spine.rank[static_cast<std::size_t>(n)], start.node(n) - start_guess.node(n));
  for (std::size_t b = 0; b < out.bodies.size(); ++b) {
    const fem::Pose &from = start_guess.bodies[b], &to = start.bodies[b];
    out.bodies[b].center += turned(rank_of_body(spine, b), to.center - from.center);
    out.bodies[b].rotation = (guess.bodies[b].rotation * from.rotation.conjugate() * to.rotation).normalized();
  }
  out.internal += start.internal - start_guess.internal;
  carry_tied_nodes(*spine.model, out);
  fem::mark_neutral(out);
  return out;
}

}  // namespace spondyl::spine
