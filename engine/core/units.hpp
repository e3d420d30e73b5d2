// Units inside: mm, N, MPa, N·mm, rad, s. The only conversion factors of the program, as literals (7.5_Nm is 7500 N·mm)
// and as functions for values read from a file or shown to a person.

#pragma once

#include <numbers>

namespace spondyl::core {

inline constexpr double radians_per_degree = std::numbers::pi / 180.0;
inline constexpr double newton_millimeters_per_newton_meter = 1000.0;
inline constexpr double megapascals_per_gigapascal = 1000.0;
inline constexpr double seconds_per_month = 365.25 / 12.0 * 86400.0;

constexpr double radians(double degrees) { return degrees * radians_per_degree; }
constexpr double degrees(double radians) { return radians / radians_per_degree; }
constexpr double newton_millimeters(double newton_meters) {
  return newton_meters * newton_millimeters_per_newton_meter;
}
constexpr double newton_meters(double newton_millimeters) {
  return newton_millimeters / newton_millimeters_per_newton_meter;
}

inline namespace literals {

constexpr double operator""_mm(long double value) { return static_cast<double>(value); }
constexpr double operator""_mm(unsigned long long value) { return static_cast<double>(value); }
constexpr double operator""_N(long double value) { return static_cast<double>(value); }
constexpr double operator""_N(unsigned long long value) { return static_cast<double>(value); }
constexpr double operator""_MPa(long double value) { return static_cast<double>(value); }
constexpr double operator""_MPa(unsigned long long value) { return static_cast<double>(value); }
constexpr double operator""_GPa(long double value) { return static_cast<double>(value) * megapascals_per_gigapascal; }
constexpr double operator""_GPa(unsigned long long value) {
  return static_cast<double>(value) * megapascals_per_gigapascal;
}
constexpr double operator""_Nm(long double value) { return newton_millimeters(static_cast<double>(value)); }
constexpr double operator""_Nm(unsigned long long value) { return newton_millimeters(static_cast<double>(value)); }
constexpr double operator""_deg(long double value) { return radians(static_cast<double>(value)); }
constexpr double operator""_deg(unsigned long long value) { return radians(static_cast<double>(value)); }
constexpr double operator""_months(long double value) { return static_cast<double>(value) * seconds_per_month; }
constexpr double operator""_months(unsigned long long value) { return static_cast<double>(value) * seconds_per_month; }

}  // namespace literals
}  // namespace spondyl::core
