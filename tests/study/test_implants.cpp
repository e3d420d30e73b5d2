// The default spine with implants: what they hold, what they carry, that it adds up.

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "figures.hpp"
#include "implant_examples.hpp"
#include "shipped_parameters.hpp"
#include "spine/cut_forces.hpp"
#include "spine/implant_measures.hpp"
#include "spine_solve.hpp"

namespace {

using namespace spondyl;
using spine::Axis;
using spine::Carrier;
using spine::Direction;
using spine::Level;
using spine::Side;
using spine::SpineSpec;
using spine::Vertebra;

constexpr const char* section = "Implants";
constexpr double follower = 400, moment = 7500;
constexpr Level operated{3};
constexpr Direction flexion{Axis::flexion, 1}, extension{Axis::flexion, -1}, bending_left{Axis::lateral, -1},
    bending_right{Axis::lateral, 1}, rotation_left{Axis::axial, 1}, rotation_right{Axis::axial, -1};
const std::array all_directions{flexion, extension, bending_left, bending_right, rotation_left, rotation_right};

SpineSpec intact_spec() {
  return spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
}

SpineSpec plif(const spine::ImplantStrength& rods, double graft_modulus, double bonding) {
  return test::with_plif_cages(test::instrumented(intact_spec(), Vertebra::L4, Vertebra::L5, rods), operated,
                               test::peek(), graft_modulus, bonding);
}

const test::NeutralSpine& intact() {
  static const test::NeutralSpine spine = test::neutral_spine(intact_spec(), follower);
  return spine;
}

const test::NeutralSpine& titanium_plif() {
  static const test::NeutralSpine spine = test::neutral_spine(plif(test::titanium(), 1, 0), follower);
  return spine;
}

double rotation(const test::NeutralSpine& spine, const Direction& direction) {
  return test::turned(spine, direction, moment).measures[operated].rotation;
}

}  // namespace

TEST_CASE("screws, rods and loose cages take most of a level's motion, a solid fusion nearly all of it",
          "[study][verification]") {
  const test::NeutralSpine solid = test::neutral_spine(plif(test::titanium(), 1000, 1), follower);
  double least = test::infinity, least_solid = test::infinity;
  for (const Direction& direction : {flexion, extension, bending_left}) {
    const double before = rotation(intact(), direction);
    least = std::min(least, 1 - rotation(titanium_plif(), direction) / before);
    least_solid = std::min(least_solid, 1 - rotation(solid, direction) / before);
  }
  const std::string setting = "L4-L5, two titanium rods of 5.5 mm, two PEEK cages; flexion, extension, bending";
  test::check_at_least({section, "least fall of the rotation, before healing", setting}, least, 0.70);
  test::check_at_least({section, "least fall of the rotation, solid", setting}, least_solid, 0.90);
}

TEST_CASE("forces and moments over every transverse cut through a construct balance the applied load",
          "[study][verification]") {
  SpineSpec spec = plif(test::titanium(), 10, 0.1);
  spec.implants.cross_links.push_back({operated, 5, test::titanium()});
  for (const Side side : spine::both_sides)
    spec.implants.posterolateral_grafts.push_back({operated, side, 15, 10, 10});
  const test::NeutralSpine spine = test::neutral_spine(spec, follower);
  double imbalance = 0;
  for (const Direction& direction : {flexion, bending_left, rotation_left}) {
    const fem::State state = test::turned(spine, direction, moment).state;
    fem::Assembly forces = spine.model->model->make_assembly(1, fem::Assembly::Use::residuals);
    Eigen::VectorXd residual;
    REQUIRE(spine.model->model->residual(state, forces, residual) == fem::Evaluation::ok);
    for (const spine::CutForces& cut : spine::cut_forces(*spine.model, state, forces))
      imbalance = std::max(imbalance, cut.imbalance);
  }
  test::check_at_most({section, "force or moment that carriers over a cut lack, relative",
                       "five cuts, three load cases, rods, cages, graft, cross-link"},
                      imbalance, 1e-6);
}

