// What a solve works in: contributions of all stencils, the tangent and its factor, most of the memory of a solve. Solves of
// one model may use one after the other; it remembers nothing that they could notice.
#pragma once

#include "fem/cholesky.hpp"
#include "fem/model.hpp"

namespace spondyl::fem {

struct Workspace {
  /// `threads`: the most that a solve will use. The model must outlive it.
  Workspace(const Model& of, int threads)
      : model(of), assembly(of.make_assembly(threads)), cholesky(of.elimination(), threads) {}

  const Model& model;
  Assembly assembly;
  Cholesky cholesky;
};

}  // namespace spondyl::fem
