#include "spine/measure.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <catch2/catch.hpp>

#include "fem/rotation.hpp"
#include "plain_spine.hpp"
#include "spine/facet_joints.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using Eigen::Quaterniond;
using Eigen::Vector3d;
using spine::Level;

const spine::SpineModel& model() {
  static const std::unique_ptr<const spine::SpineModel> spine = spine::make_spine_model(test::plain_spine());
  return *spine;
}

// A turn about a point, then a shift.
struct Motion {
  Quaterniond turn = Quaterniond::Identity();
  Vector3d about = Vector3d::Zero();
  Vector3d shift = Vector3d::Zero();
  Vector3d operator()(const Vector3d& x) const { return turn * (x - about) + about + shift; }
};

// Adds a rigid motion of everything above a disc, which follows in proportion to the height in it.
fem::State moved(fem::State state, Level level, const Motion& motion) {
  const spine::SpineMesh& mesh = model().mesh;
  const auto move = [&](int n, double share) {
    const Vector3d x = model().model->position(n, state);
    state.node(n) += share * (motion(x) - x);
  };
  std::vector<bool> is_moved(mesh.mesh.nodes.size(), false);
  const auto move_all = [&](const std::vector<int>& nodes, double share) {
    for (int n : nodes) {
      if (!is_moved[static_cast<std::size_t>(n)])
        move(n, share);
      is_moved[static_cast<std::size_t>(n)] = true;
    }
  };
  for (int v = 0; v <= level.index; ++v) {
    for (const spine::Plane& plane : mesh.body_planes[static_cast<std::size_t>(v)])
      move_all(plane, 1);
    move_all(mesh.arches[static_cast<std::size_t>(v)].nodes, 1);
  }
  const auto grip = static_cast<std::size_t>(model().grip);
  move_all(model().model->bodies()[grip].nodes, 1);
  fem::Pose& pose = state.bodies[grip];
  pose.center = motion(pose.center);
  pose.rotation = motion.turn * pose.rotation;
  for (int d = 0; d <= level.index; ++d) {
    const auto& planes = mesh.disc_planes[static_cast<std::size_t>(d)];
    for (std::size_t p = 1; p + 1 < planes.size(); ++p)
      move_all(planes[p], d < level.index ? 1 : static_cast<double>(p) / static_cast<double>(planes.size() - 1));
  }
  return state;
}

fem::State unloaded() { return model().model->initial_state(); }
Vector3d middle_of(Level level) { return model().alignment.superior_of(spine::lower(level)).origin; }

constexpr Level l2_l3{1}, l4_l5{3};
constexpr spine::Direction flexion{spine::Axis::flexion, 1};

TEST_CASE("a spine that did not move has no rotation, height change or bulge", "[spine][unit]") {
  const spine::SpineMeasures m = spine::measure(model(), unloaded(), unloaded(), flexion);
  CHECK(m.total_rotation == 0);
  for (const spine::LevelMeasures& level : m.levels) {
    CHECK(std::abs(level.rotation) <= test::round_off());
    CHECK(std::abs(level.height_change_anterior) <= test::round_off(10));
    CHECK(std::abs(level.bulge.value()) <= test::round_off(100));
    CHECK(std::abs(level.intradiscal_pressure.value()) <= test::round_off(100));
    CHECK(level.ligament_force[0].value() == 0);
  }
}

TEST_CASE("a turn in one disc is the rotation of that level alone, seen from the vertebra below", "[spine][unit]") {
  const Vector3d upper_turn(0.02, 0.15, -0.05), lower_turn(-0.1, 0.2, 0.1);
  // The lower turn carries the level above with it: the frame in which that is seen turns too.
  fem::State state = moved(unloaded(), l2_l3, {fem::exp_rotation(upper_turn), middle_of(l2_l3)});
  state = moved(state, l4_l5, {fem::exp_rotation(lower_turn), middle_of(l4_l5)});
  const spine::SpineMeasures m = spine::measure(model(), unloaded(), state, flexion);
  for (const Level level : spine::all_levels) {
    const Vector3d expected = level == l2_l3 ? upper_turn : level == l4_l5 ? lower_turn : Vector3d(Vector3d::Zero());
    CHECK((m[level].coupled_rotation - expected).norm() <= test::round_off(100));
    CHECK(std::abs(m[level].rotation - expected.y()) <= test::round_off(100));
    CHECK((spine::relative_rotation(model(), unloaded(), state, level) - expected).norm() <= test::round_off(100));
  }
}

TEST_CASE("rotations count from the neutral state", "[spine][unit]") {
  const fem::State neutral = moved(unloaded(), l4_l5, {fem::exp_rotation({0.1, 0, 0}), middle_of(l4_l5)});
  const fem::State state = moved(neutral, l4_l5, {fem::exp_rotation({0, 0.1, 0}), middle_of(l4_l5)});
  CHECK((spine::relative_rotation(model(), neutral, state, l4_l5) - Vector3d(0, 0.1, 0)).norm() <=
        test::round_off(100));
}

