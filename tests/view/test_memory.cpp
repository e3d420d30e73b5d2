// A long session does not fill the memory: what the window, its worker and the solver keep is bounded.

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "../study/temporary_folder.hpp"
#include "ui_driver.hpp"

namespace {

using namespace spondyl;

/// Solves as the window's own answerer does, with rigid bone alone.
class QuickAnswerer final : public view::Answerer {
 public:
  void answer(const study::Experiment& experiment, const std::stop_token& stop,
              const std::function<void(view::Answer)>& publish,
              const std::function<void(const view::SolverNews&)>& tell) override {
    study::Experiment quick = experiment;
    quick.fidelity = spine::Fidelity::rigid_bone;
    solver_->answer(quick, stop, publish, tell);
  }

 private:
  std::unique_ptr<view::Answerer> solver_ = view::make_study_answerer(2);
};

double resident_MiB() {
  std::ifstream file("/proc/self/statm");
  double pages = 0;
  file >> pages >> pages;
  return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

/// The k-th plan of a session: nearly all of them differ.
void change_plan(test::UiDriver& driver, int k) {
  switch (k % 5) {
    case 0:
      return driver.drag("Since surgery", 0.01 + 0.033 * (k / 5));  // another month each time
    case 1:
      return driver.click("L3-L4");
    case 2:
      return driver.choose("Rods", k % 10 < 5 ? "peek" : "titanium");
    case 3:
      return driver.choose("Rods on", k % 10 < 5 ? "left" : "both");
    default:
      return driver.choose("Cage", k % 10 < 5 ? "titanium" : "peek");
  }
}

TEST_CASE("a hundred edits of the plan leave the memory within 200 MiB of what ten have taken", "[view][slow]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state", std::make_unique<QuickAnswerer>());
  driver.choose("Approach", "plif");
  REQUIRE(driver.wait_for_answer());
  std::set<std::string> plans;
  double after_ten = 0;
  std::string course;
  for (int k = 0; k < 100; ++k) {
    change_plan(driver, k);
    REQUIRE(driver.wait_for_answer());
    plans.insert(driver.workbench().document().text());
    if (k % 10 == 9)
      course += " " + std::to_string(static_cast<int>(resident_MiB()));
    if (k == 9)
      after_ten = resident_MiB();
  }
  INFO("MiB after each ten edits:" << course);
  CHECK(plans.size() >= 95);  // a slider may stop where it has been
  CHECK(resident_MiB() <= after_ten + 200);
}

}  // namespace
