// Courses of moments and of months, solved.

#include "study/course.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "core/units.hpp"
#include "shipped_parameters.hpp"

namespace {

using namespace spondyl;

study::CourseQuestion question(study::CourseKind kind) {
  study::CourseQuestion q;
  q.kind = kind;
  q.experiment = {test::shipped_parameters(), spine::Resolution::interactive, {}, {}};
  q.experiment.fidelity = spine::Fidelity::rigid_bone;
  return q;
}

TEST_CASE("a course of moments rises from rest to what a single solve gives, and ends where it is stopped",
          "[study][regression]") {
  study::CourseQuestion q = question(study::CourseKind::moments);
  q.experiment.plans = {{"operated", {surgery::Fusion{{spine::Level{3}}}}, {}}};
  study::SolutionCache cache;
  std::size_t n_done = 0;
  const auto course = study::course_of(q, cache, {2, {}, [&](std::size_t n) { n_done = n; }});
  REQUIRE(course);
  CHECK(n_done == study::n_course_points);
  CHECK(course->fused == std::vector{spine::Level{3}});
  CHECK(course->adjacent == std::vector{spine::Level{2}, spine::Level{4}});
  REQUIRE(course->lines.size() == 2);
  for (const study::CourseLine& line : course->lines) {
    REQUIRE(line.points.size() == 1 + study::n_course_points);
    CHECK(line.points.front().at == 0);
    CHECK(std::abs(line.points.front().measures.total_rotation) < core::radians(1e-6));
    for (std::size_t i = 1; i < line.points.size(); ++i)
      CHECK(line.points[i].measures.total_rotation > line.points[i - 1].measures.total_rotation);
    CHECK(line.points.back().at == 7.5);
  }
  study::Experiment single = q.experiment;
  single.loads.cases = {study::LoadCase::flexion};
  single.loads.protocols = {study::Protocol::load_control};
  const auto result = study::run(single, 2);
  for (std::size_t s = 0; s < 2; ++s) {
    const double alone = result->states[s].cases.front().measures.total_rotation;
    CHECK(std::abs(course->lines[s].points.back().measures.total_rotation - alone) < 1e-4 * alone);
  }

  std::stop_source stop;
  const auto stopped =
      study::course_of(q, cache, {1, {stop.get_token(), {}}, [&](std::size_t) { stop.request_stop(); }});
  CHECK_FALSE(stopped);
}

TEST_CASE("months of a course are those of the operation, whatever the plan says", "[study][regression]") {
  study::CourseQuestion q = question(study::CourseKind::months);
  surgery::Fusion tlif{{spine::Level{3}}, surgery::Approach::tlif, surgery::Sides::left};
  tlif.healing = surgery::Healing{6};
  q.experiment.plans = {{"operated", {tlif}, {}}};
  q.load_case = study::LoadCase::compression;
  q.experiment.parameters.set("load.compression_N", 200);
  study::SolutionCache cache;
  const auto course = study::course_of(q, cache, {2, {}, {}});
  REQUIRE(course);
  const auto& points = course->lines[1].points;
  REQUIRE(points.size() == study::n_course_points);
  const auto share = [&](std::size_t i) {
    return points[i].measures.levels[3].load_shares[static_cast<std::size_t>(spine::Carrier::rods)].compression.value();
  };
  CHECK(share(0) > share(4));  // rods hand over to bone
  CHECK(points[0].at == 0);
  CHECK(points[4].at == 24);
}

TEST_CASE("no moment drives compression", "[study][unit]") {
  study::CourseQuestion q = question(study::CourseKind::moments);
  q.load_case = study::LoadCase::compression;
  study::SolutionCache cache;
  CHECK_THROWS_WITH(study::course_of(q, cache, {}), Catch::Contains("compression"));
}

}  // namespace
