#include "spine/mesh_resection.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <set>

#include "error_of.hpp"
#include "fem/mesh_quality.hpp"
#include "mesh_checks.hpp"
#include "plain_spine.hpp"
#include "spine/facet_samples.hpp"
#include "spine/ligaments.hpp"
#include "spine/spine_model.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using spine::BoneCut;
using spine::Level;
using spine::Ligament;
using spine::Region;
using spine::Resolution;
using spine::Side;
using spine::Tissue;
using spine::Vertebra;

constexpr Level l3_l4{2};

spine::SpineSpec with_cuts(std::vector<BoneCut> cuts, Resolution resolution = Resolution::interactive) {
  spine::SpineSpec spec = test::plain_spine();
  spec.resolution = resolution;
  spec.resections.bone = std::move(cuts);
  return spec;
}
spine::SpineMesh mesh_of(const spine::SpineSpec& spec) { return spine::make_spine_mesh(spec, spine::align(spec)); }

double volume(const fem::Mesh& mesh, int element) {
  const auto& h = mesh.hexahedra[static_cast<std::size_t>(element)];
  const auto x = [&](std::size_t k) { return mesh.nodes[static_cast<std::size_t>(h[k])]; };
  constexpr std::array<std::array<std::size_t, 2>, 6> sides{{{1, 2}, {2, 3}, {3, 7}, {7, 4}, {4, 5}, {5, 1}}};
  double six = 0;
  for (const auto& [b, c] : sides)
    six += (x(b) - x(0)).cross(x(c) - x(0)).dot(x(6) - x(0));
  return std::abs(six) / 6;
}

/// What is left of a region, in mm^3 of whole bone.
double kept_volume(const spine::SpineMesh& m, Vertebra v, Region region, Side side) {
  double sum = 0;
  for (int e : m.elements(v, region, side))
    sum += m.tags[static_cast<std::size_t>(e)].kept * volume(m.mesh, e);
  return sum;
}

double face_area(const spine::SpineMesh& m, const spine::ArticularFace& face, double removed) {
  double sum = 0;
  for (const spine::FacetSample& s : spine::samples(m.mesh, face, removed))
    sum += s.area;
  return sum;
}

/// Elements of a vertebra that a walk over shared nodes from its body does not reach.
std::size_t n_unreachable(const spine::SpineMesh& m, Vertebra v) {
  std::set<int> reached;
  std::vector<std::size_t> rest;
  for (std::size_t e = 0; e < m.tags.size(); ++e) {
    if (!spine::is_bone(m.tags[e].tissue) || m.tags[e].part != static_cast<int>(v))
      continue;
    if (spine::is_posterior(m.tags[e].region)) {
      rest.push_back(e);
    } else {
      reached.insert(m.mesh.hexahedra[e].begin(), m.mesh.hexahedra[e].end());
    }
  }
  for (std::size_t before = rest.size() + 1; before != rest.size();) {
    before = rest.size();
    std::erase_if(rest, [&](std::size_t e) {
      const auto& hex = m.mesh.hexahedra[e];
      if (std::count_if(hex.begin(), hex.end(), [&](int n) { return reached.contains(n); }) < 4)
        return false;
      reached.insert(hex.begin(), hex.end());
      return true;
    });
  }
  return rest.size();
}

double whole_stiffness(const spine::SpineSpec& spec, Level level, Ligament l) {
  const spine::Alignment a = spine::align(spec);
  const spine::StrandLayout layout = spine::strand_layout(spec, a, spine::make_spine_mesh(spec, a), level, l);
  double sum = 0;
  for (const spine::StrandEnds& strand : layout.strands)
    sum += strand.kept * layout.stiffness;
  return sum;
}

TEST_CASE("a cut of nothing changes no bit of the mesh", "[spine][determinism]") {
  spine::SpineSpec spec = with_cuts({{Vertebra::L4, Region::lamina, Side::middle, 0.0}});
  const spine::SpineMesh cut = mesh_of(spec), whole = mesh_of(test::plain_spine());
  CHECK(cut.mesh.nodes == whole.mesh.nodes);
  CHECK(cut.mesh.hexahedra == whole.mesh.hexahedra);
  CHECK(spine::unused_nodes(whole.mesh).empty());
}

