// The pressure that pictures draw on facets and cages is that of the contact forces of the results.

#include "spine/contact_pressure.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "implant_examples.hpp"
#include "plain_spine.hpp"
#include "spine/facet_forces.hpp"
#include "spine/facet_samples.hpp"
#include "spine/implant_measures.hpp"
#include "spine_solve.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using Pressures = std::map<int, double>;

/// What the pressure on a surface adds up to, bilinear between its nodes as skins draw it.
struct Sum {
  double force = 0;                                 ///< N
  Eigen::Vector3d place = Eigen::Vector3d::Zero();  ///< its center, mm
};
Sum sum_over(const spine::SpineModel& spine, const fem::State& state, const spine::ArticularFace& face,
             const Pressures& pressures, double removed = 0) {
  Sum sum;
  for (const spine::FacetSample& sample : spine::samples(spine.model->mesh(), face, removed)) {
    double force = 0;
    for (std::size_t a = 0; a < 4; ++a)
      force += sample.area * sample.point.weights[a] * pressures.at(sample.point.nodes[a]);
    sum.force += force;
    sum.place += force * (sample.point.reference(spine.model->mesh()) + sample.point.displacement(state));
  }
  sum.place /= sum.force;
  return sum;
}

struct Faces {
  const spine::ArticularFace &upper, &lower;
};
Faces faces(const spine::SpineModel& spine, spine::Level level, std::size_t side) {
  return {spine.mesh.arches[static_cast<std::size_t>(spine::upper(level))].inferior_face[side],
          spine.mesh.arches[static_cast<std::size_t>(spine::lower(level))].superior_face[side]};
}

const test::NeutralSpine& neutral() {
  static const test::NeutralSpine spine = test::neutral_spine(test::plain_spine(), 0);
  return spine;
}

/// The vertebrae from L1 down to that above a level pressed on the cages there, more in front: the upper faces close.
fem::State pressed_on_cages(const spine::SpineModel& spine, spine::Level level) {
  fem::State state = spine.model->initial_state();
  std::set<int> of_cages;
  for (const spine::Ranked& ranked : spine.implants.nodes)
    of_cages.insert(ranked.index);
  for (std::size_t n = 0; n < spine.rank.size(); ++n) {
    const int node = static_cast<int>(n);
    if (spine.rank[n] <= level.index && !of_cages.contains(node))
      state.node(node).z() = -0.02 - 0.0004 * (spine.model->mesh().nodes[n].x() + 20);
  }
  return state;
}

/// Every vertebra slid over the one below, without a solve.
fem::State slid(const spine::SpineModel& spine, const Eigen::Vector3d& step) {
  fem::State state = spine.model->initial_state();
  for (std::size_t n = 0; n < spine.rank.size(); ++n)
    state.node(static_cast<int>(n)) = (spine::n_vertebrae - 1 - spine.rank[n]) * step;
  return state;
}

TEST_CASE("the pressure on either surface of a facet joint adds up to its contact force", "[spine][verification]") {
  const auto [name, direction] = GENERATE(table<std::string, spine::Direction>(
      {{"extension", {spine::Axis::flexion, -1}}, {"rotation", {spine::Axis::axial, 1}}}));
  CAPTURE(name);
  const spine::SpineModel& spine = *neutral().model;
  const test::SolvedSpine solved = test::turned(neutral(), direction, 6000);
  const Pressures pressures = spine::contact_pressure(spine, solved.state);
  double most = 0, worst = 0, furthest = 0;
  for (const spine::Level level : spine::all_levels) {
    for (std::size_t side = 0; side < 2; ++side) {
      const double force = solved.measures[level].facet_force[side].value();
      const Faces f = faces(spine, level, side);
      const Sum upper = sum_over(spine, solved.state, f.upper, pressures),
                lower = sum_over(spine, solved.state, f.lower, pressures);
      CAPTURE(level.index, side, force, upper.force, lower.force);
      CHECK((upper.force > 0) == (force > 0));
      most = std::max(most, force);
      worst = std::max({worst, std::abs(upper.force - force), std::abs(lower.force - force)});
    }
  }
  for (const spine::FacetForce& joint : spine::facet_forces(spine, solved.state)) {
    const Faces f = faces(spine, joint.level, joint.side == spine::Side::left ? 0 : 1);
    const Eigen::Vector3d place = joint.place.reference(spine.model->mesh()) + joint.place.displacement(solved.state);
    for (const spine::ArticularFace* face : {&f.upper, &f.lower}) {
      const double distance = (sum_over(spine, solved.state, *face, pressures).place - place).norm();
      furthest = std::max(furthest, distance);
      CAPTURE(joint.level.index, joint.force.norm());
      CHECK(distance <= test::scaled(3.5));  // what presses at the rim is drawn a third of an element inside, 3 mm
    }
  }
  REQUIRE(most > 5);
  INFO("largest force " << most << " N, center at most " << furthest << " mm off");
  CHECK(worst <= test::round_off(100) * most);
}

