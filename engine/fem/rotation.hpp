// Finite rotations by rotation vectors (rad) and the two derivatives that a moment needs.
//
// A rotation R is changed by a spatial spin d: R -> exp(d) R. Its rotation vector theta = log R changes by
// d theta = J(theta)^-1 d with the left Jacobian J (Chirikjian 2012, Stochastic Models vol. 2, sec. 10.7).
#pragma once

#include <Eigen/Core>
#include <Eigen/Geometry>

namespace spondyl::fem {

using Vector3 = Eigen::Vector3d;
using Matrix3 = Eigen::Matrix3d;

/// Matrix of the cross product: cross(a) * b = a x b.
Matrix3 cross(const Vector3& a);

/// Rotation of angle |v| about v.
Eigen::Quaterniond exp_rotation(const Vector3& v);

/// Rotation vector of q with angle in [0, pi].
Vector3 log_rotation(const Eigen::Quaterniond& q);

/// The angle phi = axis . log(R) with its gradient and symmetric Hessian with respect to a spatial spin:
/// phi(exp(d) R) = phi + gradient . d + d . hessian d / 2 + O(|d|^3).
struct AngleMeasure {
  double angle;
  Vector3 gradient;
  Matrix3 hessian;
};
AngleMeasure angle_about(const Vector3& axis, const Eigen::Quaterniond& rotation);

}  // namespace spondyl::fem
