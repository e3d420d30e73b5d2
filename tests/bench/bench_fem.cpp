// Speed of the finite elements on one core, as CSV: the tangent of a block, and the parts of one Newton iteration on a
// column of about 5000 nodes.

#include <chrono>
#include <cstdio>

#include "../fem/problems.hpp"
#include "fem/cholesky.hpp"

using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

template <class Work>
double seconds(int times, const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < times; ++i)
    work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / times;
}

Model column(std::array<int, 3> n) {
  const Box box = make_brick(n, Vector3(40, 30, 150));
  ModelDefinition d;
  d.mesh = box.mesh;
  d.add_term(make_block(d.mesh, MooneyRivlin{0.2, 0.05, 50.0},
                        with_fibers(d.mesh, {Vector3(1, 0, 1), Vector3(-1, 0, 1)}, {5.0, 0.0, 0.05})));
  for (int axis = 0; axis < 3; ++axis)
    hold(d, box.side(2, 0), axis);
  return Model(std::move(d));
}

}  // namespace

int main() {
  const Model model = column({8, 8, 60});
  const State state = random_state(model, 0.01, 0.0, 1);
  Assembly work = model.make_assembly(1);
  const double elements = double(model.mesh().hexahedra.size());
  Eigen::VectorXd r, x;
  const double term = seconds(5, [&] { model.terms()[0]->tangent(state, work); });
  const double residual = seconds(5, [&] { model.residual(state, work, r); });
  const double tangent = seconds(5, [&] { model.tangent(state, work, r); });
  Cholesky cholesky(work.matrix(), model.ordering());
  bool is_definite = false;
  const double factorization = seconds(5, [&] { is_definite = cholesky.factorize(work.matrix()); });
  const double back_substitution = seconds(5, [&] { cholesky.solve(r, x); });
  std::printf("quantity,value,unit\nnodes,%zu,\nelements,%.0f,\n", model.mesh().nodes.size(), elements);
  std::printf("tangent_of_block,%.0f,elements/s\nresidual,%.0f,elements/s\n", elements / term, elements / residual);
  std::printf("elements_and_assembly,%.4f,s\nfactorization,%.4f,s\nback_substitution,%.4f,s\n", tangent, factorization,
              back_substitution);
  std::printf("factor,%.1f,MiB\npositive_definite,%d,\n", double(cholesky.bytes()) / 1048576, int(is_definite));
}
