#include "surgery/remove_instrumentation.hpp"

#include <algorithm>

#include "surgery/patient.hpp"

namespace spondyl::surgery {
namespace {

using spine::Level;
using spine::RodSpec;
using spine::Vertebra;

bool spans(const RodSpec& rod, Level level) { return rod.upper <= upper(level) && lower(level) <= rod.lower; }

std::string place(const RemoveInstrumentation& operation) {
  return operation.levels.empty() ? "all levels" : names_of(operation.levels);
}

bool is_wanted(const RemoveInstrumentation& operation, const RodSpec& rod) {
  return operation.levels.empty() ||
         std::any_of(operation.levels.begin(), operation.levels.end(), [&](Level l) { return spans(rod, l); });
}

// A rod comes out whole.
void check_whole(const RemoveInstrumentation& operation, const RodSpec& rod) {
  for (const Level level : spine::all_levels) {
    const auto& levels = operation.levels;
    if (levels.empty() || !spans(rod, level) || std::find(levels.begin(), levels.end(), level) != levels.end())
      continue;
    refuse("remove_instrumentation", place(operation),
           "the " + std::string(name(rod.side)) + " rod goes on from " + std::string(name(rod.upper)) + " to " +
               std::string(name(rod.lower)) + " and comes out whole",
           "name all its levels, and put a shorter instrumentation after it", "levels");
  }
}

}  // namespace

void perform(const RemoveInstrumentation& operation, Patient& patient) {
  for (const Level level : operation.levels)
    check_level(level);
  spine::Implants& implants = patient.spec.implants;
  std::vector<RodSpec> out;
  for (const RodSpec& rod : implants.rods) {
    if (!is_wanted(operation, rod))
      continue;
    check_whole(operation, rod);
    out.push_back(rod);
  }
  if (out.empty()) {
    refuse("remove_instrumentation", place(operation), "there are no rods or screws to take out",
           "put it after an instrumentation of these levels", "levels");
  }
  for (const RodSpec& rod : out) {
    const auto is_held = [&](const auto& anchor) {
      return anchor.side == rod.side && rod.upper <= anchor.vertebra && anchor.vertebra <= rod.lower;
    };
    std::erase_if(implants.screws, is_held);
    std::erase_if(implants.hooks, is_held);
    std::erase_if(implants.cross_links, [&](const auto& link) { return spans(rod, link.level); });
    std::erase_if(implants.rods, [&](const RodSpec& r) { return r.side == rod.side && r.upper == rod.upper; });
    patient.removed.push_back(std::string(name(rod.side)) + " rod from " + std::string(name(rod.upper)) + " to " +
                              std::string(name(rod.lower)) + " with its anchors");
  }
}

}  // namespace spondyl::surgery
