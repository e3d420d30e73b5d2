// Strands that carry tension only: ligaments, sutures. Force over engineering strain of the distance of two
// points, which are nodes or lie between nodes.
#pragma once

#include <vector>

#include "fem/mesh.hpp"
#include "fem/term.hpp"
#include "fem/uniaxial_law.hpp"
#include "fem/weighted_vector.hpp"

namespace spondyl::fem {

/// A strand between two points. `law.stiffness` is a force per unit strain (N); the strain counts from `rest_length`
/// (mm), which may differ from the distance in the mesh (slack or pre-tension).
struct Strand {
  WeightedPoint from;
  WeightedPoint to;
  double rest_length;
  UniaxialLaw<double> law;
};

class Connectors final : public Term {
 public:
  Connectors(const Mesh& mesh, std::vector<Strand> strands);

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;

  const std::vector<Strand>& strands() const { return strands_; }
  /// Tension in every strand, N.
  std::vector<double> tensions(const State& state) const;

 private:
  struct Line {
    Vector3 direction;
    double length;
    UniaxialResponse<double> response;
  };
  Line line(std::size_t strand, const State& state) const;

  std::vector<Strand> strands_;
  std::vector<WeightedVector> vectors_;  ///< from `from` to `to` of every strand
};

}  // namespace spondyl::fem
