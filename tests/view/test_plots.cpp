// Charts of courses, as data, as files and in the window.

#include "view/plots.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <sstream>

#include "../study/temporary_folder.hpp"
#include "image_difference.hpp"
#include "study/validation_file.hpp"
#include "ui_driver.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

std::size_t choice_of(const std::string& name) {
  for (std::size_t k = 0; k < view::plot_choices.size(); ++k) {
    if (name == view::plot_choices[k].name)
      return k;
  }
  FAIL("no plot " << name);
  return 0;
}

study::Course made_up(study::CourseKind kind) {
  study::CourseQuestion question;
  question.kind = kind;
  return *test::made_up_course(question, {1, {}, [](std::size_t) {}});
}

TEST_CASE("a plot shows the level it is called after, in the units of its axes", "[view][unit]") {
  const study::Course course = made_up(study::CourseKind::moments);
  const view::Chart level = view::course_chart(course, choice_of("Moment, L3-L4"));
  CHECK(level.x_title == "Moment (Nm)");
  CHECK(level.y_title == "Rotation (deg)");
  REQUIRE(level.lines.size() == 2);
  CHECK(level.lines[1].name == "operated");
  const study::CoursePoint& last = course.lines[1].points.back();
  CHECK(level.lines[1].points.back().x == 7.5);
  CHECK(level.lines[1].points.back().y == Approx(core::degrees(last.measures[spine::Level{2}].rotation)));
  const view::Chart total = view::course_chart(course, choice_of("Moment, L1 against S1"));
  CHECK(total.lines[0].points.back().y == Approx(core::degrees(course.lines[0].points.back().measures.total_rotation)));
}

TEST_CASE("months show the fused level, its rods and the disc above", "[view][unit]") {
  const study::Course course = made_up(study::CourseKind::months);
  const view::Chart rods = view::course_chart(course, choice_of("Months, share of the rods"));
  REQUIRE(rods.lines.size() == 1);
  CHECK(rods.lines[0].name == "L4-L5 operated");
  CHECK(rods.lines[0].points[1].x == 3);
  CHECK(rods.lines[0].points[1].y == Approx(50));
  const view::Chart above = view::course_chart(course, choice_of("Months, annulus stress above"));
  REQUIRE(above.lines.size() == 2);
  CHECK(above.lines[0].name == "L3-L4 intact");
  CHECK(above.lines[1].points[0].y ==
        Approx(course.lines[1].points[0].measures[spine::Level{2}].annulus_stress.value()));
}

TEST_CASE("a published corridor stands only behind the very quantity it is of", "[view][unit]") {
  const auto rows =
      study::read_validation(std::string(SPONDYL_SOURCE_DIR) + "/models/validation", test::shipped_parameters()).rows;
  const auto of = [&](const char* plot, study::LoadCase load_case, double follower, double moment) {
    return view::corridors(rows, load_case, choice_of(plot), follower, moment);
  };
  const auto niosi = of("Moment, L3-L4", study::LoadCase::flexion, 0, 7.5);
  REQUIRE(niosi.size() == 1);
  CHECK(niosi[0].x == 7.5);
  CHECK(niosi[0].low == 2.2);
  CHECK(niosi[0].high == 5.2);
  CHECK_THAT(niosi[0].name, Contains("SD") && Contains("n = 10") && Contains("niosi2006"));
  CHECK(of("Moment, L3-L4", study::LoadCase::lateral_bending_right, 0, 7.5).size() == 1);  // of one side
  CHECK(of("Moment, L3-L4", study::LoadCase::flexion, 400, 7.5).empty());
  CHECK(of("Moment, L2-L3", study::LoadCase::flexion, 0, 7.5).empty());
  CHECK(of("Moment, L3-L4", study::LoadCase::flexion, 0, 5).empty());
  CHECK(of("Moment, L1 against S1", study::LoadCase::flexion, 0, 10).empty());
  CHECK(of("Months, share of the rods", study::LoadCase::flexion, 0, 10).empty());
}

TEST_CASE("as CSV a chart has a row for each point and both ends of a corridor, under the titles of its axes",
          "[view][unit]") {
  const view::Chart chart{"a title",
                          "Moment (Nm)",
                          "Rotation (deg)",
                          {{"intact", {{0, 0}, {7.5, 12.25}}}, {"the \"plan\"", {{2.5, 3}}}},
                          {{5, 6, 9, "published"}}};
  CHECK(view::chart_csv(chart) ==
        "line,\"Moment (Nm)\",\"Rotation (deg)\"\n"
        "\"intact\",0,0\n\"intact\",7.5,12.25\n\"the \"\"plan\"\"\",2.5,3\n"
        "\"published, low\",5,6\n\"published, high\",5,9\n");
}

TEST_CASE("the file of a chart has every line of it, over what the axis below says", "[view][unit]") {
  const view::Chart chart{"a title", "Moment (Nm)", "Rotation (deg)", {{"a", {{7.5, 12.25}}}, {"b", {{2.5, 3}}}}, {}};
  const std::string script = view::chart_script(chart);
  for (const char* part : {"xlabel \"Moment (Nm)\"", "ylabel \"Rotation (deg)\"", "\n7.5 12.25\n", "\n2.5 3\n",
                           "title \"a\"", "title \"b\""})
    CHECK_THAT(script, Contains(part));
}

