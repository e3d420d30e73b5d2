#include "core/parallel.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <vector>

using namespace spondyl;

TEST_CASE("a loop within a loop does all of its work, on the threads of the outer one") {
  const int threads = GENERATE(1, 2);
  constexpr std::size_t n_outer = 40, n_inner = 500;
  std::vector<std::size_t> product(n_outer * n_inner, 0);
  std::atomic<int> n_working = 0, most_working = 0;
  core::parallel_for(n_outer, threads, [&](std::size_t i) {
    core::parallel_for(n_inner, threads, [&](std::size_t j) {
      const int working = ++n_working;
      int most = most_working;
      while (working > most && !most_working.compare_exchange_weak(most, working)) {
      }
      product[i * n_inner + j] = i * j + 1;
      --n_working;
    });
  });
  for (std::size_t i = 0; i < n_outer; ++i) {
    for (std::size_t j = 0; j < n_inner; ++j)
      REQUIRE(product[i * n_inner + j] == i * j + 1);
  }
  CHECK(most_working >= 1);
  CHECK(most_working <= threads);
}

TEST_CASE("a loop after a loop within a loop has threads of its own again") {
  std::atomic<int> n = 0;
  for (int round = 0; round < 3; ++round) {
    core::parallel_for(8, 2, [&](std::size_t) { core::parallel_for(8, 2, [&](std::size_t) { ++n; }); });
    core::parallel_for(8, 2, [&](std::size_t) { ++n; });
  }
  CHECK(n == 3 * (64 + 8));
}
