// Functions of x1, x2, ... whose statistics have a closed form: a study of one of them shows whether designs, store and
// statistics are right. In a study file: function = "ishigami" in the place of the scene.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace spondyl::sweep {

struct KnownFunction {
  std::string_view name;
  std::size_t n_inputs;
  double (*value)(std::span<const double> x);
};

/// Ishigami and Homma 1990, sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1; and linear, x1 + 2 x2 + 3 x3.
const std::array<KnownFunction, 2>& known_functions();

}  // namespace spondyl::sweep
