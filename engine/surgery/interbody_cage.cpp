#include "surgery/interbody_cage.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "surgery/discectomy.hpp"
#include "surgery/patient.hpp"

namespace spondyl::surgery {
namespace {

using spine::CageSpec;
using spine::Level;
using spine::Side;

class Placement {
 public:
  Placement(const InterbodyCage& operation, Patient& patient)
      : operation_(operation),
        patient_(patient),
        catalog_(patient.catalog()),
        level_(operation.level),
        entry_(entry_of(operation.kind)) {}

  void perform() {
    check_choice();
    check_level_is_free();
    std::vector<CageSpec> cages = place();
    for (const CageSpec& cage : cages)
      check_fits(cage);
    check_pair(cages);
    distract(cages.front());
    write_down(cages.size(), cages.front());
    auto& held = patient_.cages(level_);
    held.insert(held.end(), cages.begin(), cages.end());
  }

 private:
  [[noreturn]] void refuse(const std::string& why, const std::string& remedy, std::string_view key) const {
    surgery::refuse("interbody_cage", name(level_), why, remedy, key);
  }

  Sides sides() const { return operation_.sides.value_or(Sides::both); }

  void check_choice() const {
    using enum spine::ImplantMaterial;
    const std::string kind(name(operation_.kind));
    const bool needs_side = entry_ == Entry::transforaminal || entry_ == Entry::lateral;
    if (needs_side && sides() == Sides::both) {
      refuse("a " + kind + " cage goes in from one side and none is named", "add side = \"left\" or \"right\"", "side");
    }
    if (entry_ == Entry::anterior && operation_.sides && sides() != Sides::both)
      refuse("a " + kind + " cage goes in from the front", "leave the side out", "side");
    if (entry_ == Entry::anterior && level_ < Level{2}) {
      refuse("from the front only L3 to S1 can be reached", "choose llif_18 or llif_22 for this level", "kind");
    }
    if (entry_ == Entry::lateral && level_ == Level{4}) {
      refuse("the iliac crest bars the way from the side", "choose alif, plif or tlif for this level", "kind");
    }
    if (operation_.material != peek && operation_.material != titanium && operation_.material != allograft) {
      refuse("no cage is made of " + std::string(name(operation_.material)), "choose peek, titanium or allograft",
             "material");
    }
  }

  void check_level_is_free() const {
    if (patient_.is_solid(level_)) {
      refuse("the level is solid already, there is no disc space", "name another level, or leave the first fusion out",
             "level");
    }
    for (const spine::RodSpec& rod : patient_.spec.implants.rods) {
      if (static_cast<int>(rod.upper) <= level_.index && level_.index < static_cast<int>(rod.lower)) {
        refuse("rods hold the level already, it cannot be opened",
               "put the cage before the instrumentation, or remove_instrumentation first", "level");
      }
    }
    const Sides window = is_sided(entry_) ? sides() : Sides::both;
    if (!is_open(patient_, level_, entry_, window)) {
      refuse("the disc has no " + std::string(name(entry_)) + " opening" + (is_sided(entry_) ? " " + on(sides()) : "") +
                 " to put it in",
             "put a discectomy with entry = \"" + std::string(name(entry_)) + "\"" +
                 (is_sided(entry_) ? " and this side" : "") + " before it",
             "level");
    }
    for (const CageSpec& held : patient_.cages(level_)) {
      const bool is_other_half = operation_.kind == CageKind::plif && held.angle == 0 && sides() != Sides::both &&
                                 held.center_y * (sides() == Sides::left ? 1 : -1) < 0;
      if (!is_other_half)
        refuse("the disc space holds a cage already", "leave one of the two cages out", "level");
    }
  }

