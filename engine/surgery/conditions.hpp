// What operations work with: the catalog of implants, the schedule of healing, and how far this plan has healed.
#pragma once

#include "surgery/catalog.hpp"
#include "surgery/healing.hpp"

namespace spondyl::surgery {

struct Conditions {
  Catalog catalog;
  HealingSchedule schedule;
  Healing healing;  ///< of operations that say nothing of their own
};

inline Conditions make_conditions(const core::ParameterTable& table, const Healing& healing = {}) {
  return {make_catalog(table), make_healing_schedule(table), healing};
}

}  // namespace spondyl::surgery