TEST_CASE("the shares of all carriers make the whole load", "[study][verification]") {
  double error = 0;
  for (const Direction& direction : {flexion, bending_left, rotation_left}) {
    const test::SolvedSpine solved = test::turned(titanium_plif(), direction, moment);
    for (const spine::LevelMeasures& level : solved.measures.levels) {
      double compression = 0, bending = 0;
      for (const spine::LoadShare& share : level.load_shares) {
        compression += share.compression.value_or(0);
        bending += share.bending.value_or(0);
      }
      error = std::max({error, std::abs(compression - 1), std::abs(bending - 1)});
    }
    const spine::LoadShares& held = solved.measures[operated].load_shares;
    CHECK(held[static_cast<std::size_t>(spine::Carrier::rods)].bending.value() > 0.1);
    CHECK(!solved.measures[Level{1}].load_shares[static_cast<std::size_t>(spine::Carrier::rods)].bending);
  }
  test::check_at_most({section, "sum of the shares of force and moment against one", "five levels, rods, cages"}, error,
                      1e-6);
}

TEST_CASE("implants of both sides answer left as right", "[study][verification]") {
  const auto& spine = titanium_plif();
  const test::SolvedSpine left = test::turned(spine, bending_left, moment),
                          right = test::turned(spine, bending_right, moment);
  const auto a = spine::measure_implants(*spine.model, left.state),
             b = spine::measure_implants(*spine.model, right.state);
  // Each difference counts against the largest of its kind.
  double error = 0;
  const auto add = [&](auto&& of_left, auto&& of_right, std::size_t n) {
    double size = 0, difference = 0;
    for (std::size_t k = 0; k < n; ++k) {
      size = std::max({size, std::abs(of_left(k)), std::abs(of_right(k))});
      difference = std::max(difference, std::abs(of_left(k) - of_right(k)));
    }
    error = std::max(error, difference / size);
  };
  const auto rod = [](const auto& m) { return [&](std::size_t k) { return m.rods[k].beam.von_mises.value; }; };
  const auto bone = [](const auto& m) { return [&](std::size_t k) { return m.screws[k].bone_force_per_mm; }; };
  const auto cage = [](const auto& m) { return [&](std::size_t k) { return m.cages[k].faces[0].force; }; };
  const auto mirrored = [](auto of, std::size_t n) { return [of, n](std::size_t k) { return of((k + n / 2) % n); }; };
  add(rod(a), mirrored(rod(b), 2), 2);
  add(bone(a), mirrored(bone(b), 4), 4);
  add(cage(a), mirrored(cage(b), 2), 2);
  add([&](std::size_t) { return left.measures[operated].rotation; },
      [&](std::size_t) { return right.measures[operated].rotation; }, 1);
  test::check_at_most({section, "left against right: rotation, rods, screws, cages", "bending, L4-L5"}, error, 1e-5);
}

TEST_CASE("rods of PEEK carry clearly less than rods of steel", "[study][verification]") {
  const auto bending = [](const spine::ImplantStrength& rods) {
    const test::NeutralSpine spine =
        test::neutral_spine(test::instrumented(intact_spec(), Vertebra::L4, Vertebra::L5, rods), follower);
    const test::SolvedSpine solved = test::turned(spine, flexion, moment);
    return spine::measure_implants(*spine.model, solved.state).rods.front().beam.bending_moment;
  };
  test::check_at_least({section, "bending moment in the rods in flexion: steel over PEEK", "L4-L5, disc intact"},
                       bending(test::steel()) / bending(test::peek()), 2.0);
}

TEST_CASE("all six directions converge, with L5-S1 instrumented too", "[study][verification]") {
  const test::NeutralSpine spine =
      test::neutral_spine(test::instrumented(intact_spec(), Vertebra::L4, Vertebra::S1, test::titanium()), follower);
  for (const Direction& direction : all_directions)
    CHECK(test::turned(spine, direction, moment).measures[Level{4}].rotation <
          0.5 * rotation(intact(), direction) + 0.02);
}

