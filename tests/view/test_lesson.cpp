// Lessons: those that ship can be walked through and say what the model shows; others are refused with their place.

#include "view/lesson.hpp"

#include <catch2/catch.hpp>

#include "../study/temporary_folder.hpp"
#include "image_difference.hpp"
#include "study/progressive_answer.hpp"
#include "study/scene_check.hpp"
#include "ui_driver.hpp"
#include "view/plan_edit.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;

const std::vector<view::Lesson>& shipped_lessons() {
  static const auto lessons =
      view::read_lessons(std::string(SPONDYL_SOURCE_DIR) + "/scenes/lessons", test::shipped_parameters());
  return lessons;
}

TEST_CASE("every lesson can be read, and every step of it be solved", "[view][unit]") {
  CHECK(shipped_lessons().size() >= 5);
  for (const view::Lesson& lesson : shipped_lessons()) {
    CHECK(lesson.steps.size() >= 3);
    for (const view::LessonStep& step : lesson.steps) {
      CAPTURE(lesson.title, step.title);
      CHECK(view::check(step.scene, test::shipped_parameters()).message.empty());
    }
  }
}

TEST_CASE("what lessons say is what the model shows", "[view][regression][slow]") {
  for (const view::Lesson& lesson : shipped_lessons()) {
    for (const view::LessonStep& step : lesson.steps) {
      CAPTURE(lesson.title, step.title);
      study::Scene scene = step.scene;
      scene.loads.cases = {step.look.load_case};
      scene.loads.protocols = {study::Protocol::load_control};
      if (step.look.protocol == study::Protocol::hybrid)
        scene.loads.protocols.push_back(study::Protocol::hybrid);
      const auto result = study::run_progressively(study::experiment_of(scene, test::shipped_parameters()), 2);
      CHECK(result->converged());
      for (const auto& checked : study::check_expectations(scene.expectations, *result)) {
        CAPTURE(checked.expected.note, checked.ours.value_or(0));
        CHECK(checked.is_inside());
      }
    }
  }
}

TEST_CASE("a step keeps what it does not say", "[view][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("a.toml", R"(format = "spondyl-lesson"
version = 1
title = "A"
[[step]]
title = "one"
text = "1"
load_case = "extension"
viewpoint = "anterior"
[[step.operation]]
type = "fusion"
levels = ["L3-L4"]
[[step]]
title = "two"
text = "2"
protocol = "load_control"
[[step]]
title = "three"
text = "3"
[step.healing]
months = 3
)");
  const view::Lesson lesson = view::read_lesson(file, test::shipped_parameters());
  REQUIRE(lesson.steps.size() == 3);
  CHECK(lesson.steps[1].scene.operations.size() == 1);
  CHECK(lesson.steps[1].scene.name == "A: two");
  CHECK(lesson.steps[1].look.load_case == study::LoadCase::extension);
  CHECK(lesson.steps[1].look.viewpoint == view::Viewpoint::anterior);
  CHECK(lesson.steps[0].look.protocol == study::Protocol::hybrid);
  CHECK(lesson.steps[2].look.protocol == study::Protocol::load_control);
  CHECK(lesson.steps[2].scene.operations.empty());  // a scene of its own
}

TEST_CASE("a broken lesson is refused with its line and what is allowed", "[view][unit]") {
  const test::TemporaryFolder folder;
  const std::string head = "format = \"spondyl-lesson\"\nversion = 1\ntitle = \"A\"\n";
  const std::string step = head + "[[step]]\ntitle = \"one\"\ntext = \"1\"\n";
  const std::vector<std::array<std::string, 3>> mistakes{
      {"format = \"spondyl-scene\"\n", "broken.toml:1", "spondyl-lesson"},
      {head, "step", "at least one"},
      {head + "[[step]]\ntitle = \"one\"\n", "text", "missing"},
      {step + "load_case = \"flexoin\"\n", "broken.toml:7", "flexion"},
      {step + "protocol = \"displacement_control\"\n", "broken.toml:7", "hybrid"},
      {step + "speed = 3\n", "broken.toml:7", "viewpoint"},
      {step + "[[step.operation]]\ntype = \"fusion\"\nlevels = [\"L4-L6\"]\n", "broken.toml:9", "L4-L5"},
      {step + "[[step.operation]]\ntype = \"fusion\"\nlevels = [\"L4-L5\"]\napproach = \"tlif\"\n", "broken.toml:7",
       "side"}};
  for (const auto& [text, place, allowed] : mistakes) {
    const auto file = folder.write("broken.toml", text);
    CAPTURE(text);
    CHECK_THROWS_WITH(view::read_lesson(file, test::shipped_parameters()), Contains(place) && Contains(allowed));
  }
}

TEST_CASE("every lesson is walked through by mouse and keys, forth and back", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  for (const view::Lesson& lesson : driver.workbench().lessons()) {
    driver.click("Lessons");
    driver.click(lesson.title);
    for (std::size_t k = 0; k < lesson.steps.size(); ++k) {
      REQUIRE(driver.workbench().lesson_step() == k);
      REQUIRE(driver.wait_for_answer());
      CHECK(driver.workbench().view_state().look() == lesson.steps[k].look);
      CHECK(driver.scene().name == lesson.title + ": " + lesson.steps[k].title);
      k % 2 == 0 ? driver.click("Next") : driver.key('N');
    }
    CHECK(driver.workbench().lesson_step() == lesson.steps.size() - 1);  // nothing comes after the last
    driver.key('B');
    driver.click("Back");
    CHECK(driver.workbench().lesson_step() == lesson.steps.size() - 3);
    driver.click("End the lesson");
    CHECK_FALSE(driver.workbench().lesson_step());
  }
}

TEST_CASE("a lesson gives the interrupted work back, unsaved changes and undo included", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  driver.click("L3-L4");
  const std::string work = driver.workbench().document().text();
  const view::Look look = driver.workbench().view_state().look();
  const auto autosave = folder.path() / "state" / "autosave.toml";
  driver.frames(2);
  REQUIRE(std::filesystem::exists(autosave));

  driver.click("Lessons");
  driver.click(driver.workbench().lessons().back().title);
  driver.frames(3);
  CHECK(driver.workbench().document().text() != work);
  CHECK(std::filesystem::exists(autosave));
  driver.key('Q', true);  // asks for the work that waits
  CHECK_FALSE(driver.workbench().is_closed());
  driver.frames(3);
  driver.click("Stay");
  driver.click("End the lesson");
  CHECK(driver.workbench().document().text() == work);
  CHECK(driver.workbench().view_state().look() == look);
  driver.key('Z', true);
  CHECK_FALSE(driver.workbench().document().has_unsaved_changes());
}

}  // namespace