  std::vector<CageSpec> place() const {
    CageSpec cage;
    const CageSize& size = catalog_.cage(operation_.kind);
    cage.length = operation_.length.value_or(usual_length(size.length));
    cage.width = operation_.width.value_or(size.width);
    cage.wall = catalog_.cage_wall;
    cage.lordosis = operation_.lordosis.value_or(size.lordosis);
    cage.strength = catalog_.of(operation_.material);
    cage.endplate_strength = catalog_.cage_endplate_strength;
    const Healing healing = operation_.healing.value_or(patient_.healing);
    cage.graft_modulus = patient_.schedule().interbody_modulus(healing);
    cage.bonding = patient_.schedule().bonding(healing);
    const double front = 0.5 * plate_depth() - catalog_.cage_rim - 0.5 * cage.width;
    switch (operation_.kind) {
      case CageKind::plif:
        break;
      case CageKind::tlif:
        cage.angle = std::numbers::pi / 2;
        cage.center_x = front;
        break;
      case CageKind::tlif_straight:  // from the entry at the back forwards across the midline
        cage.angle = (sides() == Sides::left ? -1 : 1) * catalog_.cage_oblique_angle;
        break;
      case CageKind::alif:
      case CageKind::alif_large:
        cage.angle = std::numbers::pi / 2;
        cage.center_x = std::max(front, 0.5 * (cage.width - plate_depth()));
        break;
      case CageKind::llif_18:
      case CageKind::llif_22:
        cage.angle = std::numbers::pi / 2;
        break;
    }
    cage.height = operation_.height.value_or(usual_height(size.height, cage.center_x));
    if (operation_.kind != CageKind::plif)
      return {cage};
    std::vector<CageSpec> pair;
    for (const Side side : sides_of(sides())) {
      cage.center_y = sign(side) * 0.5 * catalog_.cage_pair_spacing;
      pair.push_back(cage);
    }
    return pair;
  }

  double plate_depth() const {
    return std::min(patient_.spec[upper(level_)].inferior_depth, patient_.spec[lower(level_)].superior_depth);
  }
  double plate_width() const {
    return std::min(patient_.spec[upper(level_)].inferior_width, patient_.spec[lower(level_)].superior_width);
  }

  // A lateral cage reaches from rim to rim: of the catalog's, the longest that does not stand out.
  double usual_length(double catalog_length) const {
    return entry_ == Entry::lateral ? std::min(catalog_length, std::floor(plate_width())) : catalog_length;
  }

  double usual_height(double catalog_height, double x) const {
    const double step = catalog_.cage_size_step;
    return std::max(catalog_height, step * std::ceil(disc_height(x) / step - 1e-9));
  }

  // Of the disc as it was before any cage, from plate to plate.
  double disc_height(double x) const {
    const spine::DiscSpec& disc = patient_.spec.disc(level_);
    return 0.5 * (disc.height_anterior + disc.height_posterior) +
           (disc.height_anterior - disc.height_posterior) * x / disc_depth(patient_.spec, level_);
  }

  void check_fits(const CageSpec& cage) const {
    const std::string footprint = millimeters(cage.length) + " x " + millimeters(cage.width);
    if (!(cage.length > 0 && cage.width > 0 && cage.height > 0 && cage.lordosis >= 0)) {
      refuse("a cage of " + footprint + ", " + millimeters(cage.height) + " high, cannot be made", "give sizes above 0",
             "height_mm");
    }
    const double c = std::abs(std::cos(cage.angle)), s = std::abs(std::sin(cage.angle));
    const double deep = std::abs(cage.center_x) + 0.5 * (c * cage.length + s * cage.width);
    const double wide = std::abs(cage.center_y) + 0.5 * (s * cage.length + c * cage.width);
    constexpr double rounding = 1e-6;
    if (wide > 0.5 * plate_width() + rounding || deep > 0.5 * plate_depth() + rounding) {
      refuse("a footprint of " + footprint + " stands out beyond the endplates, which are " +
                 millimeters(plate_width()) + " wide and " + millimeters(plate_depth()) + " deep",
             "choose a smaller length or width, or another kind", "kind");
    }
    const double back = cage.height - 0.5 * (c * cage.length + s * cage.width) * std::tan(cage.lordosis);
    if (back <= 0) {
      refuse("a lordosis of " + degrees_of(cage.lordosis) + " leaves no height at the back of the cage",
             "choose a smaller lordosis or a greater height", "lordosis_deg");
    }
    const double disc = disc_height(cage.center_x);
    if (cage.height > disc + catalog_.limits.distraction) {
      refuse("a cage " + millimeters(cage.height) + " high cannot be inserted: the disc is " + millimeters(disc) +
                 " high there and opens by " + millimeters(catalog_.limits.distraction) + " at most",
             "choose a height of " + millimeters(disc + catalog_.limits.distraction) + " or less", "height_mm");
    }
    if (cage.height < disc - catalog_.limits.settling) {
      refuse("a cage " + millimeters(cage.height) + " high would lie loose in a disc " + millimeters(disc) + " high",
             "choose a height of " + millimeters(disc - catalog_.limits.settling) + " or more", "height_mm");
    }
  }

