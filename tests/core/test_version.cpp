#include "core/version.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>

using namespace spondyl;

TEST_CASE("the version has three numbers", "[core][unit]") {
  const auto version = core::version();
  CHECK(std::count(version.begin(), version.end(), '.') == 2);
  CHECK(std::isdigit(static_cast<unsigned char>(version.front())) != 0);
}

TEST_CASE("the git commit is never empty", "[core][unit]") { CHECK_FALSE(core::git_commit().empty()); }
