#include "surgery/fusion.hpp"

#include <algorithm>

#include "surgery/discectomy.hpp"
#include "surgery/facetectomy.hpp"
#include "surgery/interbody_cage.hpp"
#include "surgery/laminectomy.hpp"
#include "surgery/ligament_resection.hpp"
#include "surgery/patient.hpp"
#include "surgery/posterolateral_graft.hpp"

namespace spondyl::surgery {
namespace {

using spine::Level;
using spine::Ligament;
using spine::Region;
using spine::Side;

/// Parts that are done already, by an operation before or by the approach one level higher, are not done twice.
class Procedure {
 public:
  Procedure(const Fusion& fusion, Patient& patient)
      : fusion_(fusion), patient_(patient), approach_(name(fusion.approach)) {}

  void perform() {
    check_sides();
    for (const Level level : fusion_.levels)
      fuse(level);
    if (fusion_.hardware)
      surgery::perform(Instrumentation{fusion_.levels, *fusion_.hardware}, patient_);
  }

 private:
  [[noreturn]] void refuse(Level level, const std::string& why, const std::string& remedy, std::string_view key) const {
    surgery::refuse("fusion (" + approach_ + ")", name(level), why, remedy, key);
  }

  Sides sides() const { return fusion_.sides.value_or(Sides::both); }

  void check_sides() const {
    const bool needs_side = fusion_.approach == Approach::tlif || fusion_.approach == Approach::llif;
    if (needs_side && sides() == Sides::both) {
      refuse(fusion_.levels.front(), "this approach comes from one side and none is named",
             "add side = \"left\" or \"right\"", "side");
    }
    if (fusion_.approach == Approach::alif && fusion_.sides && sides() != Sides::both)
      refuse(fusion_.levels.front(), "this approach comes from the front", "leave the side out", "side");
  }

  void fuse(Level level) {
    if (patient_.is_solid(level))
      refuse(level, "the level is fused already", "leave it out: fuse only levels that still have a disc", "levels");
    switch (fusion_.approach) {
      case Approach::none:
        break;
      case Approach::plf:
        surgery::perform(PosterolateralGraft{level, sides(), fusion_.healing}, patient_);
        break;
      case Approach::plif:
        plif(level);
        break;
      case Approach::tlif:
        tlif(level);
        break;
      case Approach::alif:
        alif(level);
        break;
      case Approach::llif:
        llif(level);
        break;
    }
  }

  void plif(Level level) {
    if (level == Level{0}) {
      refuse(level, "the conus of the spinal cord lies here and cannot be held aside",
             "choose approach = \"tlif\" or \"llif\"", "approach");
    }
    const Catalog::Cuts& cuts = patient_.catalog().cuts;
    if (!is_gone(upper(level), Region::lamina, cuts.laminotomy_share))
      surgery::perform(Laminectomy{upper(level), LaminectomyExtent::partial, sides()}, patient_);
    cut_flavum(level);
    if (!is_gone(upper(level), Region::inferior_articular, cuts.plif_facet_share))
      surgery::perform(Facetectomy{level, cuts.plif_facet_share, sides()}, patient_);
    open(level, Entry::posterior, sides(), cuts.posterior_nucleus_share, CageKind::plif);
  }

  void tlif(Level level) {
    if (!is_gone(upper(level), Region::inferior_articular, 1))
      surgery::perform(Facetectomy{level, 1, sides()}, patient_);
    cut_flavum(level);
    open(level, Entry::transforaminal, sides(), patient_.catalog().cuts.posterior_nucleus_share, CageKind::tlif);
  }

  void alif(Level level) {
    if (level < Level{2}) {
      refuse(level, "from the front only L3 to S1 can be reached", "choose approach = \"llif\" for this level",
             "approach");
    }
    if (is_any_left(level, Ligament::ALL, Sides::both))
      surgery::perform(LigamentResection{level, Ligament::ALL, Sides::both}, patient_);
    open(level, Entry::anterior, Sides::both, patient_.catalog().cuts.anterior_nucleus_share, CageKind::alif);
  }

