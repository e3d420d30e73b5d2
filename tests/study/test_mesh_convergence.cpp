// The arithmetic of mesh differences, on runs whose values are made up.

#include "study/mesh_convergence.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace spondyl;

/// Every level turns by 2 + c h^2, with element size h of the mesh.
study::MeshRun made_up(spine::Resolution resolution, double h) {
  study::CaseResult flexion{study::LoadCase::flexion, study::Protocol::load_control, fem::Report{}, 0, 0, {}, {}, {}};
  for (spine::LevelMeasures& level : flexion.measures.levels) {
    level.rotation = 2 + 0.3 * h * h;
    level.intradiscal_pressure = 1 - 0.02 * h * h;
    level.annulus_stress = 1;
    level.facet_force = {10, 0};
  }
  return {resolution, static_cast<std::size_t>(std::lround(1000000 / (h * h * h))), {flexion}};
}

TEST_CASE("the error of a mesh is found by extrapolation where it falls with the square of the element size",
          "[study][verification]") {
  const std::vector<study::MeshRun> runs{made_up(spine::Resolution::interactive, 1.0),
                                         made_up(spine::Resolution::standard, 0.5),
                                         made_up(spine::Resolution::fine, 0.25)};
  const auto differences = study::mesh_differences(runs);
  REQUIRE(differences.size() == 8);
  const study::MeshDifference& rotation = differences.front();
  CHECK(rotation.quantity == "rotation_deg");
  CHECK(test::relative_error(rotation.largest, 0.3 * 0.75 / 2.075) <= test::scaled(1e-6));
  // True error 0.3 of an exact 2, counted against the next finer mesh.
  CHECK(test::relative_error(rotation.coarse_error, 0.3 / 2.075) <= test::scaled(1e-6));
  CHECK(rotation.accepted == 0.05);
  CHECK(differences[1].accepted == 0.025);  // standard against fine: half
  for (const study::MeshDifference& d : differences) {
    if (d.quantity == "annulus_stress_MPa" || d.quantity == "facet_force_left_N")
      CHECK(d.largest == 0);
  }
}

}  // namespace
