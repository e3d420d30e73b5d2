// Rigid bone: the limit of stiff bone, on the same discs, ligaments, facets, implants and loads.

#include <catch2/catch.hpp>

#include "figures.hpp"
#include "implant_examples.hpp"
#include "shipped_parameters.hpp"
#include "spine/implant_measures.hpp"
#include "spine_solve.hpp"
#include "study/experiment.hpp"
#include "study/table.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using spine::Axis;
using spine::Direction;
using spine::Fidelity;
using spine::SpineSpec;
using spine::Vertebra;

constexpr const char* section = "Rigid bone";
constexpr double follower = 400, moment = 7500;
constexpr Direction flexion{Axis::flexion, 1}, rotation_left{Axis::axial, 1};

SpineSpec intact() { return spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive); }

/// Screws, rods and two cages at L4-L5.
SpineSpec plif() {
  return test::with_plif_cages(test::instrumented(intact(), Vertebra::L4, Vertebra::L5, test::titanium()),
                               spine::Level{3}, test::peek(), 1, 0);
}

SpineSpec with_stiffer_bone(SpineSpec spec, double factor) {
  spine::TissueSpec& t = spec.tissue;
  for (spine::BoneSpec* bone : {&t.cortical, &t.cancellous, &t.endplate, &t.posterior})
    bone->young_modulus *= factor;
  return spec;
}

}  // namespace

TEST_CASE("rigid bone is the limit of stiff bone, for the intact spine and for one with screws and cages",
          "[study][verification]") {
  double rotation = 0, pressure = 0, screw = 0;
  for (const SpineSpec& spec : {intact(), plif()}) {
    const auto rigid = test::neutral_spine(spec, follower, 2, Fidelity::rigid_bone);
    const auto stiff = test::neutral_spine(with_stiffer_bone(spec, 1e4), follower, 2);
    const auto a = test::turned(rigid, flexion, moment, {}, 2), b = test::turned(stiff, flexion, moment, {}, 2);
    for (const spine::Level level : spine::all_levels) {
      rotation = std::max(rotation, std::abs(a.measures[level].rotation - b.measures[level].rotation) /
                                        std::abs(b.measures.total_rotation));
      if (a.measures[level].intradiscal_pressure) {
        pressure = std::max(pressure, test::relative_error(*a.measures[level].intradiscal_pressure,
                                                           *b.measures[level].intradiscal_pressure));
      }
    }
    if (spec.implants.screws.empty())
      continue;
    const auto in_rigid = spine::measure_implants(*rigid.model, a.state).screws;
    const auto in_stiff = spine::measure_implants(*stiff.model, b.state).screws;
    for (std::size_t k = 0; k < in_rigid.size(); ++k)
      screw = std::max(screw, test::relative_error(in_rigid[k].beam.von_mises.value, in_stiff[k].beam.von_mises.value));
  }
  // The difference is that of bone a ten thousandth as soft as real bone, whose own is some per cent.
  const char* both = "intact, PLIF";
  test::check_at_most({section, "rotation of a level against bone 10^4 times as stiff, of the total", both}, rotation,
                      2e-4);
  test::check_at_most({section, "disc pressure against bone 10^4 times as stiff, relative", both}, pressure, 1e-3);
  test::check_at_most({section, "stress of screws against bone 10^4 times as stiff, relative", "PLIF"}, screw, 1e-3);
}

TEST_CASE("a spine of rigid bone is in equilibrium, with the same bits on one and two threads",
          "[study][determinism]") {
  const SpineSpec spec = plif();
  const auto one = test::neutral_spine(spec, follower, 1, Fidelity::rigid_bone);
  const auto two = test::neutral_spine(spec, follower, 2, Fidelity::rigid_bone);
  const auto a = test::turned(one, rotation_left, moment, {}, 1), b = test::turned(two, rotation_left, moment, {}, 2);
  CHECK(a.state.displacement == b.state.displacement);
  CHECK(a.state.internal == b.state.internal);
  CHECK(a.measures.equilibrium_error <= test::scaled(1e-8));
}

TEST_CASE("rigid vertebrae keep their shape and have no stress; all else is measured", "[study][verification]") {
  const auto spine = test::neutral_spine(intact(), follower, 2, Fidelity::rigid_bone);
  const auto turned = test::turned(spine, flexion, moment, {}, 2);
  const auto& mesh = spine.model->mesh;
  for (std::size_t v = 0; v < spine::n_vertebrae; ++v) {
    const int tip = mesh.arches[v].nodes.back(), front = mesh.body_planes[v].back().front();
    const double before =
        (mesh.mesh.nodes[static_cast<std::size_t>(tip)] - mesh.mesh.nodes[static_cast<std::size_t>(front)]).norm();
    const auto& model = *spine.model->model;
    const double now = (model.position(tip, turned.state) - model.position(front, turned.state)).norm();
    CHECK(test::relative_error(now, before) <= test::round_off());
  }
  for (const spine::Level level : spine::all_levels) {
    const spine::LevelMeasures& m = turned.measures[level];
    CHECK_FALSE(m.endplate_stress.has_value());
    CHECK(m.rotation > 0);
    CHECK(m.intradiscal_pressure.value() > 0);
    CHECK(m.annulus_stress.value() > 0);
    CHECK(m.facet_force[0].has_value());
    CHECK(m.ligament_force[static_cast<std::size_t>(spine::Ligament::ISL)].value() > 0);
  }
}

TEST_CASE("an experiment says in its header how bone is modeled", "[study][unit]") {
  study::Experiment experiment{test::shipped_parameters(), spine::Resolution::interactive, {}, {}};
  CHECK(study::conditions_line(experiment) == "  interactive mesh, elastic bone, follower load 400 N\n");
  experiment.fidelity = Fidelity::rigid_bone;
  CHECK_THAT(study::conditions_line(experiment), Catch::Contains("rigid bone (quick, approximate)"));
}
