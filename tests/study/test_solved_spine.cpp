// The default spine solved as `spondyl fuse L4-L5` does it: symmetry, equilibrium, protocols, bits.

#include <algorithm>
#include <cmath>
#include <cstring>

#include <catch2/catch.hpp>

#include "figures.hpp"
#include "made_up_result.hpp"
#include "spine_solve.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;
using study::LoadCase;
using study::Protocol;

constexpr const char* section = "Lumbar spine";
constexpr const char* setting = "default spine, interactive, 7.5 Nm, 400 N";

// The largest difference of two sets of numbers over the largest of them.
class Difference {
 public:
  void add(double a, double b) {
    difference_ = std::max(difference_, std::abs(a - b));
    size_ = std::max({size_, std::abs(a), std::abs(b)});
  }
  void add(const std::optional<double>& a, const std::optional<double>& b) {
    REQUIRE(a.has_value() == b.has_value());
    if (a)
      add(*a, *b);
  }
  double relative() const { return difference_ / size_; }

 private:
  double difference_ = 0, size_ = 1e-300;
};

struct MirrorDifferences {
  Difference rotation, pressure, stress, ligaments, facets;

  void add(const spine::SpineMeasures& left, const spine::SpineMeasures& right) {
    rotation.add(left.total_rotation, right.total_rotation);
    for (const spine::Level level : spine::all_levels) {
      const spine::LevelMeasures &a = left[level], &b = right[level];
      rotation.add(a.rotation, b.rotation);
      // A rotation vector seen in the mirror of the sagittal plane turns over its x and z.
      for (int k = 0; k < 3; ++k)
        rotation.add(a.coupled_rotation[k], (k == 1 ? 1 : -1) * b.coupled_rotation[k]);
      pressure.add(a.intradiscal_pressure, b.intradiscal_pressure);
      stress.add(a.annulus_stress, b.annulus_stress);
      stress.add(a.endplate_stress, b.endplate_stress);
      for (std::size_t l = 0; l < spine::n_ligaments; ++l)
        ligaments.add(a.ligament_force[l], b.ligament_force[l]);
      facets.add(a.facet_force[0], b.facet_force[1]);
      facets.add(a.facet_force[1], b.facet_force[0]);
    }
  }
};

TEST_CASE("the answer to L4-L5 fused: mirrored, in equilibrium, hybrid keeps the motion, neighbors work harder",
          "[study][verification]") {
  study::Experiment experiment = test::fusion_experiment();
  experiment.loads = {};
  const study::ExperimentResult result = study::run(experiment, 2).value();
  REQUIRE(result.converged());

  double equilibrium = 0;
  MirrorDifferences mirror;
  for (const study::StateResult& state : result.states) {
    for (const study::CaseResult& c : state.cases)
      equilibrium = std::max(equilibrium, c.measures.equilibrium_error);
    for (const Protocol protocol : experiment.loads.protocols) {
      const auto measures = [&](LoadCase c) { return state.find(c, protocol)->measures; };
      mirror.add(measures(LoadCase::lateral_bending_left), measures(LoadCase::lateral_bending_right));
      mirror.add(measures(LoadCase::axial_rotation_left), measures(LoadCase::axial_rotation_right));
    }
  }
  test::check_at_most({section, "support reactions against loads, all 18 solves", setting}, equilibrium, 1e-6);
  test::check_at_most({section, "left against right: rotations", setting}, mirror.rotation.relative(), 1e-6);
  test::check_at_most({section, "left against right: disc pressures", setting}, mirror.pressure.relative(), 1e-6);
  test::check_at_most({section, "left against right: stresses", setting}, mirror.stress.relative(), 1e-6);
  test::check_at_most({section, "left against right: ligament forces", setting}, mirror.ligaments.relative(), 1e-6);
  test::check_at_most({section, "left against right: facet forces", setting}, mirror.facets.relative(), 1e-6);

  const study::StateResult &intact = *result.find("intact"), &operated = *result.find("operated");
  double total = 0, load_control_change = 0;
  double least_rotation_rise = test::infinity, least_pressure_rise = test::infinity;
  for (const LoadCase load_case : study::rotation_cases) {
    const spine::SpineMeasures& before = intact.find(load_case, Protocol::load_control)->measures;
    const spine::SpineMeasures& same_moment = operated.find(load_case, Protocol::load_control)->measures;
    const spine::SpineMeasures& same_motion = operated.find(load_case, Protocol::hybrid)->measures;
    total = std::max(total, test::relative_error(same_motion.total_rotation, before.total_rotation));
    for (const int mobile : {0, 1, 2, 4}) {
      const spine::Level level{mobile};
      const double pressure = before[level].intradiscal_pressure.value();
      load_control_change =
          std::max({load_control_change, test::relative_error(same_moment[level].rotation, before[level].rotation),
                    test::relative_error(same_moment[level].intradiscal_pressure.value(), pressure),
                    test::relative_error(same_moment[level].annulus_stress.value(), *before[level].annulus_stress)});
      if (mobile < 2)
        continue;
      least_rotation_rise = std::min(least_rotation_rise, same_motion[level].rotation / before[level].rotation - 1);
      least_pressure_rise =
          std::min(least_pressure_rise, same_motion[level].intradiscal_pressure.value() / pressure - 1);
    }
  }
  const std::string fusion = "L4-L5 fused, six directions";
  test::check_at_most({section, "hybrid: total rotation against intact", fusion}, total, 1e-3);
  test::check_at_most({section, "load control: largest change of rotation, pressure, stress at a mobile level", fusion},
                      load_control_change, 0.05);
  test::check_at_least({section, "hybrid: least rise of a neighbor's rotation", fusion}, least_rotation_rise, 0.01);
  test::check_at_least({section, "hybrid: least rise of a neighbor's pressure", fusion}, least_pressure_rise, 0.01);
}

