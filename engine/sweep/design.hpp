// Which cases a study computes.
//
//   [design]
//   type = "full_factorial"   # every value of every axis with every other; the last axis changes fastest
//          "latin_hypercube"  # n cases, evenly spread in every axis
//          "sobol"            # n cases (a power of 2) of Sobol's scrambled sequence
//          "sobol_indices"    # n (d + 2) cases for d axes, for the indices of Saltelli et al. 2010; n a power of 2
//          "one_at_a_time"    # the scene as it is, then each value of each axis alone; a distribution at 5 and 95 %
//          "cases"            # the rows of `file`, a CSV with the paths of the axes as its first line
//   n = 256
//   seed = 1                  # default 1; of the random designs
//   quick = 8                 # default 8; with --quick: n, or so many cases evenly out of all
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sweep/axis.hpp"

namespace spondyl::sweep {

struct Design {
  enum class Type { full_factorial, latin_hypercube, sobol, sobol_indices, one_at_a_time, cases };
  Type type = Type::full_factorial;
  std::size_t n = 0;  ///< of the sampled ones
  std::uint64_t seed = 1;
};
inline constexpr std::array<std::string_view, 6> design_names{"full_factorial", "latin_hypercube", "sobol",
                                                              "sobol_indices",  "one_at_a_time",   "cases"};

constexpr bool is_sampled(Design::Type type) {
  return type == Design::Type::latin_hypercube || type == Design::Type::sobol || type == Design::Type::sobol_indices;
}

/// The values of all axes in one case, in the order of the axes.
using CaseValues = std::vector<Value>;

/// More would not fit into the memory beside their solves.
inline constexpr std::size_t max_cases = 200'000;

/// All cases of a design that is not `cases`. In `sobol_indices` the cases of sample i follow one another: A_i, B_i, then
/// A_i with coordinate k of B_i for each axis k. Throws bad_input where correlations are not those of any distribution,
/// or where there are more than max_cases.
std::vector<CaseValues> make_cases(const Design& design, std::span<const Axis> axes,
                                   std::span<const Correlation> correlations);

}  // namespace spondyl::sweep
