#include <algorithm>
#include <charconv>
#include <cmath>

#include "cli/commands.hpp"
#include "core/units.hpp"
#include "spine/level.hpp"
#include "study/person_choice.hpp"

namespace spondyl::cli {
namespace {

using core::Error;
using core::ErrorCode;

constexpr double max_rotation_deg = 90;

std::size_t choose(const std::string& option, const std::string& text, std::span<const std::string_view> names) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) {
    throw Error(ErrorCode::bad_input, {.key = option}, "'" + text + "'", core::listing(names),
                core::suggestion(text, names));
  }
  return static_cast<std::size_t>(found - names.begin());
}

template <class Enum>
std::vector<Enum> choose_all(const std::string& option, const std::vector<std::string>& texts,
                             std::span<const std::string_view> names) {
  std::vector<Enum> chosen;
  for (const std::string& text : texts) {
    const auto member = static_cast<Enum>(choose(option, text, names));
    if (std::find(chosen.begin(), chosen.end(), member) != chosen.end())
      throw Error(ErrorCode::bad_input, {.key = option}, "'" + text + "' twice", "each name once");
    chosen.push_back(member);
  }
  return chosen;
}

study::ParameterOverride setting(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw Error(ErrorCode::bad_input, {.key = "--set"}, "'" + text + "'",
                "path=value, such as anatomy.L4-L5.disc_height_anterior_mm=14");
  }
  study::ParameterOverride wanted{text.substr(0, equals), 0, {.key = "--set " + text.substr(0, equals)}};
  const std::string_view digits = std::string_view(text).substr(equals + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), wanted.value);
  if (error != std::errc() || end != digits.data() + digits.size())
    throw Error(ErrorCode::bad_input, wanted.where, "'" + std::string(digits) + "'", "a number");
  return wanted;
}

void add_override(std::vector<study::ParameterOverride>& all, study::ParameterOverride wanted) {
  for (const study::ParameterOverride& other : all) {
    if (other.path == wanted.path) {
      throw Error(ErrorCode::bad_input, wanted.where,
                  "a second value for '" + wanted.path + "' (the first by " + other.where.key + ")",
                  "one value of each parameter");
    }
  }
  all.push_back(std::move(wanted));
}

void check(const study::Loads& loads) {
  const auto has = [&](study::Protocol protocol) {
    return std::find(loads.protocols.begin(), loads.protocols.end(), protocol) != loads.protocols.end();
  };
  if (has(study::Protocol::displacement_control) != loads.rotation_rad.has_value()) {
    throw Error(ErrorCode::bad_input, {.key = "--rotation-deg"},
                loads.rotation_rad ? "a rotation without displacement_control" : "nothing",
                "this option and the protocol displacement_control together");
  }
  const auto still = std::find_if_not(loads.cases.begin(), loads.cases.end(), study::is_rotation);
  if (still != loads.cases.end() && !has(study::Protocol::load_control)) {
    throw Error(ErrorCode::bad_input, {.key = "--cases"},
                "'" + std::string(name(*still)) + "', which has no rotation to hold",
                "this case only with the protocol load_control");
  }
}

std::string title(const surgery::Fusion& fusion) {
  std::string text;
  for (const spine::Level level : fusion.levels)
    text += std::string(name(level)) + " ";
  text += "fused";
  if (fusion.approach != surgery::Approach::none)
    text += " (" + std::string(name(fusion.approach)) + ")";
  return text;
}

}  // namespace

study::Scene fuse_scene(const FuseArguments& arguments, const core::ParameterTable& declared) {
  study::Scene scene;
  const surgery::Fusion fusion = fusion_of(arguments.fusion, spine::parse_levels(arguments.levels, {.key = "LEVELS"}));
  const study::Plan plan = plans_of(arguments.fusion, fusion).front();
  scene.name = title(fusion);
  scene.operations = plan.operations;
  scene.healing = plan.healing;
  scene.is_smoker = arguments.fusion.is_smoker;
  scene.resolution =
      static_cast<spine::Resolution>(choose("--resolution", arguments.resolution, spine::resolution_names));
  if (arguments.moment_Nm)
    add_override(scene.parameters, {"load.moment_Nm", *arguments.moment_Nm, {.key = "--moment-Nm"}});
  if (arguments.follower_N)
    add_override(scene.parameters, {"load.follower_N", *arguments.follower_N, {.key = "--follower-N"}});
  for (const std::string& text : arguments.settings)
    add_override(scene.parameters, setting(text));
  if (!arguments.cases.empty())
    scene.loads.cases = choose_all<study::LoadCase>("--cases", arguments.cases, study::load_case_names);
  if (!arguments.protocols.empty())
    scene.loads.protocols = choose_all<study::Protocol>("--protocols", arguments.protocols, study::protocol_names);
  if (arguments.rotation_deg) {
    if (!(*arguments.rotation_deg > 0 && *arguments.rotation_deg <= max_rotation_deg)) {
      throw Error(ErrorCode::bad_input, {.key = "--rotation-deg"}, core::to_text(*arguments.rotation_deg),
                  "a number above 0, up to " + core::to_text(max_rotation_deg) + " deg");
    }
    scene.loads.rotation_rad = core::radians(*arguments.rotation_deg);
  }
  check(scene.loads);
  study::PersonChoice person{arguments.person, {.key = "--person"}, {}, {.key = "--radiograph"}};
  if (arguments.radiograph)
    person.radiograph = *arguments.radiograph;
  scene.parameters = study::person_overrides(person, declared, std::move(scene.parameters));
  study::with_overrides(declared, scene.parameters);
  return scene;
}

}  // namespace spondyl::cli
