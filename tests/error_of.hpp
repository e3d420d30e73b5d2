// The core::Error that a call throws, for tests of what it says.

#pragma once

#include <string>

#include <catch2/catch.hpp>

#include "core/error.hpp"

namespace spondyl::test {

template <typename Call>
core::Error error_of(Call&& call) {
  try {
    call();
  } catch (const core::Error& error) {
    return error;
  }
  FAIL("no error was thrown");
  return {core::ErrorCode::internal, {}, "nothing", "an error"};
}

}  // namespace spondyl::test
