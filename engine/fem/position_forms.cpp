#include "fem/position_forms.hpp"

namespace spondyl::fem {

std::size_t PositionForms::add_form() {
  matrices_.emplace_back(Eigen::MatrixXd::Zero(n_nodes_, n_nodes_));
  return matrices_.size() - 1;
}

void PositionForms::add_product(std::size_t form, double factor, const Eigen::VectorXd& u, const Eigen::VectorXd& v) {
  const Eigen::MatrixXd product = u * v.transpose();
  matrices_[form] += factor * (product + product.transpose());
}

Eigen::VectorXd PositionForms::values(const Positions& x) const {
  Eigen::VectorXd out(static_cast<Eigen::Index>(matrices_.size()));
  for (std::size_t p = 0; p < matrices_.size(); ++p)
    out[static_cast<Eigen::Index>(p)] = 0.5 * x.cwiseProduct(matrices_[p] * x).sum();
  return out;
}

void PositionForms::write_force(const Positions& x, const Eigen::VectorXd& slope, double* out) const {
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(n_nodes_, n_nodes_);
  for (std::size_t p = 0; p < matrices_.size(); ++p)
    sum += slope[static_cast<Eigen::Index>(p)] * matrices_[p];
  const Positions force = sum * x;
  for (Eigen::Index a = 0; a < n_nodes_; ++a) {
    for (Eigen::Index d = 0; d < 3; ++d)
      *out++ = force(a, d);
  }
}

std::vector<double> PositionForms::stiffness(const Positions& x, const Eigen::VectorXd& slope,
                                             const Eigen::MatrixXd& curvature) const {
  const auto n_forms = static_cast<Eigen::Index>(matrices_.size());
  Eigen::MatrixXd initial = Eigen::MatrixXd::Zero(n_nodes_, n_nodes_);
  Eigen::MatrixXd gradients(3 * n_nodes_, n_forms);
  for (Eigen::Index p = 0; p < n_forms; ++p) {
    const Eigen::MatrixXd& b = matrices_[static_cast<std::size_t>(p)];
    initial += slope[p] * b;
    const Eigen::Matrix<double, 3, Eigen::Dynamic> gradient = (b * x).transpose();
    gradients.col(p) = gradient.reshaped();
  }
  const Eigen::MatrixXd material = gradients * curvature * gradients.transpose();
  std::vector<double> packed;
  packed.reserve(static_cast<std::size_t>(3 * n_nodes_ * (3 * n_nodes_ + 1) / 2));
  for (Eigen::Index i = 0; i < 3 * n_nodes_; ++i) {
    for (Eigen::Index j = 0; j <= i; ++j)
      packed.push_back(material(i, j) + (i % 3 == j % 3 ? initial(i / 3, j / 3) : 0.0));
  }
  return packed;
}

}  // namespace spondyl::fem
