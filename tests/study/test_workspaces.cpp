// Work spaces that are used again: for the model that they were made for, and one at a time.

#include "study/workspaces.hpp"

#include <catch2/catch.hpp>

#include "shipped_parameters.hpp"
#include "spine/spine_model.hpp"

using namespace spondyl;

TEST_CASE("a work space goes to the next solve of its model and to no other", "[study][unit]") {
  const auto spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  const auto one = spine::make_spine_model(spec, spine::Fidelity::rigid_bone);
  const auto other = spine::make_spine_model(spec, spine::Fidelity::rigid_bone);
  study::Workspaces workspaces;
  auto first = workspaces.take(*one->model, 1), second = workspaces.take(*one->model, 1);
  CHECK(first.get() != second.get());
  const fem::Workspace* kept = first.get();
  workspaces.give_back(std::move(first));
  first = workspaces.take(*one->model, 1);
  CHECK(first.get() == kept);
  workspaces.give_back(std::move(first));
  CHECK(&workspaces.take(*other->model, 1)->model == other->model.get());
  CHECK(&workspaces.take(*one->model, 1)->model == one->model.get());
}