TEST_CASE("the unloaded spine settles into the shape that was imaged, its discs at rest under pressure",
          "[study][verification]") {
  const spine::SpineSpec spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  const test::NeutralSpine settled = test::neutral_spine(spec, 0);
  const spine::SpineMeasures measures =
      spine::measure(*settled.model, settled.model->model->initial_state(), settled.state, {});
  double height = 0, pressure = 0;
  for (const spine::Level level : spine::all_levels) {
    const spine::LevelMeasures& settled_disc = measures[level];
    const spine::DiscSpec& disc = spec.disc(level);
    height =
        std::max({height, std::abs(settled_disc.height_change_anterior - disc.settling_anterior * disc.height_anterior),
                  std::abs(settled_disc.height_change_posterior - disc.settling_posterior * disc.height_posterior)});
    pressure += settled_disc.intradiscal_pressure.value() / spine::n_levels;
  }
  const char* unloaded = "default spine, interactive, unloaded";
  test::check_at_most({section, "height of a settled disc, front or back, against the image, mm", unloaded}, height,
                      0.15);
  test::check_at_most({section, "mean pressure of the discs at rest against 0.1 MPa, MPa", unloaded},
                      std::abs(pressure - 0.1), 0.03);
}

bool same_bits(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
  return a.size() == b.size() &&
         std::memcmp(a.data(), b.data(), sizeof(double) * static_cast<std::size_t>(a.size())) == 0;
}

TEST_CASE("one solve of the spine has the same bits on 1, 2 and 4 threads", "[study][determinism]") {
  const spine::SpineSpec spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  const auto model = spine::make_spine_model(spec);
  std::optional<fem::State> first;
  for (const int threads : {1, 2, 4}) {
    fem::State state = model->model->initial_state();
    fem::Target target{state.load, {}};
    target.load[model->follower_load] = 100;
    target.load[model->model->moments()[model->moment(spine::Axis::axial)].load] = 1000;
    REQUIRE(fem::solve(*model->model, state, target, {.threads = threads}).converged());
    if (!first)
      first = state;
    CHECK(same_bits(first->displacement, state.displacement));
    CHECK(same_bits(first->internal, state.internal));
    for (std::size_t b = 0; b < state.bodies.size(); ++b)
      CHECK(state.bodies[b].rotation.coeffs() == first->bodies[b].rotation.coeffs());
  }
}

}  // namespace
