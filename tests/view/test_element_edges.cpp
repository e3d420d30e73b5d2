// The edges of the finite elements: on the skin, only when asked for, and wherever the spine goes.

#include <catch2/catch.hpp>
#include <set>

#include "../study/temporary_folder.hpp"
#include "ui_driver.hpp"

namespace {

using namespace spondyl;

using Sides = std::set<std::array<int, 2>>;

Sides sides(const spine::BoneSurface& surface) {
  Sides out;
  for (const spine::SurfaceQuad& quad : surface.quads) {
    for (std::size_t k = 0; k < 4; ++k) {
      const auto [low, high] = std::minmax(quad.points[k], quad.points[(k + 1) % 4]);
      out.insert({low, high});
    }
  }
  return out;
}

TEST_CASE("the edges of elements become lines on the smoothed skin, each once", "[view][unit]") {
  const auto& mesh = test::bent_result()->states.back().spine->mesh;
  const auto blocks = spine::bone_surface(mesh, spine::Vertebra::L4, 0);
  const Sides edges = sides(blocks);
  for (const int subdivisions : {0, 1, 2}) {
    const auto surface = spine::bone_surface(mesh, spine::Vertebra::L4, subdivisions);
    const auto lines = spine::element_edges(surface);
    const Sides on_skin = sides(surface), found(lines.begin(), lines.end());
    CHECK(lines.size() == edges.size() << subdivisions);
    CHECK(found.size() == lines.size());
    CHECK(std::includes(on_skin.begin(), on_skin.end(), found.begin(), found.end()));
  }
}

view::Image spine_of(const test::UiDriver& driver) { return view::part(driver.image(), 330, 120, 340, 560); }

/// Pixels that differ between two pictures, and those of them that are background in the first.
struct Changed {
  int n = 0, n_beside = 0;
};
Changed changed(const view::Image& before, const view::Image& after) {
  Changed out;
  for (std::size_t p = 0; p < before.pixels.size(); p += 3) {
    const auto is_equal = [&](const view::Image& image, std::size_t q) {
      return std::equal(before.pixels.begin() + long(p), before.pixels.begin() + long(p) + 3,
                        image.pixels.begin() + long(q));
    };
    if (is_equal(after, p))
      continue;
    ++out.n;
    out.n_beside += is_equal(before, 0);
  }
  return out;
}

TEST_CASE("element edges lie on the spine in every posture and cut, and go away again", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  driver.click("Picture");
  if (driver.workbench().view_state().style.has_ligaments)
    driver.click("Ligaments");
  const auto check = [&] {
    const view::Image plain = spine_of(driver);
    driver.key('E');
    REQUIRE(driver.workbench().view_state().style.has_element_edges);
    const Changed edges = changed(plain, spine_of(driver));
    CHECK(edges.n > 4000);
    CHECK(edges.n_beside < edges.n / 20);
    driver.key('E');
    CHECK((spine_of(driver).pixels == plain.pixels));
  };
  check();
  driver.click("Loads");
  driver.drag("##scrub", 0.02);
  check();
  driver.click("Picture");
  driver.choose("Cut", "sagittal");
  check();
  driver.choose("Cut", "axial");
  check();
}

}  // namespace
