#include <catch2/catch.hpp>

#include "program.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using test::run_program;

TEST_CASE("validate refuses a pattern that fits no row and names it", "[cli][unit]") {
  const auto outcome = run_program({{"validate", "--rows", "NOBODY*"}});
  CHECK(outcome.status == 2);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Contains("NOBODY*") && Contains("YAM89_*"));
}

TEST_CASE("validate and calibrate refuse a resolution that is none", "[cli][unit]") {
  for (const std::string command : {"validate", "calibrate"}) {
    const auto outcome = run_program({{command, "--resolution", "standart"}});
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, Contains("standart") && Contains("did you mean 'standard'?"));
  }
}

TEST_CASE("calibrate refuses a file of knobs that is not there", "[cli][unit]") {
  const auto outcome = run_program({{"calibrate", "--knobs", "/nowhere/knobs.toml"}});
  CHECK(outcome.status == 2);
  CHECK_THAT(outcome.err, Contains("/nowhere/knobs.toml"));
}

TEST_CASE("validate and calibrate stop within a second of Ctrl-C and leave nothing behind",
          "[cli][verification][alone]") {
  const test::TemporaryFolder folder;
  const std::string out = (folder.path() / "out").string();
  for (const std::vector<std::string>& words : {std::vector<std::string>{"validate", "--quick", "--docs", out},
                                                std::vector<std::string>{"calibrate", "--out", out}}) {
    const auto outcome = run_program({.arguments = words, .signal_after_s = 2});
    CAPTURE(outcome.err);
    CHECK(outcome.status == 130);
    CHECK(outcome.seconds_after_signal < 1.0);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Contains("interrupted"));
    CHECK_FALSE(std::filesystem::exists(out));
  }
}

}  // namespace
