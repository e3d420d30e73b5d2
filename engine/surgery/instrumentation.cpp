#include "surgery/instrumentation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "surgery/patient.hpp"

namespace spondyl::surgery {
namespace {

using spine::ImplantMaterial;
using spine::Level;
using spine::Region;
using spine::ScrewSpec;
using spine::Side;
using spine::Vertebra;

constexpr double screw_step = 0.5;      // diameters in which screws come, mm
constexpr double thinnest_screw = 4.5;  // of the lumbar spine, mm

class Construct {
 public:
  Construct(const Instrumentation& operation, Patient& patient)
      : levels_(operation.levels), hardware_(operation.hardware), patient_(patient), catalog_(patient.catalog()) {}

  void perform() {
    check_rods();
    for (const Side side : sides_of(hardware_.sides)) {
      check_anchors(side);
      for (const Vertebra v : anchored())
        add_anchor(v, side);
      patient_.spec.implants.rods.push_back(
          {side, upper(levels_.front()), lower(levels_.back()), rod_diameter(), catalog_.of(hardware_.material)});
    }
    if (hardware_.has_cross_link) {
      patient_.spec.implants.cross_links.push_back(
          {levels_[levels_.size() / 2], catalog_.cross_link_diameter, catalog_.of(screw_material())});
    }
    write_down();
  }

 private:
  [[noreturn]] void refuse(const std::string& why, const std::string& remedy, std::string_view key = "levels") const {
    surgery::refuse("instrumentation", names_of(levels_), why, remedy, key);
  }

  std::string part(Vertebra v, Side side, std::string_view what) const {
    return "the " + std::string(name(side)) + " " + std::string(what) + " of " + std::string(name(v));
  }

  double rod_diameter() const { return hardware_.rod_diameter.value_or(catalog_.rod_diameter); }

  // Screws and bars are of metal: steel with steel, otherwise titanium.
  ImplantMaterial screw_material() const {
    return hardware_.material == ImplantMaterial::steel ? ImplantMaterial::steel : ImplantMaterial::titanium;
  }

  bool is_skipped(Vertebra v) const {
    return std::find(hardware_.skipped.begin(), hardware_.skipped.end(), v) != hardware_.skipped.end();
  }

  std::vector<Vertebra> anchored() const {
    std::vector<Vertebra> all;
    for (int v = levels_.front().index; v <= levels_.back().index + 1; ++v) {
      if (!is_skipped(static_cast<Vertebra>(v)))
        all.push_back(static_cast<Vertebra>(v));
    }
    return all;
  }

  void check_rods() const {
    if (hardware_.material == ImplantMaterial::allograft) {
      refuse("no rod is made of allograft", "choose titanium, cobalt_chromium, steel or peek", "rods");
    }
    if (std::find(rod_diameters.begin(), rod_diameters.end(), rod_diameter()) == rod_diameters.end()) {
      refuse("rods of " + core::to_text(rod_diameter()) + " mm are not made", "choose 5.5, 6.0 or 6.35 mm",
             "rod_diameter_mm");
    }
    for (const Vertebra end : {upper(levels_.front()), lower(levels_.back())}) {
      if (is_skipped(end)) {
        refuse("a rod without an anchor in " + std::string(name(end)) + " ends in the air and holds nothing",
               "anchor both ends of the rod; only vertebrae between them can be skipped", "skip");
      }
    }
    for (const Vertebra v : hardware_.skipped) {
      if (v < upper(levels_.front()) || v > lower(levels_.back())) {
        refuse(std::string(name(v)) + ", to be skipped, is not part of the construct", "leave it out of skip", "skip");
      }
    }
    if (hardware_.has_cross_link && hardware_.sides != Sides::both) {
      refuse("a cross-link joins two rods and there is one, on the " + std::string(name(hardware_.sides)),
             "leave cross_link out, or instrument both sides", "cross_link");
    }
  }

  void check_anchors(Side side) const {
    for (const spine::RodSpec& rod : patient_.spec.implants.rods) {
      if (rod.side == side && rod.upper <= lower(levels_.back()) && upper(levels_.front()) <= rod.lower) {
        refuse("a " + std::string(name(side)) + " rod from " + std::string(name(rod.upper)) + " to " +
                   std::string(name(rod.lower)) + " is there already, two rods would meet in one anchor",
               "remove_instrumentation first and bridge all levels with one rod, or stay clear of it");
      }
    }
    for (const Vertebra v : anchored()) {
      if (hardware_.anchor == Anchor::pedicle_screws)
        check_screw(v, side);
      else
        check_hook(v, side);
    }
  }

  void check_screw(Vertebra v, Side side) const {
    if (patient_.bone_gone(v, Region::pedicle, side) > 0) {
      refuse(part(v, side, "pedicle") + " is removed, a screw has nothing to run through",
             "skip " + std::string(name(v)) + " if it is not an end, instrument the other side, or extend the rods");
    }
    const ScrewSpec screw = make_screw(v, side);
    const double pedicle = patient_.spec[v].pedicle_width, widest = catalog_.limits.pedicle_fill * pedicle;
    if (pedicle > 0 && screw.diameter > widest) {
      refuse("a screw of " + millimeters(screw.diameter) + " would break out of " + part(v, side, "pedicle") +
                 ", which is " + millimeters(pedicle) + " wide",
             "choose a diameter of " + millimeters(widest) + " or less, or laminar_hooks", "screw_diameter_mm");
    }
    const double path = catalog_.screw(v).path;
    if (screw.length > path) {
      refuse("a screw of " + millimeters(screw.length) + " is longer than the body of " + std::string(name(v)) +
                 ", its tip would reach the great vessels",
             "choose a length of " + millimeters(path) + " or less", "screw_length_mm");
    }
  }

