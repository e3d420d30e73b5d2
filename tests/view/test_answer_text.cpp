// What a solved case is called, for those who plan and for those who are planned for.

#include <catch2/catch.hpp>

#include "view/answer_text.hpp"

using namespace spondyl;
using Catch::Equals;

namespace {

study::CaseResult made_up(study::LoadCase load_case, study::Protocol protocol) {
  return {load_case, protocol, fem::Report{}, 11740, 400, {}, {}, {}};
}

}  // namespace

TEST_CASE("loads are named with their numbers, and in plain words without jargon", "[view][unit]") {
  const auto bent = made_up(study::LoadCase::flexion, study::Protocol::hybrid);
  CHECK_THAT(view::loads_text(bent), Equals("Flexion, hybrid: 11.7 Nm, follower load 400 N"));
  CHECK_THAT(view::loads_text(bent, true), Equals("Bent forward, as far as before the operation"));
  const auto turned = made_up(study::LoadCase::axial_rotation_right, study::Protocol::load_control);
  CHECK_THAT(view::loads_text(turned), Equals("Axial rotation right, load control: 11.7 Nm, follower load 400 N"));
  CHECK_THAT(view::loads_text(turned, true),
             Equals("Turned to the right, with the same effort as before the operation"));
  const auto standing = made_up(study::LoadCase::standing, study::Protocol::load_control);
  CHECK_THAT(view::loads_text(standing), Equals("Standing, load control, follower load 400 N"));
  CHECK_THAT(view::loads_text(standing, true), Equals("Standing"));
}
