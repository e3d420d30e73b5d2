#include "spine/mirror_image.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace spondyl::spine {

namespace {

constexpr double same_place = 1e-6;  // mm, far above rounding and far below any element

Eigen::Vector3d reflected(const Eigen::Vector3d& x) { return {x.x(), -x.y(), x.z()}; }

/// M R M with the reflection M.
Eigen::Quaterniond reflected(const Eigen::Quaterniond& q) { return {q.w(), -q.x(), q.y(), -q.z()}; }

/// For every point the number of the one at its mirrored place, or -1; of several in one place the first belongs to the
/// first.
std::vector<int> partners(const std::vector<Eigen::Vector3d>& points) {
  std::vector<int> by_x(points.size());
  std::iota(by_x.begin(), by_x.end(), 0);
  const auto x = [&](int n) { return points[static_cast<std::size_t>(n)].x(); };
  std::sort(by_x.begin(), by_x.end(), [&](int a, int b) { return std::pair(x(a), a) < std::pair(x(b), b); });
  const auto points_at = [&](const Eigen::Vector3d& place) {
    std::vector<int> found;
    auto next =
        std::lower_bound(by_x.begin(), by_x.end(), place.x() - same_place, [&](int n, double v) { return x(n) < v; });
    for (; next != by_x.end() && x(*next) <= place.x() + same_place; ++next) {
      if ((points[static_cast<std::size_t>(*next)] - place).lpNorm<Eigen::Infinity>() <= same_place)
        found.push_back(*next);
    }
    std::sort(found.begin(), found.end());
    return found;
  };
  std::vector<int> out(points.size(), -1);
  for (std::size_t n = 0; n < points.size(); ++n) {
    if (out[n] >= 0)
      continue;
    const std::vector<int> here = points_at(points[n]), there = points_at(reflected(points[n]));
    if (here.size() != there.size())
      continue;
    for (std::size_t k = 0; k < here.size(); ++k)
      out[static_cast<std::size_t>(here[k])] = there[k];
  }
  return out;
}

/// How the natural axes of an element lie in the one that mirrors it: axis i is axis `axis[i]` there, times `sign[i]`.
struct AxisMap {
  std::array<int, 3> axis;
  std::array<double, 3> sign;
};

class Mirror {
 public:
  Mirror(const fem::Model& model, const fem::State& state) : model_(model), state_(state) {}

  std::optional<fem::State> operator()() {
    node_ = partners(model_.mesh().nodes);
    out_ = state_;
    if (!place_nodes() || !place_bodies() || !reflect_elements())
      return std::nullopt;
    turn_moments();
    model_.dofs().advance(model_.mesh().nodes, Eigen::VectorXd::Zero(model_.dofs().n_equations()), out_);
    return std::move(out_);
  }

 private:
  /// Nodes that bodies carry, such as the points of a beam's sections, need no partner.
  bool place_nodes() {
    for (std::size_t n = 0; n < node_.size(); ++n) {
      const int node = static_cast<int>(n);
      if (node_[n] >= 0)
        out_.node(node_[n]) = reflected(state_.node(node));
      else if (model_.dofs().body_of(node) < 0)
        return false;
    }
    return true;
  }

  bool place_bodies() {
    std::vector<Eigen::Vector3d> centers;
    for (const fem::RigidBody& body : model_.bodies())
      centers.push_back(body.center);
    const std::vector<int> partner = partners(centers);
    for (std::size_t b = 0; b < partner.size(); ++b) {
      if (partner[b] < 0)
        return false;
      const fem::Pose& pose = state_.bodies[b];
      out_.bodies[static_cast<std::size_t>(partner[b])] = {reflected(pose.center), reflected(pose.rotation),
                                                           reflected(pose.neutral)};
    }
    return true;
  }

  /// A moment is an axial vector.
  void turn_moments() {
    for (const fem::Moment& moment : model_.moments())
      out_.load[moment.load] *= -moment.axis.dot(reflected(moment.axis));
  }

