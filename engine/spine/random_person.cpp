// How the deviations of a person hang together: every measure deviates by
//
//   z = sqrt(s) z_size + sqrt(v) z_vertebra + sqrt(1 - s - v) z_measure     standard deviations
//
// with one z_size a person, one z_vertebra a vertebra or disc and one z_measure a measure, each standard normal. Draws
// are repeated until z is inside the truncation.

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "core/units.hpp"
#include "spine/alignment.hpp"
#include "spine/person.hpp"

namespace spondyl::spine {

namespace {

/// Standard normal numbers, the same with every standard library (its distributions are not).
class Normal {
 public:
  explicit Normal(std::uint64_t seed) : engine_(seed) {}

  /// Inside [-limit, limit].
  double operator()(double limit) {
    double z = next();
    while (std::abs(z) > limit)
      z = next();
    return z;
  }

 private:
  double uniform() { return (static_cast<double>(engine_() >> 11U) + 0.5) * 0x1p-53; }
  double next() {  // Box and Muller 1958
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

  std::mt19937_64 engine_;
};

class Draw {
 public:
  Draw(const core::ParameterTable& table, std::uint64_t seed)
      : table_(table),
        normal_(seed),
        limit_(table.value("population.truncation_sd")),
        size_share_(table.value("population.share_of_size")),
        part_share_(std::min(table.value("population.share_of_vertebra"), 1 - size_share_)) {
    size_ = std::sqrt(size_share_) * normal_(limit_);
  }

  std::vector<Measure> measures() {
    std::vector<Measure> out;
    for (const Vertebra v : all_vertebrae)
      add_vertebra(v, out);
    for (const Level level : all_levels)
      add_disc(level, out);
    return out;
  }

  /// Of a spine with this lordosis (deg), which is `mean` in the middle of the population.
  double sacral_slope(double lordosis, double mean) {
    const double together = table_.value("population.slope_of_lordosis");
    const double of_lordosis =
        std::clamp((lordosis - mean) / table_.value("population.lordosis_sd_deg"), -limit_, limit_);
    double z = limit_ + 1;
    while (std::abs(z) > limit_)
      z = together * of_lordosis + std::sqrt(1 - together * together) * normal_(limit_);
    return table_.value("population.S1.endplate_tilt_deg") + z * table_.value("population.S1.endplate_tilt_sd_deg");
  }

 private:
  /// The deviation that the measures of one vertebra or disc share.
  double part() {
    double z = limit_ + 1;
    while (std::abs(z) > limit_)
      z = size_ + std::sqrt(part_share_) * normal_(limit_);
    return z;
  }
  double of(double part) {
    double z = limit_ + 1;
    while (std::abs(z) > limit_)
      z = part + std::sqrt(1 - size_share_ - part_share_) * normal_(limit_);
    return z;
  }

  void add_vertebra(Vertebra v, std::vector<Measure>& out) {
    const double shared = part();
    const std::string from = "population." + std::string(name(v)) + ".", to = "anatomy." + std::string(name(v)) + ".";
    for (const char* stem : {"endplate_superior_width", "endplate_superior_depth", "endplate_inferior_width",
                             "endplate_inferior_depth", "body_height_anterior", "body_height_posterior"}) {
      if (table_.find(from + stem + "_mm"))
        out.push_back(
            {to + stem + "_mm", table_.value(from + stem + "_mm") + of(shared) * table_.value(from + stem + "_sd_mm")});
    }
  }

  void add_disc(Level level, std::vector<Measure>& out) {
    const std::string from = "population." + std::string(name(level)) + ".";
    const std::string to = "anatomy." + std::string(name(level)) + ".";
    const double front = table_.value(from + "disc_height_anterior_mm");
    const double back = table_.value(from + "disc_height_posterior_mm");
    const double middle = 0.5 * (front + back) + of(part()) * table_.value(from + "disc_height_sd_mm");
    const double depth = table_.value("population." + std::string(name(lower(level))) + ".endplate_superior_depth_mm");
    // A low disc with a wide wedge would close behind: such a wedge is drawn again. The lowest discs keep some choice.
    const double least = std::min(table_.value("population.disc_height_least_mm"), 0.8 * middle);
    double half_difference = middle + 1;
    while (middle - half_difference < least || middle + half_difference < least) {
      const double wedge = 2 * std::atan2(0.5 * (front - back), depth) +
                           normal_(limit_) * core::radians(table_.value(from + "disc_wedge_sd_deg"));
      half_difference = depth * std::tan(0.5 * wedge);
    }
    out.push_back({to + "disc_height_anterior_mm", middle + half_difference});
    out.push_back({to + "disc_height_posterior_mm", middle - half_difference});
  }

  const core::ParameterTable& table_;
  Normal normal_;
  double limit_, size_share_, part_share_;
  double size_ = 0;
};

double lordosis_deg(const core::ParameterTable& table) {
  return core::degrees(lordosis(align(as_imaged(make_specification(table, Resolution::interactive)))));
}

/// Means of all measures: what population.* and anatomy.* have in common.
std::vector<Measure> means(const core::ParameterTable& table) {
  constexpr std::string_view root = "population.";
  std::vector<Measure> out;
  for (const core::Parameter& p : table) {
    const std::string measured = p.path.starts_with(root) ? "anatomy." + p.path.substr(root.size()) : "";
    if (table.find(measured))
      out.push_back({measured, p.value});
  }
  return out;
}

}  // namespace

core::ParameterTable random_person(core::ParameterTable table, std::uint64_t seed) {
  Draw draw(table, seed);
  core::ParameterTable person = with_measures(table, draw.measures());
  const double mean_lordosis = lordosis_deg(with_measures(table, means(table)));
  person.set("anatomy.S1.endplate_tilt_deg", draw.sacral_slope(lordosis_deg(person), mean_lordosis));
  return person;
}

}  // namespace spondyl::spine
