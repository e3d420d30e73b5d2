#include "spine/level.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "error_of.hpp"

namespace {

using namespace spondyl;
using spine::Level;
using test::error_of;
using Names = std::vector<std::string>;

std::vector<int> parsed(const Names& names) {
  std::vector<int> indices;
  for (const Level level : spine::parse_levels(names)) {
    indices.push_back(level.index);
  }
  return indices;
}

core::Error refused(const Names& names) {
  const core::Error error = error_of([&] { spine::parse_levels(names, {"x.toml", 5, "levels"}); });
  CHECK(error.code() == core::ErrorCode::bad_input);
  CHECK(error.where().file == "x.toml");
  CHECK(error.where().line == 5);
  CHECK(error.where().key == "levels");
  return error;
}

TEST_CASE("a level is named by the vertebrae above and below it", "[spine][unit]") {
  for (const Level level : spine::all_levels) {
    CHECK(std::string(name(level)) == std::string(name(upper(level))) + "-" + std::string(name(lower(level))));
  }
  CHECK(name(Level{4}) == "L5-S1");
  CHECK(upper(Level{0}) == spine::Vertebra::L1);
  CHECK(lower(Level{4}) == spine::Vertebra::S1);
}

TEST_CASE("levels, neighbors and spans are read", "[spine][unit]") {
  for (const Level level : spine::all_levels) {
    CHECK(parsed({std::string(name(level))}) == std::vector{level.index});
  }
  CHECK(parsed({"L3-L4", "L4-L5"}) == std::vector{2, 3});
  CHECK(parsed({"L3-L5"}) == std::vector{2, 3});
  CHECK(parsed({"L4-S1"}) == std::vector{3, 4});
  CHECK(parsed({"L1-L4"}) == std::vector{0, 1, 2});
  CHECK(parsed({"L1-L3", "L3-L4"}) == std::vector{0, 1, 2});
}

TEST_CASE("levels come from the top, in whatever order they were named", "[spine][unit]") {
  CHECK(parsed({"L5-S1", "L3-L4", "L4-L5"}) == std::vector{2, 3, 4});
}

TEST_CASE("names that are no level are refused with the nearest one", "[spine][unit]") {
  CHECK(refused({"L4-L6"}).hint() == "did you mean 'L4-L5'?");
  CHECK(refused({"L4-L6"}).found() == "'L4-L6'");
  CHECK_THAT(refused({"L4-L6"}).allowed(), Catch::Contains("L4-L5 or L5-S1"));
  CHECK(refused({"l4-l5"}).hint() == "did you mean 'L4-L5'?");
  CHECK(refused({"L4L5"}).hint() == "did you mean 'L4-L5'?");
  CHECK(refused({"L4-L4"}).found() == "'L4-L4'");
  CHECK(refused({"L4-L5-S1"}).found() == "'L4-L5-S1'");
  CHECK(refused({"L4"}).found() == "'L4'");
  CHECK(refused({""}).found() == "''");
  CHECK(refused({"C5-C6"}).found() == "'C5-C6'");
}

TEST_CASE("a reversed level is refused with the right way round", "[spine][unit]") {
  CHECK(refused({"L5-L4"}).hint() == "did you mean 'L4-L5'?");
  CHECK(refused({"S1-L4"}).hint() == "did you mean 'L4-S1'?");
}

TEST_CASE("a gap between levels is refused, with what is missing", "[spine][unit]") {
  const core::Error error = refused({"L1-L2", "L4-L5"});
  CHECK(error.found() == "L1-L2 L4-L5");
  CHECK(error.allowed() == "neighboring levels");
  CHECK(error.hint() == "L2-L3 is missing between them");
}

TEST_CASE("none and more than three levels are refused", "[spine][unit]") {
  CHECK(refused({}).found() == "no level");
  const core::Error error = refused({"L1-L2", "L2-L3", "L3-L4", "L4-L5"});
  CHECK(error.found() == "4 levels (L1-L2 L2-L3 L3-L4 L4-L5)");
  CHECK(error.allowed() == "1 to 3 neighboring levels");
  CHECK(refused({"L1-S1"}).found() == "5 levels (L1-L2 L2-L3 L3-L4 L4-L5 L5-S1)");
}

TEST_CASE("a level named twice is refused, alone or inside a span", "[spine][unit]") {
  CHECK(refused({"L4-L5", "L4-L5"}).found() == "'L4-L5' twice");
  CHECK(refused({"L3-L5", "L4-L5"}).allowed() == "each level once");
}

}  // namespace
