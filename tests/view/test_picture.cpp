// Pictures against pictures that were looked at and found right; and that what would be wrong is found wrong.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "bent_spine.hpp"
#include "image_difference.hpp"
#include "study/atomic_file.hpp"
#include "view/render.hpp"

namespace {

using namespace spondyl;

constexpr int width = 640, height = 420;
constexpr double tolerance = 14;  // of 255, in the worst block

view::Image picture(const view::PictureStyle& style, bool is_compared = false) {
  std::vector<std::shared_ptr<const view::Specimen>> specimens{test::bent_specimen(true)};
  view::PictureText text{"Reference", "a spine bent by hand", "20 degrees", {}};
  if (is_compared) {
    specimens.insert(specimens.begin(), test::bent_specimen(false));
    text.captions = {"Intact", "Operated"};
  }
  return view::draw_picture(specimens, style, text, width, height);
}

/// Against tests/view/reference/NAME.png; writes it where SPONDYL_WRITE_REFERENCE is set.
double difference(const view::Image& image, const std::string& name) {
  const std::filesystem::path file =
      std::filesystem::path(SPONDYL_SOURCE_DIR) / "tests/view/reference" / (name + ".png");
  if (std::getenv("SPONDYL_WRITE_REFERENCE"))
    study::write_atomically(file, view::png_of(image));
  const double found = test::image_difference(image, view::read_png(file));
  if (found > tolerance)
    study::write_atomically(std::filesystem::path(SPONDYL_BINARY_DIR) / (name + "_is.png"), view::png_of(image));
  return found;
}

TEST_CASE("a picture is the one that was looked at, and no other", "[view][regression]") {
  const view::PictureStyle style;
  const view::Image right = picture(style);
  CHECK(difference(right, "tlif_oblique") <= tolerance);

  SECTION("a wrong color map fails") {
    view::PictureStyle wrong = style;
    wrong.color_map = "cividis";
    CHECK(test::image_difference(picture(wrong), right) > 3 * tolerance);
  }
  SECTION("a missing implant fails") {
    view::PictureStyle wrong = style;
    wrong.has_implants = false;
    CHECK(test::image_difference(picture(wrong), right) > 3 * tolerance);
  }
  SECTION("a mirrored spine fails") {
    const int edge = width / 2;  // left half: the spine, without the labels
    const view::Image spine = view::part(right, 0, 80, edge, 250);
    CHECK(test::image_difference(test::mirrored(spine), spine) > 3 * tolerance);
  }
}

TEST_CASE("left and right of the patient are where they belong", "[view][regression]") {
  view::PictureStyle style;
  style.field = view::Field::none;
  style.viewpoint = view::Viewpoint::posterior;
  CHECK(difference(picture(style, true), "compared_posterior") <= tolerance);
}

TEST_CASE("bone as in an X-ray lets the implants through", "[view][regression]") {
  view::PictureStyle style;
  style.is_ghost = true;
  style.has_isolines = true;
  style.has_ligaments = false;
  style.theme = view::Theme::light;
  style.viewpoint = view::Viewpoint::lateral_left;
  const view::Image image = picture(style);
  CHECK(difference(image, "ghost_lateral") <= tolerance);
  style.is_ghost = false;
  CHECK(test::image_difference(picture(style), image) > 3 * tolerance);
}

TEST_CASE("a cut spine shows its discs inside", "[view][regression]") {
  view::PictureStyle style;
  style.cut = view::Cut::sagittal;
  style.viewpoint = view::Viewpoint::lateral_left;
  const view::Image image = picture(style);
  CHECK(difference(image, "cut_sagittal") <= tolerance);
  style.cut = view::Cut::none;
  CHECK(test::image_difference(picture(style), image) > 3 * tolerance);
}

TEST_CASE("a quarter of a turn from the front shows the left side, in the same place", "[view][unit]") {
  view::Aim front = view::aim_at(view::Viewpoint::anterior);
  front.focus = {0, 12, 40};
  const Eigen::Vector3d about(-30, 5, 90);
  const view::Aim left = view::turned(front, about, core::radians(90)),
                  named = view::aim_at(view::Viewpoint::lateral_left);
  CHECK((left.right - named.right).norm() <= 1e-12);
  CHECK((left.up - named.up).norm() <= 1e-12);
  CHECK((left.project(about) - front.project(about)).norm() <= 1e-12);
}

TEST_CASE("a film goes around the spine, or bends it and comes back", "[view][unit]") {
  const std::vector<std::shared_ptr<const view::Specimen>> specimens{test::bent_specimen(true)};
  const view::PictureText text{"Reference", "a spine bent by hand", "20 degrees", {}};
  view::PictureStyle style;
  style.viewpoint = view::Viewpoint::anterior;
  const auto film = [&](view::Film kind) {
    std::vector<view::Image> images;
    view::draw_film(specimens, style, text, width, height, kind, 4,
                    [&](int, const view::Image& image) { images.push_back(image); });
    REQUIRE(images.size() == 4);
    return images;
  };
  const auto turn = film(view::Film::turn);
  CHECK(test::image_difference(turn[0], picture(style)) <= tolerance);
  CHECK(test::image_difference(turn[1], turn[3]) > 3 * tolerance);
  const auto motion = film(view::Film::motion);
  CHECK(test::image_difference(motion[2], picture(style)) <= tolerance);
  CHECK(test::image_difference(motion[0], motion[2]) > 3 * tolerance);
  CHECK(test::image_difference(motion[1], motion[3]) == 0);  // half of the way, there and back
}

}  // namespace
