#include "surgery/operate.hpp"

#include "core/error.hpp"

namespace spondyl::surgery {
namespace {

using core::Error;
using core::ErrorCode;

std::string names_of(const std::vector<spine::Level>& levels) {
  std::string text;
  for (const spine::Level level : levels)
    text += (text.empty() ? "" : ", ") + std::string(name(level));
  return text;
}

// Operations can be made by code as well as by readers, so the rule of the readers is checked again here.
void check(const Fusion& fusion) {
  std::vector<std::string> names;
  for (const spine::Level level : fusion.levels) {
    if (level.index < 0 || level.index >= spine::n_levels)
      throw Error(ErrorCode::bad_input, {}, "level number " + std::to_string(level.index), "0 (L1-L2) to 4 (L5-S1)");
    names.emplace_back(name(level));
  }
  spine::parse_levels(names, {.key = "fusion.levels"});
}

spine::SpineSpec fuse(spine::SpineSpec spec, const Fusion& fusion) {
  check(fusion);
  for (const spine::Level level : fusion.levels) {
    if (spec.disc(level).fill == spine::DiscFill::bone_graft) {
      throw Error(ErrorCode::bad_input, {.key = "fusion.levels"}, "'" + std::string(name(level)) + "', which is fused",
                  "levels that still have a disc");
    }
    spec.disc(level).fill = spine::DiscFill::bone_graft;
  }
  return spec;
}

}  // namespace

spine::SpineSpec operate(spine::SpineSpec spec, const Operation& operation) {
  return std::visit([&](const Fusion& fusion) { return fuse(std::move(spec), fusion); }, operation);
}

spine::SpineSpec operate(spine::SpineSpec spec, std::span<const Operation> operations) {
  for (const Operation& operation : operations)
    spec = operate(std::move(spec), operation);
  return spec;
}

std::vector<std::string> describe(const Operation& operation) {
  const auto& fusion = std::get<Fusion>(operation);
  const std::string levels = names_of(fusion.levels);
  return {"cut: the whole disc at " + levels + "; ligaments stay",
          "implanted: mature bone graft in the place of the disc at " + levels + "; no screws, rods or cage"};
}

}  // namespace spondyl::surgery
