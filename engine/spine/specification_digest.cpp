// Every structure is taken apart by a structured binding, which must name all of its members: a member added to the
// specification does not compile here until it is written to the digest too.

#include "spine/specification_digest.hpp"

#include <concepts>
#include <cstdint>
#include <cstring>

#include "core/sha256.hpp"

namespace spondyl::spine {

namespace {

class Bytes {
 public:
  explicit Bytes(const SpineSpec& spec) { add(spec); }
  const std::string& text() const { return text_; }

 private:
  template <class... Values>
  void add(const Values&... values) {
    (add_one(values), ...);
  }

  void add_one(double value) { append(value); }
  template <class Integer>
  requires std::integral<Integer> || std::is_enum_v<Integer>
  void add_one(Integer value) { append(static_cast<std::int64_t>(value)); }
  template <class Value, std::size_t n>
  void add_one(const std::array<Value, n>& values) {
    for (const Value& value : values)
      add_one(value);
  }
  template <class Value>
  void add_one(const std::vector<Value>& values) {
    append(static_cast<std::int64_t>(values.size()));
    for (const Value& value : values)
      add_one(value);
  }

  void add_one(const Level& level) { add(level.index); }
  void add_one(const Landmark& p) {
    const auto& [x, y, z] = p;
    add(x, y, z);
  }
  void add_one(const VertebraSpec& v) {
    const auto& [superior_width, superior_depth, inferior_width, inferior_depth, height_anterior, height_posterior,
                 offset, waist_width, waist_depth, superior_concavity, inferior_concavity, canal_width, canal_depth,
                 pedicle_width, pedicle_height, lamina_x, lamina_superior_z, lamina_inferior_z, spinous_tip,
                 spinous_height, transverse_tip, superior_facet, inferior_facet, facet_width, facet_height] = v;
    add(superior_width, superior_depth, inferior_width, inferior_depth, height_anterior, height_posterior, offset,
        waist_width, waist_depth, superior_concavity, inferior_concavity, canal_width, canal_depth, pedicle_width,
        pedicle_height, lamina_x, lamina_superior_z, lamina_inferior_z, spinous_tip, spinous_height, transverse_tip,
        superior_facet, inferior_facet, facet_width, facet_height);
  }
  void add_one(const PosteriorSpec& p) {
    const auto& [lamina_thickness, articular_thickness, spinous_thickness, transverse_height, transverse_thickness] = p;
    add(lamina_thickness, articular_thickness, spinous_thickness, transverse_height, transverse_thickness);
  }
  void add_one(const FiberSpec& f) {
    const auto& [modulus_inner, modulus_outer, volume_fraction, inner_ratio, slack_anterior, slack_posterior,
                 toe_anterior, toe_posterior, inner_anterior, inner_posterior, outer_anterior, outer_posterior] = f;
    add(modulus_inner, modulus_outer, volume_fraction, inner_ratio, slack_anterior, slack_posterior, toe_anterior,
        toe_posterior, inner_anterior, inner_posterior, outer_anterior, outer_posterior);
  }
  void add_one(const DiscTissue& t) {
    const auto& [annulus_c10, annulus_c01, annulus_bulk, nucleus_c10, nucleus_c01, nucleus_bulk, swelling, fiber] = t;
    add(annulus_c10, annulus_c01, annulus_bulk, nucleus_c10, nucleus_c01, nucleus_bulk, swelling, fiber);
  }
  void add_one(const DiscSpec& d) {
    const auto& [height_anterior, height_posterior, offset, nucleus_fraction, nucleus_offset, distraction_anterior,
                 distraction_posterior, settling_anterior, settling_posterior, facet_angle, facet_inclination,
                 facet_gap, follower_offset, tissue, fill] = d;
    add(height_anterior, height_posterior, offset, nucleus_fraction, nucleus_offset, distraction_anterior,
        distraction_posterior, settling_anterior, settling_posterior, facet_angle, facet_inclination, facet_gap,
        follower_offset, tissue, fill);
  }
  void add_one(const LigamentSpec& l) {
    const auto& [strands, stiffness, transition_strain, reference_strain, neutral_length, kept] = l;
    add(strands, stiffness, transition_strain, reference_strain, neutral_length, kept);
  }
  void add_one(const BoneSpec& b) {
    const auto& [young_modulus, poisson_ratio] = b;
    add(young_modulus, poisson_ratio);
  }
  void add_one(const CartilageSpec& c) {
    const auto& [young_modulus, poisson_ratio, thickness, toe_strain] = c;
    add(young_modulus, poisson_ratio, thickness, toe_strain);
  }
  void add_one(const TissueSpec& t) {
    const auto& [cortical, cancellous, endplate, posterior, graft, cortical_thickness, endplate_thickness, cartilage] =
        t;
    add(cortical, cancellous, endplate, posterior, graft, cortical_thickness, endplate_thickness, cartilage);
  }

