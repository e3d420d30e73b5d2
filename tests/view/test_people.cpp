// A plan over people, in the window.

#include "view/people.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "../cli/program.hpp"
#include "../study/temporary_folder.hpp"
#include "image_difference.hpp"
#include "ui_driver.hpp"
#include "view/dashboard.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;

/// The right panel.
view::Image numbers_of(const test::UiDriver& driver) { return view::part(driver.image(), 905, 30, 375, 740); }

/// The bars of the quantity whose title begins so, without the controls around them.
view::Image chart_of(test::UiDriver& driver, const std::string& title) {
  const auto& places = driver.workbench().landmarks().places();
  const auto found =
      std::find_if(places.begin(), places.end(), [&](const auto& place) { return place.first.starts_with(title); });
  REQUIRE(found != places.end());
  const auto& [low, high] = found->second;
  return view::part(driver.image(), int(low.x), int(low.y), int(high.x - low.x), int(high.y - low.y));
}

TEST_CASE("bands over people stand beside the numbers, go with an edit and come back with its undo", "[view][ui]") {
  const test::TemporaryFolder folder;
  std::atomic<int> n_asked = 0;
  std::size_t n_people = 0, n_plans = 0;
  std::vector<study::LoadCase> asked_cases;
  test::UiDriver driver(folder.path() / "state", std::make_unique<test::BentAnswerer>(),
                        [&](const auto& scene, const auto& experiment, const auto& declared, const auto& run) {
                          ++n_asked;
                          n_people = run.n;
                          asked_cases = experiment.loads.cases;
                          n_plans = experiment.plans.size();
                          auto people = test::made_up_people(scene, experiment, declared, run);
                          for (study::PopulationRow& row : people->rows) {
                            if (n_asked == 2 && row.operated)
                              row.operated->low *= 0.5;
                          }
                          return people;
                        });
  REQUIRE(driver.wait_for_answer());
  const view::Image without = numbers_of(driver);
  driver.key('O');
  driver.click("people");
  driver.type("7");
  driver.click("Begin");
  REQUIRE(driver.wait_for([&] { return driver.workbench().people() != nullptr; }));
  CHECK(n_people == 7);
  CHECK(n_plans == 1);
  CHECK(asked_cases == std::vector{study::LoadCase::flexion});
  CHECK(test::image_difference(numbers_of(driver), without) > 2);
  const view::Image tables = numbers_of(driver);

  const study::Population& people = *driver.workbench().people();
  const auto rows =
      view::dashboard({*test::bent_result(), &people}, study::LoadCase::flexion, study::Protocol::hybrid).front().rows;
  const auto* row =
      people.find("operated", study::LoadCase::flexion, study::Protocol::hybrid, spine::Level{2}, "rotation_deg");
  REQUIRE(row);
  CHECK(rows[2].people == study::band_text(row->change_percent));
  CHECK(rows[2].band->high == row->operated->high);
  driver.click("Copy as CSV");
  CHECK_THAT(ImGui::GetClipboardText(), Contains("people_change_percent_p95"));
  driver.click("Bars");
  driver.frames(2);
  CHECK(test::image_difference(numbers_of(driver), tables) > 2);
  const view::Image bars = chart_of(driver, "Rotation (");
  driver.key('O');
  driver.click("Begin");
  REQUIRE(driver.wait_for([&] { return n_asked == 2 && !driver.workbench().errand(); }));
  // Longer whiskers: the axis and all texts are the same.
  CHECK(test::image_difference(chart_of(driver, "Rotation ("), bars) > 2);

  driver.click("L3-L4");
  REQUIRE(driver.wait_for_answer());
  CHECK_FALSE(driver.workbench().people());
  driver.key('Z', true);
  REQUIRE(driver.wait_for_answer());
  CHECK(driver.workbench().people());
  CHECK(n_asked == 2);
}

TEST_CASE("what studies have found stands with the quantity that they are about", "[view][unit]") {
  const std::map<study::Protocol, std::map<std::string, study::PublishedSpread>> published{
      {study::Protocol::hybrid, {{"ROM", {-10, 40, 3}}}}};
  const auto tables =
      view::dashboard({*test::bent_result(), nullptr, published}, study::LoadCase::flexion, study::Protocol::hybrid);
  REQUIRE(tables.front().published);
  CHECK(view::spread_text(*tables.front().published) ==
        "Published beside such operations under the same protocol, any motion: -10 % to +40 % (3 studies)");
  CHECK_THAT(view::spread_text({45, 45, 1}), Catch::EndsWith(": +45 % (1 study)"));
  const auto of_moment = view::dashboard({*test::bent_result(), nullptr, published}, study::LoadCase::flexion,
                                         study::Protocol::load_control);
  CHECK_FALSE(of_moment.front().published);
  CHECK_FALSE(tables[1].published);
}

