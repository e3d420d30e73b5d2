// Plans by their names and operations one by one, as the plan panel offers them.

#include "view/operation_panel.hpp"

#include <catch2/catch.hpp>

#include "../study/temporary_folder.hpp"
#include "study/data_dir.hpp"
#include "ui_driver.hpp"
#include "view/ready_plans.hpp"

namespace {

using namespace spondyl;

TEST_CASE("each piece of an operation is one that the plan then says by its name", "[view][unit]") {
  const std::vector<std::string> names{"posterolateral graft L2-L3", "instrumentation L2-L3", "discectomy L2-L3",
                                       "ligament resection L2-L3, LF", "remove instrumentation"};
  for (std::size_t kind = 0; kind < names.size(); ++kind)
    CHECK_THAT(view::describe(view::operation_of({kind, spine::Level{1}, spine::Ligament::LF})),
               Catch::StartsWith(names[kind]));
}

TEST_CASE("all plans that ship can be carried out on the spine that they are for", "[view][unit]") {
  const core::ParameterTable declared = test::shipped_parameters();
  const auto plans = view::read_ready_plans(study::find_data_dir() / "scenes", declared);
  CHECK(plans.size() >= 9);
  for (const study::Scene& plan : plans) {
    INFO(plan.name);
    CHECK(view::check(plan, declared).message.empty());
    CHECK_FALSE(plan.description.empty());
  }
}

TEST_CASE("a plan is taken by its name, pieces are added to it, and each is one edit", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  const std::string before = driver.workbench().document().text();
  driver.click("Plans");
  driver.click("L4-L5 TLIF");
  REQUIRE(view::first<surgery::Fusion>(driver.scene()));
  CHECK(view::first<surgery::Fusion>(driver.scene())->approach == surgery::Approach::tlif);
  CHECK(driver.workbench().document().undo_name() == "plan: L4-L5 TLIF");

  driver.choose("Thickness", "6.35 mm");
  CHECK(view::first<surgery::Fusion>(driver.scene())->hardware->rod_diameter == 6.35);
  driver.click("Choose its lordosis");
  CHECK(view::first<surgery::Fusion>(driver.scene())->cage.lordosis);
  const std::size_t n = driver.scene().operations.size();
  driver.click("More operations");
  driver.choose("Operation", "ligament_resection");
  driver.choose("Ligament", "SSL");
  driver.choose("Level", "L2-L3");
  driver.click("Add it");
  REQUIRE(driver.scene().operations.size() == n + 1);
  const auto* cut = view::first<surgery::LigamentResection>(driver.scene());
  REQUIRE(cut);
  CHECK(cut->level == spine::Level{1});
  CHECK(cut->ligament == spine::Ligament::SSL);
  driver.click("Add it");  // nothing is left of it
  driver.frames(2);
  CHECK(driver.workbench().answers().is_stale());
  for (int k = 0; k < 5; ++k)
    driver.key('Z', true);
  CHECK(driver.workbench().document().text() == before);
}

}  // namespace
