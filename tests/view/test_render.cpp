// What the commands say when something is missing.

#include <catch2/catch.hpp>

#include "../cli/program.hpp"

namespace {

using namespace spondyl;

TEST_CASE("without a display the window says so in one sentence", "[view][ui]") {
  unsetenv("DISPLAY");
  unsetenv("WAYLAND_DISPLAY");
  const test::Outcome outcome = test::run_program({{"view"}});
  CHECK(outcome.status == 2);
  CHECK_THAT(outcome.err, Catch::Contains("no display") && Catch::Contains("spondyl render"));
}

TEST_CASE("render refuses what it cannot draw before it solves anything", "[view][unit]") {
  const std::string scene = std::string(SPONDYL_SOURCE_DIR) + "/scenes/fusion_l4_l5.toml";
  const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes{
      {{"render", scene, "--out", "x.png", "--size", "big"}, "1280x800"},
      {{"render", scene, "--out", "x.png", "--view", "front"}, "anterior"},
      {{"render", scene, "--out", "x.png", "--field", "mises"}, "von_mises"},
      {{"render", scene, "--out", "x.png", "--color-map", "jet"}, "viridis"},
      {{"render", "none.toml", "--out", "x.png"}, "none.toml"},
      {{"render", scene}, "--out"}};
  for (const auto& [arguments, said] : mistakes) {
    const test::Outcome outcome = test::run_program({arguments});
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, Catch::Contains(said));
  }
}

}  // namespace
