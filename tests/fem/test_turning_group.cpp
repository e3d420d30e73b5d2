// Newton increments along arcs: nothing to first order, rigid parts stay rigid and joined, solutions are the same.

#include "fem/turning_group.hpp"

#include <catch2/catch.hpp>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

/// Bricks on top of one another, the corners of one at the places of its neighbor's but nodes of their own.
struct Chain {
  static constexpr int n_parts = 4, corners = 8;
  std::vector<Vector3> nodes;
  std::vector<TurningGroup> groups;
  State state;

  Chain() {
    for (int p = 0; p < n_parts; ++p) {
      TurningGroup group;
      for (int c = 0; c < corners; ++c) {
        const int n = static_cast<int>(nodes.size());
        nodes.emplace_back((c & 1) ? 6 : -2, (c & 2) ? 5 : -3, 7 * p + ((c & 4) ? 7 : 0));
        group.nodes.push_back(n);
        group.followers.push_back({n, 1.0});
        if (!(c & 4))
          group.joint.push_back(n);
      }
      group.parent = p - 1;
      groups.push_back(group);
    }
    state.displacement.setZero(3 * static_cast<Eigen::Index>(nodes.size()));
  }

  /// The straight increment of a chain whose parts spin about their joints, each in its own way.
  Eigen::VectorXd increment(double size) const {
    Eigen::VectorXd out(state.displacement.size());
    Vector3 joint_step = Vector3::Zero();
    for (int p = 0; p < n_parts; ++p) {
      const Vector3 spin = size * Vector3(0.3 - 0.2 * p, 0.5 + 0.1 * p, 0.4 * (p % 2) - 0.1);
      const Vector3 joint = middle(joint_nodes(p), state.displacement, 0);
      for (int n : groups[static_cast<std::size_t>(p)].nodes)
        out.segment<3>(3 * n) = joint_step + spin.cross(nodes[static_cast<std::size_t>(n)] - joint);
      joint_step += spin.cross(Vector3(0, 0, 7));
    }
    return out;
  }
  const std::vector<int>& joint_nodes(int part) const { return groups[static_cast<std::size_t>(part)].joint; }
  /// Of nodes, or of those `offset` further on, moved.
  Vector3 middle(const std::vector<int>& of, const Eigen::VectorXd& moved, int offset) const {
    Vector3 sum = Vector3::Zero();
    for (int n : of)
      sum += (nodes[static_cast<std::size_t>(n + offset)] + moved.segment<3>(3 * (n + offset))) / double(of.size());
    return sum;
  }
  Eigen::VectorXd correction(double size) const { return arc_correction(groups, nodes, state, increment(size)).nodes; }
};

/// Stiff bricks and soft ones in turns, bent and twisted by a moment on a rigid plate.
Model column(bool turns) {
  constexpr int layers = 8;
  const Box box = make_brick({2, 2, layers}, Vector3(10, 10, 40));
  ModelDefinition d;
  d.mesh = box.mesh;
  const int moment = d.add_load("moment");
  BlockElements soft, stiff;
  for (int e = 0; e < static_cast<int>(d.mesh.hexahedra.size()); ++e)
    ((e / 4) % 2 == 0 ? soft : stiff).elements.push_back(e);
  d.add_term(make_block(d.mesh, CompressibleNeoHookean{1.0, 0.3}, soft));
  d.add_term(make_block(d.mesh, LinearElastic{5000.0, 0.3}, stiff));
  d.bodies = {{Vector3(5, 5, 40), box.side(2, 1), {}}};
  for (int axis = 0; axis < 3; ++axis)
    hold(d, box.side(2, 0), axis);
  d.moments = {{0, Vector3(0.3, 1, 0.2).normalized(), moment}};
  const auto plane = [&](int k) {
    std::vector<int> nodes;
    for (int j = 0; j <= 2; ++j) {
      for (int i = 0; i <= 2; ++i)
        nodes.push_back(box.node(i, j, k));
    }
    return nodes;
  };
  for (int k = 1; turns && k < layers; k += 2) {
    TurningGroup group;
    for (int end : {k, k + 1}) {
      for (int n : plane(end)) {
        group.nodes.push_back(n);
        group.followers.push_back({n, 1.0});
      }
    }
    group.parent = k / 2 - 1;
    group.joint = plane(k - 1);
    if (k + 1 == layers)
      group.bodies = {{0, 1.0}};
    d.turning_groups.push_back(group);
  }
  return Model(std::move(d));
}

}  // namespace

TEST_CASE("the way along arcs differs from the straight one to second order", "[fem][verification]") {
  const Chain chain;
  const double slope = spondyl::test::taylor_slope([&](double h) { return chain.correction(h).norm(); }, 1e-1, 1.0);
  check_at_least({"Turning parts", "order of the correction in the increment", "chain of four bricks"}, slope, 1.9);
}

TEST_CASE("a chain of rigid parts turned far keeps its lengths and its joints", "[fem][verification]") {
  const Chain chain;
  for (const double size : {0.1, 1.0, 3.0}) {
    const Eigen::VectorXd moved = chain.increment(size) + chain.correction(size);
    double stretch = 0, gap = 0;
    for (const TurningGroup& group : chain.groups) {
      for (int a : group.nodes) {
        for (int b : group.nodes) {
          const Vector3 before = chain.nodes[static_cast<std::size_t>(a)] - chain.nodes[static_cast<std::size_t>(b)];
          const Vector3 after = before + moved.segment<3>(3 * a) - moved.segment<3>(3 * b);
          stretch = std::max(stretch, std::abs(after.norm() - before.norm()));
        }
      }
    }
    for (int p = 1; p < Chain::n_parts; ++p) {
      const Vector3 of_child = chain.middle(chain.joint_nodes(p), moved, 0);
      // The top of the part below has the places of this one's bottom; its nodes come 4 before.
      gap = std::max(gap, (chain.middle(chain.joint_nodes(p), moved, -4) - of_child).norm());
    }
    gap = std::max(gap, (chain.middle(chain.joint_nodes(0), moved, 0) - Vector3(2, 1, 0)).norm());  // on the ground
    const std::string setting = "spins of about " + std::to_string(size).substr(0, 3) + " rad";
    check_at_most({"Turning parts", "change of lengths in rigid parts, mm", setting}, stretch, 1e-11);
    check_at_most({"Turning parts", "opening of joints, mm", setting}, gap, 1e-11);
  }
}

TEST_CASE("a solve along arcs ends where the straight one ends, in no more iterations", "[fem][verification]") {
  const Model straight = column(false), arcs = column(true);
  State a = straight.initial_state(), b = arcs.initial_state();
  const Target load = target(straight, 20.0);
  const Report along_lines = solve(straight, a, load, {1, 1e-10}), along_arcs = solve(arcs, b, load, {1, 1e-10});
  REQUIRE(fem::name(along_lines.status) == "converged");
  REQUIRE(fem::name(along_arcs.status) == "converged");
  const std::string setting = "column of four stiff and four soft layers, bent by " +
                              std::to_string(arcs.angle(arcs.moments()[0], b).angle).substr(0, 4) + " rad";
  check_at_most({"Turning parts", "displacement with against without, relative", setting},
                (a.displacement - b.displacement).norm() / a.displacement.norm(), 1e-8);
  check_at_most({"Turning parts", "iterations with over without", setting},
                double(along_arcs.iterations()) / along_lines.iterations(), 1.0);
}