/// Solves when it is let.
class PatientAnswerer final : public view::Answerer {
 public:
  explicit PatientAnswerer(std::atomic<bool>& may_answer) : may_answer_(may_answer) {}
  void answer(const study::Experiment& experiment, const std::stop_token& stop,
              const std::function<void(view::Answer)>& publish,
              const std::function<void(const view::SolverNews&)>& tell) override {
    while (!may_answer_ && !stop.stop_requested())
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    test::BentAnswerer().answer(experiment, stop, publish, tell);
  }

 private:
  std::atomic<bool>& may_answer_;
};

TEST_CASE("people wait while an edit is solved, do not hold it up, and are stopped when asked", "[view][ui]") {
  const test::TemporaryFolder folder;
  std::atomic<bool> may_answer = true, is_stopped = false;
  std::atomic<int> n_iterations = 0;
  const auto endless = [&](const auto&, const auto&, const auto&,
                           const sweep::PeopleRun& run) -> std::optional<study::Population> {
    while (!run.stop.stop_requested()) {
      run.on_iteration();
      ++n_iterations;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    is_stopped = true;
    return std::nullopt;
  };
  test::UiDriver driver(folder.path() / "state", std::make_unique<PatientAnswerer>(may_answer), endless, 20);
  REQUIRE(driver.wait_for_answer());
  REQUIRE(driver.wait_for([&] { return n_iterations > 3; }));  // asked for when the window opened
  CHECK(driver.workbench().errand()->n_parts == 20);

  may_answer = false;
  driver.click("L3-L4");
  REQUIRE(driver.wait_for([&] {
    const int before = n_iterations;
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    return n_iterations == before;
  }));
  CHECK(driver.workbench().errand()->is_held);
  may_answer = true;
  REQUIRE(driver.wait_for_answer());
  const int before = n_iterations;
  CHECK(driver.wait_for([&] { return n_iterations > before + 3; }));

  driver.click("Stop");
  CHECK_FALSE(driver.workbench().errand());
  CHECK(driver.wait_for([&] { return is_stopped.load(); }));
  CHECK_FALSE(driver.workbench().people());
}

TEST_CASE("the window solves a plan on a plausible person with elastic bone", "[view][ui]") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("pressed.toml", R"(format = "spondyl-scene"
version = 1
[parameters]
"load.compression_N" = 200
[[operation]]
type = "fusion"
levels = ["L4-L5"]
[loads]
cases = ["compression"]
protocols = ["load_control"]
)");
  test::UiDriver driver(folder.path() / "state", std::make_unique<test::BentAnswerer>(), sweep::population_of);
  driver.workbench().open(file);
  REQUIRE(driver.wait_for_answer());
  driver.key('O');
  driver.click("people");
  driver.type("1");
  driver.click("Begin");
  REQUIRE(driver.wait_for([&] { return driver.workbench().people() != nullptr; }));
  const study::Population& people = *driver.workbench().people();
  CHECK(people.n_people == 1);
  const auto* row = people.find("operated", study::LoadCase::compression, study::Protocol::load_control,
                                spine::Level{2}, "endplate_stress_MPa");  // none in rigid bone
  REQUIRE(row);
  REQUIRE(row->operated);
  CHECK(row->operated->n == 1);
  CHECK(row->operated->median > 0);
}

TEST_CASE("one person is not asked over people, nor a plan that cannot be done, nor no plan", "[view][ui]") {
  const test::TemporaryFolder folder;
  std::atomic<bool> is_solved = false;
  const auto never = [&](const auto&, const auto&, const auto&, const auto&) -> std::optional<study::Population> {
    is_solved = true;
    return std::nullopt;
  };
  test::UiDriver driver(folder.path() / "state", std::make_unique<test::BentAnswerer>(), never);
  const auto ask = [&] {
    driver.key('O');
    driver.click("Begin");
    driver.frames(2);
    CHECK_FALSE(driver.workbench().errand());
    return driver.workbench().message();
  };
  REQUIRE(driver.wait_for_answer());
  driver.click("L4-L5");
  CHECK_THAT(ask(), Contains("nothing is planned"));
  driver.key('Z', true);
  driver.click("L1-L2");
  CHECK_THAT(ask(), Contains("cannot be done"));
  driver.workbench().open(folder.write("person.toml", R"(format = "spondyl-scene"
version = 1
[spine]
person = "female_median"
[[operation]]
type = "fusion"
levels = ["L4-L5"]
)"));
  driver.frames(2);
  CHECK_THAT(ask(), Contains("one person"));
  CHECK_FALSE(is_solved);
}

TEST_CASE("a number of people that makes no sense is refused before any window", "[view][unit]") {
  for (const std::string n : {"0", "10001", "-3", "many"}) {
    const test::Outcome outcome = test::run_program({{"view", "--population", n}});
    CAPTURE(n, outcome.err);
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, Contains("--population"));
  }
}

}  // namespace
