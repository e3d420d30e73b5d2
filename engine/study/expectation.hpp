// What a scene expects to come out: an interval for one quantity of one level, published or from this program's past.
//
//   [[expectation]]
//   quantity = "annulus_stress_MPa"      # a name of level_quantities()
//   load_case = "flexion"
//   protocol = "hybrid"
//   level = "L3-L4"
//   of = "change"                        # per cent against intact; or value, of the operated spine
//   low = 20                             # of the interval, ends included
//   high = 80
//   kind = "published"                   # or regression: what this program has given before
//   source = "HSIEH2020_RODS"            # needed where published: where from
//   confidence = "primary"               # needed where published
//   note = "..."                         # default: empty

#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameter.hpp"
#include "spine/level.hpp"
#include "study/load_case.hpp"
#include "study/protocol.hpp"

namespace spondyl::study {

class TomlTable;

enum class ExpectationKind { published, regression };
inline constexpr std::array<std::string_view, 2> expectation_kind_names{"published", "regression"};

enum class Expected { change, value };
inline constexpr std::array<std::string_view, 2> expected_names{"change", "value"};

struct Expectation {
  std::string quantity;
  LoadCase load_case = LoadCase::flexion;
  Protocol protocol = Protocol::hybrid;
  spine::Level level;
  Expected of = Expected::change;  ///< per cent against intact, or the value in the quantity's unit
  double low = 0, high = 0;
  ExpectationKind kind = ExpectationKind::regression;
  std::string source;                                        ///< empty for a regression
  core::Confidence confidence = core::Confidence::recalled;  ///< of the source
  std::string note;
};

/// Throws bad_input for a key, a name or an interval that is wrong. Internal to the readers of study.
Expectation read_expectation(const TomlTable& table);

}  // namespace spondyl::study