TEST_CASE("every region of every vertebra can be removed alone, and leaves nothing loose", "[spine][unit]") {
  for (const Vertebra v : spine::all_vertebrae) {
    for (std::size_t r = static_cast<std::size_t>(Region::pedicle); r < spine::region_names.size(); ++r) {
      const auto region = static_cast<Region>(r);
      for (const Side side : {Side::left, Side::middle}) {
        CAPTURE(name(v), name(region), side == Side::left);
        const spine::SpineMesh m = mesh_of(with_cuts({{v, region, side, 1.0}}));
        CHECK(n_unreachable(m, v) == 0);
        CHECK(fem::mesh_quality(m.mesh).least > 0);
        const std::vector<int> unused = spine::unused_nodes(m.mesh);
        for (const spine::PosteriorArch& arch : m.arches) {
          for (int n : arch.nodes)
            REQUIRE_FALSE(std::binary_search(unused.begin(), unused.end(), n));
        }
        if (region != Region::superior_articular)
          CHECK(m.elements(v, region, Side::left).empty());
      }
    }
  }
}

TEST_CASE("what hung on the bone that was cut goes with it", "[spine][unit]") {
  const auto has = [](const spine::SpineMesh& m, Region region, Side side) {
    return !m.elements(Vertebra::L4, region, side).empty();
  };
  const spine::SpineMesh full = mesh_of(with_cuts({{Vertebra::L4, Region::lamina, Side::middle, 1}}));
  CHECK_FALSE(has(full, Region::spinous, Side::middle));
  CHECK(has(full, Region::inferior_articular, Side::left));
  CHECK_FALSE(full.loose_bone.empty());
  const spine::SpineMesh half = mesh_of(with_cuts({{Vertebra::L4, Region::lamina, Side::left, 1}}));
  CHECK(has(half, Region::spinous, Side::left));
  CHECK(half.loose_bone.empty());
  const spine::SpineMesh pars = mesh_of(with_cuts({{Vertebra::L4, Region::pars, Side::left, 1}}));
  CHECK_FALSE(has(pars, Region::inferior_articular, Side::left));
  CHECK(has(pars, Region::inferior_articular, Side::right));
  CHECK(has(pars, Region::lamina, Side::left));
  const spine::SpineMesh pedicles = mesh_of(with_cuts({{Vertebra::L4, Region::pedicle, Side::middle, 1}}));
  for (const Region region : {Region::pars, Region::lamina, Region::superior_articular, Region::transverse})
    CHECK_FALSE(has(pedicles, region, Side::middle));
}

TEST_CASE("the volume and the joint that a cut leaves follow its share at any resolution", "[spine][unit]") {
  for (const Resolution resolution : {Resolution::interactive, Resolution::standard}) {
    const auto left_of = [&](Region region, double share) {
      const auto m = mesh_of(with_cuts({{Vertebra::L4, region, Side::left, share}}, resolution));
      return kept_volume(m, Vertebra::L4, region, Side::left);
    };
    // Transverse processes taper: half of their length is less than half of them.
    for (const Region region : {Region::lamina, Region::inferior_articular, Region::spinous}) {
      const double whole = left_of(region, 0);
      for (const double share : {0.2, 1.0 / 3, 0.5, 0.8}) {
        CAPTURE(name(region), share, name(resolution));
        // Rows of elements need not be equally thick.
        CHECK(std::abs(left_of(region, share) / whole - (1 - share)) <= test::scaled(0.1));
      }
    }
    const spine::SpineMesh m = mesh_of(with_cuts({}, resolution));
    const spine::ArticularFace& face = m.arches[3].inferior_face[0];
    for (const double share : {0.2, 1.0 / 3, 0.5, 0.8})
      CHECK(face_area(m, face, share) / face_area(m, face, 0) == Approx(1 - share).epsilon(test::scaled(1e-3)));
    CHECK(spine::samples(m.mesh, face, 1).empty());
  }
}

TEST_CASE("cuts of both sides leave the mesh its own mirror image", "[spine][verification]") {
  spine::SpineSpec spec = with_cuts({{Vertebra::L4, Region::lamina, Side::middle, 0.7},
                                     {Vertebra::L4, Region::inferior_articular, Side::middle, 0.4},
                                     {Vertebra::L5, Region::superior_articular, Side::middle, 0.4}});
  spec.resections.discs[3] = {0.4, {{std::numbers::pi - 0.4, std::numbers::pi + 0.4}}};
  const test::MirrorImage image = test::mirror_image(mesh_of(spec));
  CHECK(image.distance <= test::round_off(100));
  CHECK(image.wrong_elements == 0);
}

