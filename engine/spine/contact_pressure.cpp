#include "spine/contact_pressure.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <limits>

#include "spine/facet_samples.hpp"

namespace spondyl::spine {

namespace {

using Eigen::Vector3d;

/// What falls to a node.
struct Share {
  double force = 0;  ///< N
  double area = 0;   ///< mm^2
};
using Shares = std::map<int, Share>;

void add(const fem::WeightedPoint& point, double force, double area, Shares& out) {
  for (std::size_t a = 0; a < point.nodes.size(); ++a) {
    Share& share = out[point.nodes[a]];
    share.force += point.weights[a] * force;
    share.area += point.weights[a] * area;
  }
}

using Corners = std::array<int, 4>;

/// The superior surface of a joint's lower vertebra without what was cut off it.
std::vector<Corners> lower_surface(const SpineModel& spine, Level level, Side side) {
  const std::size_t s = side == Side::left ? 0 : 1;
  const ArticularFace& face = spine.mesh.arches[static_cast<std::size_t>(lower(level))].superior_face[s];
  const double removed = spine.mesh.removed(lower(level), Region::superior_articular, side);
  std::vector<Corners> out;
  for (int row = 0; row < face.rows; ++row) {
    for (int column = first_column(face, removed); column < face.columns; ++column) {
      out.push_back({face.node(column, row), face.node(column + 1, row), face.node(column + 1, row + 1),
                     face.node(column, row + 1)});
    }
  }
  return out;
}

struct Foot {
  fem::WeightedPoint point;
  double distance;  ///< mm, from what stands on it
};

/// Newton's method on the bilinear map, exact at once on a parallelogram; past an edge the place on the edge.
Foot foot_on(const Corners& corners, const std::array<Vector3d, 4>& x, const Vector3d& place) {
  constexpr int n_steps = 3;  // the quadrilaterals are nearly parallelograms
  double u = 0, v = 0;
  std::vector<double> weights(4);
  Vector3d error;
  for (int step = 0;; ++step) {
    weights = {0.25 * (1 - u) * (1 - v), 0.25 * (1 + u) * (1 - v), 0.25 * (1 + u) * (1 + v), 0.25 * (1 - u) * (1 + v)};
    error = place - (weights[0] * x[0] + weights[1] * x[1] + weights[2] * x[2] + weights[3] * x[3]);
    if (step == n_steps)
      break;
    Eigen::Matrix<double, 3, 2> slope;
    slope.col(0) = 0.25 * ((1 - v) * (x[1] - x[0]) + (1 + v) * (x[2] - x[3]));
    slope.col(1) = 0.25 * ((1 - u) * (x[3] - x[0]) + (1 + u) * (x[2] - x[1]));
    const Eigen::Matrix2d square = slope.transpose() * slope;
    const Eigen::Vector2d shift = square.inverse() * (slope.transpose() * error);
    u = std::clamp(u + shift[0], -1.0, 1.0);
    v = std::clamp(v + shift[1], -1.0, 1.0);
  }
  return {{{corners.begin(), corners.end()}, std::move(weights)}, error.norm()};
}

/// Newton's third law: what presses the points of the upper surface presses the lower one at their feet.
void add_forces(const SpineModel& spine, const fem::State& state, const fem::PatchContact& joint,
                const std::vector<Corners>& lower, Shares& out) {
  const auto push = joint.push(state);
  if (!push)
    return;
  const Vector3d normal = push->force.normalized();
  const fem::Mesh& mesh = spine.model->mesh();
  std::vector<std::array<Vector3d, 4>> places(lower.size());
  for (std::size_t q = 0; q < lower.size(); ++q) {
    for (std::size_t c = 0; c < 4; ++c)
      places[q][c] = mesh.nodes[static_cast<std::size_t>(lower[q][c])] + state.node(lower[q][c]);
  }
  const auto forces = joint.forces(state), gaps = joint.gaps(state);
  for (std::size_t k = 0; k < forces.size(); ++k) {
    if (!(forces[k] > 0))
      continue;
    const fem::WeightedPoint& point = joint.points()[k].point;
    add(point, forces[k], 0, out);
    const Vector3d place = point.reference(mesh) + point.displacement(state) - gaps[k] * normal;
    Foot nearest{{}, std::numeric_limits<double>::max()};
    for (std::size_t q = 0; q < lower.size(); ++q) {
      if (Foot foot = foot_on(lower[q], places[q], place); foot.distance < nearest.distance)
        nearest = std::move(foot);
    }
    add(nearest.point, forces[k], 0, out);
  }
}

void add_joint(const SpineModel& spine, Level level, Side side, const fem::State* state, Shares& out) {
  const std::size_t s = side == Side::left ? 0 : 1;
  const fem::PatchContact* joint = spine[level].facets[s];
  if (!joint)
    return;
  for (const fem::ContactPoint& point : joint->points())
    add(point.point, 0, point.area, out);
  const ArticularFace& face = spine.mesh.arches[static_cast<std::size_t>(lower(level))].superior_face[s];
  const double removed = spine.mesh.removed(lower(level), Region::superior_articular, side);
  for (const FacetSample& sample : samples(spine.model->mesh(), face, removed))
    add(sample.point, 0, sample.area, out);
  if (state)
    add_forces(spine, *state, *joint, lower_surface(spine, level, side), out);
}

void add_cage(const CageParts& cage, const fem::State* state, Shares& out) {
  if (cage.spec.bonding >= 1)
    return;
  for (std::size_t side = 0; side < 2; ++side) {
    const std::vector<fem::Tie>& ties = cage.faces[side]->ties();
    const auto forces = state ? cage.faces[side]->forces(*state) : std::vector<fem::TieForce>(ties.size());
    for (std::size_t k = 0; k < ties.size(); ++k)
      add(ties[k].to, std::max(0.0, -forces[k].along), cage.areas[side][k], out);
  }
}

/// Without a state areas alone.
Shares shares(const SpineModel& spine, const fem::State* state) {
  Shares out;
  for (const Level level : all_levels) {
    for (const Side side : both_sides)
      add_joint(spine, level, side, state, out);
  }
  for (const CageParts& cage : spine.implants.cages)
    add_cage(cage, state, out);
  return out;
}

}  // namespace

std::vector<int> contact_nodes(const SpineModel& spine) {
  std::vector<int> out;
  for (const auto& [node, share] : shares(spine, nullptr))
    out.push_back(node);
  return out;
}

std::map<int, double> contact_pressure(const SpineModel& spine, const fem::State& state) {
  std::map<int, double> out;
  for (const auto& [node, share] : shares(spine, &state))
    out[node] = share.area > 0 ? share.force / share.area : 0.0;
  return out;
}

}  // namespace spondyl::spine
