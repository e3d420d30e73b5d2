// Knobs, the file a calibration writes, and one small fit of the real spine.

#include "study/calibration.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "study/calibration_file.hpp"
#include "support.hpp"
#include "validation_fixture.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using Eigen::VectorXd;

const std::string models = std::string(SPONDYL_SOURCE_DIR) + "/models";

const core::ParameterTable& published() {
  static const core::ParameterTable table = study::read_published_parameters(models);
  return table;
}

std::string knob_text(const std::string& id, const std::string& path, const std::string& kind,
                      const std::string& range = "min = 0.5\nmax = 2.0\ndeviation = 1.5") {
  return "[[knob]]\nid = \"" + id + "\"\npaths = [\"" + path + "\"]\nkind = \"" + kind + "\"\n" + range +
         "\nwhy = \"test\"\n";
}

study::CalibrationPlan plan_of(const std::string& knobs) {
  const test::TemporaryFolder folder;
  return study::read_calibration_plan(
      folder.write("knobs.toml",
                   "[fit]\ndeviation_deg = 0.5\ndeviation_mm = 0.05\ntolerance = 1e-3\nmax_iterations = 2\n" + knobs),
      published());
}

TEST_CASE("a factor, a tilt and an offset do to the parameters what they say", "[study][unit]") {
  const auto plan = plan_of(knob_text("f", "ligament.*.ALL.stiffness_N", "factor") +
                            knob_text("t", "ligament.*.ALL.stiffness_N", "tilt") +
                            knob_text("o", "anatomy.*.facet_gap_mm", "offset", "min = -0.2\nmax = 1\ndeviation = 0.1"));
  REQUIRE(plan.knobs.size() == 3);
  CHECK(plan.knobs[0].paths.size() == 5);
  const VectorXd deviations{{plan.knobs[0].deviations(1.2), plan.knobs[1].deviations(1.5), 3.0}};
  const core::ParameterTable turned = study::turned(published(), plan.knobs, deviations);
  const auto ratio = [&](const std::string& path) { return turned.value(path) / published().value(path); };
  CHECK(test::relative_error(ratio("ligament.L1-L2.ALL.stiffness_N"), 1.2 / 1.5) <= test::round_off());
  CHECK(test::relative_error(ratio("ligament.L3-L4.ALL.stiffness_N"), 1.2) <= test::round_off());
  CHECK(test::relative_error(ratio("ligament.L5-S1.ALL.stiffness_N"), 1.2 * 1.5) <= test::round_off());
  CHECK(ratio("ligament.L3-L4.PLL.stiffness_N") == 1);
  CHECK(test::relative_error(turned.value("anatomy.L2-L3.facet_gap_mm"),
                             published().value("anatomy.L2-L3.facet_gap_mm") + 0.3) <= test::round_off());

  const VectorXd neutral = VectorXd::Zero(3);
  CHECK(study::turned(published(), plan.knobs, neutral).sha256() == published().sha256());
}

TEST_CASE("a setting ends at its bound and a parameter at its own", "[study][unit]") {
  const auto plan = plan_of(knob_text("g", "anatomy.*.facet_gap_mm", "offset", "min = -9\nmax = 0.5\ndeviation = 0.1"));
  const auto& knob = plan.knobs.front();
  CHECK(knob.setting(100) == 0.5);
  for (const auto& parameter : study::turned_parameters(plan.knobs, VectorXd{{-80.0}}, published()))
    CHECK(parameter.value == published().find(parameter.path)->min);
  CHECK(test::relative_error(knob.setting(knob.deviations(0.23)), 0.23) <= test::round_off());
}

TEST_CASE("a faulty knob is refused", "[study][unit]") {
  CHECK_THAT(test::error_of([] { plan_of(knob_text("a", "nobody.knows", "factor")); }).what(),
             Contains("nobody.knows") && Contains("knobs.toml"));
  CHECK_THAT(test::error_of([] { plan_of(knob_text("a", "tissue.annulus_ground.c10_MPa", "tilt")); }).what(),
             Contains("no level"));
  CHECK_THAT(
      test::error_of([] {
        plan_of(knob_text("a", "tissue.annulus_ground.c10_MPa", "factor", "min = 1.5\nmax = 2\ndeviation = 1.2"));
      }).what(),
      Contains("with 1 inside"));
  CHECK_THAT(test::error_of([] { plan_of(""); }).what(), Contains("no knob"));
  const std::string once = knob_text("a", "tissue.annulus_ground.c10_MPa", "factor");
  CHECK_THAT(test::error_of([&] { plan_of(once + once); }).what(), Contains("second time"));
}

