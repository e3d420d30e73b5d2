// The fusion that the options of `spondyl fuse` describe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/experiment.hpp"
#include "surgery/fusion.hpp"

namespace spondyl::cli {

/// What is not given stays at the default of a fusion.
struct FusionArguments {
  std::optional<std::string> approach, side;
  std::optional<std::string> rods, anchor, rod_side;
  std::optional<double> rod_diameter_mm;
  bool has_cross_link = false, is_stand_alone = false;
  std::optional<std::string> cage_kind, cage_material;
  std::optional<double> cage_height_mm, cage_lordosis_deg;
  std::vector<double> months;
  std::optional<std::string> outcome, graft;
  bool is_smoker = false;
};

/// Throws bad_input naming the option.
surgery::Fusion fusion_of(const FusionArguments& arguments, std::vector<spine::Level> levels);

/// The fusion at each of the months; "operated" where there is one.
std::vector<study::Plan> plans_of(const FusionArguments& arguments, const surgery::Fusion& fusion);

}  // namespace spondyl::cli
