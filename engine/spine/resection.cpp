#include "spine/resection.hpp"

#include <algorithm>
#include <numbers>
#include <string>

namespace spondyl::spine {

namespace {

void check_share(double share, const std::string& key) {
  if (share >= 0 && share <= 1)
    return;
  throw core::Error(core::ErrorCode::bad_input, {.key = key}, core::to_text(share), "a share from 0 to 1");
}

std::string name_of(const BoneCut& cut) {
  return "resections." + std::string(name(cut.vertebra)) + "." + std::string(name(cut.region));
}

}  // namespace

bool Resections::empty() const {
  return bone.empty() && std::all_of(discs.begin(), discs.end(), [](const DiscResection& d) { return d.empty(); });
}

RemovedBone::RemovedBone(const std::vector<BoneCut>& cuts) {
  for (const BoneCut& cut : cuts) {
    check_share(cut.share, name_of(cut));
    if (!is_posterior(cut.region)) {
      throw core::Error(core::ErrorCode::bad_input, {.key = name_of(cut)}, "a cut of the vertebral body",
                        core::listing(std::span(region_names).subspan(static_cast<std::size_t>(Region::pedicle))),
                        "bodies cannot be resected in this model");
    }
    for (const Side side : both_sides) {
      if (cut.side == Side::middle || cut.side == side)
        set(cut.vertebra, cut.region, side, std::max(cut.share, (*this)(cut.vertebra, cut.region, side)));
    }
  }
}

bool RemovedBone::any(Vertebra v) const {
  const auto first = shares_.begin() + static_cast<std::ptrdiff_t>(at(v, Region::none, Side::left));
  return std::any_of(first, first + 2 * static_cast<std::ptrdiff_t>(region_names.size()),
                     [](double share) { return share > 0; });
}

void check(const DiscResection& disc, Level level) {
  const std::string key = "resections." + std::string(name(level));
  check_share(disc.nucleus_share, key + ".nucleus_share");
  for (const AnnulusWindow& window : disc.windows) {
    if (window.from < window.to && window.to - window.from <= 2 * std::numbers::pi)
      continue;
    throw core::Error(core::ErrorCode::bad_input, {.key = key + ".windows"},
                      "from " + core::to_text(window.from) + " to " + core::to_text(window.to) + " rad",
                      "a sector of no more than a full turn whose end follows its beginning");
  }
}

}  // namespace spondyl::spine
