// One thing that a study varies, and the values it takes.
//
//   [[axis]]
//   path = "tissue.bone_t_score"       # any path that 'spondyl params' lists; or operation.KEY, operation.2.KEY,
//                                      # healing.KEY, spine.KEY, loads.KEY: a key of the scene
//   values = [-2.5, -1, 0]             # a list: numbers, texts, flags or lists of texts
//   weights = [1, 2, 1]                # default: all equally likely
//
//   range = [0.5, 1.5]                 # instead: `steps` values from end to end
//   steps = 5
//
//   distribution = "uniform"           # instead: low, high
//                  "normal"            #   mean, sd (and low, high: truncated there)
//                  "log_normal"        #   median, factor: 68 % lie from median/factor to median*factor (and low, high)
//                  "published"         #   the spread between people that population.* holds; of the path
//                                      #   spine.person_seed: another person in every case, measures correlated
//
// Distributions are truncated to what the parameter allows. A measured length of the anatomy takes along the lengths
// that scale with it, as a radiograph does.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/parameter.hpp"
#include "sweep/distribution.hpp"
#include "sweep/value.hpp"

namespace spondyl::sweep {

struct Axis {
  enum class Target { parameter, measure, scene_key, function_input };

  std::string path;
  Target target = Target::parameter;
  std::string unit;                          ///< "-" where it has none
  std::vector<Value> levels;                 ///< empty where there is a distribution
  std::vector<double> weights;               ///< of the levels, in sum 1
  std::optional<Distribution> distribution;  ///< empty where there are levels
  bool is_whole = false;                     ///< values of the distribution are rounded down
  core::Where where;

  /// The value that the share u of all values does not exceed (levels in their order); 0 < u < 1.
  Value at(double u) const;
};

/// Axes whose normal scores go together; in the order of the file.
struct Correlation {
  std::size_t first = 0, second = 0;  ///< numbers of axes
  double value = 0;
};

}  // namespace spondyl::sweep