  void add_one(const BoneCut& c) {
    const auto& [vertebra, region, side, share] = c;
    add(vertebra, region, side, share);
  }
  void add_one(const AnnulusWindow& w) {
    const auto& [from, to] = w;
    add(from, to);
  }
  void add_one(const DiscResection& d) {
    const auto& [nucleus_share, windows] = d;
    add(nucleus_share, windows);
  }
  void add_one(const Resections& r) {
    const auto& [bone, discs] = r;
    add(bone, discs);
  }

  void add_one(const ImplantStrength& s) {
    const auto& [material, young_modulus, poisson_ratio, yield_strength, fatigue_limit] = s;
    add(material, young_modulus, poisson_ratio, yield_strength, fatigue_limit);
  }
  void add_one(const ScrewSpec& s) {
    const auto& [vertebra, side, diameter, core_ratio, length, transverse_angle, sagittal_angle, head_height, strength,
                 lateral_foundation, axial_foundation, pullout_strength] = s;
    add(vertebra, side, diameter, core_ratio, length, transverse_angle, sagittal_angle, head_height, strength,
        lateral_foundation, axial_foundation, pullout_strength);
  }
  void add_one(const HookSpec& h) {
    const auto& [vertebra, side, is_supralaminar, blade_width, contact_stiffness, pulloff_strength] = h;
    add(vertebra, side, is_supralaminar, blade_width, contact_stiffness, pulloff_strength);
  }
  void add_one(const RodSpec& r) {
    const auto& [side, upper, lower, diameter, strength] = r;
    add(side, upper, lower, diameter, strength);
  }
  void add_one(const CrossLinkSpec& c) {
    const auto& [level, diameter, strength] = c;
    add(level, diameter, strength);
  }
  void add_one(const CageSpec& c) {
    const auto& [length, width, angle, center_x, center_y, height, lordosis, wall, strength, graft_modulus, bonding,
                 endplate_strength] = c;
    add(length, width, angle, center_x, center_y, height, lordosis, wall, strength, graft_modulus, bonding,
        endplate_strength);
  }
  void add_one(const PosterolateralGraftSpec& g) {
    const auto& [level, side, width, thickness, modulus] = g;
    add(level, side, width, thickness, modulus);
  }
  void add_one(const Implants& i) {
    const auto& [screws, hooks, rods, cross_links, cages, interbody_graft_modulus, posterolateral_grafts,
                 element_length] = i;
    add(screws, hooks, rods, cross_links, cages, interbody_graft_modulus, posterolateral_grafts, element_length);
  }
  void add_one(const SpineSpec& s) {
    const auto& [vertebrae, posterior, discs, ligaments, tissue, resections, implants, flavum_thickness, sacral_slope,
                 resolution] = s;
    add(vertebrae, posterior, discs, ligaments, tissue, resections, implants, flavum_thickness, sacral_slope,
        resolution);
  }

  template <class Value>
  void append(Value value) {
    std::array<char, sizeof(Value)> bytes;
    std::memcpy(bytes.data(), &value, sizeof(Value));
    text_.append(bytes.data(), bytes.size());
  }

  std::string text_;
};

}  // namespace

std::string digest(const SpineSpec& spec) { return core::sha256(Bytes(spec).text()); }

}  // namespace spondyl::spine