TEST_CASE("a ligament loses the half that is not kept", "[spine][unit]") {
  spine::SpineSpec spec = test::plain_spine();
  for (spine::LigamentSpec& l : spec.ligaments[2])
    l.strands = 3;
  for (std::size_t l = 0; l < spine::n_ligaments; ++l) {
    const auto ligament = static_cast<Ligament>(l);
    const double whole = whole_stiffness(spec, l3_l4, ligament);
    spine::SpineSpec half = spec, none = spec;
    half.ligament(l3_l4, ligament).kept = {0, 1};
    none.ligament(l3_l4, ligament).kept = {0, 0};
    CAPTURE(name(ligament));
    CHECK(test::relative_error(whole_stiffness(half, l3_l4, ligament), 0.5 * whole) <= test::round_off(10));
    CHECK(whole_stiffness(none, l3_l4, ligament) == 0);
  }
}

TEST_CASE("ligaments lose the strands whose bone was cut", "[spine][unit]") {
  spine::SpineSpec spec = test::plain_spine();
  for (spine::LigamentSpec& l : spec.ligaments[2])
    l.strands = 10;
  const auto left_of = [&](Ligament l, const BoneCut& cut) {
    spine::SpineSpec with_cut = spec;
    with_cut.resections.bone = {cut};
    return whole_stiffness(with_cut, l3_l4, l) / whole_stiffness(spec, l3_l4, l);
  };
  const auto is = [](double share) { return Approx(share).margin(test::scaled(1e-9)); };
  // The flavum hangs on the lower half of the lamina above.
  CHECK(left_of(Ligament::LF, {Vertebra::L3, Region::lamina, Side::middle, 0.25}) == is(0.5));
  CHECK(left_of(Ligament::LF, {Vertebra::L3, Region::lamina, Side::left, 0.5}) == is(0.5));
  CHECK(left_of(Ligament::LF, {Vertebra::L4, Region::lamina, Side::middle, 0.7}) == is(1));
  CHECK(left_of(Ligament::SSL, {Vertebra::L4, Region::spinous, Side::middle, 0.1}) == is(0));
  const double interspinous = left_of(Ligament::ISL, {Vertebra::L4, Region::spinous, Side::middle, 0.5});
  CHECK(interspinous > 0.3);
  CHECK(interspinous < 0.7);
  CHECK(left_of(Ligament::CL, {Vertebra::L3, Region::inferior_articular, Side::left, 0.5}) == is(0.75));
  CHECK(left_of(Ligament::CL, {Vertebra::L4, Region::superior_articular, Side::middle, 1}) == is(0));
  CHECK(left_of(Ligament::ITL, {Vertebra::L3, Region::transverse, Side::left, 1}) == is(0.5));
  CHECK(left_of(Ligament::ALL, {Vertebra::L3, Region::lamina, Side::middle, 1}) == is(1));
}

TEST_CASE("a joint whose process is gone is no joint, the other one stays", "[spine][unit]") {
  for (const BoneCut& cut : {BoneCut{Vertebra::L3, Region::inferior_articular, Side::left, 1},
                             BoneCut{Vertebra::L4, Region::superior_articular, Side::left, 1},
                             BoneCut{Vertebra::L3, Region::pars, Side::left, 1}}) {
    const auto model = spine::make_spine_model(with_cuts({cut}));
    CHECK((*model)[l3_l4].facets[0] == nullptr);
    CHECK((*model)[l3_l4].facets[1] != nullptr);
    CHECK((*model)[Level{3}].facets[0] != nullptr);
  }
}