TEST_CASE("left and right facets press alike in extension, and not at all drawn apart", "[spine][verification]") {
  const spine::SpineModel& spine = *neutral().model;
  const Pressures extended =
      spine::contact_pressure(spine, test::turned(neutral(), {spine::Axis::flexion, -1}, 6000).state);
  const Pressures apart = spine::contact_pressure(spine, slid(spine, {-2, 0, 0}));
  double greatest = 0, worst = 0;
  for (const spine::Level level : spine::all_levels) {
    const Faces left = faces(spine, level, 0), right = faces(spine, level, 1);
    for (const auto& [l, r] : {std::pair(&left.upper, &right.upper), std::pair(&left.lower, &right.lower)}) {
      for (std::size_t n = 0; n < l->nodes.size(); ++n) {
        greatest = std::max(greatest, extended.at(l->nodes[n]));
        worst = std::max(worst, std::abs(extended.at(l->nodes[n]) - extended.at(r->nodes[n])));
      }
    }
  }
  REQUIRE(greatest > 0.1);
  CHECK(worst <= test::scaled(1e-6) * greatest);
  CHECK(std::all_of(apart.begin(), apart.end(), [](const auto& at) { return at.second == 0; }));
  CHECK(std::all_of(extended.begin(), extended.end(), [](const auto& at) { return at.second >= 0; }));
}

TEST_CASE("of a joint that is cut what is left carries its contact force", "[spine][verification]") {
  spine::SpineSpec spec = test::plain_spine();
  const spine::Level level{3};
  const double share = GENERATE(0.3, 1.0);
  spec.resections.bone = {{spine::upper(level), spine::Region::inferior_articular, spine::Side::left, share},
                          {spine::lower(level), spine::Region::superior_articular, spine::Side::left, share}};
  const auto spine = spine::make_spine_model(spec);
  const fem::State state = slid(*spine, {3, 0, 0});
  const Pressures pressures = spine::contact_pressure(*spine, state);
  const auto nodes = spine::contact_nodes(*spine);
  CHECK(std::equal(nodes.begin(), nodes.end(), pressures.begin(), pressures.end(),
                   [](int node, const auto& at) { return node == at.first; }));
  for (std::size_t side = 0; side < 2; ++side) {
    const fem::PatchContact* joint = (*spine)[level].facets[side];
    const Faces f = faces(*spine, level, side);
    if (!joint) {
      CHECK((side == 0 && share == 1));
      CHECK_FALSE(pressures.contains(f.upper.nodes.front()));
      CHECK_FALSE(pressures.contains(f.lower.nodes.front()));
      continue;
    }
    double force = 0;
    for (double of_point : joint->forces(state))
      force += of_point;
    REQUIRE(force > 1);
    const double removed = side == 0 ? share : 0;
    for (const spine::ArticularFace* face : {&f.upper, &f.lower})
      CHECK(test::relative_error(sum_over(*spine, state, *face, pressures, removed).force, force) <=
            test::round_off(100));
  }
}

TEST_CASE("a cage presses as its results say until it has grown on", "[spine][unit]") {
  const spine::Level level{3};
  const double bonding = GENERATE(0.0, 0.5, 1.0);
  const auto spine =
      spine::make_spine_model(test::with_plif_cages(test::plain_spine(), level, test::peek(), 10, bonding));
  const fem::State state = pressed_on_cages(*spine, level);
  const Pressures pressures = spine::contact_pressure(*spine, state);
  const auto measured = spine::measure_implants(*spine, state).cages;
  REQUIRE(measured.size() == 2);
  for (std::size_t k = 0; k < measured.size(); ++k) {
    for (std::size_t side = 0; side < 2; ++side) {
      const spine::CageParts& cage = spine->implants.cages[k];
      double greatest = 0, force = 0;
      for (std::size_t t = 0; t < cage.areas[side].size(); ++t) {
        const auto at = pressures.find(cage.faces[side]->ties()[t].to.nodes.front());
        REQUIRE((at != pressures.end()) == (bonding < 1));
        if (at == pressures.end())
          continue;
        greatest = std::max(greatest, at->second);
        force += cage.areas[side][t] * at->second;
      }
      if (bonding < 1) {
        CHECK((greatest > 1) == (side == 1));
        CHECK(greatest == Approx(measured[k].faces[side].peak_pressure).margin(1e-9));
        CHECK(force == Approx(measured[k].faces[side].force).margin(1e-9));
      }
    }
  }
}

}  // namespace
