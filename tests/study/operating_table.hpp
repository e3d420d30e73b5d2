// Operations on the shipped spine with the shipped catalog, without a mesh.
#pragma once

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "shipped_parameters.hpp"
#include "surgery/operate.hpp"

namespace spondyl::test {

using Plan = std::vector<surgery::Operation>;

inline spine::SpineSpec intact() {
  return spine::make_specification(shipped_parameters(), spine::Resolution::interactive);
}

inline surgery::Operated operate(const Plan& plan, const surgery::Healing& healing = {}) {
  return surgery::operate(intact(), plan, surgery::make_conditions(shipped_parameters(), healing));
}

/// What the refusal of a plan says: its operation and level, why, and a remedy.
inline std::string refusal_of(const Plan& plan, const surgery::Healing& healing = {}) {
  const core::Error error = error_of([&] { operate(plan, healing); });
  CHECK(error.code() == core::ErrorCode::bad_input);
  CHECK_FALSE(error.where().key.empty());
  CHECK_FALSE(error.allowed().empty());
  return error.what();
}

inline constexpr spine::Level l1_l2{0}, l2_l3{1}, l3_l4{2}, l4_l5{3}, l5_s1{4};

inline surgery::Fusion fusion(std::vector<spine::Level> levels, surgery::Approach approach,
                              std::optional<surgery::Sides> sides = {}) {
  surgery::Fusion f;
  f.levels = std::move(levels);
  f.approach = approach;
  f.sides = sides;
  return f;
}

}  // namespace spondyl::test