TEST_CASE("shorter beam elements change next to nothing", "[study][verification]") {
  SpineSpec spec = test::instrumented(intact_spec(), Vertebra::L4, Vertebra::L5, test::titanium());
  const double coarse = rotation(test::neutral_spine(spec, follower), flexion);
  spec.implants.element_length *= 0.5;
  const double fine = rotation(test::neutral_spine(spec, follower), flexion);
  test::check_at_most({section, "rotation with beam elements half as long, relative change", "L4-L5, rods and screws"},
                      test::relative_error(coarse, fine), 0.02);
}

TEST_CASE("hooks press on laminae and never pull", "[study][verification]") {
  SpineSpec spec = intact_spec();
  for (const Side side : spine::both_sides) {
    spec.implants.hooks.push_back({Vertebra::L4, side, true, 8, 2400, 600});
    spec.implants.hooks.push_back({Vertebra::L5, side, false, 8, 2400, 600});
    spec.implants.rods.push_back({side, Vertebra::L4, Vertebra::L5, 5.5, test::titanium()});
  }
  const test::NeutralSpine spine = test::neutral_spine(spec, follower);
  const test::SolvedSpine bent = test::turned(spine, flexion, moment), back = test::turned(spine, extension, moment);
  const auto force = [&](const fem::State& state) {
    double sum = 0;
    for (const auto& hook : spine::measure_implants(*spine.model, state).hooks) {
      CHECK(hook.force >= 0);
      sum += hook.force;
    }
    return sum;
  };
  // Supralaminar above and infralaminar below, they hold the laminae together: flexion draws these apart.
  CHECK(force(bent.state) > 2 * force(back.state));
  CHECK(bent.measures[operated].rotation < rotation(intact(), flexion));
}

TEST_CASE("a healed posterolateral graft stiffens its level", "[study][verification]") {
  const auto grafted = [](double modulus) {
    SpineSpec spec = intact_spec();
    for (const Side side : spine::both_sides)
      spec.implants.posterolateral_grafts.push_back({operated, side, 15, 10, modulus});
    return rotation(test::neutral_spine(spec, follower), flexion);
  };
  const double fresh = grafted(1), solid = grafted(1000), before = rotation(intact(), flexion);
  // Two bars of 150 mm^2 and 1 MPa, some 40 mm long and as far behind the disc, add 2 x 150 / 40 N/mm x (40 mm)^2 =
  // 12 Nm/rad to the level's 7.5 Nm / 0.13 rad = 58 Nm/rad: less than a fifth.
  CHECK(fresh < before);
  CHECK(fresh > 0.8 * before);
  CHECK(solid < 0.7 * before);
}

TEST_CASE("implants without a place are refused, naming vertebra or level", "[study][unit]") {
  SpineSpec spec = test::instrumented(intact_spec(), Vertebra::L4, Vertebra::L5, test::titanium());
  SpineSpec bad = spec;
  bad.implants.screws.front().length = 90;
  CHECK(test::error_of([&] { spine::make_spine_model(bad); }).where().key == "implants.L4.screw_left");
  bad = spec;
  bad.implants.screws.resize(1);
  CHECK(test::error_of([&] { spine::make_spine_model(bad); }).where().key == "implants.rods.L4-L5");
  bad = spec;
  bad.resections.bone.push_back({Vertebra::L5, spine::Region::pedicle, Side::right, 1});
  CHECK(test::error_of([&] { spine::make_spine_model(bad); }).where().key == "implants.L5.screw_right");
  bad = test::with_plif_cages(spec, operated, test::peek(), 1, 0);
  bad.implants.cages[3].front().center_x = 25;
  CHECK(test::error_of([&] { spine::make_spine_model(bad); }).where().key == "implants.cages.L4-L5");
  bad = spec;
  bad.implants.cross_links.push_back({Level{1}, 5, test::titanium()});
  CHECK(test::error_of([&] { spine::make_spine_model(bad); }).where().key == "implants.cross_links.L2-L3");
}
