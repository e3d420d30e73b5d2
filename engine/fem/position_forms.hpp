// Quadratic forms of the positions of a few nodes: scalar products of vectors between them, hence the same in any frame.
// The strains of beams and the gaps of springs are such forms; an energy that depends on nothing else is objective, and
// its derivatives follow from those by the forms.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace spondyl::fem {

/// Forms q_p = sum_ab B_p(a, b) x_a . x_b / 2 over the same n nodes.
class PositionForms {
 public:
  using Positions = Eigen::Matrix<double, Eigen::Dynamic, 3>;  ///< a row per node, mm

  explicit PositionForms(Eigen::Index n_nodes) : n_nodes_(n_nodes) {}

  /// A form of value zero, for `add_product`; its number.
  std::size_t add_form();
  /// Adds factor (u . v), where u and v are the sums of the positions with these weights (each adds up to zero).
  void add_product(std::size_t form, double factor, const Eigen::VectorXd& u, const Eigen::VectorXd& v);

  Eigen::VectorXd values(const Positions& x) const;
  /// Forces on the nodes, three numbers each; `slope` is the derivative of the energy by every form.
  void write_force(const Positions& x, const Eigen::VectorXd& slope, double* out) const;
  /// Packed lower triangle of the stiffness; `curvature` is the second derivative of the energy by the forms.
  std::vector<double> stiffness(const Positions& x, const Eigen::VectorXd& slope,
                                const Eigen::MatrixXd& curvature) const;

 private:
  Eigen::Index n_nodes_;
  std::vector<Eigen::MatrixXd> matrices_;
};

}  // namespace spondyl::fem
