#include "surgery/discectomy.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "surgery/patient.hpp"

namespace spondyl::surgery {
namespace {

using spine::AnnulusWindow;
using spine::Level;
using spine::Side;
using std::numbers::pi;

double usual_width(const Catalog& catalog, Entry entry) {
  switch (entry) {
    case Entry::posterior:
      return catalog.cage(CageKind::plif).width;
    case Entry::transforaminal:
      return catalog.cage(CageKind::tlif).width;
    case Entry::anterior:
      return catalog.cage(CageKind::alif).length;
    case Entry::lateral:
      return catalog.cage(CageKind::llif_18).width;
  }
  return 0;
}

// Angle of the point of the rim, an ellipse, that lies `y` beside the midline, on the left at the back.
double angle_at_back(double depth, double width, double y) {
  const double x = 0.5 * depth * std::sqrt(std::max(0.0, 1 - std::pow(2 * y / width, 2)));
  return pi - std::atan2(y, x);
}

AnnulusWindow mirrored(const AnnulusWindow& window) { return {2 * pi - window.to, 2 * pi - window.from}; }

bool covers(const AnnulusWindow& window, double angle) {
  return (window.from <= angle && angle <= window.to) || (window.from <= angle + 2 * pi && angle + 2 * pi <= window.to);
}

void check(const Discectomy& operation, const Patient& patient) {
  const Level level = operation.level;
  if (!(operation.nucleus_share > 0 && operation.nucleus_share <= 1)) {
    refuse("discectomy", name(level), "a share of " + core::to_text(operation.nucleus_share) + " cannot be taken",
           "give nucleus_share a number above 0, up to 1", "nucleus_share");
  }
  if (!is_sided(operation.entry) && operation.sides != Sides::both) {
    refuse("discectomy", name(level), "the " + std::string(name(operation.entry)) + " entry has no side",
           "leave the side out", "side");
  }
  if (patient.is_solid(level)) {
    refuse("discectomy", name(level), "the level is solid, there is no disc left to take",
           "take the disc before the fusion, or name another level", "level");
  }
  if (patient.has_cage(level)) {
    refuse("discectomy", name(level), "the disc space holds a cage", "take the disc before the cage goes in", "level");
  }
  const double width = disc_width(patient.spec, level);
  if (operation.window_width && !(*operation.window_width > 0 && *operation.window_width < width)) {
    refuse("discectomy", name(level), "a window of " + millimeters(*operation.window_width) + " does not fit the disc",
           "give window_width_mm a number above 0, below " + millimeters(width), "window_width_mm");
  }
  const double taken = patient.spec.resections.discs[Patient::at(level)].nucleus_share;
  if (taken >= operation.nucleus_share && is_open(patient, level, operation.entry, operation.sides)) {
    refuse("discectomy", name(level), percent_of(taken) + " of the nucleus is already taken through this opening",
           "take a greater share, open another side, or leave this operation out", "level");
  }
}

}  // namespace

double disc_depth(const spine::SpineSpec& spec, Level level) {
  return 0.5 * (spec[upper(level)].inferior_depth + spec[lower(level)].superior_depth);
}

double disc_width(const spine::SpineSpec& spec, Level level) {
  return 0.5 * (spec[upper(level)].inferior_width + spec[lower(level)].superior_width);
}

std::vector<AnnulusWindow> windows(const spine::SpineSpec& spec, const Catalog& catalog, Level level, Entry entry,
                                   Sides sides, double width) {
  const double half = 0.5 * width, depth = disc_depth(spec, level), breadth = disc_width(spec, level);
  if (entry == Entry::anterior) {
    const double angle = pi - angle_at_back(depth, breadth, half);
    return {{2 * pi - angle, 2 * pi + angle}};
  }
  if (entry == Entry::lateral) {
    const double y = 0.5 * breadth * std::sqrt(std::max(0.0, 1 - std::pow(width / depth, 2)));
    const double angle = std::atan2(half, y);
    return {{pi / 2 - angle, pi / 2 + angle}, {3 * pi / 2 - angle, 3 * pi / 2 + angle}};
  }
  const double middle = entry == Entry::posterior ? catalog.cuts.plif_window : catalog.cuts.tlif_window;
  const AnnulusWindow left{angle_at_back(depth, breadth, middle + half),
                           angle_at_back(depth, breadth, std::max(0.0, middle - half))};
  std::vector<AnnulusWindow> all;
  for (const Side side : sides_of(sides))
    all.push_back(side == Side::left ? left : mirrored(left));
  return all;
}

bool is_open(const Patient& patient, Level level, Entry entry, Sides sides) {
  const auto& open = patient.spec.resections.discs[Patient::at(level)].windows;
  const double width = usual_width(patient.catalog(), entry);
  const auto wanted = windows(patient.spec, patient.catalog(), level, entry, sides, width);
  return std::all_of(wanted.begin(), wanted.end(), [&](const AnnulusWindow& w) {
    const double middle = 0.5 * (w.from + w.to);
    return std::any_of(open.begin(), open.end(), [&](const AnnulusWindow& o) { return covers(o, middle); });
  });
}

void perform(const Discectomy& operation, Patient& patient) {
  check_level(operation.level);
  check(operation, patient);
  const Catalog& catalog = patient.catalog();
  const double width =
      operation.window_width.value_or(usual_width(catalog, operation.entry) + 2 * catalog.cuts.window_margin);
  spine::DiscResection& resection = patient.resection(operation.level);
  resection.nucleus_share = std::max(resection.nucleus_share, operation.nucleus_share);
  for (const auto& w : windows(patient.spec, catalog, operation.level, operation.entry, operation.sides, width))
    resection.windows.push_back(w);
  patient.cut.push_back("annulus of " + std::string(name(operation.level)) + ": " + std::string(name(operation.entry)) +
                        " window of " + millimeters(width) +
                        (is_sided(operation.entry)           ? " " + on(operation.sides)
                         : operation.entry == Entry::lateral ? " through both flanks"
                                                             : "") +
                        "; " + percent_of(operation.nucleus_share) + " of its nucleus");
}

}  // namespace spondyl::surgery
