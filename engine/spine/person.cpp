#include "spine/person.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "spine/level.hpp"

namespace spondyl::spine {

namespace {

constexpr std::array<std::string_view, 6> body_measures{"endplate_superior_width_mm", "endplate_superior_depth_mm",
                                                        "endplate_inferior_width_mm", "endplate_inferior_depth_mm",
                                                        "body_height_anterior_mm",    "body_height_posterior_mm"};
constexpr std::array<std::string_view, 2> sacrum_measures{"endplate_superior_width_mm", "endplate_superior_depth_mm"};

std::span<const std::string_view> measures_of(Vertebra v) {
  return v == Vertebra::S1 ? std::span<const std::string_view>(sacrum_measures)
                           : std::span<const std::string_view>(body_measures);
}

std::string branch(std::string_view root, std::string_view part) {
  return std::string(root) + "." + std::string(part) + ".";
}
template <class Part>
std::string anatomy(Part part) {
  return branch("anatomy", name(part));
}

/// Sizes of one vertebra as the lengths along its axes scale with them, mm.
struct Size {
  double depth, width, height;
};

Size size_of(const core::ParameterTable& table, Vertebra v) {
  const auto at = [&](std::string_view key) { return table.value(anatomy(v) + std::string(key)); };
  if (v == Vertebra::S1)  // has no height of its own and takes that of L5
    return {at("endplate_superior_depth_mm"), at("endplate_superior_width_mm"), size_of(table, Vertebra::L5).height};
  return {0.5 * (at("endplate_superior_depth_mm") + at("endplate_inferior_depth_mm")),
          0.5 * (at("endplate_superior_width_mm") + at("endplate_inferior_width_mm")),
          0.5 * (at("body_height_anterior_mm") + at("body_height_posterior_mm"))};
}

/// Distance between the middles of the bodies of a level, mm; from S1's endplate for the lowest.
double pitch(const core::ParameterTable& table, Level level) {
  const auto at = [&](std::string_view key) { return table.value(anatomy(level) + std::string(key)); };
  const double disc = 0.5 * (at("disc_height_anterior_mm") + at("disc_height_posterior_mm"));
  const double below = lower(level) == Vertebra::S1 ? 0 : 0.5 * size_of(table, lower(level)).height;
  return disc + below + 0.5 * size_of(table, upper(level)).height;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// What the lengths of one part of the anatomy are multiplied by.
struct Ratios {
  double depth = 1, width = 1, height = 1;
  double superior_facet = 1, inferior_facet = 1;  ///< of their z

  /// By what the name of a parameter says about its direction; 1 for angles, thicknesses and gaps.
  double of(std::string_view key) const {
    if (!key.ends_with("_mm"))
      return 1;
    if (key == "superior_facet_center_z_mm")
      return superior_facet;
    if (key == "inferior_facet_center_z_mm")
      return inferior_facet;
    if (contains(key, "_x_") || contains(key, "depth") || contains(key, "offset") || contains(key, "length"))
      return depth;
    if (contains(key, "_y_") || contains(key, "width"))
      return width;
    if (contains(key, "_z_") || contains(key, "height"))
      return height;
    return 1;
  }
};

bool has_measured(std::span<const Measure> measures, Vertebra v, std::string_view what) {
  return std::any_of(measures.begin(), measures.end(),
                     [&](const Measure& m) { return m.path.starts_with(anatomy(v)) && contains(m.path, what); });
}

/// Multiplies what is not measured below anatomy.<part>.
void scale(core::ParameterTable& table, const std::string& part, const Ratios& ratios,
           std::span<const Measure> measures) {
  std::vector<std::pair<std::string, double>> scaled;
  for (const core::Parameter& p : table) {
    const bool is_measured =
        std::any_of(measures.begin(), measures.end(), [&](const Measure& m) { return m.path == p.path; });
    if (!p.path.starts_with(part) || is_measured)
      continue;
    const double ratio = ratios.of(std::string_view(p.path).substr(part.size()));
    if (ratio != 1)
      scaled.emplace_back(p.path, std::clamp(p.value * ratio, p.min, p.max));
  }
  for (const auto& [path, value] : scaled)
    table.set(path, value);
}

}  // namespace

core::ParameterTable with_measures(core::ParameterTable table, std::span<const Measure> measures) {
  const core::ParameterTable before = table;
  for (const Measure& m : measures)
    table.set(m.path, m.value, m.where);

  std::map<Vertebra, Ratios> ratios;
  for (const Vertebra v : all_vertebrae) {
    const Size old = size_of(before, v), now = size_of(table, v);
    Ratios& r = ratios[v];
    r.depth = now.depth / old.depth;
    r.width = has_measured(measures, v, "width") ? now.width / old.width : r.depth;
    r.height = now.height / old.height;
  }
  for (const Level level : all_levels) {
    const double ratio = pitch(table, level) / pitch(before, level);
    ratios[upper(level)].inferior_facet = ratio;
    ratios[lower(level)].superior_facet = ratio;
  }
  for (const Vertebra v : all_vertebrae)
    scale(table, anatomy(v), ratios[v], measures);
  for (const Level level : all_levels) {
    Ratios r;
    r.depth = 0.5 * (ratios[upper(level)].depth + ratios[lower(level)].depth);
    scale(table, anatomy(level), r, measures);
  }
  return table;
}

std::vector<std::string> person_names(const core::ParameterTable& table) {
  constexpr std::string_view root = "person.";
  std::vector<std::string> names{std::string(default_person)};
  for (const core::Parameter& p : table) {
    if (!p.path.starts_with(root))
      continue;
    const std::string found = p.path.substr(root.size(), p.path.find('.', root.size()) - root.size());
    if (names.back() != found)
      names.push_back(found);
  }
  return names;
}

core::ParameterTable with_person(core::ParameterTable table, std::string_view name, const core::Where& where) {
  if (name == default_person)
    return table;
  const std::vector<std::string> names = person_names(table);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    const std::vector<std::string_view> views(names.begin(), names.end());
    throw core::Error(core::ErrorCode::bad_input, where, "'" + std::string(name) + "'", core::listing(views),
                      core::suggestion(name, views));
  }
  const auto of_person = [&](const char* key) { return table.value(branch("person", name) + key); };
  const double size = of_person("size_sd");
  std::vector<Measure> measures;
  for (const Vertebra v : all_vertebrae) {
    const std::string from = branch("population", spine::name(v));
    for (const std::string_view key : measures_of(v)) {
      const std::string stem(key.substr(0, key.size() - 3));
      const char* ratio = contains(key, "width")   ? "width_ratio"
                          : contains(key, "depth") ? "depth_ratio"
                                                   : "height_ratio";
      const double value = table.value(from + stem + "_mm") + size * table.value(from + stem + "_sd_mm");
      measures.push_back({anatomy(v) + std::string(key), value * of_person(ratio), where});
    }
  }
  for (const Level level : all_levels) {
    const std::string from = branch("population", spine::name(level));
    const double front = table.value(from + "disc_height_anterior_mm");
    const double back = table.value(from + "disc_height_posterior_mm");
    const double grown = 1 + size * table.value(from + "disc_height_sd_mm") / (0.5 * (front + back));
    const double ratio = grown * of_person("disc_height_ratio");
    measures.push_back({anatomy(level) + "disc_height_anterior_mm", front * ratio, where});
    measures.push_back({anatomy(level) + "disc_height_posterior_mm", back * ratio, where});
  }
  measures.push_back({"anatomy.S1.endplate_tilt_deg", table.value("population.S1.endplate_tilt_deg"), where});
  return with_measures(std::move(table), measures);
}

}  // namespace spondyl::spine
