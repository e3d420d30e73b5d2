// Opening the annulus and taking nucleus out.
#pragma once

#include <optional>
#include <vector>

#include "spine/resection.hpp"
#include "spine/specification.hpp"
#include "surgery/approach.hpp"
#include "surgery/side_choice.hpp"

namespace spondyl::surgery {

struct Patient;
struct Catalog;

struct Discectomy {
  spine::Level level = {};
  double nucleus_share = 0.8;  ///< above 0, up to 1
  Entry entry = Entry::posterior;
  Sides sides = Sides::both;                ///< of posterior and transforaminal entries
  std::optional<double> window_width = {};  ///< mm; default: what the entry's usual cage needs
};

/// Throws bad_input for a level that is solid or holds a cage, and where nothing more is taken.
void perform(const Discectomy& operation, Patient& patient);

/// The windows of an entry in the annulus of a level, `width` mm wide.
std::vector<spine::AnnulusWindow> windows(const spine::SpineSpec& spec, const Catalog& catalog, spine::Level level,
                                          Entry entry, Sides sides, double width);

/// Whether the disc is open at the middle of all windows of the entry.
bool is_open(const Patient& patient, spine::Level level, Entry entry, Sides sides);

/// Means of the two endplates that a disc lies between, mm.
double disc_depth(const spine::SpineSpec& spec, spine::Level level);
double disc_width(const spine::SpineSpec& spec, spine::Level level);

}  // namespace spondyl::surgery
