#include "sweep/unit_points.hpp"

#include <array>
#include <boost/random/sobol.hpp>
#include <numeric>
#include <random>
#include <vector>

namespace spondyl::sweep {
namespace {

constexpr unsigned n_digits = 52;  // and half a step beside: the greatest point must not round to 1

double to_unit(std::uint64_t digits) { return (static_cast<double>(digits >> (64 - n_digits)) + 0.5) * 0x1p-52; }

/// A whole number in [0, n); the standard library's distribution differs from library to library.
std::size_t below(std::mt19937_64& engine, std::size_t n) {
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % n;
  std::uint64_t draw = engine();
  while (draw >= limit)
    draw = engine();
  return draw % n;
}

/// Of one coordinate: every digit is mixed with those above it.
class Scrambling {
 public:
  explicit Scrambling(std::mt19937_64& engine) : shift_(engine()) {
    for (unsigned row = 0; row < 64; ++row) {
      const std::uint64_t diagonal = std::uint64_t{1} << (63 - row);
      const std::uint64_t above = row == 0 ? 0 : ~std::uint64_t{0} << (64 - row);
      rows_[row] = diagonal | (engine() & above);
    }
  }

  std::uint64_t operator()(std::uint64_t digits) const {
    std::uint64_t mixed = 0;
    for (const std::uint64_t row : rows_)
      mixed = mixed << 1U | static_cast<std::uint64_t>(__builtin_parityll(row & digits));
    return mixed ^ shift_;
  }

 private:
  std::array<std::uint64_t, 64> rows_{};
  std::uint64_t shift_;
};

}  // namespace

UnitPoints latin_hypercube(Eigen::Index n, Eigen::Index d, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  UnitPoints points(n, d);
  std::vector<std::size_t> strata(static_cast<std::size_t>(n));
  for (Eigen::Index k = 0; k < d; ++k) {
    std::iota(strata.begin(), strata.end(), std::size_t{0});
    for (std::size_t i = strata.size(); i > 1; --i)
      std::swap(strata[i - 1], strata[below(engine, i)]);
    for (Eigen::Index i = 0; i < n; ++i) {
      const double place = static_cast<double>(strata[static_cast<std::size_t>(i)]) + to_unit(engine());
      points(i, k) = std::min(place / static_cast<double>(n), 1 - 0x1p-53);
    }
  }
  return points;
}

UnitPoints scrambled_sobol(Eigen::Index n, Eigen::Index d, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<Scrambling> scramblings;
  for (Eigen::Index k = 0; k < d; ++k)
    scramblings.emplace_back(engine);
  boost::random::sobol_engine<std::uint64_t, 64> sequence(static_cast<std::size_t>(d));
  UnitPoints points(n, d);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index k = 0; k < d; ++k) {
      // Boost leaves out the first point, the origin; without it the rest is not even.
      const std::uint64_t digits = i == 0 ? 0 : sequence();
      points(i, k) = to_unit(scramblings[static_cast<std::size_t>(k)](digits));
    }
  }
  return points;
}

}  // namespace spondyl::sweep