TEST_CASE("the sign of a direction turns rotation and total rotation over", "[spine][unit]") {
  const fem::State state = moved(unloaded(), l4_l5, {fem::exp_rotation({0, -0.1, 0}), middle_of(l4_l5)});
  const auto m = spine::measure(model(), unloaded(), state, {spine::Axis::flexion, -1});
  CHECK(std::abs(m[l4_l5].rotation - 0.1) <= test::round_off(100));
  CHECK(std::abs(m.total_rotation - 0.1) <= test::round_off(100));
}

TEST_CASE("disc height changes by what the vertebrae part, more in front in extension", "[spine][unit]") {
  const fem::State apart = moved(unloaded(), l4_l5, {.shift = {0.5, 0, 1}});
  const auto m = spine::measure(model(), unloaded(), apart, flexion)[l4_l5];
  CHECK(std::abs(m.height_change_anterior - 1) <= test::round_off(100));
  CHECK(std::abs(m.height_change_mid - 1) <= test::round_off(100));
  CHECK(std::abs(m.height_change_posterior - 1) <= test::round_off(100));

  const fem::State bent = moved(unloaded(), l4_l5, {fem::exp_rotation({0, 0.1, 0}), middle_of(l4_l5)});
  const auto flexed = spine::measure(model(), unloaded(), bent, flexion)[l4_l5];
  CHECK(flexed.height_change_anterior < -1);
  CHECK(flexed.height_change_posterior > 1);
}

TEST_CASE("bulge is what the disc's edge moves outwards beyond its vertebrae", "[spine][unit]") {
  fem::State state = moved(unloaded(), l4_l5, {fem::exp_rotation({0.1, 0.1, 0}), middle_of(l4_l5), {1, 2, 0}});
  const auto bulge = [&] { return spine::measure(model(), unloaded(), state, flexion)[l4_l5].bulge.value(); };
  CHECK(std::abs(bulge()) <= test::round_off(100));

  const auto& section = model().mesh.section;
  const auto is_front = [&](int n) { return std::abs(section.nodes[static_cast<std::size_t>(n)].angle) < 1e-9; };
  const int front = *std::find_if(section.rim.begin(), section.rim.end(), is_front);
  state = moved(unloaded(), l4_l5, {});
  state.node(model().mesh.disc_planes[3][1][static_cast<std::size_t>(front)]) += Vector3d(0.7, 0, 0);
  CHECK(std::abs(bulge() - 0.7) <= test::round_off(100));
}

TEST_CASE("uniform compression gives bulk modulus times lost volume as the pressure of every nucleus",
          "[spine][unit]") {
  fem::State state = unloaded();
  constexpr double stretch = 0.99;
  for (std::size_t n = 0; n < model().mesh.mesh.nodes.size(); ++n)
    state.node(static_cast<int>(n)) = (stretch - 1) * model().mesh.mesh.nodes[n];
  // The pressure is an unknown of the element, in units of the bulk modulus and positive in tension.
  const double lost = 1 - std::pow(stretch, 3);
  for (const auto& level : model().levels) {
    const auto first = static_cast<Eigen::Index>(level.nucleus->first_internal());
    for (std::size_t e = 0; e < level.nucleus->elements().size(); ++e)
      state.internal[first + static_cast<Eigen::Index>(e * fem::hex8::n_internal_split + fem::hex8::n_enhanced)] =
          -lost;
  }
  const double expected = model().spec.discs[0].tissue.nucleus_bulk * lost;
  for (const auto& level : spine::measure(model(), unloaded(), state, flexion).levels) {
    CHECK(test::relative_error(level.intradiscal_pressure.value(), expected) <= test::round_off(100));
    CHECK(std::abs(level.annulus_fiber_strain.value() - (stretch - 1)) <= test::round_off(100));
    CHECK(level.annulus_stress.value() <= test::round_off(1e4));
  }
}

TEST_CASE("the largest annulus stress is where the annulus was pulled", "[spine][unit]") {
  fem::State state = unloaded();
  const auto& mesh = model().mesh;
  const int element = model()[l4_l5].annulus->elements().front();
  Vector3d middle = Vector3d::Zero();
  for (int n : mesh.mesh.hexahedra[static_cast<std::size_t>(element)]) {
    const Vector3d& x = mesh.mesh.nodes[static_cast<std::size_t>(n)];
    middle += x / 8;
    state.node(n) =
        0.3 *
        (x - mesh.mesh.nodes[static_cast<std::size_t>(mesh.mesh.hexahedra[static_cast<std::size_t>(element)][0])]);
  }
  // Blown up alone, it is the only one stretched all over; its neighbors share faces with it.
  const auto m = spine::measure(model(), unloaded(), state, flexion)[l4_l5];
  CHECK(m.annulus_stress_max.value().value >= m.annulus_stress.value());
  CHECK((m.annulus_stress_max.value().place - middle).norm() < 12);
}

