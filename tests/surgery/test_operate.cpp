#include "surgery/operate.hpp"

#include <catch2/catch.hpp>

#include "error_of.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using spine::DiscFill;
using spine::Level;
using surgery::Fusion;

TEST_CASE("a fusion fills its discs with graft and leaves the ligaments", "[surgery][unit]") {
  const spine::SpineSpec before;
  const spine::SpineSpec after = surgery::operate(before, Fusion{{Level{2}, Level{3}}}, {}).spec;
  for (const Level level : spine::all_levels) {
    const bool is_fused = level.index == 2 || level.index == 3;
    CHECK(after.disc(level).fill == (is_fused ? DiscFill::bone_graft : DiscFill::disc));
    for (const spine::LigamentSpec& ligament : after.ligaments[static_cast<std::size_t>(level.index)])
      CHECK(ligament.kept == std::array{1.0, 1.0});
  }
  CHECK(before.disc(Level{2}).fill == DiscFill::disc);
}

TEST_CASE("operations are applied in order, and a level is fused once", "[surgery][unit]") {
  const std::vector<surgery::Operation> two{Fusion{{Level{0}}}, Fusion{{Level{3}}}};
  const spine::SpineSpec after = surgery::operate(spine::SpineSpec{}, two, {}).spec;
  CHECK(after.disc(Level{0}).fill == DiscFill::bone_graft);
  CHECK(after.disc(Level{3}).fill == DiscFill::bone_graft);
  const core::Error error = test::error_of([&] { surgery::operate(after, Fusion{{Level{3}}}, {}); });
  CHECK(error.code() == core::ErrorCode::bad_input);
  CHECK_THAT(error.what(), Contains("L4-L5") && Contains("fused"));
}

TEST_CASE("a fusion of no, too many, separate or impossible levels is refused", "[surgery][unit]") {
  const auto refused = [](std::vector<Level> levels) {
    const core::Error error =
        test::error_of([&] { surgery::operate(spine::SpineSpec{}, Fusion{std::move(levels)}, {}); });
    CHECK(error.code() == core::ErrorCode::bad_input);
    CHECK_FALSE(error.allowed().empty());
  };
  refused({});
  refused({Level{0}, Level{3}});
  refused({Level{0}, Level{1}, Level{2}, Level{3}});
  refused({Level{2}, Level{2}});
  refused({Level{5}});
  refused({Level{-1}});
}

TEST_CASE("what is cut and implanted is said with its levels", "[surgery][unit]") {
  const auto lines = surgery::operate(spine::SpineSpec{}, Fusion{{Level{2}, Level{3}}}, {}).record;
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[0], Catch::StartsWith("cut: ") && Contains("L3-L4, L4-L5"));
  CHECK_THAT(lines[1], Catch::StartsWith("implanted: ") && Contains("L3-L4, L4-L5"));
}

}  // namespace
