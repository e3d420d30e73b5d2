// What the implants of a case carry, under the names and in the units that all outputs use; and in plain sentences.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "study/experiment.hpp"

namespace spondyl::study {

struct ImplantEntry {
  std::string kind;   ///< screw, hook, rod, cross_link, cage, posterolateral_graft
  std::string place;  ///< "L4 left", "L4-L5 left", "L4-L5"
  /// Unit in the name; nothing where there is no bound (a factor against a limit without any stress).
  std::vector<std::pair<std::string, std::optional<double>>> values;
};

/// What an entry is called: its kind and its place, "rod L4-L5 left".
std::string implant_name(const ImplantEntry& entry);
std::string implant_name(const spine::ScrewSpec& screw);
std::string implant_name(const spine::HookSpec& hook);
std::string implant_name(const spine::RodSpec& rod);
std::string implant_name(const spine::CrossLinkSpec& link);
std::string implant_name(const spine::PosterolateralGraftSpec& graft);

/// Screws, hooks, rods, cross-links, cages, grafts; empty for a spine without implants.
std::vector<ImplantEntry> implant_list(const spine::ImplantMeasures& measures);

/// The most loaded implant of every kind over all converged cases of the operated state, and how far it is from its
/// limits; empty without implants.
std::string implant_sentence(const ExperimentResult& result);

}  // namespace spondyl::study
