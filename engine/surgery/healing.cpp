#include "surgery/healing.hpp"

#include <algorithm>
#include <cmath>

namespace spondyl::surgery {
namespace {

constexpr std::array<std::string_view, 5> point_names{"chips", "soft", "immature", "bridged", "remodelled"};

double delay_of(const Healing& healing, double delayed_union) {
  return healing.outcome == Union::delayed ? delayed_union : 0;
}

}  // namespace

std::string describe(const Healing& healing) {
  const std::string when = core::to_text(healing.months) + (healing.months == 1 ? " month" : " months");
  constexpr std::array<std::string_view, 3> outcomes{"", ", delayed union", ", non-union"};
  std::string text = when + " after surgery" + std::string(outcomes[static_cast<std::size_t>(healing.outcome)]);
  if (healing.course != Course::central)
    text += ", " + std::string(name(healing.course)) + " course of graft stiffness";
  return text;
}

double HealingSchedule::modulus(const Healing& healing, double delay) const {
  const auto c = static_cast<std::size_t>(healing.course);
  const double months = healing.months - delay - delay_of(healing, delayed_union);
  double log_modulus = std::log(points.front().modulus[c]);
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point &from = points[i - 1], &to = points[i];
    const double share = std::clamp((months - from.months) / (to.months - from.months), 0.0, 1.0);
    log_modulus += share * std::log(to.modulus[c] / from.modulus[c]);
  }
  const double healed = std::exp(log_modulus);
  return healing.outcome == Union::non_union ? std::min(healed, non_union[c]) : healed;
}

double HealingSchedule::interbody_modulus(const Healing& healing) const { return modulus(healing, 0); }

double HealingSchedule::posterolateral_modulus(const Healing& healing) const {
  return modulus(healing, posterolateral_delay);
}

double HealingSchedule::bonding(const Healing& healing) const {
  if (healing.outcome == Union::non_union)
    return 0;
  const double months = healing.months - delay_of(healing, delayed_union);
  return std::clamp((months - bonding_begins) / (bonding_ends - bonding_begins), 0.0, 1.0);
}

HealingSchedule make_healing_schedule(const core::ParameterTable& table) {
  HealingSchedule s;
  const auto moduli = [&](const std::string& row) {
    std::array<double, course_names.size()> values{};
    for (std::size_t c = 0; c < values.size(); ++c)
      values[c] = table.value(row + "." + std::string(course_names[c]) + "_MPa");
    return values;
  };
  for (std::size_t i = 0; i < s.points.size(); ++i) {
    const std::string row = "healing.graft." + std::string(point_names[i]);
    s.points[i] = {table.value(row + ".months"), moduli(row)};
  }
  s.non_union = moduli("healing.graft.non_union");
  s.posterolateral_delay = table.value("healing.posterolateral_delay_months");
  s.delayed_union = table.value("healing.delayed_union_months");
  s.bonding_begins = table.value("healing.bonding_begins_months");
  s.bonding_ends = table.value("healing.bonding_ends_months");
  s.solid = table.value("healing.solid_MPa");
  for (std::size_t i = 1; i < s.points.size(); ++i) {
    if (!(s.points[i].months > s.points[i - 1].months)) {
      throw core::Error(core::ErrorCode::bad_input, {.key = "healing.graft." + std::string(point_names[i]) + ".months"},
                        core::to_text(s.points[i].months), "more than " + core::to_text(s.points[i - 1].months));
    }
  }
  if (!(s.bonding_ends > s.bonding_begins)) {
    throw core::Error(core::ErrorCode::bad_input, {.key = "healing.bonding_ends_months"}, core::to_text(s.bonding_ends),
                      "more than " + core::to_text(s.bonding_begins));
  }
  return s;
}

}  // namespace spondyl::surgery
