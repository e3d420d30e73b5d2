// Corner points of a radiograph: what is written is what is built, and impossible points are refused by name.

#include "study/radiograph.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>
#include <sstream>

#include "error_of.hpp"
#include "figures.hpp"
#include "made_up_result.hpp"
#include "spine/spine_mesh.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using Eigen::Vector2d;
using spine::Level;
using spine::Vertebra;

constexpr double degree = std::numbers::pi / 180;

spine::SpineSpec spec_of(const core::ParameterTable& table) {
  return spine::as_imaged(spine::make_specification(table, spine::Resolution::interactive));
}
spine::SagittalPoints points_of(const core::ParameterTable& table) {
  const spine::SpineSpec spec = spec_of(table);
  return spine::sagittal_points(spec, spine::align(spec));
}

/// How a person might write the points down.
struct Style {
  bool is_pixels = false;
  double mm_per_px = 0.2;
  bool faces_left = false;
  char separator = ',';
  bool has_decimal_comma = false;
  std::string line_end = "\n";
};

std::string csv(const spine::SagittalPoints& points, const Style& style = {}) {
  std::ostringstream out;
  const char s = style.separator;
  if (style.is_pixels)
    out << "# mm_per_px = " << style.mm_per_px << s << s << s << style.line_end;
  out << "vertebra" << s << "corner" << s << (style.is_pixels ? "x_px" : "x_mm") << s
      << (style.is_pixels ? "y_px" : "z_mm") << style.line_end;
  const auto row = [&](Vertebra v, const std::string& corner, const Vector2d& p) {
    const double scale = style.is_pixels ? 1 / style.mm_per_px : 1;
    std::ostringstream numbers;
    numbers.precision(12);
    numbers << (style.faces_left ? -1 : 1) * scale * p.x() << s << (style.is_pixels ? 2000 - scale * p.y() : p.y());
    std::string text = numbers.str();
    if (style.has_decimal_comma)
      std::replace(text.begin(), text.end(), '.', ',');
    out << name(v) << s << corner << s << text << style.line_end;
  };
  for (const Vertebra v : spine::all_vertebrae) {
    const std::string prefix = v == Vertebra::S1 ? "" : "superior_";
    row(v, prefix + "anterior", points.superior_of(v).anterior);
    row(v, prefix + "posterior", points.superior_of(v).posterior);
    if (v == Vertebra::S1)
      continue;
    row(v, "inferior_anterior", points.inferior_of(v).anterior);
    row(v, "inferior_posterior", points.inferior_of(v).posterior);
  }
  return out.str();
}

/// The default spine brought to the points of a file.
core::ParameterTable rebuilt(const std::string& text) {
  const test::TemporaryFolder folder;
  return spine::with_measures(test::shipped_parameters(), study::radiograph_measures(folder.write("points.csv", text)));
}

struct Difference {
  double length = 0;  ///< mm, of heights, depths and corners
  double angle = 0;   ///< deg, of wedges, lordosis and slope
};

Vector2d along(const spine::PlateCorners& p) { return p.anterior - p.posterior; }
double angle(const Vector2d& a, const Vector2d& b) {
  return std::atan2(a.x() * b.y() - a.y() * b.x(), a.dot(b)) / degree;
}

Difference difference(const spine::SagittalPoints& a, const spine::SagittalPoints& b) {
  Difference d;
  const Vector2d shift = 0.5 * (a.superior_of(Vertebra::S1).anterior + a.superior_of(Vertebra::S1).posterior -
                                b.superior_of(Vertebra::S1).anterior - b.superior_of(Vertebra::S1).posterior);
  const auto plate = [&](const spine::PlateCorners& p, const spine::PlateCorners& q) {
    d.length = std::max({d.length, std::abs(along(p).norm() - along(q).norm()),
                         (p.anterior - q.anterior - shift).norm(), (p.posterior - q.posterior - shift).norm()});
    d.angle = std::max(d.angle, std::abs(angle(along(p), along(q))));
  };
  for (std::size_t v = 0; v < spine::n_vertebrae; ++v) {
    plate(a.superior[v], b.superior[v]);
    if (v < a.inferior.size())
      plate(a.inferior[v], b.inferior[v]);
  }
  const auto wedge = [&](const spine::SagittalPoints& p, std::size_t v, bool is_body) {
    return angle(along(is_body ? p.inferior[v] : p.superior[v + 1]), along(is_body ? p.superior[v] : p.inferior[v]));
  };
  for (std::size_t v = 0; v < a.inferior.size(); ++v) {
    for (const bool is_body : {true, false})
      d.angle = std::max(d.angle, std::abs(wedge(a, v, is_body) - wedge(b, v, is_body)));
  }
  return d;
}

