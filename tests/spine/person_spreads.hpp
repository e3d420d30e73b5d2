// The measures of a spine that differ from person to person, each with the spread that the reference rows give, and
// random persons drawn from them.
//
// Relative standard deviations: PANJABI1992 (its SEM times the square root of 12 specimens over its mean), CHEN1994 for
// pedicle widths, COOK2021 for pedicle heights, canals and L5. Where no row has one, a range of 15 % to either side.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "spine/specification.hpp"

namespace spondyl::test {

struct Spread {
  std::string name;
  double* value;
  double low, high;  ///< at two standard deviations, or 15 %
};

class SpreadList {
 public:
  explicit SpreadList(spine::SpineSpec& spec) : spec_(spec) {
    for (const spine::Vertebra v : spine::all_vertebrae)
      add_vertebra(v);
    for (const spine::Level level : spine::all_levels)
      add_disc(level);
    for (auto& [name, value] : {std::pair<const char*, double&>{"lamina", spec.posterior.lamina_thickness},
                                {"articular", spec.posterior.articular_thickness},
                                {"spinous", spec.posterior.spinous_thickness},
                                {"transverse height", spec.posterior.transverse_height},
                                {"transverse thickness", spec.posterior.transverse_thickness}})
      relative(name, value, without_row);
  }
  const std::vector<Spread>& all() const& { return all_; }
  std::vector<Spread> all() && { return std::move(all_); }

 private:
  static constexpr double without_row = 0.15;

  void relative(const std::string& name, double& value, double share) {
    const double reach = share * std::abs(value);
    all_.push_back({name, &value, value - reach, value + reach});
  }

  void landmark(const std::string& name, spine::Landmark& p) {
    relative(name + " x", p.x, without_row);
    if (p.y != 0)
      relative(name + " y", p.y, without_row);
    relative(name + " z", p.z, without_row);
  }

  void add_vertebra(spine::Vertebra v) {
    spine::VertebraSpec& s = spec_.vertebrae[static_cast<std::size_t>(v)];
    const std::string at = std::string(name(v)) + " ";
    relative(at + "superior width", s.superior_width, 2 * 0.08);
    relative(at + "superior depth", s.superior_depth, 2 * 0.11);
    landmark(at + "superior facet", s.superior_facet);
    if (v == spine::Vertebra::S1)
      return;
    relative(at + "inferior width", s.inferior_width, 2 * 0.085);
    relative(at + "inferior depth", s.inferior_depth, 2 * 0.105);
    relative(at + "anterior height", s.height_anterior, without_row);
    relative(at + "posterior height", s.height_posterior, without_row);
    relative(at + "waist width", s.waist_width, without_row);
    relative(at + "waist depth", s.waist_depth, without_row);
    all_.push_back({at + "superior concavity", &s.superior_concavity, 0, 2 * s.superior_concavity});
    all_.push_back({at + "inferior concavity", &s.inferior_concavity, 0, 2 * s.inferior_concavity});
    relative(at + "canal width", s.canal_width, 2 * 0.10);
    relative(at + "canal depth", s.canal_depth, 2 * 0.12);
    relative(at + "pedicle width", s.pedicle_width, 2 * 0.18);
    relative(at + "pedicle height", s.pedicle_height, 2 * 0.147);
    relative(at + "lamina lower edge", s.lamina_inferior_z, without_row);
    all_.push_back({at + "lamina upper edge", &s.lamina_superior_z, -2, 2});
    landmark(at + "spinous tip", s.spinous_tip);
    relative(at + "spinous height", s.spinous_height, without_row);
    landmark(at + "transverse tip", s.transverse_tip);
    landmark(at + "inferior facet", s.inferior_facet);
    relative(at + "facet width", s.facet_width, without_row);
    relative(at + "facet height", s.facet_height, without_row);
  }

  void add_disc(spine::Level level) {
    constexpr double degree = std::numbers::pi / 180;
    // Facet angles: the greatest published mean of the level (MASHARAWI2004, JPR2022_FJ, COMPOSITE) or 15 % more.
    constexpr std::array<double, spine::n_levels> widest{33.9, 33.9, 45, 56.3, 56.3};
    spine::DiscSpec& s = spec_.disc(level);
    const std::string at = std::string(name(level)) + " ";
    relative(at + "anterior height", s.height_anterior, without_row);
    relative(at + "posterior height", s.height_posterior, without_row);
    relative(at + "nucleus fraction", s.nucleus_fraction, without_row);
    all_.push_back({at + "nucleus offset", &s.nucleus_offset, s.nucleus_offset - 1, s.nucleus_offset + 1});
    all_.push_back({at + "facet angle", &s.facet_angle, 0.85 * s.facet_angle,
                    std::max(widest[static_cast<std::size_t>(level.index)] * degree, 1.15 * s.facet_angle)});
    all_.push_back({at + "facet inclination", &s.facet_inclination, 0.85 * s.facet_inclination, 90 * degree});
    all_.push_back({at + "facet gap", &s.facet_gap, 0.1, 1.0});
  }

  spine::SpineSpec& spec_;
  std::vector<Spread> all_;
};

/// Uniform in [0, 1), the same on every machine (distributions of the standard library are not).
inline double uniform(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1.0p-53; }

/// A person of random size (all lengths 0.85 to 1.1 of the given ones) whose every measure is then drawn from its
/// spread: the sum of three uniforms, whose ends are two and a half standard deviations of a near normal one.
inline spine::SpineSpec random_person(spine::SpineSpec spec, unsigned seed) {
  std::mt19937_64 random(seed);
  const double size = 0.85 + 0.25 * uniform(random);
  const SpreadList given(spec);
  for (const Spread& s : given.all()) {
    if (s.name.find("angle") == std::string::npos && s.name.find("inclination") == std::string::npos &&
        s.name.find("fraction") == std::string::npos)
      *s.value *= size;
  }
  const SpreadList scaled(spec);
  for (const Spread& s : scaled.all()) {
    const double draw = (uniform(random) + uniform(random) + uniform(random)) / 3;
    *s.value = s.low + draw * (s.high - s.low);
  }
  return spec;
}

}  // namespace spondyl::test
