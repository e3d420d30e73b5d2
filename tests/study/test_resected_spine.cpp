// The default spine with something cut out of L4-L5: what it does to motion, facets, pressure and the room of nerves.

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "figures.hpp"
#include "made_up_result.hpp"
#include "spine/bone_surface.hpp"
#include "spine/mesh_resection.hpp"
#include "spine_solve.hpp"
#include "study/exported_model.hpp"
#include "study/fields_vtu.hpp"
#include "surgery/operate.hpp"

namespace {

using namespace spondyl;
using spine::Axis;
using spine::Level;
using spine::Ligament;
using spine::Region;
using spine::Side;
using spine::Vertebra;

constexpr const char* section = "Cuts";
constexpr const char* setting = "default spine, interactive, L4-L5 cut, 7.5 Nm, 400 N";
constexpr Level l4_l5{3};
constexpr double follower = 400, moment = 7500;
constexpr spine::Direction flexion{Axis::flexion, 1}, extension{Axis::flexion, -1};
constexpr spine::Direction turn_left{Axis::axial, 1}, turn_right{Axis::axial, -1};

spine::SpineSpec intact_spec() {
  return spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
}

void cut_facets(spine::SpineSpec& spec, Side side, double share) {
  spec.resections.bone.push_back({Vertebra::L4, Region::inferior_articular, side, share});
  spec.resections.bone.push_back({Vertebra::L5, Region::superior_articular, side, share});
}
spine::SpineSpec facetectomy(Side side) {
  spine::SpineSpec spec = intact_spec();
  cut_facets(spec, side, 1);
  return spec;
}
/// Opens the canal: so much of the lamina of L4, a fifth of the joints beside it, the flavum below.
spine::SpineSpec decompression(Side side, double lamina) {
  spine::SpineSpec spec = intact_spec();
  spec.resections.bone.push_back({Vertebra::L4, Region::lamina, side, lamina});
  cut_facets(spec, side, 0.2);
  spec.ligament(l4_l5, Ligament::LF).kept = {0, side == Side::left ? 1.0 : 0.0};
  return spec;
}

const test::NeutralSpine& intact() {
  static const test::NeutralSpine spine = test::neutral_spine(intact_spec(), follower);
  return spine;
}
spine::LevelMeasures turned(const test::NeutralSpine& spine, const spine::Direction& direction) {
  return test::turned(spine, direction, moment).measures[l4_l5];
}
/// Of the intact spine, solved once for each direction.
const spine::LevelMeasures& intact(const spine::Direction& direction) {
  static std::map<std::pair<Axis, double>, spine::LevelMeasures> known;
  const std::pair key(direction.axis, direction.sign);
  if (!known.contains(key))
    known[key] = turned(intact(), direction);
  return known.at(key);
}
double increase(const spine::LevelMeasures& cut, const spine::Direction& direction) {
  return cut.rotation / intact(direction).rotation - 1;
}

TEST_CASE("a facetectomy frees the rotation that its joint stopped, both joints more than one",
          "[study][verification]") {
  const test::NeutralSpine one = test::neutral_spine(facetectomy(Side::left), follower);
  const test::NeutralSpine both = test::neutral_spine(facetectomy(Side::middle), follower);
  const spine::LevelMeasures one_right = turned(one, turn_right), one_left = turned(one, turn_left);
  const spine::LevelMeasures both_right = turned(both, turn_right);
  // The left joint closes when the spine turns to the right.
  CHECK(increase(one_right, turn_right) > 0.2);
  CHECK(std::abs(increase(one_left, turn_left)) < 0.02);
  CHECK(increase(both_right, turn_right) > increase(one_right, turn_right));
  CHECK_FALSE(one_right.facet_force[0].has_value());
  CHECK(one_left.facet_force[1].value() > 50);
  CHECK_FALSE(both_right.facet_force[1].has_value());
}

TEST_CASE("decompressions unsettle in the order of what they take", "[study][verification]") {
  const test::NeutralSpine one = test::neutral_spine(decompression(Side::left, 0.5), follower);
  const test::NeutralSpine both = test::neutral_spine(decompression(Side::middle, 0.5), follower);
  const test::NeutralSpine full = test::neutral_spine(decompression(Side::middle, 1), follower);
  for (const auto& [name, direction] : {std::pair{"flexion", flexion}, {"rotation to the right", turn_right}}) {
    const double a = increase(turned(one, direction), direction), b = increase(turned(both, direction), direction),
                 c = increase(turned(full, direction), direction);
    CAPTURE(name, a, b, c);
    CHECK(a > 0.005);
    CHECK(b > a);
    CHECK(c > b);
    CHECK(c < 0.6);
  }
  // Equal cuts left and right: flexion stays in its plane.
  const spine::LevelMeasures flexed = turned(full, flexion);
  test::check_at_most({section, "rotation across flexion after a symmetric cut, rad", setting},
                      std::hypot(flexed.coupled_rotation.x(), flexed.coupled_rotation.z()), 1e-6);
  CHECK(flexed.nerve_room.canal_area > intact(flexion).nerve_room.canal_area + 20);
}

TEST_CASE("a disc without its nucleus turns more and bears no pressure", "[study][verification]") {
  spine::SpineSpec spec = intact_spec();
  spec.resections.discs[3].nucleus_share = 0.3;
  const test::NeutralSpine part = test::neutral_spine(spec, follower);
  spec.resections.discs[3].nucleus_share = 1;
  const test::NeutralSpine none = test::neutral_spine(spec, follower);
  const spine::LevelMeasures a = turned(part, flexion), b = turned(none, flexion);
  CHECK(increase(a, flexion) > 0.005);
  CHECK(b.rotation > a.rotation);
  CHECK(a.intradiscal_pressure.value() < intact(flexion).intradiscal_pressure.value());
  CHECK_FALSE(b.intradiscal_pressure.has_value());
  CHECK(b.annulus_stress.value() > 0);
}

TEST_CASE("what is left of a nucleus beside a cage bears no more than the disc did", "[study][verification]") {
  surgery::Fusion tlif;
  tlif.levels = {l4_l5};
  tlif.approach = surgery::Approach::tlif;
  tlif.sides = surgery::Sides::left;
  const surgery::Operated operated =
      surgery::operate(intact_spec(), tlif, surgery::make_conditions(test::shipped_parameters()));
  const test::NeutralSpine spine = test::neutral_spine(operated.spec, follower);
  const auto pressure = [](const test::NeutralSpine& s) {
    return spine::measure(*s.model, s.state, s.state, flexion)[l4_l5].intradiscal_pressure.value();
  };
  CHECK(pressure(spine) < pressure(intact()));
}

TEST_CASE("the level above a fusion changes where its ligaments were cut, and nowhere else", "[study][verification]") {
  surgery::Fusion plif;
  plif.levels = {l4_l5};
  plif.approach = surgery::Approach::plif;
  const auto above = [](const std::vector<surgery::Operation>& plan) {
    const surgery::Operated operated =
        surgery::operate(intact_spec(), plan, surgery::make_conditions(test::shipped_parameters(), {.months = 24}));
    const test::NeutralSpine spine = test::neutral_spine(operated.spec, follower);
    return test::turned(spine, flexion, moment).measures[Level{2}];
  };
  const spine::LevelMeasures before = test::turned(intact(), flexion, moment).measures[Level{2}];
  const spine::LevelMeasures kept = above({plif}), cut = above({surgery::Laminectomy{Vertebra::L4}, plif});
  test::check_at_most(
      {section, "level above, complex kept: change of rotation", "PLIF of L4-L5, load control, flexion"},
      test::relative_error(kept.rotation, before.rotation), 0.05);
  // Chen 2005, another construct: +21 % of stress with the ligaments kept, +90 % with them cut.
  test::check_at_least(
      {section, "level above, full laminectomy: rise of the annulus stress beyond that with the complex kept",
       "PLIF of L4-L5, load control, flexion"},
      (*cut.annulus_stress - *kept.annulus_stress) / *before.annulus_stress, 0.15);
}

TEST_CASE("distraction tightens what is not slack and raises the foramen", "[study][verification]") {
  spine::SpineSpec spec = intact_spec();
  spec.disc(l4_l5).distraction_anterior = spec.disc(l4_l5).distraction_posterior = 2;
  const test::NeutralSpine spine = test::neutral_spine(spec, follower);
  const auto of = [](const test::NeutralSpine& s) {
    return spine::measure(*s.model, s.state, s.state, flexion)[l4_l5];
  };
  const spine::LevelMeasures before = of(intact()), after = of(spine);
  // The PLL is slack by an eighth of its length, more than this.
  for (const Ligament l : {Ligament::ALL, Ligament::LF}) {
    CAPTURE(name(l));
    CHECK(after.ligament_force[static_cast<std::size_t>(l)].value() >
          before.ligament_force[static_cast<std::size_t>(l)].value());
  }
  CHECK(after.nerve_room.foramen_height[0].value() > before.nerve_room.foramen_height[0].value() + 0.5);
}

TEST_CASE("the room of nerves is of the published order, opens in flexion and narrows in extension",
          "[study][validation]") {
  const spine::SpineMeasures m = spine::measure(*intact().model, intact().state, intact().state, flexion);
  for (const Level level : spine::all_levels) {
    const spine::NerveRoom& room = m[level].nerve_room;
    CAPTURE(name(level), room.foramen_height[0].value(), room.foramen_area[0].value(), room.canal_area);
    CHECK(room.foramen_height[0].value() == Approx(room.foramen_height[1].value()).epsilon(test::scaled(1e-6)));
    CHECK(room.foramen_area[0].value() == Approx(room.foramen_area[1].value()).epsilon(test::scaled(1e-6)));
    CHECK(room.foramen_height[0].value() > 11);
    CHECK(room.foramen_height[0].value() < 24);
    CHECK(room.canal_area > 150);
    // L4-L5 and L5-S1 are wider than published (docs/theory/resection.md).
    CHECK(room.canal_area < (level < l4_l5 ? 320 : 450));
  }
  const spine::NerveRoom neutral = m[l4_l5].nerve_room;
  const auto change = [&](const spine::Direction& d) {
    return intact(d).nerve_room.foramen_area[0].value() / neutral.foramen_area[0].value() - 1;
  };
  CHECK(change(flexion) > 0.03);
  CHECK(change(extension) < -0.03);
  CHECK(intact(flexion).nerve_room.canal_area > intact(extension).nerve_room.canal_area);
}

TEST_CASE("a spine that lost a part settles", "[study][verification]") {
  for (const Region region : {Region::pedicle, Region::pars, Region::spinous}) {
    spine::SpineSpec spec = intact_spec();
    spec.resections.bone.push_back({Vertebra::L4, region, Side::left, 1});
    CAPTURE(name(region));
    const test::NeutralSpine spine = test::neutral_spine(spec, follower);
    const spine::SpineMeasures settled = spine::measure(*spine.model, spine.state, spine.state, flexion);
    CHECK(settled.equilibrium_error < test::scaled(1e-6));
    const auto& room = settled[l4_l5].nerve_room;
    CHECK(room.foramen_height[0].has_value() == (region != Region::pedicle));
    CHECK(room.foramen_height[1].has_value());
  }
}

TEST_CASE("exports and the skin follow what was cut", "[study][unit]") {
  const auto model = spine::make_spine_model(decompression(Side::left, 0.3));
  std::set<std::string> names;
  std::size_t n_elements = 0, n_thinned = 0;
  for (const study::ElementGroup& group : study::element_groups(*model)) {
    CHECK(names.insert(group.name).second);
    n_elements += group.elements.size();
    n_thinned += group.kept < 1 ? group.elements.size() : 0;
  }
  CHECK(n_elements == model->mesh.tags.size());
  CHECK(n_thinned > 0);
  std::size_t n_in_blocks = 0;
  for (const spine::VertebraParts& v : model->vertebrae) {
    for (const fem::Block* block : v.thinned)
      n_in_blocks += block->elements().size();
  }
  CHECK(n_in_blocks == n_thinned);
  const std::vector<char> used = study::used_nodes(*model);
  // Without the points that the model adds, such as those of ligaments on the sacrum.
  for (int n : spine::unused_nodes(spine::make_spine_mesh(model->spec, model->alignment).mesh))
    CHECK_FALSE(used[static_cast<std::size_t>(n)]);
  for (const study::ExportedLigament& ligament : study::exported_ligaments(*model)) {
    CHECK(names.insert(ligament.name).second);
    for (const study::ExportedStrand& strand : ligament.strands)
      CHECK(strand.law.stiffness == Approx(ligament.strands.front().law.stiffness));
  }
  const spine::BoneSurface skin = spine::bone_surface(model->mesh, Vertebra::L4, 1);
  for (const fem::WeightedPoint& point : skin.points) {
    for (int n : point.nodes)
      CHECK(used[static_cast<std::size_t>(n)]);
  }
  CHECK(study::fields_vtu(*model, model->model->initial_state()).find("von_mises_MPa") != std::string::npos);
}

}  // namespace
