// Color maps: equal steps look equally large, brighter is more, also to people who do not see red or green.

#include <Eigen/Core>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "support.hpp"
#include "view/color_map.hpp"
#include "view/picture_style.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;

double linear(double srgb) { return srgb <= 0.04045 ? srgb / 12.92 : std::pow((srgb + 0.055) / 1.055, 2.4); }

/// CIE 1976 L*a*b* under D65.
Vector3d lab(const Vector3d& linear_rgb) {
  Eigen::Matrix3d to_xyz;
  to_xyz << 0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505;
  const Vector3d white = to_xyz * Vector3d::Ones();
  Vector3d f = (to_xyz * linear_rgb.cwiseMax(0)).cwiseQuotient(white);
  for (double& t : f)
    t = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

Vector3d rgb(const view::Color& c) { return {linear(c[0]), linear(c[1]), linear(c[2])}; }

/// Full vision, protanopia and deuteranopia: Machado, Oliveira & Fernandes 2009, IEEE TVCG 15:1291-1298, severity 1.
std::array<Eigen::Matrix3d, 3> visions() {
  Eigen::Matrix3d protan, deutan;
  protan << 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998;
  deutan << 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881;
  return {Eigen::Matrix3d::Identity(), protan, deutan};
}

TEST_CASE("color maps rise in lightness by even steps, with full and with red-green blind vision", "[view][unit]") {
  const std::string name = GENERATE("viridis", "cividis");
  const view::ColorMap map = view::read_color_map(name);
  for (const Eigen::Matrix3d& vision : visions()) {
    constexpr int n = 16;
    double least = test::infinity, most = 0;
    for (int k = 0; k < n; ++k) {
      const double from = lab(vision * rgb(map.at(double(k) / n)))[0];
      const double step = lab(vision * rgb(map.at(double(k + 1) / n)))[0] - from;
      least = std::min(least, step);
      most = std::max(most, step);
    }
    INFO(name);
    CHECK(least > 0);
    CHECK(most <= 2.5 * least);
  }
}

TEST_CASE("the map of changes is white at zero and darkens evenly to both sides, blue and orange in every vision",
          "[view][unit]") {
  const view::ColorMap map = view::read_color_map(std::string(view::difference_color_map));
  for (const Eigen::Matrix3d& vision : visions()) {
    const auto seen = [&](double share) { return lab(vision * rgb(map.at(share))); };
    CHECK(seen(0.5).tail<2>().norm() < 2);
    CHECK(seen(0.5)[0] > 90);
    constexpr int n = 8;
    for (const double way : {-0.5, 0.5}) {
      double least = test::infinity, most = 0;
      for (int k = 0; k < n; ++k) {
        const double step = seen(0.5 + way * k / n)[0] - seen(0.5 + way * (k + 1) / n)[0];
        least = std::min(least, step);
        most = std::max(most, step);
      }
      CHECK(least > 0);
      CHECK(most <= 2.5 * least);
    }
    CHECK(std::abs(seen(0)[0] - seen(1)[0]) < 15);  // as dark on either side
    for (const double share : {0.0, 0.25}) {
      CHECK(seen(share)[2] < -10);
      CHECK(seen(1 - share)[2] > 10);
    }
  }
}

TEST_CASE("an unknown color map is refused with the names there are", "[view][unit]") {
  CHECK_THROWS_WITH(view::read_color_map("jet"), Catch::Contains("cividis") && Catch::Contains("viridis"));
}

}  // namespace
