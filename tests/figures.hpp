// Measured figures of the tests. With SPONDYL_FIGURES=FILE every checked figure is also appended to FILE as one JSON
// line, from which scripts/verification writes docs/verification.md.

#pragma once

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "support.hpp"

namespace spondyl::test {

/// What was measured: section of the report, quantity, and the mesh or setting it was measured on.
struct Figure {
  std::string section;
  std::string quantity;
  std::string setting;
};

inline void record(const Figure& f, const char* relation, double bound, double value) {
  const char* path = std::getenv("SPONDYL_FIGURES");
  if (path == nullptr)
    return;
  if (std::FILE* file = std::fopen(path, "a")) {
    std::fprintf(file,
                 "{\"section\": \"%s\", \"quantity\": \"%s\", \"setting\": \"%s\", \"relation\": \"%s\", "
                 "\"bound\": %.9g, \"value\": %.9g}\n",
                 f.section.c_str(), f.quantity.c_str(), f.setting.c_str(), relation, bound, value);
    std::fclose(file);
  }
}

/// Checks value <= bound (a tolerance, scaled like all of them) and records it.
inline void check_at_most(const Figure& f, double value, double bound) {
  record(f, "<=", bound, value);
  CAPTURE(f.section, f.quantity, f.setting);
  CHECK(value <= scaled(bound));
}

/// Checks value >= bound and records it; for slopes and rates.
inline void check_at_least(const Figure& f, double value, double bound) {
  record(f, ">=", bound, value);
  CAPTURE(f.section, f.quantity, f.setting);
  CHECK(value >= (tolerance_scale() > 0.0 ? bound : infinity));
}

}  // namespace spondyl::test
