#include "study/scene_text.hpp"

#include <array>
#include <cmath>

#include "core/units.hpp"
#include "study/operation_writer.hpp"

namespace spondyl::study {
namespace {

template <typename Names>
std::string list(const Names& names) {
  std::string all;
  for (const auto& n : names)
    all += (all.empty() ? "" : ", ") + toml_text(name(n));
  return "[" + all + "]\n";
}

std::string expectation_lines(const Expectation& e) {
  std::string text = "\n[[expectation]]\nquantity = " + toml_text(e.quantity) +
                     "\nload_case = " + toml_text(name(e.load_case)) + "\nprotocol = " + toml_text(name(e.protocol)) +
                     "\nlevel = " + toml_text(spine::name(e.level)) +
                     "\nof = " + toml_text(expected_names[static_cast<std::size_t>(e.of)]) +
                     "\nlow = " + core::to_text(e.low) + "\nhigh = " + core::to_text(e.high) +
                     "\nkind = " + toml_text(expectation_kind_names[static_cast<std::size_t>(e.kind)]) + "\n";
  if (e.kind == ExpectationKind::published)
    text += "source = " + toml_text(e.source) + "\nconfidence = " + toml_text(core::name(e.confidence)) + "\n";
  return e.note.empty() ? text : text + "note = " + toml_text(e.note) + "\n";
}

/// The last value of a path counts and is the only one a file may give.
std::string parameter_lines(const Scene& scene) {
  std::string text;
  for (auto p = scene.parameters.begin(); p != scene.parameters.end(); ++p) {
    bool is_last = true;
    for (auto later = p + 1; later != scene.parameters.end(); ++later)
      is_last = is_last && later->path != p->path;
    if (is_last)
      text += toml_text(p->path) + " = " + core::to_text(p->value) + "\n";
  }
  return text.empty() ? text : "\n[parameters]\n" + text;
}

}  // namespace

std::string scene_text(const Scene& scene) {
  std::string text = "format = \"spondyl-scene\"\nversion = 1\nname = " + toml_text(scene.name) + "\n";
  if (!scene.description.empty())
    text += "description = " + toml_text(scene.description) + "\n";
  text += "\n[spine]\nresolution = " + toml_text(spine::resolution_names[static_cast<std::size_t>(scene.resolution)]) +
          "\n";
  text += parameter_lines(scene);
  for (const surgery::Operation& operation : scene.operations)
    text += operation_lines(operation);
  text += "\n[healing]\n" + healing_lines(scene.healing) + (scene.is_smoker ? "smoker = true\n" : "");
  text += "\n[loads]\ncases = " + list(scene.loads.cases) + "protocols = " + list(scene.loads.protocols);
  if (scene.loads.rotation_rad)
    text += "rotation_deg = " + core::to_text(std::round(core::degrees(*scene.loads.rotation_rad) * 1e9) / 1e9) + "\n";
  for (const Expectation& expectation : scene.expectations)
    text += expectation_lines(expectation);
  return text;
}

}  // namespace spondyl::study