/// Corners as the mesh has them: the foremost and hindmost node of the disc's edge on each plate.
spine::SagittalPoints mesh_points(const core::ParameterTable& table) {
  const spine::SpineSpec spec = spec_of(table);
  const spine::Alignment a = spine::align(spec);
  const spine::SpineMesh m = spine::make_spine_mesh(spec, a);
  const auto corners = [&](const spine::Plane& plane, const spine::Frame& frame) {
    double front = -1e9, back = 1e9;
    for (int n : m.section.rim) {
      const double x = frame.axes.col(0).dot(
          m.mesh.nodes[static_cast<std::size_t>(plane[static_cast<std::size_t>(n)])] - frame.origin);
      front = std::max(front, x);
      back = std::min(back, x);
    }
    const auto at = [&](double x) {
      const Eigen::Vector3d p = frame({x, 0, 0});
      return Vector2d(p.x(), p.z());
    };
    return spine::PlateCorners{at(front), at(back)};
  };
  spine::SagittalPoints points;
  for (std::size_t v = 0; v < spine::n_vertebrae; ++v) {
    points.superior[v] = corners(m.body_planes[v].back(), a.superior[v]);
    if (v < points.inferior.size())
      points.inferior[v] = corners(m.body_planes[v].front(), a.inferior[v]);
  }
  return points;
}

/// The points with posterior corners as far forward as those of the mesh: its plates are hollow behind.
spine::SagittalPoints with_hollow(spine::SagittalPoints points, const spine::SagittalPoints& mesh) {
  const auto shorten = [](spine::PlateCorners& p, const spine::PlateCorners& like) {
    p.posterior = p.anterior - along(p).normalized() * along(like).norm();
  };
  for (std::size_t v = 0; v < points.superior.size(); ++v) {
    shorten(points.superior[v], mesh.superior[v]);
    if (v < points.inferior.size())
      shorten(points.inferior[v], mesh.inferior[v]);
  }
  return points;
}

TEST_CASE("a spine rebuilt from its own corner points is itself, however they are written", "[study][verification]") {
  const std::array<Style, 5> styles{{{},
                                     {.is_pixels = true},
                                     {.is_pixels = true, .mm_per_px = 0.35, .faces_left = true},
                                     {.faces_left = true, .separator = '\t', .line_end = "\r\n"},
                                     {.separator = ';', .has_decimal_comma = true}}};
  Difference worst;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const core::ParameterTable person = spine::random_person(test::shipped_parameters(), seed);
    const Style& style = styles[seed % styles.size()];
    const Difference d = difference(points_of(person), points_of(rebuilt(csv(points_of(person), style))));
    worst = {std::max(worst.length, d.length), std::max(worst.angle, d.angle)};
  }
  const std::string setting = "20 random persons, commas, semicolons and tabs, mm and pixels, facing left and right";
  test::check_at_most({"Radiograph", "corners, depths, heights, mm", setting}, worst.length, 0.01);
  test::check_at_most({"Radiograph", "wedges, slope, lordosis, deg", setting}, worst.angle, 0.01);
}

TEST_CASE("noisy points are followed too, by the mesh as well", "[study][verification]") {
  std::mt19937_64 engine(1);
  const auto noise = [&] { return 1.6 * (static_cast<double>(engine() >> 11U) * 0x1p-53 - 0.5); };  // within 0.8 mm
  Difference of_alignment, of_mesh;
  double behind = 0;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    spine::SagittalPoints points = points_of(spine::random_person(test::shipped_parameters(), seed));
    for (auto* plates : {points.superior.data(), points.inferior.data()}) {
      const std::size_t n = plates == points.superior.data() ? points.superior.size() : points.inferior.size();
      for (std::size_t k = 0; k < n; ++k) {
        plates[k].anterior += Vector2d(noise(), noise());
        plates[k].posterior += Vector2d(noise(), noise());
      }
    }
    const core::ParameterTable table = rebuilt(csv(points));
    const Difference a = difference(points, points_of(table));
    const spine::SagittalPoints mesh = mesh_points(table);
    const Difference m = difference(with_hollow(points, mesh), mesh);
    behind = std::max(behind, difference(points, mesh).length);
    of_alignment = {std::max(of_alignment.length, a.length), std::max(of_alignment.angle, a.angle)};
    of_mesh = {std::max(of_mesh.length, m.length), std::max(of_mesh.angle, m.angle)};
  }
  const std::string setting = "10 random persons, every point up to 0.8 mm off in x and z";
  test::check_at_most({"Radiograph", "corners, depths, heights of the alignment, mm", setting}, of_alignment.length,
                      0.01);
  test::check_at_most({"Radiograph", "wedges, slope, lordosis of the alignment, deg", setting}, of_alignment.angle,
                      0.01);
  test::check_at_most({"Radiograph", "anterior corners and heights of the mesh, mm", setting}, of_mesh.length, 0.5);
  test::check_at_most({"Radiograph", "posterior corners of the mesh, in front by the hollow behind, mm", setting},
                      behind, 3.0);
  test::check_at_most({"Radiograph", "wedges, slope, lordosis of the mesh, deg", setting}, of_mesh.angle, 0.5);
}

