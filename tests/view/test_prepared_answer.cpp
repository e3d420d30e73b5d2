// What is drawn of an answer, and what of it the next one uses again.

#include "view/prepared_answer.hpp"

#include <catch2/catch.hpp>

#include "bent_spine.hpp"

namespace {

using namespace spondyl;

/// The intact spine, and the operated one as a model of its own.
std::shared_ptr<const study::ExperimentResult> answer_with_new_plan() {
  auto out = std::make_shared<study::ExperimentResult>(*test::bent_result());
  const auto spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  out->states.back().spine = spine::make_spine_model(
      surgery::operate(
          spec, surgery::Operation(surgery::Fusion{{spine::Level{3}}, surgery::Approach::tlif, surgery::Sides::left}),
          surgery::make_conditions(test::shipped_parameters()))
          .spec);
  return out;
}

const view::SpineShape* shape(const view::PreparedAnswer& answer, std::size_t state) {
  return answer.specimens[state].front()->shape.get();
}

TEST_CASE("surfaces are made once for each spine and used again as long as answers ask for it", "[view][unit]") {
  view::Preparation preparation(1);
  const auto first = preparation.prepare(test::bent_result());
  const auto same = preparation.prepare(test::bent_result());
  const auto changed = preparation.prepare(answer_with_new_plan());
  CHECK(shape(first, 0) != shape(first, 1));
  CHECK(shape(same, 0) == shape(first, 0));
  CHECK(shape(same, 1) == shape(first, 1));
  CHECK(shape(changed, 0) == shape(first, 0));
  CHECK(shape(changed, 1) != shape(first, 1));
  CHECK(changed.specimens[1].front()->shape->spine == changed.result->states[1].spine);
  for (int k = 0; k < 5; ++k)
    CHECK(shape(preparation.prepare(answer_with_new_plan()), 0) == shape(first, 0));
  CHECK(shape(preparation.prepare(test::bent_result()), 1) != shape(first, 1));
}

}  // namespace