  bool reflect_elements() {
    std::vector<const fem::Block*> block_of(model_.mesh().hexahedra.size(), nullptr);
    std::vector<Eigen::Index> internal_of(block_of.size(), 0);
    std::vector<Eigen::Vector3d> centers;
    for (const fem::Hexahedron& element : model_.mesh().hexahedra)
      centers.push_back(center(element));
    for (const auto& term : model_.terms()) {
      const auto* block = dynamic_cast<const fem::Block*>(term.get());
      for (std::size_t k = 0; block && k < block->elements().size(); ++k) {
        const auto e = static_cast<std::size_t>(block->elements()[k]);
        block_of[e] = block;
        internal_of[e] = static_cast<Eigen::Index>(block->first_internal() +
                                                   k * static_cast<std::size_t>(block->internal_per_stencil()));
      }
    }
    const std::vector<int> element = partners(centers);
    for (std::size_t e = 0; e < element.size(); ++e) {
      if (!block_of[e])
        continue;
      if (element[e] < 0)
        return false;
      const auto other = static_cast<std::size_t>(element[e]);
      const auto axes = axis_map(model_.mesh().hexahedra[e], model_.mesh().hexahedra[other]);
      if (!axes || !block_of[other] || block_of[e]->internal_per_stencil() != block_of[other]->internal_per_stencil())
        return false;
      reflect(*axes, block_of[e]->internal_per_stencil(), internal_of[e], internal_of[other]);
    }
    return true;
  }

  Eigen::Vector3d center(const fem::Hexahedron& element) const {
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (int n : element)
      sum += model_.mesh().nodes[static_cast<std::size_t>(n)];
    return sum / fem::hex8::n_nodes;
  }

  /// Nothing if the nodes of one are not those of the other.
  std::optional<AxisMap> axis_map(const fem::Hexahedron& from, const fem::Hexahedron& to) const {
    std::array<std::size_t, fem::hex8::n_nodes> corner;
    for (std::size_t a = 0; a < corner.size(); ++a) {
      const auto found = std::find(to.begin(), to.end(), node_[static_cast<std::size_t>(from[a])]);
      if (found == to.end())
        return std::nullopt;
      corner[a] = static_cast<std::size_t>(found - to.begin());
    }
    AxisMap map;
    constexpr std::array<std::size_t, 3> along{1, 3, 4};  // from corner 0 along each axis
    for (std::size_t i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j) {
        const double step = fem::hex8::corner[corner[along[i]]][j] - fem::hex8::corner[corner[0]][j];
        if (step != 0) {
          map.axis[i] = j;
          map.sign[i] = step > 0 ? 1 : -1;
        }
      }
    }
    return map;
  }

  /// Enhanced strains are vectors, one an axis, in a field that is odd along it with a gradient that turns with it; of the
  /// pressure the three slopes change sign with their axes.
  void reflect(const AxisMap& map, int n_internal, Eigen::Index from, Eigen::Index to) {
    for (int i = 0; i < 3; ++i) {
      const int j = map.axis[static_cast<std::size_t>(i)];
      out_.internal.segment<3>(to + 3 * j) = reflected(Eigen::Vector3d(state_.internal.segment<3>(from + 3 * i)));
    }
    if (n_internal == fem::hex8::n_enhanced)
      return;
    constexpr Eigen::Index pressure = fem::hex8::n_enhanced;
    out_.internal[to + pressure] = state_.internal[from + pressure];
    for (int i = 0; i < 3; ++i) {
      const auto k = static_cast<std::size_t>(i);
      out_.internal[to + pressure + 1 + map.axis[k]] = map.sign[k] * state_.internal[from + pressure + 1 + i];
    }
  }

  const fem::Model& model_;
  const fem::State& state_;
  std::vector<int> node_;  ///< where each is mirrored, or -1
  fem::State out_;
};

}  // namespace

std::optional<fem::State> mirrored(const SpineModel& spine, const fem::State& state) {
  return Mirror(*spine.model, state)();
}

}  // namespace spondyl::spine
