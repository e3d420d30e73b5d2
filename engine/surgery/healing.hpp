// What time makes of a fusion: how stiff its graft is and how firmly cages are grown on. A schedule of this model after
// published rates of union and recalled moduli of tissues, not a measured course; see docs/operations.md.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/parameter.hpp"

namespace spondyl::surgery {

enum class Union { solid, delayed, non_union };
inline constexpr std::array<std::string_view, 3> union_names{"union", "delayed", "non_union"};
constexpr std::string_view name(Union u) { return union_names[static_cast<std::size_t>(u)]; }

/// Which course of the schedule's moduli: nobody knows them better than within a factor of some.
enum class Course { low, central, high };
inline constexpr std::array<std::string_view, 3> course_names{"low", "central", "high"};
constexpr std::string_view name(Course c) { return course_names[static_cast<std::size_t>(c)]; }

inline constexpr double max_months = 24;

/// How far a fusion has come.
struct Healing {
  double months = 12;  ///< since surgery, 0 to max_months
  Union outcome = Union::solid;
  Course course = Course::central;

  auto operator<=>(const Healing&) const = default;
};

/// "12 months after surgery, union", or a part of it that says something.
std::string describe(const Healing& healing);

struct HealingSchedule {
  struct Point {
    double months = 0;
    std::array<double, course_names.size()> modulus{};  ///< MPa
  };
  std::array<Point, 5> points;
  std::array<double, course_names.size()> non_union{};  ///< MPa
  double posterolateral_delay = 0, delayed_union = 0;   ///< months
  double bonding_begins = 0, bonding_ends = 0;          ///< months
  double solid = 0;                                     ///< MPa

  /// Of graft in and around cages, MPa: log-linear through the points, the same before the first and after the last.
  double interbody_modulus(const Healing& healing) const;
  /// Of graft beside the spine, MPa: the same, later.
  double posterolateral_modulus(const Healing& healing) const;
  /// Of a cage to its endplates: 0 lies on them, 1 grown on.
  double bonding(const Healing& healing) const;

 private:
  double modulus(const Healing& healing, double delay) const;
};

HealingSchedule make_healing_schedule(const core::ParameterTable& table);

}  // namespace spondyl::surgery