TEST_CASE("a chart is saved by the ending of its name, others are refused", "[view][unit]") {
  const test::TemporaryFolder folder;
  view::Chart chart = view::course_chart(made_up(study::CourseKind::moments), choice_of("Moment, L3-L4"));
  chart.corridors.push_back({7.5, 2.2, 5.2, "published, intact, SD, n = 10 (a_b)"});
  view::save_chart(chart, folder.path() / "a.svg");
  const std::string svg = text_of(folder.path() / "a.svg");
  for (const char* text : {"Moment (Nm)", "Rotation (deg)", "intact", "operated", "n = 10 (a_b)", "stroke-dasharray"})
    CHECK_THAT(svg, Contains(text));
  view::save_chart(chart, folder.path() / "a.png");
  CHECK_THAT(text_of(folder.path() / "a.png").substr(0, 8), Contains("PNG"));
  CHECK_THROWS_WITH(view::save_chart(chart, folder.path() / "a.jpg"), Contains(".jpg") && Contains(".svg or .png"));
}

TEST_CASE("plots are solved when asked for, shown, copied, saved, and come back with an undo", "[view][ui]") {
  const test::TemporaryFolder folder;
  std::atomic<int> n_asked = 0;
  test::UiDriver driver(folder.path() / "state", std::make_unique<test::BentAnswerer>(), test::made_up_people, {},
                        [&](const auto& question, const auto& run) {
                          ++n_asked;
                          return test::made_up_course(question, run);
                        });
  REQUIRE(driver.wait_for_answer());
  CHECK_FALSE(driver.workbench().plot());
  driver.key('G');
  driver.click("Solve the plot");
  REQUIRE(driver.wait_for([&] { return driver.workbench().plot().has_value(); }));
  REQUIRE(driver.sees("chart"));
  const auto panel = [&] { return view::part(driver.image(), 905, 30, 375, 740); };
  const view::Image total = panel();
  driver.choose("##plot", "Moment, L3-L4");
  driver.frames(2);
  CHECK(n_asked == 1);  // the same course
  CHECK(test::image_difference(panel(), total) > 2);
  driver.click("Copy plot as CSV");
  CHECK_THAT(ImGui::GetClipboardText(),
             Contains("\"Moment (Nm)\",\"Rotation (deg)\"") && Contains("\"operated\",7.5,"));

  driver.key('G', true);
  driver.click("path");
  const auto file = folder.path() / "plot.svg";
  driver.type(file.string());
  driver.click("Save it");
  REQUIRE(driver.wait_for([&] { return driver.workbench().message() == "Saved " + file.string(); }));
  CHECK_THAT(text_of(file), Contains("L3-L4"));
  driver.key('G', true);
  driver.click("path");
  driver.type((folder.path() / "none" / "plot.svg").string());
  driver.click("Save it");
  CHECK(driver.wait_for([&] { return driver.workbench().message().starts_with("Not saved"); }));

  driver.choose("##plot", "Months, share of the rods");
  driver.click("Solve the plot");
  REQUIRE(driver.wait_for([&] { return driver.workbench().plot().has_value(); }));
  CHECK(n_asked == 2);
  driver.click("L3-L4");
  REQUIRE(driver.wait_for_answer());
  CHECK_FALSE(driver.workbench().plot());
  driver.key('Z', true);
  REQUIRE(driver.wait_for_answer());
  CHECK(driver.workbench().plot());
  CHECK(n_asked == 2);
  driver.key('G');
  CHECK_FALSE(driver.sees("chart"));
}

TEST_CASE("a plot is stopped when asked, and one that makes no sense is not begun", "[view][ui]") {
  const test::TemporaryFolder folder;
  std::atomic<bool> is_stopped = false;
  test::UiDriver driver(folder.path() / "state", std::make_unique<test::BentAnswerer>(), test::made_up_people, {},
                        [&](const auto&, const study::CourseRun& run) -> std::optional<study::Course> {
                          while (!run.progress.stop.stop_requested()) {
                            run.progress.on_event({study::ProgressEvent::Kind::started, "", 0, 0});
                            run.on_point(2);
                          }
                          is_stopped = true;
                          return std::nullopt;
                        });
  REQUIRE(driver.wait_for_answer());
  driver.key('G');
  driver.click("Solve the plot");
  REQUIRE(driver.wait_for([&] { return driver.workbench().errand() && driver.workbench().errand()->n_done == 2; }));
  driver.click("Stop");
  CHECK_FALSE(driver.workbench().errand());
  CHECK(driver.wait_for([&] { return is_stopped.load(); }));
  driver.click("Loads");
  driver.choose("Motion", "compression");
  driver.frames(3);
  CHECK_FALSE(driver.sees("Solve the plot"));
}

}  // namespace