  void check_hook(Vertebra v, Side side) const {
    if (v == Vertebra::S1) {
      refuse("the sacrum of this model has no lamina for a hook", "anchor S1 with pedicle_screws", "anchor");
    }
    const double gone = patient_.bone_gone(v, Region::lamina, side);
    if (gone >= 1 || (gone > 0 && !is_supralaminar(v))) {
      refuse(part(v, side, "lamina") + " is removed" + (gone < 1 ? " at its lower edge" : "") +
                 ", a hook has nothing to hold",
             "anchor with pedicle_screws, or hook the other side", "anchor");
    }
    if (!patient_.is_lamina_held(v, side)) {
      refuse(part(v, side, "lamina") +
                 " came away with the pedicles and pillars that were removed, a hook has nothing to hold",
             "skip " + std::string(name(v)) + " if it is not an end, or anchor other vertebrae", "anchor");
    }
  }

  // A claw: from above on all but the lowest lamina, from below on that.
  bool is_supralaminar(Vertebra v) const { return v != lower(levels_.back()); }

  // Catalog diameter, or as much thinner as the pedicle asks for.
  double usual_diameter(Vertebra v) const {
    const double catalog = catalog_.screw(v).diameter, pedicle = patient_.spec[v].pedicle_width;
    if (pedicle <= 0)
      return catalog;
    const double fitting = screw_step * std::floor(catalog_.limits.usual_pedicle_fill * pedicle / screw_step);
    return std::max(thinnest_screw, std::min(catalog, fitting));
  }

  ScrewSpec make_screw(Vertebra v, Side side) const {
    const double cancellous = patient_.spec.tissue.cancellous.young_modulus;
    return {.vertebra = v,
            .side = side,
            .diameter = hardware_.screw_diameter.value_or(usual_diameter(v)),
            .core_ratio = catalog_.screw_core_ratio,
            .length = hardware_.screw_length.value_or(catalog_.screw(v).length),
            .transverse_angle = catalog_.screw(v).transverse_angle,
            .sagittal_angle = catalog_.screw_sagittal_angle,
            .head_height = catalog_.screw_head_height,
            .strength = catalog_.of(screw_material()),
            .lateral_foundation = catalog_.lateral_foundation_ratio * cancellous,
            .axial_foundation = catalog_.axial_foundation_ratio * cancellous,
            .pullout_strength = catalog_.pullout_strength};
  }

  void add_anchor(Vertebra v, Side side) {
    spine::Implants& implants = patient_.spec.implants;
    if (hardware_.anchor == Anchor::pedicle_screws) {
      implants.screws.push_back(make_screw(v, side));
      return;
    }
    implants.hooks.push_back({v, side, is_supralaminar(v), catalog_.hook_blade_width,
                              catalog_.hook_foundation * catalog_.hook_blade_width, catalog_.hook_pulloff});
  }

  void write_down() {
    const std::string side = hardware_.sides == Sides::both ? "" : " " + on(hardware_.sides);
    patient_.implanted.push_back(anchors() + side);
    patient_.implanted.push_back(
        (hardware_.sides == Sides::both ? "two " : "one ") + std::string(name(hardware_.material)) +
        (hardware_.sides == Sides::both ? " rods of " : " rod of ") + core::to_text(rod_diameter()) + " mm from " +
        std::string(name(upper(levels_.front()))) + " to " + std::string(name(lower(levels_.back()))) + side);
    if (hardware_.has_cross_link) {
      patient_.implanted.push_back("a cross-link of " + millimeters(catalog_.cross_link_diameter) + " at " +
                                   std::string(name(patient_.spec.implants.cross_links.back().level)));
    }
  }

  // "titanium pedicle screws 6.5 x 45 mm in L4, 7 x 45 mm in L5"
  std::string anchors() const {
    const Side side = sides_of(hardware_.sides).front();
    std::string text = std::string(name(screw_material())) + " " +
                       (hardware_.anchor == Anchor::pedicle_screws ? "pedicle screws" : "laminar hooks on");
    std::string before;
    for (const Vertebra v : anchored()) {
      if (hardware_.anchor == Anchor::laminar_hooks) {
        text += std::exchange(before, ",") + " " + std::string(name(v));
        continue;
      }
      const ScrewSpec screw = make_screw(v, side);
      text += std::exchange(before, ",") + " " + core::to_text(screw.diameter) + " x " + millimeters(screw.length) +
              " in " + std::string(name(v));
    }
    return text;
  }

  const std::vector<Level>& levels_;
  const Hardware& hardware_;
  Patient& patient_;
  const Catalog& catalog_;
};

}  // namespace

void perform(const Instrumentation& operation, Patient& patient) {
  check_levels(operation.levels);
  Instrumentation sorted = operation;
  std::sort(sorted.levels.begin(), sorted.levels.end());
  Construct(sorted, patient).perform();
}

}  // namespace spondyl::surgery
