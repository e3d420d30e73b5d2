#include "spine/spine_mesh.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "fem/mesh_quality.hpp"
#include "mesh_checks.hpp"
#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using spine::Resolution;
using spine::Tissue;

spine::SpineMesh mesh_of(const spine::SpineSpec& spec) { return spine::make_spine_mesh(spec, spine::align(spec)); }

TEST_CASE("every element has one tag, and the tissues of all parts are all elements", "[spine][unit]") {
  const spine::SpineMesh m = mesh_of(test::plain_spine());
  REQUIRE(m.tags.size() == m.mesh.hexahedra.size());
  std::size_t sum = 0;
  for (std::size_t t = 0; t < spine::tissue_names.size(); ++t) {
    for (int part = 0; part < spine::n_vertebrae; ++part)
      sum += m.elements(static_cast<Tissue>(t), part).size();
  }
  CHECK(sum == m.tags.size());
  for (const spine::Level level : spine::all_levels) {
    CHECK_FALSE(m.elements(Tissue::nucleus, level.index).empty());
    CHECK_FALSE(m.elements(Tissue::annulus, level.index).empty());
    CHECK(m.elements(Tissue::bone_graft, level.index).empty());
  }
}

TEST_CASE("a disc shares its first and last plane with the vertebrae, and no node lies idle", "[spine][unit]") {
  const spine::SpineMesh m = mesh_of(test::plain_spine());
  for (std::size_t d = 0; d < spine::n_levels; ++d) {
    const auto& lower = m.body_planes[d + 1].back();
    const auto& upper = m.body_planes[d].front();
    const auto& planes = m.disc_planes[d];
    CHECK(std::equal(planes.front().begin(), planes.front().end(), lower.begin()));
    CHECK(std::equal(planes.back().begin(), planes.back().end(), upper.begin()));
  }
  std::set<int> used;
  for (const auto& hex : m.mesh.hexahedra)
    used.insert(hex.begin(), hex.end());
  CHECK(used.size() == m.mesh.nodes.size());
}

TEST_CASE("a graft fills exactly the place of its disc", "[spine][unit]") {
  spine::SpineSpec spec = test::plain_spine();
  const spine::SpineMesh intact = mesh_of(spec);
  spec.disc(spine::Level{3}).fill = spine::DiscFill::bone_graft;
  const spine::SpineMesh fused = mesh_of(spec);
  CHECK(fused.mesh.hexahedra == intact.mesh.hexahedra);
  CHECK(fused.mesh.nodes == intact.mesh.nodes);
  CHECK(fused.elements(Tissue::bone_graft, 3).size() ==
        intact.elements(Tissue::nucleus, 3).size() + intact.elements(Tissue::annulus, 3).size());
  CHECK(fused.elements(Tissue::nucleus, 3).empty());
  CHECK(fused.elements(Tissue::annulus, 2) == intact.elements(Tissue::annulus, 2));
}

TEST_CASE("elements are not turned inside out and mirror one another at all resolutions", "[spine][unit]") {
  for (const Resolution resolution : {Resolution::interactive, Resolution::standard, Resolution::fine}) {
    spine::SpineSpec spec = test::plain_spine();
    spec.resolution = resolution;
    const spine::SpineMesh m = mesh_of(spec);
    CHECK(fem::mesh_quality(m.mesh).least > 0.2);
    const test::MirrorImage image = test::mirror_image(m);
    CHECK(image.distance <= test::round_off(100));
    CHECK(image.wrong_elements == 0);
  }
}

}  // namespace
