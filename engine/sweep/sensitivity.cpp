#include "sweep/sensitivity.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "sweep/distribution.hpp"

namespace spondyl::sweep {
namespace {

constexpr std::size_t n_bootstraps = 1000;
constexpr double tail = 0.025;

struct Indices {
  std::vector<double> first, total;
};

/// Of the samples with these numbers; nothing where the output does not vary.
std::optional<Indices> indices_of(const std::vector<SaltelliSample>& samples, const std::vector<std::size_t>& chosen) {
  const auto n = static_cast<double>(chosen.size());
  double sum = 0;
  for (const std::size_t i : chosen)
    sum += samples[i].a + samples[i].b;
  const double mean = sum / (2 * n);
  double variance = 0;
  for (const std::size_t i : chosen)
    variance += std::pow(samples[i].a - mean, 2) + std::pow(samples[i].b - mean, 2);
  variance /= 2 * n;
  if (!(variance > 1e-24 * mean * mean))
    return std::nullopt;
  Indices out;
  for (std::size_t k = 0; k < samples.front().mixed.size(); ++k) {
    double first = 0, total = 0;
    for (const std::size_t i : chosen) {
      const SaltelliSample& s = samples[i];
      first += (s.b - mean) * (s.mixed[k] - s.a);
      total += (s.a - s.mixed[k]) * (s.a - s.mixed[k]);
    }
    out.first.push_back(first / (n * variance));
    out.total.push_back(total / (2 * n * variance));
  }
  return out;
}

Interval between(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {percentile(values, tail), percentile(values, 1 - tail)};
}

/// 1 for the least; equal values share the mean of their ranks.
Eigen::VectorXd ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  Eigen::VectorXd out(static_cast<Eigen::Index>(values.size()));
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]])
      ++end;
    for (std::size_t i = begin; i < end; ++i)
      out[static_cast<Eigen::Index>(order[i])] = 0.5 * static_cast<double>(begin + end + 1);
    begin = end;
  }
  return out;
}

}  // namespace

std::vector<SobolIndex> sobol_indices(const std::vector<SaltelliSample>& samples) {
  if (samples.size() < 2)
    return {};
  std::vector<std::size_t> chosen(samples.size());
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  const auto all = indices_of(samples, chosen);
  if (!all)
    return {};
  const std::size_t d = all->first.size();
  std::vector<std::vector<double>> first(d), total(d);
  std::mt19937_64 engine(1);
  for (std::size_t b = 0; b < n_bootstraps; ++b) {
    for (std::size_t& i : chosen)
      i = engine() % samples.size();
    const auto again = indices_of(samples, chosen);
    for (std::size_t k = 0; again && k < d; ++k) {
      first[k].push_back(again->first[k]);
      total[k].push_back(again->total[k]);
    }
  }
  std::vector<SobolIndex> out(d);
  for (std::size_t k = 0; k < d; ++k)
    out[k] = {{all->first[k], between(first[k])}, {all->total[k], between(total[k])}};
  return out;
}

std::vector<std::optional<Estimate>> partial_rank_correlations(const std::vector<std::vector<double>>& inputs,
                                                               const std::vector<double>& output) {
  const std::size_t d = inputs.empty() ? 0 : inputs.front().size();
  std::vector<std::optional<Estimate>> out(d);
  std::vector<std::size_t> varying;
  std::vector<Eigen::VectorXd> columns;
  const auto add = [&](const std::vector<double>& values) {
    Eigen::VectorXd r = ranks(values);
    r.array() -= r.mean();
    const double size = r.norm();
    if (size > 0)
      columns.push_back(r / size);
    return size > 0;
  };
  for (std::size_t k = 0; k < d; ++k) {
    std::vector<double> values;
    for (const auto& row : inputs)
      values.push_back(row[k]);
    if (add(values))
      varying.push_back(k);
  }
  const double freedom = static_cast<double>(output.size()) - static_cast<double>(varying.size()) - 2;
  if (varying.empty() || freedom < 1 || !add(output))
    return out;
  const auto m = static_cast<Eigen::Index>(columns.size());
  Eigen::MatrixXd correlations(m, m);
  for (Eigen::Index i = 0; i < m; ++i) {
    for (Eigen::Index j = 0; j < m; ++j)
      correlations(i, j) = columns[static_cast<std::size_t>(i)].dot(columns[static_cast<std::size_t>(j)]);
  }
  const Eigen::FullPivLU<Eigen::MatrixXd> lu(correlations);
  if (!lu.isInvertible())
    return out;
  const Eigen::MatrixXd inverse = lu.inverse();
  for (Eigen::Index i = 0; i + 1 < m; ++i) {
    const double r = -inverse(i, m - 1) / std::sqrt(inverse(i, i) * inverse(m - 1, m - 1));
    const double value = std::clamp(r, -1.0, 1.0);
    const double z = std::atanh(std::clamp(value, -1 + 1e-15, 1 - 1e-15));
    const double half = normal_quantile(1 - tail) / std::sqrt(freedom);
    out[varying[static_cast<std::size_t>(i)]] = Estimate{value, {std::tanh(z - half), std::tanh(z + half)}};
  }
  return out;
}

}  // namespace spondyl::sweep