TEST_CASE("what a fused level has not is not measured", "[spine][unit]") {
  spine::SpineSpec spec = test::plain_spine();
  spec.disc(l4_l5).fill = spine::DiscFill::bone_graft;
  spec.ligament(l2_l3, spine::Ligament::SSL).kept = {0, 0};
  const auto fused = spine::make_spine_model(spec);
  const fem::State state = fused->model->initial_state();
  const spine::SpineMeasures m = spine::measure(*fused, state, state, flexion);
  CHECK_FALSE(m[l4_l5].intradiscal_pressure.has_value());
  CHECK_FALSE(m[l4_l5].annulus_stress.has_value());
  CHECK_FALSE(m[l4_l5].annulus_stress_max.has_value());
  CHECK_FALSE(m[l4_l5].annulus_fiber_strain.has_value());
  CHECK_FALSE(m[l4_l5].bulge.has_value());
  CHECK(m[l2_l3].intradiscal_pressure.has_value());
  CHECK_FALSE(m[l2_l3].ligament_force[static_cast<std::size_t>(spine::Ligament::SSL)].has_value());
  CHECK(m[l4_l5].ligament_force[static_cast<std::size_t>(spine::Ligament::SSL)].has_value());
}

TEST_CASE("ligament force is the sum over its strands", "[spine][unit]") {
  const fem::State state = moved(unloaded(), l4_l5, {.shift = {0, 0, 2}});
  const auto m = spine::measure(model(), unloaded(), state, flexion);
  const auto ssl = static_cast<std::size_t>(spine::Ligament::SSL);
  double sum = 0;
  for (double tension : model()[l4_l5].ligaments[ssl]->tensions(state))
    sum += tension;
  CHECK(sum > 0);
  CHECK(m[l4_l5].ligament_force[ssl].value() == sum);
  CHECK(m[l2_l3].ligament_force[ssl].value() <= test::round_off(100));
}

TEST_CASE("an axial rotation presses one facet joint, the opposite one the other as much", "[spine][unit]") {
  const auto facets = [&](double turn) {
    const fem::State state = moved(unloaded(), l4_l5, {fem::exp_rotation({0, 0, turn}), middle_of(l4_l5)});
    return spine::measure(model(), unloaded(), state, {spine::Axis::axial, 1})[l4_l5].facet_force;
  };
  const auto left = facets(0.05), right = facets(-0.05);
  CHECK(left[0].value() == 0);
  CHECK(left[1].value() > 1);
  CHECK(right[1].value() == 0);
  CHECK(test::relative_error(right[0].value(), left[1].value()) <= test::round_off(1e4));
}

TEST_CASE("a facet pressed flat touches with its whole area, pressed by a turn with less", "[spine][unit]") {
  const spine::SpineSpec& spec = model().spec;
  const spine::FacetJoint joint = spine::facet_joint(spec, model().alignment, l4_l5, spine::Side::left);
  const auto area = [&](const Motion& motion) {
    const fem::State state = moved(unloaded(), l4_l5, motion);
    return spine::measure(model(), unloaded(), state, flexion)[l4_l5].facet_area[0].value();
  };
  const double flat = area({.shift = -1.0 * joint.normal});
  CHECK(flat > 0.7 * joint.width * joint.height);
  CHECK(flat <= joint.width * joint.height);
  CHECK(area({.shift = 1.0 * joint.normal}) == 0);
  const double turned = area({fem::exp_rotation({0, 0, -0.015}), middle_of(l4_l5)});
  CHECK(turned > 0);
  CHECK(turned < flat);
}

TEST_CASE("a weighted percentile interpolates and ignores the order and the scale of the weights", "[spine][unit]") {
  using spine::weighted_percentile;
  CHECK(weighted_percentile({{5, 2}}, 0.95) == 5);
  CHECK(weighted_percentile({{1, 1}, {2, 1}}, 0.5) == Approx(1.5));
  CHECK(weighted_percentile({{2, 1}, {1, 3}}, 0.375) == Approx(1));
  CHECK(weighted_percentile({{2, 10}, {1, 30}}, 0.875) == Approx(2));
  CHECK(weighted_percentile({{2, 1}, {1, 1}}, 1.0) == 2);
  std::vector<spine::Weighted> many;
  for (int k = 0; k < 1000; ++k)
    many.push_back({(k + 0.5) / 1000, 1});
  CHECK(weighted_percentile(many, 0.95) == Approx(0.95));
}

}  // namespace
