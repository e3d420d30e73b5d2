// How much of the spread of an output each axis is responsible for.
#pragma once

#include <optional>
#include <vector>

#include "sweep/summary.hpp"

namespace spondyl::sweep {

/// Shares of the variance of an output.
struct SobolIndex {
  Estimate first;  ///< by the axis alone
  Estimate total;  ///< by the axis and all that it does together with others
};

/// One sample of a `sobol_indices` design: the output at A, at B, and at A with one coordinate of B for each axis.
struct SaltelliSample {
  double a = 0, b = 0;
  std::vector<double> mixed;
};

/// First-order indices by Saltelli et al. 2010, total ones by Jansen 1999; 95 % intervals from 1000 bootstrap samples,
/// always the same ones. Empty where the output does not vary or there are fewer than two samples.
std::vector<SobolIndex> sobol_indices(const std::vector<SaltelliSample>& samples);

/// Partial rank correlation of an output with each input (rows of `inputs`: cases), the others held: -1 to 1, with
/// Fisher's 95 % interval. Empty for an input or output that does not vary, or too few cases.
std::vector<std::optional<Estimate>> partial_rank_correlations(const std::vector<std::vector<double>>& inputs,
                                                               const std::vector<double>& output);

}  // namespace spondyl::sweep