TEST_CASE("the shipped knobs are few, and none is of a single level", "[study][unit]") {
  const auto plan = study::read_calibration_plan(models + "/calibration/knobs.toml", published());
  CHECK(plan.knobs.size() <= 12);
  for (const study::Knob& knob : plan.knobs) {
    for (const spine::Level level : spine::all_levels) {
      const auto belongs = [&](const std::string& path) {
        return path.find(std::string(name(level))) != std::string::npos;
      };
      CHECK_FALSE(std::all_of(knob.paths.begin(), knob.paths.end(), belongs));
    }
  }
}

TEST_CASE("calibrated parameters were fitted from the values that are published now", "[study][unit]") {
  const std::string file = models + "/" + std::string(study::calibrated_file);
  if (!std::filesystem::exists(file)) {
    WARN("models/calibrated.toml is not there: the published values ship as they are");
    return;
  }
  for (const study::CalibratedParameter& p : study::read_calibrated(file)) {
    CAPTURE(p.path);
    CHECK(published().value(p.path) == p.published);
  }
}

// One knob, one rotation under a small moment.
study::Calibration small_fit(int threads, study::CalibrationPlan& plan) {
  plan = plan_of(knob_text("ground", "tissue.annulus_ground.c*", "factor"));
  const auto rows = test::read_rows(test::row_text("A", "centre = 0.4\nuse = \"calibration\"",
                                                   "load_case = \"flexion\"\nmoment_Nm = 0.5\nlevel = \"L3-L4\"\n"))
                        .rows;
  return study::calibrate(published(), plan, rows, {.threads = threads});
}

TEST_CASE("a fit of the spine lowers the misfit, has the same bytes on 1 and 2 threads, and reads back",
          "[study][determinism]") {
  study::CalibrationPlan plan;
  const study::Calibration fit = small_fit(2, plan);
  REQUIRE(fit.fit.residuals.size() == 12);  // a rotation, two heights of each disc, the knob
  CHECK(fit.fit.sum_after < fit.fit.sum_before);
  const std::string text = study::calibration_text(fit, plan, published(), spine::Resolution::interactive);
  const study::Calibration again = small_fit(1, plan);
  CHECK(study::calibration_text(again, plan, published(), spine::Resolution::interactive) == text);

  const test::TemporaryFolder folder;
  for (const auto& entry : std::filesystem::directory_iterator(models)) {
    if (entry.path().extension() == ".toml" && entry.path().filename() != study::calibrated_file)
      std::filesystem::copy(entry.path(), folder.path() / entry.path().filename());
  }
  folder.write(std::string(study::calibrated_file), text);
  const core::ParameterTable table = study::read_parameters(folder.path());
  CHECK(table.sha256() == study::turned(published(), plan.knobs, fit.fit.unknowns).sha256());
  const core::Parameter& ground = *table.find("tissue.annulus_ground.c10_MPa");
  CHECK(ground.source == "CALIBRATION");
  CHECK(ground.confidence == core::Confidence::computed);
  CHECK_THAT(ground.doc, Contains("JHE2017"));
  CHECK(study::read_published_parameters(folder.path()).sha256() == published().sha256());
}

TEST_CASE("a calibrated file with an unknown path is refused with file, line and key", "[study][unit]") {
  const test::TemporaryFolder folder;
  for (const auto& entry : std::filesystem::directory_iterator(models)) {
    if (entry.path().extension() == ".toml" && entry.path().filename() != study::calibrated_file)
      std::filesystem::copy(entry.path(), folder.path() / entry.path().filename());
  }
  folder.write(std::string(study::calibrated_file),
               "format = \"spondyl-calibration\"\nversion = 1\n[parameters]\n"
               "\"tissue.annulus_grund.c10_MPa\" = { value = 0.2, published = 0.18 }\n");
  const core::Error error = test::error_of([&] { study::read_parameters(folder.path()); });
  CHECK(error.code() == core::ErrorCode::bad_input);
  CHECK(error.where().line == 4);
  CHECK_THAT(error.what(), Contains("annulus_ground"));
}

}  // namespace