TEST_CASE("a discectomy takes its share of the nucleus from the back, and sectors of the annulus", "[spine][unit]") {
  const auto nucleus = [](const spine::SpineMesh& m) {
    double sum = 0;
    Eigen::Vector3d at = Eigen::Vector3d::Zero();
    for (int e : m.elements(Tissue::nucleus, 2)) {
      const double v = volume(m.mesh, e);
      sum += v;
      at += v * m.mesh.nodes[static_cast<std::size_t>(m.mesh.hexahedra[static_cast<std::size_t>(e)][0])];
    }
    return std::pair(sum, at.x() / sum);
  };
  const spine::SpineMesh whole = mesh_of(test::plain_spine());
  for (const double share : {0.2, 0.5, 0.8}) {
    spine::SpineSpec spec = test::plain_spine();
    spec.resections.discs[2].nucleus_share = share;
    const spine::SpineMesh m = mesh_of(spec);
    CHECK(std::abs(nucleus(m).first / nucleus(whole).first - (1 - share)) < 0.13);
    CHECK(nucleus(m).second > nucleus(whole).second);
    CHECK(m.elements(Tissue::annulus, 2).size() == whole.elements(Tissue::annulus, 2).size());
  }
  spine::SpineSpec spec = test::plain_spine();
  spec.resections.discs[2] = {1, {{std::numbers::pi - 0.9, std::numbers::pi - 0.3}}};
  const auto model = spine::make_spine_model(spec);
  CHECK((*model)[l3_l4].nucleus == nullptr);
  const std::size_t before = whole.elements(Tissue::annulus, 2).size();
  const std::size_t after = model->mesh.elements(Tissue::annulus, 2).size();
  CHECK(after < before);
  CHECK(after > before * 3 / 4);
}

TEST_CASE("distraction moves vertebrae as they are and stretches what binds them", "[spine][verification]") {
  spine::SpineSpec spec = test::plain_spine();
  const auto before = spine::make_spine_model(spec);
  spec.disc(l3_l4).distraction_anterior = 3;
  spec.disc(l3_l4).distraction_posterior = 2;
  const auto after = spine::make_spine_model(spec);
  const auto distance = [](const spine::SpineModel& s, int a, int b) {
    return (s.mesh.mesh.nodes[static_cast<std::size_t>(a)] - s.mesh.mesh.nodes[static_cast<std::size_t>(b)]).norm();
  };
  double deformed = 0;
  for (std::size_t v = 0; v < spine::n_vertebrae; ++v) {
    const int first = before->mesh.body_planes[v].front().front();
    for (int n : before->mesh.arches[v].nodes)
      deformed = std::max(deformed, std::abs(distance(*after, first, n) - distance(*before, first, n)));
  }
  CHECK(deformed <= test::round_off(1000));
  for (const Level level : spine::all_levels) {
    for (std::size_t l = 0; l < spine::n_ligaments; ++l) {
      const auto &a = (*before)[level].ligaments[l]->strands(), &b = (*after)[level].ligaments[l]->strands();
      REQUIRE(a.size() == b.size());
      for (std::size_t k = 0; k < a.size(); ++k)
        CHECK(test::relative_error(b[k].rest_length, a[k].rest_length) <= test::round_off(10));
    }
  }
  const auto tension = [&](const spine::SpineModel& s, Ligament l) {
    double sum = 0;
    for (double t : s[l3_l4].ligaments[static_cast<std::size_t>(l)]->tensions(s.model->initial_state()))
      sum += t;
    return sum;
  };
  for (const Ligament l : {Ligament::ALL, Ligament::PLL, Ligament::LF, Ligament::SSL})
    CHECK(tension(*after, l) > tension(*before, l));
}

TEST_CASE("cuts that cannot be made are refused by name", "[spine][unit]") {
  const auto refused = [](const spine::SpineSpec& spec, const std::string& word) {
    const core::Error error = test::error_of([&] { spine::make_spine_model(spec); });
    CHECK(error.code() == core::ErrorCode::bad_input);
    CAPTURE(error.what());
    CHECK(std::string(error.what()).find(word) != std::string::npos);
  };
  refused(with_cuts({{Vertebra::L4, Region::body_core, Side::middle, 1}}), "L4.body_core");
  refused(with_cuts({{Vertebra::L2, Region::lamina, Side::middle, 1.2}}), "L2.lamina");
  refused(with_cuts({{Vertebra::L2, Region::pars, Side::left, std::numeric_limits<double>::quiet_NaN()}}), "L2.pars");
  spine::SpineSpec spec = test::plain_spine();
  spec.resections.discs[1].nucleus_share = -0.1;
  refused(spec, "L2-L3.nucleus_share");
  spec = test::plain_spine();
  spec.resections.discs[1].windows = {{2, 1}};
  refused(spec, "L2-L3.windows");
  spec.resections.discs[1].windows = {{0, 2 * std::numbers::pi}};
  refused(spec, "L2-L3");
  spec = test::plain_spine();
  spec.ligament(l3_l4, Ligament::PLL).kept = {1, 1.5};
  refused(spec, "L3-L4.PLL");
}

}  // namespace
