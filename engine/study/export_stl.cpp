#include "study/export_stl.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <map>

namespace spondyl::study {
namespace {

using Face = std::array<int, 4>;

/// Faces of a hexahedron, counter-clockwise seen from outside.
constexpr std::array<Face, 6> faces{
    {{0, 3, 2, 1}, {4, 5, 6, 7}, {0, 1, 5, 4}, {1, 2, 6, 5}, {2, 3, 7, 6}, {3, 0, 4, 7}}};

/// Faces that belong to one element of the vertebra only.
std::vector<Face> boundary(const spine::SpineMesh& mesh, int vertebra) {
  std::map<Face, std::pair<int, Face>> seen;
  for (std::size_t e = 0; e < mesh.tags.size(); ++e) {
    if (mesh.tags[e].tissue >= spine::Tissue::nucleus || mesh.tags[e].part != vertebra)
      continue;
    for (const Face& local : faces) {
      Face face;
      for (std::size_t k = 0; k < 4; ++k)
        face[k] = mesh.mesh.hexahedra[e][static_cast<std::size_t>(local[k])];
      Face key = face;
      std::sort(key.begin(), key.end());
      auto& [count, kept] = seen[key];
      ++count;
      kept = face;
    }
  }
  std::vector<Face> out;
  for (const auto& [key, entry] : seen) {
    if (entry.first == 1)
      out.push_back(entry.second);
  }
  return out;
}

static_assert(std::endian::native == std::endian::little, "STL is little-endian");

template <class T>
void append(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}
void append(std::string& out, const Eigen::Vector3d& v) {
  for (int k = 0; k < 3; ++k)
    append(out, static_cast<float>(v[k]));
}

}  // namespace

std::string vertebra_stl(const spine::SpineMesh& mesh, spine::Vertebra vertebra) {
  const auto at = [&](int node) -> const Eigen::Vector3d& { return mesh.mesh.nodes[static_cast<std::size_t>(node)]; };
  const std::vector<Face> surface = boundary(mesh, static_cast<int>(vertebra));
  std::string out = "Spondyl: " + std::string(name(vertebra)) + ", mm";
  out.resize(80, ' ');
  append(out, static_cast<std::uint32_t>(2 * surface.size()));
  for (const Face& f : surface) {
    const bool is_first_shorter = (at(f[0]) - at(f[2])).norm() <= (at(f[1]) - at(f[3])).norm();
    const std::array<std::array<int, 3>, 2> triangles =
        is_first_shorter ? std::array<std::array<int, 3>, 2>{{{f[0], f[1], f[2]}, {f[0], f[2], f[3]}}}
                         : std::array<std::array<int, 3>, 2>{{{f[0], f[1], f[3]}, {f[1], f[2], f[3]}}};
    for (const auto& t : triangles) {
      append(out, (at(t[1]) - at(t[0])).cross(at(t[2]) - at(t[0])).normalized());
      for (const int node : t)
        append(out, at(node));
      append(out, std::uint16_t{0});
    }
  }
  return out;
}

}  // namespace spondyl::study