  void llif(Level level) {
    if (level == Level{4}) {
      refuse(level, "the iliac crest bars the way from the side", "choose approach = \"alif\" or \"tlif\"", "approach");
    }
    open(level, Entry::lateral, Sides::both, patient_.catalog().cuts.anterior_nucleus_share, CageKind::llif_18);
  }

  bool is_gone(spine::Vertebra v, Region region, double share) const {
    const auto wanted = sides_of(sides());
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](Side side) { return patient_.bone_gone(v, region, side) >= share; });
  }

  bool is_any_left(Level level, Ligament ligament, Sides sides) const {
    const auto& kept = patient_.spec.ligament(level, ligament).kept;
    const auto wanted = sides_of(sides);
    return std::any_of(wanted.begin(), wanted.end(), [&](Side side) { return kept[side == Side::left ? 0 : 1] > 0; });
  }

  void cut_flavum(Level level) {
    if (is_any_left(level, Ligament::LF, sides()))
      surgery::perform(LigamentResection{level, Ligament::LF, sides()}, patient_);
  }

  void open(Level level, Entry entry, Sides sides, double nucleus_share, CageKind usual_kind) {
    const CageKind kind = fusion_.cage.kind.value_or(usual_kind);
    if (entry_of(kind) != entry) {
      refuse(level, "a cage of the kind " + std::string(name(kind)) + " does not go in through this approach",
             "choose " + std::string(name(usual_kind)) + " or leave the kind out", "cage_kind");
    }
    const double share = std::max(nucleus_share, patient_.resection(level).nucleus_share);
    if (!is_open(patient_, level, entry, sides) || share > patient_.resection(level).nucleus_share)
      surgery::perform(Discectomy{level, share, entry, sides, window_width(kind)}, patient_);
    InterbodyCage cage;
    cage.level = level;
    cage.kind = kind;
    cage.height = fusion_.cage.height;
    cage.lordosis = fusion_.cage.lordosis;
    cage.healing = fusion_.healing;
    if (entry != Entry::anterior)
      cage.sides = this->sides();
    if (fusion_.cage.material)
      cage.material = *fusion_.cage.material;
    surgery::perform(cage, patient_);
  }

  double window_width(CageKind kind) const {
    const CageSize& size = patient_.catalog().cage(kind);
    const double cage = entry_of(kind) == Entry::anterior ? size.length : size.width;
    return cage + 2 * patient_.catalog().cuts.window_margin;
  }

  const Fusion& fusion_;
  Patient& patient_;
  std::string approach_;
};

// The idealized block: mature bone whatever the months.
void fuse_solidly(const Fusion& fusion, Patient& patient) {
  const Healing healing = fusion.healing.value_or(patient.healing);
  if (healing.outcome != Union::solid) {
    refuse("fusion", names_of(fusion.levels),
           "without an approach it is a block of mature bone, which cannot be in " +
               std::string(healing.outcome == Union::delayed ? "delayed union" : "non-union"),
           "name an approach (plf, plif, tlif, alif, llif), or leave union out", "union");
  }
  for (const Level level : fusion.levels) {
    if (patient.is_solid(level)) {
      refuse("fusion", name(level), "the level is fused already",
             "leave it out: fuse only levels that still have a disc", "levels");
    }
    if (patient.has_cage(level)) {
      refuse("fusion", name(level), "a cage lies in the disc space, which the block would fill",
             "name an approach from the start, or leave the cage out", "levels");
    }
    patient.spec.disc(level).fill = spine::DiscFill::bone_graft;
  }
  const std::string levels = names_of(fusion.levels);
  patient.cut.push_back("the whole disc at " + levels + "; ligaments stay");
  patient.implanted.push_back("mature bone graft in the place of the disc at " + levels + "; no screws, rods or cage");
}

}  // namespace

void perform(const Fusion& operation, Patient& patient) {
  check_levels(operation.levels);
  Fusion sorted = operation;
  std::sort(sorted.levels.begin(), sorted.levels.end());
  if (operation.approach == Approach::none)
    fuse_solidly(sorted, patient);
  else
    Procedure(sorted, patient).perform();
}

}  // namespace spondyl::surgery
