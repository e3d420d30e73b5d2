// Everything that Newton's method sums: solids, ligaments, cables, loads. A term is a stored energy cut into stencils
// (an element, a strand, a cable); it knows nodes and never degrees of freedom, supports or rigid bodies.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "fem/state.hpp"

namespace spondyl::fem {

class Assembly;

/// Nodes of every stencil, one row after the other; a stencil names a node once.
class Stencils {
 public:
  void add(std::span<const int> nodes) {
    nodes_.insert(nodes_.end(), nodes.begin(), nodes.end());
    offset_.push_back(nodes_.size());
  }
  std::size_t size() const { return offset_.size() - 1; }
  std::span<const int> operator[](std::size_t s) const {
    return {nodes_.data() + offset_[s], offset_[s + 1] - offset_[s]};
  }

 private:
  std::vector<std::size_t> offset_{0};
  std::vector<int> nodes_;
};

/// What an evaluation met. Anything but `ok` makes the solver take a shorter step.
enum class Evaluation { ok, inverted_element, unstable_element };

/// Terms of a model are evaluated side by side: each writes to its own stencils alone.
class Term {
 public:
  virtual ~Term() = default;
  Term(const Term&) = delete;
  Term& operator=(const Term&) = delete;

  /// Energy (N mm) of every stencil and its derivative: nodal forces and residuals of the internal parameters.
  virtual Evaluation residual(const State& state, Assembly& out) const = 0;
  /// Residual and second derivative, internal parameters eliminated stencil by stencil.
  virtual Evaluation tangent(const State& state, Assembly& out) const = 0;

  const Stencils& stencils() const { return stencils_; }
  int internal_per_stencil() const { return internal_per_stencil_; }
  /// How many of them, the last ones, are multipliers (pressures): the energy is stationary, not least, in these.
  int multipliers_per_stencil() const { return multipliers_per_stencil_; }

  /// Places of this term's stencils and internal parameters among those of the model; set once by Model.
  void place(std::size_t first_slot, std::size_t first_internal) {
    first_slot_ = first_slot;
    first_internal_ = first_internal;
  }
  std::size_t first_slot() const { return first_slot_; }
  std::size_t first_internal() const { return first_internal_; }

 protected:
  Term() = default;

  Stencils stencils_;
  int internal_per_stencil_ = 0;
  int multipliers_per_stencil_ = 0;

 private:
  std::size_t first_slot_ = 0;
  std::size_t first_internal_ = 0;
};

}  // namespace spondyl::fem
