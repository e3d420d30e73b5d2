// Factorizations of sparse tangents: right to rounding, refused where not positive definite, and the same bits for any
// number of threads.

#include "fem/cholesky.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

/// A block that stands on its lower side, with its tangent: wide enough for fronts of several tiles.
struct StandingBlock {
  Model model;
  SparseMatrix tangent;

  StandingBlock() : model(definition()) {
    Assembly work = model.make_assembly(1);
    Eigen::VectorXd residual;
    model.tangent(model.initial_state(), work, residual);
    tangent = work.matrix();
  }
  static ModelDefinition definition() {
    const Box box = make_brick({12, 11, 12}, Vector3(12, 11, 12));
    ModelDefinition d;
    d.mesh = box.mesh;
    d.add_term(make_block(d.mesh, LinearElastic{10.0, 0.3}, all_elements(d.mesh)));
    for (int axis = 0; axis < 3; ++axis)
      hold(d, box.side(2, 0), axis);
    return d;
  }
};

}  // namespace

TEST_CASE("a factorization solves its system", "[fem][verification]") {
  const StandingBlock block;
  const auto& fronts = block.model.elimination().fronts();
  REQUIRE(std::any_of(fronts.begin(), fronts.end(), [](const Front& front) { return front.n_below() > 400; }));
  REQUIRE(std::any_of(fronts.begin(), fronts.end(), [](const Front& front) { return front.n_columns > 400; }));
  const Eigen::VectorXd b = random_vector(block.tangent.rows(), 1.0, 3);
  for (const int threads : {1, 2}) {
    Cholesky cholesky(block.model.elimination(), threads);
    Eigen::VectorXd x;
    for (int again = 0; again < 2; ++again) {
      REQUIRE(cholesky.factorize(block.tangent));
      cholesky.solve(b, x);
      CHECK((block.tangent.selfadjointView<Eigen::Lower>() * x - b).norm() <= spondyl::test::round_off(100) * b.norm());
    }
  }
}

TEST_CASE("columns in strips keep every number of the lower part once", "[fem][unit]") {
  for (const auto& [rows, columns] : {std::pair(7, 3), std::pair(192, 192), std::pair(500, 193), std::pair(600, 600)}) {
    const Trapezoid trapezoid{rows, columns};
    std::vector<int> used(trapezoid.size(), 0);
    for (int j = 0; j < columns; ++j) {
      for (int i = j; i < rows; ++i)
        ++used.at(trapezoid.place(i, j));
    }
    CHECK(*std::max_element(used.begin(), used.end()) == 1);
    // A triangle less than the width of a strip is all that is kept above the diagonal.
    CHECK(std::count(used.begin(), used.end(), 0) <= std::ptrdiff_t{Trapezoid::width} * columns / 2);
  }
}

TEST_CASE("a factorization has the same bits for any number of threads", "[fem][determinism]") {
  const StandingBlock block;
  const Eigen::VectorXd b = random_vector(block.tangent.rows(), 1.0, 3);
  Eigen::VectorXd reference;
  for (const int threads : {1, 2, 3, 8}) {
    Cholesky cholesky(block.model.elimination(), threads);
    REQUIRE(cholesky.factorize(block.tangent));
    Eigen::VectorXd x;
    cholesky.solve(b, x);
    if (threads == 1)
      reference = x;
    CHECK((x.array() == reference.array()).all());
  }
}

TEST_CASE("a factorization has the same bits when threads come and go", "[fem][determinism]") {
  const StandingBlock block;
  const Eigen::VectorXd b = random_vector(block.tangent.rows(), 1.0, 3);
  Cholesky cholesky(block.model.elimination(), 2);
  Eigen::VectorXd reference;
  for (const int threads : {2, 1, 4, 2}) {
    cholesky.use_threads(threads);
    REQUIRE(cholesky.factorize(block.tangent));
    Eigen::VectorXd x;
    cholesky.solve(b, x);
    if (reference.size() == 0)
      reference = x;
    CHECK((x.array() == reference.array()).all());
  }
}

TEST_CASE("a matrix that is not positive definite is refused, wherever it fails", "[fem][unit]") {
  const StandingBlock block;
  const std::vector<int>& order = block.model.elimination().order();
  for (const int threads : {1, 2}) {
    Cholesky cholesky(block.model.elimination(), threads);
    for (const int k : {order.front(), order[order.size() / 2], order.back()}) {
      SparseMatrix indefinite = block.tangent;
      indefinite.coeffRef(k, k) *= -1;
      CHECK_FALSE(cholesky.factorize(indefinite));
    }
    CHECK(cholesky.factorize(block.tangent));
  }
}

TEST_CASE("a factorization ends when told", "[fem][unit]") {
  const StandingBlock block;
  std::stop_source stop;
  stop.request_stop();
  for (const int threads : {1, 2}) {
    Cholesky cholesky(block.model.elimination(), threads);
    CHECK_FALSE(cholesky.factorize(block.tangent, stop.get_token()));
    CHECK(cholesky.factorize(block.tangent));
  }
}
