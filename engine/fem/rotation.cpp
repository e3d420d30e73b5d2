#include "fem/rotation.hpp"

#include <cmath>

namespace spondyl::fem {

namespace {

/// c(t) of J^-1 = I - [theta]/2 + c [theta]^2 for the angle t, and c'(t)/t; series near zero against cancellation.
struct InverseJacobianCoefficient {
  double value;
  double slope_over_angle;
};

InverseJacobianCoefficient inverse_jacobian_coefficient(double t) {
  const double t2 = t * t;
  if (t < 0.05) {
    return {1.0 / 12 + t2 / 720 + t2 * t2 / 30240, 1.0 / 360 + t2 / 7560 + t2 * t2 / 201600};
  }
  const double half = 0.5 * t;
  const double cotangent = 1.0 / std::tan(half);
  const double value = (1.0 - half * cotangent) / t2;
  // d/dt (half cot(half)) = cot(half)/2 - half/(2 sin^2 half)
  const double sine = std::sin(half);
  const double slope = -(0.5 * cotangent - 0.5 * half / (sine * sine)) / t2 - 2.0 * value / t;
  return {value, slope / t};
}

}  // namespace

Matrix3 cross(const Vector3& a) {
  Matrix3 m;
  m << 0, -a.z(), a.y(), a.z(), 0, -a.x(), -a.y(), a.x(), 0;
  return m;
}

Eigen::Quaterniond exp_rotation(const Vector3& v) {
  const double angle = v.norm();
  const double half = 0.5 * angle;
  const double scale = angle < 1e-8 ? 0.5 - angle * angle / 48 : std::sin(half) / angle;
  return Eigen::Quaterniond(std::cos(half), scale * v.x(), scale * v.y(), scale * v.z());
}

Vector3 log_rotation(const Eigen::Quaterniond& q) {
  const double sign = q.w() < 0 ? -1.0 : 1.0;
  const Vector3 v = sign * q.vec();
  const double sine = v.norm();
  if (sine < 1e-8)
    return 2.0 * v;
  return 2.0 * std::atan2(sine, sign * q.w()) / sine * v;
}

AngleMeasure angle_about(const Vector3& axis, const Eigen::Quaterniond& rotation) {
  const Vector3 theta = log_rotation(rotation);
  const auto c = inverse_jacobian_coefficient(theta.norm());
  const Vector3 t_x_n = theta.cross(axis);
  const Vector3 t_x_t_x_n = theta.cross(t_x_n);
  const Matrix3 theta_cross = cross(theta);
  const Matrix3 inverse_jacobian = Matrix3::Identity() - 0.5 * theta_cross + c.value * theta_cross * theta_cross;

  const Vector3 gradient = axis + 0.5 * t_x_n + c.value * t_x_t_x_n;  // J^-T axis
  // Derivative of the gradient with respect to theta, column by column of the variation v.
  const Matrix3 derivative = -0.5 * cross(axis) + c.value * (-cross(t_x_n) - theta_cross * cross(axis)) +
                             c.slope_over_angle * t_x_t_x_n * theta.transpose();
  const Matrix3 hessian = derivative * inverse_jacobian;
  return {axis.dot(theta), gradient, 0.5 * (hessian + hessian.transpose())};
}

}  // namespace spondyl::fem
