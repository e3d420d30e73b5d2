#include "core/error.hpp"

#include <array>
#include <string>

#include <catch2/catch.hpp>

namespace {

using namespace spondyl::core;

constexpr std::array<std::string_view, 5> levels{"L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1"};

std::string message(Where where, std::string hint = {}) {
  return Error(ErrorCode::bad_input, std::move(where), "-3", "a number from 0 to 30", std::move(hint)).what();
}

TEST_CASE("an error reads as place, key, found, allowed and hint", "[core][unit]") {
  CHECK(message({"scenes/x.toml", 12, "loads.moment_Nm"}) ==
        "scenes/x.toml:12: key 'loads.moment_Nm': found -3, allowed: a number from 0 to 30");
  CHECK(message({"scenes/x.toml", 12, "k"}, "did you mean 3?") ==
        "scenes/x.toml:12: key 'k': found -3, allowed: a number from 0 to 30 (did you mean 3?)");
}

TEST_CASE("an error leaves out what is not known of the place", "[core][unit]") {
  CHECK(message({"x.toml", 0, ""}) == "x.toml: found -3, allowed: a number from 0 to 30");
  CHECK(message({"", 7, "k"}) == "key 'k': found -3, allowed: a number from 0 to 30");
  CHECK(message({}) == "found -3, allowed: a number from 0 to 30");
  CHECK(std::string(Error(ErrorCode::io, {}, "a folder", "").what()) == "found a folder");
}

TEST_CASE("an error keeps its parts", "[core][unit]") {
  const Error error(ErrorCode::io, {"f", 2, "k"}, "a", "b", "c");
  CHECK(error.code() == ErrorCode::io);
  CHECK(error.where().file == "f");
  CHECK(error.where().line == 2);
  CHECK(error.where().key == "k");
  CHECK(error.found() == "a");
  CHECK(error.allowed() == "b");
  CHECK(error.hint() == "c");
}

TEST_CASE("a refusal reads as place, sentence and remedy, wherever it is moved", "[core][unit]") {
  const Error error = Error::refusal({}, "screws at L4-L5: the pedicle is gone", "use hooks");
  CHECK(std::string(error.what()) == "screws at L4-L5: the pedicle is gone; use hooks");
  CHECK(error.code() == ErrorCode::bad_input);
  const Error placed = error.at({.file = "a.toml", .line = 7, .key = "operation.levels"});
  CHECK(std::string(placed.what()) == "a.toml:7: screws at L4-L5: the pedicle is gone; use hooks");
  CHECK(placed.where().key == "operation.levels");
}

TEST_CASE("the nearest name forgives wrong, missing, extra, exchanged and upper-case letters", "[core][unit]") {
  CHECK(nearest_name("L4-L6", levels) == "L4-L5");
  CHECK(nearest_name("L4L5", levels) == "L4-L5");
  CHECK(nearest_name("L44-L5", levels) == "L4-L5");
  CHECK(nearest_name("4L-L5", levels) == "L4-L5");
  CHECK(nearest_name("l5-s1", levels) == "L5-S1");
}

TEST_CASE("the nearest name is the one with fewest mistakes, the first among equals", "[core][unit]") {
  constexpr std::array<std::string_view, 3> names{"moment", "movement", "movements"};
  CHECK(nearest_name("movment", names) == "moment");
  CHECK(nearest_name("movemnt", names) == "movement");
  CHECK(nearest_name("movementz", names) == "movement");
}

TEST_CASE("two exchanged letters are one mistake", "[core][unit]") {
  constexpr std::array<std::string_view, 2> names{"hybixx", "hybrid"};
  CHECK(nearest_name("hybird", names) == "hybrid");
}

TEST_CASE("a forgotten unit is one mistake", "[core][unit]") {
  constexpr std::array<std::string_view, 3> names{"follower_N", "moment_Nm", "momenta"};
  CHECK(nearest_name("moment", names) == "moment_Nm");
  CHECK(nearest_name("Follower", names) == "follower_N");
}

TEST_CASE("a name unlike all others has no nearest name", "[core][unit]") {
  CHECK(nearest_name("thoracic", levels).empty());
  CHECK(nearest_name("", levels).empty());
  CHECK(suggestion("thoracic", levels).empty());
  constexpr std::array<std::string_view, 1> short_name{"x"};
  CHECK(nearest_name("ab", short_name).empty());
}

TEST_CASE("a suggestion is a question", "[core][unit]") {
  CHECK(suggestion("L4-L6", levels) == "did you mean 'L4-L5'?");
}

TEST_CASE("a listing joins names as a sentence does", "[core][unit]") {
  CHECK(listing(std::span(levels).first(1)) == "L1-L2");
  CHECK(listing(std::span(levels).first(2)) == "L1-L2 or L2-L3");
  CHECK(listing(std::span(levels).first(3)) == "L1-L2, L2-L3 or L3-L4");
}

TEST_CASE("numbers are written as short as they read back", "[core][unit]") {
  CHECK(to_text(0.1) == "0.1");
  CHECK(to_text(-3) == "-3");
  CHECK(to_text(7.5) == "7.5");
  CHECK(std::stod(to_text(1.0 / 3.0)) == 1.0 / 3.0);
}

}  // namespace