core::Error refused(const std::string& text) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("points.csv", text);
  const core::Error error =
      test::error_of([&] { spine::with_measures(test::shipped_parameters(), study::radiograph_measures(file)); });
  CHECK(error.code() == core::ErrorCode::bad_input);
  CHECK(error.where().file == file.string());
  return error;
}

std::string good() { return csv(points_of(test::shipped_parameters())); }
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}
/// The line that begins so, without its end.
std::string line(const std::string& text, const std::string& start) {
  const auto at = text.find(start);
  REQUIRE(at != std::string::npos);
  return text.substr(at, text.find('\n', at) - at);
}

TEST_CASE("points that are missing, double or no numbers are refused with their line and vertebra", "[study][unit]") {
  CHECK_THAT(refused(replaced(good(), line(good(), "L3,inferior_anterior") + "\n", "")).what(),
             Contains("no inferior_anterior corner of L3"));
  const core::Error twice = refused(good() + line(good(), "L2,superior_posterior") + "\n");
  CHECK(twice.where().line == 24);
  CHECK_THAT(twice.what(), Contains("L2 superior_posterior") && Contains("the first is on line 7"));
  const core::Error text =
      refused(replaced(good(), line(good(), "L4,superior_anterior"), "L4,superior_anterior,nan,1"));
  CHECK(text.where().line == 14);
  CHECK_THAT(text.what(), Contains("'nan'") && Contains("L4 superior_anterior x_mm") && Contains("finite number"));
  CHECK_THAT(refused(replaced(good(), line(good(), "L4,superior_anterior"), "L4,superior_anterior,abc,1")).what(),
             Contains("'abc'"));
  CHECK_THAT(refused(replaced(good(), line(good(), "L4,superior_anterior"), "L4,superior_anterior,12")).what(),
             Contains("an empty cell"));
  CHECK_THAT(refused(replaced(good(), "L5,superior_anterior", "L6,superior_anterior")).what(), Contains("'L6'"));
  CHECK_THAT(refused(replaced(good(), "L5,superior_anterior", "L5,upper_anterior")).what(),
             Contains("'upper_anterior'"));
  CHECK_THAT(refused(replaced(good(), "x_mm", "x")).what(), Contains("'vertebra,corner,x,z_mm'"));
  CHECK_THAT(refused("").what(), Contains("no header row"));
}

TEST_CASE("points where no spine has them are refused with their vertebra or level", "[study][unit]") {
  const auto swap = [](const std::string& a, const std::string& b) {
    std::string text = replaced(good(), a + ",", "SWAP,");
    text = replaced(text, b + ",", a + ",");
    return replaced(text, "SWAP,", b + ",");
  };
  CHECK_THAT(refused(swap("L3,superior_anterior", "L3,superior_posterior")).what(),
             Contains("an endplate of L3") && Contains("swapped"));
  CHECK_THAT(refused(swap("L3,superior_anterior", "L3,inferior_anterior")).what(), Contains("L3"));
  // L2 where L3 should be: both bodies are good, what lies between is not.
  std::string exchanged = good();
  for (const char* corner : {"superior_anterior", "superior_posterior", "inferior_anterior", "inferior_posterior"}) {
    const std::string two = std::string("L2,") + corner + ",", three = std::string("L3,") + corner + ",";
    exchanged = replaced(replaced(replaced(exchanged, two, "SWAP,"), three, two), "SWAP,", three);
  }
  CHECK_THAT(refused(exchanged).what(), Contains("corners of L1-L2") || Contains("corners of L2-L3"));
  CHECK_THAT(
      refused(csv(points_of(test::shipped_parameters()), {.is_pixels = true, .mm_per_px = 0.2}).replace(14, 3, "20 "))
          .what(),
      Contains("mm deep") && Contains("scale"));
  CHECK_THAT(
      refused(replaced(csv(points_of(test::shipped_parameters()), {.is_pixels = true}), "# mm_per_px", "# mm")).what(),
      Contains("pixels without a scale"));
  CHECK_THAT(refused("# mm_per_px = 0.2\n" + good()).what(), Contains("a scale for coordinates in mm"));
  CHECK_THAT(refused("# facing = left\n" + good()).what(), Contains("as 'facing' says"));
  CHECK_THAT(refused("# facing = front\n" + good()).what(), Contains("left or right"));
  // A body of 60 mm is in order but outside what the table allows.
  spine::SagittalPoints tall = points_of(test::shipped_parameters());
  tall.superior[0].anterior += Vector2d(0, 30);
  tall.superior[0].posterior += Vector2d(0, 30);
  CHECK_THAT(refused(csv(tall)).what(), Contains("anatomy.L1.body_height_anterior_mm") && Contains("12 to 45 mm"));
}

}  // namespace