  void check_pair(const std::vector<CageSpec>& cages) const {
    const auto& held = patient_.cages(level_);
    if (held.empty())
      return;
    if (held.front().height != cages.front().height || held.front().lordosis != cages.front().lordosis) {
      refuse("the cage beside it is " + millimeters(held.front().height) + " high with " +
                 degrees_of(held.front().lordosis) + " of lordosis",
             "give both cages of a pair the same height and lordosis", "height_mm");
    }
  }

  // The endplates lie on the cage: it gives their distance where it stands and their angle.
  void distract(const CageSpec& cage) {
    spine::DiscSpec& disc = patient_.spec.disc(level_);
    const double slope = 2 * std::tan(0.5 * cage.lordosis), half = 0.5 * disc_depth(patient_.spec, level_);
    disc.distraction_anterior = cage.height + slope * (half - cage.center_x) - disc.height_anterior;
    disc.distraction_posterior = cage.height - slope * (half + cage.center_x) - disc.height_posterior;
    if (disc.height_posterior + disc.distraction_posterior <= 0) {
      refuse("a lordosis of " + degrees_of(cage.lordosis) + " would close the back of the disc space",
             "choose a smaller lordosis or a greater height", "lordosis_deg");
    }
    patient_.spec.implants.interbody_graft_modulus[Patient::at(level_)] = cage.graft_modulus;
  }

  void write_down(std::size_t count, const CageSpec& cage) {
    const spine::DiscSpec& disc = patient_.spec.disc(level_);
    patient_.implanted.push_back(
        std::string(count == 2 ? "a pair of " : "one ") + std::string(name(operation_.material)) + " " +
        std::string(name(operation_.kind)) + (count == 2 ? " cages" : " cage") + " at " + std::string(name(level_)) +
        (is_sided(entry_) && sides() != Sides::both ? " from the " + std::string(name(sides())) : "") + ", " +
        millimeters(cage.length) + " x " + millimeters(cage.width) + ", " + millimeters(cage.height) + " high, " +
        degrees_of(cage.lordosis) + " of lordosis, with graft (front of the disc " + millimeters(disc.height_anterior) +
        " → " + millimeters(disc.height_anterior + disc.distraction_anterior) + ", back " +
        millimeters(disc.height_posterior) + " → " + millimeters(disc.height_posterior + disc.distraction_posterior) +
        ")");
    const Healing healing = operation_.healing.value_or(patient_.healing);
    patient_.healed.push_back(std::string(name(level_)) + " " + describe(healing) + ": graft of " +
                              modulus_of(cage.graft_modulus) + ", cage grown on by " + percent_of(cage.bonding));
  }

  const InterbodyCage& operation_;
  Patient& patient_;
  const Catalog& catalog_;
  Level level_;
  Entry entry_;
};

}  // namespace

void perform(const InterbodyCage& operation, Patient& patient) {
  check_level(operation.level);
  Placement(operation, patient).perform();
}

}  // namespace spondyl::surgery
