#include "sweep/design.hpp"

#include <Eigen/Cholesky>

#include "sweep/unit_points.hpp"

namespace spondyl::sweep {
namespace {

using core::Error;
using core::ErrorCode;
using Cases = std::vector<CaseValues>;

[[noreturn]] void refuse_size(double n) {
  throw Error(ErrorCode::bad_input, {.key = "design"}, core::to_text(n) + " cases",
              "up to " + std::to_string(max_cases) + " cases");
}

Cases full_factorial(std::span<const Axis> axes) {
  double product = 1;
  for (const Axis& axis : axes)
    product *= static_cast<double>(axis.levels.size());
  if (product > static_cast<double>(max_cases))
    refuse_size(product);
  Cases cases{CaseValues{}};
  for (const Axis& axis : axes) {
    Cases longer;
    for (const CaseValues& values : cases) {
      for (const Value& level : axis.levels) {
        longer.push_back(values);
        longer.back().push_back(level);
      }
    }
    cases = std::move(longer);
  }
  return cases;
}

Cases one_at_a_time(std::span<const Axis> axes) {
  Cases cases{CaseValues(axes.size())};
  for (std::size_t k = 0; k < axes.size(); ++k) {
    const std::vector<Value> values =
        axes[k].distribution ? std::vector<Value>{axes[k].at(0.05), axes[k].at(0.95)} : axes[k].levels;
    for (const Value& value : values) {
      cases.emplace_back(axes.size());
      cases.back()[k] = value;
    }
  }
  return cases;
}

/// Gives the normal scores of independent points the correlations asked for (a Gaussian copula).
void correlate(UnitPoints& points, std::span<const Correlation> correlations) {
  if (correlations.empty())
    return;
  Eigen::MatrixXd wanted = Eigen::MatrixXd::Identity(points.cols(), points.cols());
  for (const Correlation& c : correlations) {
    const auto i = static_cast<Eigen::Index>(c.first), j = static_cast<Eigen::Index>(c.second);
    wanted(i, j) = wanted(j, i) = c.value;
  }
  const Eigen::LLT<Eigen::MatrixXd> root(wanted);
  if (root.info() != Eigen::Success) {
    throw Error(ErrorCode::bad_input, {.key = "correlation"}, "correlations that contradict one another",
                "those of a positive definite matrix");
  }
  const Eigen::MatrixXd lower = root.matrixL();
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const Eigen::VectorXd scores = points.row(i).unaryExpr(&normal_quantile).transpose();
    const Eigen::VectorXd together = lower * scores;
    for (Eigen::Index k = 0; k < points.cols(); ++k) {
      const bool is_alone = lower.row(k).head(k).isZero(0);
      if (!is_alone)
        points(i, k) = normal_share(together[k]);
    }
  }
}

template <typename Row>
CaseValues values_at(std::span<const Axis> axes, const Row& point) {
  CaseValues values;
  for (std::size_t k = 0; k < axes.size(); ++k)
    values.push_back(axes[k].at(point[static_cast<Eigen::Index>(k)]));
  return values;
}

Cases sampled(UnitPoints points, std::span<const Axis> axes, std::span<const Correlation> correlations) {
  correlate(points, correlations);
  Cases cases;
  for (Eigen::Index i = 0; i < points.rows(); ++i)
    cases.push_back(values_at(axes, points.row(i)));
  return cases;
}

Cases saltelli(const UnitPoints& points, std::span<const Axis> axes) {
  const auto d = static_cast<Eigen::Index>(axes.size());
  Cases cases;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const Eigen::RowVectorXd a = points.row(i).head(d), b = points.row(i).tail(d);
    cases.push_back(values_at(axes, a));
    cases.push_back(values_at(axes, b));
    for (Eigen::Index k = 0; k < d; ++k) {
      Eigen::RowVectorXd mixed = a;
      mixed[k] = b[k];
      cases.push_back(values_at(axes, mixed));
    }
  }
  return cases;
}

}  // namespace

std::vector<CaseValues> make_cases(const Design& design, std::span<const Axis> axes,
                                   std::span<const Correlation> correlations) {
  const auto n = static_cast<Eigen::Index>(design.n);
  const auto d = static_cast<Eigen::Index>(axes.size());
  const std::size_t per_sample = design.type == Design::Type::sobol_indices ? axes.size() + 2 : 1;
  if (is_sampled(design.type) && design.n > max_cases / per_sample)
    refuse_size(static_cast<double>(design.n) * static_cast<double>(per_sample));
  switch (design.type) {
    case Design::Type::latin_hypercube:
      return sampled(latin_hypercube(n, d, design.seed), axes, correlations);
    case Design::Type::sobol:
      return sampled(scrambled_sobol(n, d, design.seed), axes, correlations);
    case Design::Type::sobol_indices:
      return saltelli(scrambled_sobol(n, 2 * d, design.seed), axes);
    case Design::Type::one_at_a_time:
      return one_at_a_time(axes);
    case Design::Type::full_factorial:
    case Design::Type::cases:
      break;
  }
  return full_factorial(axes);
}

}  // namespace spondyl::sweep
