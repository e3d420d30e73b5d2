// A chart as it is drawn on the screen: every line, corridor and scale of it, each where its numbers say.

#include "view/line_chart.hpp"

#include <catch2/catch.hpp>

#include "image_difference.hpp"
#include "view/egl_context.hpp"
#include "view/gl_window.hpp"
#include "view/gui.hpp"
#include "view/palette.hpp"

namespace {

using namespace spondyl;

class Sheet {
 public:
  /// The area of the chart with its scales, without title and legend.
  view::Image draw(const view::Chart& chart) {
    view::Landmarks landmarks;
    frame_.begin();
    gui_.set_theme(view::Theme::dark);
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({width, height});
    ImGui::Begin("sheet", nullptr, ImGuiWindowFlags_NoDecoration);
    view::line_chart(landmarks, chart);
    ImGui::End();
    frame_.end();
    const auto [low, high] = landmarks.places().at("chart");
    return view::part({width, height, frame_.pixels()}, int(low.x), int(low.y), int(high.x - low.x),
                      int(high.y - low.y));
  }

 private:
  static constexpr int width = 420, height = 420;
  view::EglContext context_;
  view::Canvas functions_;  ///< loads OpenGL's
  view::Gui gui_{15};
  view::OffscreenFrame frame_{width, height};
};

view::Chart chart() {
  return {"a title",
          "Moment (Nm)",
          "Rotation (deg)",
          {{"intact", {{0, 0}, {2.5, 4}, {7.5, 10}}}, {"operated", {{0, 0}, {2.5, 1}, {7.5, 2}}}},
          {{5, 6, 9, "published"}}};
}

/// The mean place of what has the color of the second line, as shares of the width and of the height from below.
ImVec2 middle_of_second_line(const view::Image& image) {
  const view::Color color = view::palette_of(view::Theme::dark).accent;
  double n = 0, x = 0, y = 0;
  for (int row = 0; row < image.height; ++row) {
    for (int column = 0; column < image.width; ++column) {
      const unsigned char* pixel = &image.pixels[static_cast<std::size_t>(3 * (row * image.width + column))];
      bool is_like = true;
      for (std::size_t k = 0; k < 3; ++k)
        is_like = is_like && std::abs(pixel[k] - 255 * color[k]) < 12;
      n += is_like ? 1 : 0;
      x += is_like ? column : 0;
      y += is_like ? image.height - row : 0;
    }
  }
  REQUIRE(n > 50);
  return {static_cast<float>(x / n / image.width), static_cast<float>(y / n / image.height)};
}

TEST_CASE("a chart has what it is over to the right and what it shows upwards", "[view][unit]") {
  Sheet sheet;
  view::Chart late = chart();
  late.lines[1].points = {{6, 1}, {7.5, 1}};  // far right, low
  const ImVec2 right = middle_of_second_line(sheet.draw(late));
  CHECK(right.x > 0.7);
  CHECK(right.y < 0.45);
  late.lines[1].points = {{0.5, 9}, {2, 9}};  // far left, high
  const ImVec2 left = middle_of_second_line(sheet.draw(late));
  CHECK(left.x < 0.45);
  CHECK(left.y > 0.7);
}

TEST_CASE("every line, corridor, scale and title of a chart is drawn", "[view][unit]") {
  Sheet sheet;
  const view::Image whole = sheet.draw(chart());
  view::Chart other = chart();
  SECTION("the first line") { other.lines[0].points[1].y = 7; }
  SECTION("the second line") { other.lines[1].points[2].y = 6; }
  SECTION("the corridor") { other.corridors[0].high = 7; }
  SECTION("the scale below, where all numbers are twice as large") {
    for (view::ChartLine& line : other.lines) {
      for (view::ChartPoint& point : line.points)
        point.x *= 2;
    }
    other.corridors[0].x *= 2;
  }
  SECTION("the scale at the left, where all numbers are twice as large") {
    for (view::ChartLine& line : other.lines) {
      for (view::ChartPoint& point : line.points)
        point.y *= 2;
    }
    other.corridors[0].low *= 2;
    other.corridors[0].high *= 2;
  }
  SECTION("the title of what it is over") { other.x_title = "Months since surgery"; }
  CHECK(test::image_difference(sheet.draw(other), whole) > 4);
}

}  // namespace
