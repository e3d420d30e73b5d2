#include "spine/spine_model.hpp"

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using spine::Level;
using spine::Ligament;

TEST_CASE("a model is gripped at L1 and loaded by a follower and three moments", "[spine][unit]") {
  const auto spine = spine::make_spine_model(test::plain_spine());
  CHECK(spine->model->bodies().size() == 1);
  for (const spine::VertebraParts& v : spine->vertebrae)
    CHECK(v.posterior != nullptr);
  CHECK(spine->model->moments().size() == 3);
  for (const spine::Axis axis : {spine::Axis::lateral, spine::Axis::flexion, spine::Axis::axial}) {
    const fem::Moment& moment = spine->model->moments()[spine->moment(axis)];
    CHECK(moment.body == spine->grip);
    CHECK(moment.axis == Eigen::Vector3d::Unit(static_cast<Eigen::Index>(axis)));
  }
  CHECK(spine->model->loads()[static_cast<std::size_t>(spine->follower_load)] == "follower_N");
}

TEST_CASE("an unloaded spine without pre-strain carries nothing", "[spine][unit]") {
  const auto spine = spine::make_spine_model(test::plain_spine());
  const fem::State state = spine->model->initial_state();
  fem::Assembly work = spine->model->make_assembly(1);
  Eigen::VectorXd residual;
  spine->model->residual(state, work, residual);
  CHECK(std::abs(spine->model->energy(state, work)) <= test::round_off(100));
  const fem::SupportReaction r = fem::support_reaction(*spine->model, state, work);
  CHECK(r.force_scale <= test::round_off(1e4));
}

TEST_CASE("what was resected is not there, and nothing else is missing", "[spine][unit]") {
  spine::SpineSpec spec = test::plain_spine();
  spec.ligament(Level{1}, Ligament::LF).kept = {0, 0};
  spec.disc(Level{3}).fill = spine::DiscFill::bone_graft;
  const auto spine = spine::make_spine_model(spec);
  for (const Level level : spine::all_levels) {
    const spine::LevelParts& parts = (*spine)[level];
    const bool is_fused = level.index == 3;
    CHECK((parts.nucleus == nullptr) == is_fused);
    CHECK((parts.annulus == nullptr) == is_fused);
    CHECK((parts.graft != nullptr) == is_fused);
    for (std::size_t l = 0; l < spine::n_ligaments; ++l) {
      const bool is_cut = level.index == 1 && static_cast<Ligament>(l) == Ligament::LF;
      CHECK((parts.ligaments[l] == nullptr) == is_cut);
    }
    CHECK(parts.facets[0] != nullptr);
    CHECK(parts.facets[1] != nullptr);
  }
}

TEST_CASE("an anatomy that cannot be meshed is refused with the part that is wrong", "[spine][unit]") {
  spine::SpineSpec spec = test::plain_spine();
  spec.disc(Level{2}).height_anterior = spec.disc(Level{2}).height_posterior = -4;
  const core::Error error = test::error_of([&] { spine::make_spine_model(spec); });
  CHECK(error.code() == core::ErrorCode::bad_input);
  CHECK(std::string(error.what()).find("L3-L4") != std::string::npos);
}

}  // namespace
