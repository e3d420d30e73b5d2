// A plan kept as plan A, beside the one that is worked on: when it is compared, and what of it is on the screen.

#include "view/kept_plan.hpp"

#include <catch2/catch.hpp>

#include "../study/temporary_folder.hpp"
#include "image_difference.hpp"
#include "ui_driver.hpp"
#include "view/dashboard.hpp"
#include "view/plan_edit.hpp"

namespace {

using namespace spondyl;

study::Scene fused(std::initializer_list<int> levels, surgery::Approach approach) {
  study::Scene scene;
  surgery::Fusion fusion;
  for (const int l : levels)
    fusion.levels.push_back(spine::Level{l});
  fusion.approach = approach;
  scene.operations.push_back(fusion);
  return scene;
}

TEST_CASE("a kept plan is compared with another plan that its spine allows, and says why not otherwise",
          "[view][unit]") {
  const core::ParameterTable declared = test::shipped_parameters();
  const study::Scene plif = fused({3}, surgery::Approach::plif);
  view::KeptPlan kept;
  kept.stand_beside(plif, declared);
  CHECK_FALSE(kept.beside());
  CHECK(kept.reason().empty());

  kept.keep(plif);
  kept.stand_beside(plif, declared);
  CHECK_FALSE(kept.beside());
  CHECK_THAT(kept.reason(), Catch::Contains("on the screen"));
  kept.stand_beside(study::Scene(), declared);
  CHECK_FALSE(kept.beside());

  study::Scene other = fused({2, 3}, surgery::Approach::plif);
  kept.stand_beside(other, declared);
  REQUIRE(kept.beside());
  CHECK(kept.reason().empty());
  CHECK(std::get<surgery::Fusion>(kept.beside()->operations.front()).levels == std::vector{spine::Level{3}});
  const std::string question = kept.question();
  CHECK_FALSE(question.empty());

  study::Scene later = plif;  // months alone make another plan
  later.healing.months = 3;
  kept.stand_beside(later, declared);
  CHECK(kept.beside());
  kept.keep(later);
  kept.stand_beside(other, declared);
  CHECK(kept.question() != question);
  kept.forget();
  CHECK_FALSE(kept.plan());
  CHECK_FALSE(kept.beside());
}

TEST_CASE("a kept plan that a spine does not allow is left out with a surgeon's reason", "[view][unit]") {
  const core::ParameterTable declared = test::shipped_parameters();
  study::Scene tall = fused({3}, surgery::Approach::alif);
  std::get<surgery::Fusion>(tall.operations.front()).cage.height = 20;
  view::KeptPlan kept;
  kept.keep(tall);
  study::Scene low = fused({2}, surgery::Approach::plif);
  kept.stand_beside(low, declared);
  CHECK_FALSE(kept.beside());
  CHECK_THAT(kept.reason(), Catch::Contains("cannot be done") && Catch::Contains("mm"));
  CHECK(kept.question().empty());
}

TEST_CASE("intact, plan A and plan B stand side by side, in picture, tables and bars", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  const view::Workbench& workbench = driver.workbench();
  driver.key('A');
  CHECK(workbench.answers().shown()->states.size() == 2);  // it is the plan on the screen
  driver.key('C');
  driver.frames(2);
  CHECK(workbench.captions() == std::vector<std::string>{"Intact", "Operated"});

  driver.choose("Approach", "tlif");
  REQUIRE(driver.wait_for_answer());
  REQUIRE(workbench.answers().shown()->states.size() == 3);
  CHECK(workbench.picture().scenes().size() == 3);
  CHECK(workbench.captions() == std::vector<std::string>{"Intact", "Plan A", "Plan B"});
  // Each panel has its own spine, all under one range.
  const auto panel = [&](std::size_t k) {
    const view::Rect& scene = workbench.picture().scenes()[k];
    return view::part(driver.image(), int(scene.x), int(scene.y), int(workbench.picture().scenes()[0].width) - 1,
                      int(scene.height));
  };
  CHECK(test::image_difference(panel(0), panel(1)) > 2);
  CHECK(test::image_difference(panel(1), panel(2)) > 2);

  const study::ExperimentResult& result = *workbench.answers().shown();
  const auto rotation = view::dashboard({result}, study::LoadCase::flexion, study::Protocol::hybrid).front().rows[2];
  REQUIRE(rotation.kept);
  CHECK(*rotation.kept->value == Approx(0.9 * *rotation.operated.value).epsilon(1e-3));  // 18 of 20 degrees
  CHECK(rotation.kept->is_neighbor);
  CHECK(view::neighbor_sentence(result, study::LoadCase::flexion, study::Protocol::hybrid, &result.states[1]) !=
        view::neighbor_sentence(result, study::LoadCase::flexion, study::Protocol::hybrid));
  driver.click("Copy as CSV");
  CHECK_THAT(ImGui::GetClipboardText(), Catch::Contains("plan_A,hybrid"));

  // What it has more than plan A is not what it has more than the intact spine.
  driver.click("Picture");
  driver.choose("Spine", "difference");
  driver.frames(2);
  CHECK_THAT(workbench.captions().front(), Catch::Contains("Plan B minus Intact"));
  const auto to_intact = workbench.picture().range();
  driver.choose("Spine", "plan_difference");
  driver.frames(2);
  CHECK_THAT(workbench.captions().front(), Catch::Contains("Plan B minus Plan A"));
  CHECK(workbench.picture().range() != to_intact);

  driver.click("Plan");
  driver.click("Take up");
  REQUIRE(driver.wait_for_answer());
  CHECK(view::first<surgery::Fusion>(driver.scene())->approach == surgery::Approach::none);
  CHECK(workbench.answers().shown()->states.size() == 2);
  driver.key('Z', true);
  REQUIRE(driver.wait_for_answer());
  CHECK(workbench.answers().shown()->states.size() == 3);
  driver.click("Forget");
  REQUIRE(driver.wait_for_answer());
  CHECK(workbench.answers().shown()->states.size() == 2);
}

TEST_CASE("the picture can stand alone, as wide as the window", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  const float beside_panels = driver.workbench().picture_place().width;
  driver.key('H');
  driver.frames(2);
  CHECK_FALSE(driver.sees("Approach"));
  CHECK(driver.workbench().picture_place().width == ImGui::GetIO().DisplaySize.x);
  driver.key('H');
  driver.frames(2);
  CHECK(driver.sees("Approach"));
  CHECK(driver.workbench().picture_place().width == beside_panels);
}

TEST_CASE("during a lesson the kept plan waits", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  driver.key('A');
  driver.choose("Approach", "tlif");
  REQUIRE(driver.wait_for_answer());
  CHECK(driver.workbench().answers().shown()->states.size() == 3);
  driver.click("Lessons");
  driver.click(driver.workbench().lessons().front().title);
  for (std::size_t step = 0; step < driver.workbench().lessons().front().steps.size(); ++step) {
    REQUIRE(driver.wait_for_answer());
    CHECK(driver.workbench().answers().shown()->states.size() < 3);
    driver.key('N');
  }
}

}  // namespace
