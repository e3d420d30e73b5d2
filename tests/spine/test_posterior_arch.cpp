// Posterior arches: in one piece with their bodies, of the stated sizes, in named regions, clear of one another.

#include "spine/posterior_arch.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <numeric>
#include <set>

#include "fem/embedding.hpp"
#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;
using spine::Region;
using spine::Resolution;
using spine::Side;
using spine::Tissue;
using spine::Vertebra;

struct Spine {
  spine::SpineSpec spec;
  spine::Alignment alignment;
  spine::SpineMesh mesh;

  explicit Spine(Resolution resolution = Resolution::interactive) : spec(test::plain_spine()) {
    spec.resolution = resolution;
    alignment = spine::align(spec);
    mesh = spine::make_spine_mesh(spec, alignment);
  }
  const spine::PosteriorArch& arch(Vertebra v) const { return mesh.arches[static_cast<std::size_t>(v)]; }
  const Vector3d& x(int node) const { return mesh.mesh.nodes[static_cast<std::size_t>(node)]; }
  Vector3d local(Vertebra v, int node) const {
    const spine::Frame& f = alignment.body_of(v);
    return f.axes.transpose() * (x(node) - f.origin);
  }
  std::vector<int> bone(Vertebra v) const {
    std::vector<int> out;
    for (std::size_t e = 0; e < mesh.tags.size(); ++e) {
      if (spine::is_bone(mesh.tags[e].tissue) && mesh.tags[e].part == static_cast<int>(v))
        out.push_back(static_cast<int>(e));
    }
    return out;
  }
  std::set<int> nodes(const std::vector<int>& elements) const {
    std::set<int> out;
    for (int e : elements)
      out.insert(mesh.mesh.hexahedra[static_cast<std::size_t>(e)].begin(),
                 mesh.mesh.hexahedra[static_cast<std::size_t>(e)].end());
    return out;
  }
};

/// Groups of elements that are joined by whole faces; faces that more than two share count as an error (-1).
int pieces(const Spine& s, const std::vector<int>& elements) {
  constexpr std::array<std::array<std::size_t, 4>, 6> faces{
      {{0, 1, 2, 3}, {4, 5, 6, 7}, {0, 1, 5, 4}, {1, 2, 6, 5}, {2, 3, 7, 6}, {3, 0, 4, 7}}};
  std::vector<std::size_t> group(elements.size());
  std::iota(group.begin(), group.end(), 0);
  const auto root = [&](std::size_t k) {
    while (group[k] != k)
      k = group[k];
    return k;
  };
  std::map<std::array<int, 4>, std::vector<std::size_t>> owners;
  for (std::size_t k = 0; k < elements.size(); ++k) {
    for (const auto& face : faces) {
      std::array<int, 4> nodes;
      for (std::size_t a = 0; a < 4; ++a)
        nodes[a] = s.mesh.mesh.hexahedra[static_cast<std::size_t>(elements[k])][face[a]];
      std::sort(nodes.begin(), nodes.end());
      auto& owner = owners[nodes];
      owner.push_back(k);
      if (owner.size() > 2)
        return -1;
      group[root(k)] = root(owner.front());
    }
  }
  std::set<std::size_t> roots;
  for (std::size_t k = 0; k < elements.size(); ++k)
    roots.insert(root(k));
  return static_cast<int>(roots.size());
}

TEST_CASE("a vertebra is one piece joined by whole faces, and falls into its parts where a region is cut",
          "[spine][unit]") {
  for (const Resolution resolution : {Resolution::interactive, Resolution::standard, Resolution::fine}) {
    const Spine s(resolution);
    for (const Vertebra v : spine::all_vertebrae)
      CHECK(pieces(s, s.bone(v)) == 1);
    const auto without = [&](std::initializer_list<std::pair<Region, Side>> cut) {
      std::vector<int> left;
      for (int e : s.bone(Vertebra::L3)) {
        const spine::ElementTag& tag = s.mesh.tags[static_cast<std::size_t>(e)];
        if (std::find(cut.begin(), cut.end(), std::pair(tag.region, tag.side)) == cut.end())
          left.push_back(e);
      }
      return pieces(s, left);
    };
    CHECK(without({{Region::pedicle, Side::left}}) == 1);  // the arch still hangs on the right
    CHECK(without({{Region::pedicle, Side::left}, {Region::pedicle, Side::right}}) == 2);
    CHECK(without({{Region::lamina, Side::left}, {Region::lamina, Side::right}}) == 2);  // the spinous process is loose
    // Spondylolysis: laminae with the spinous process come loose, and here the inferior processes from them.
    CHECK(without({{Region::pars, Side::left}, {Region::pars, Side::right}}) == 4);
    CHECK(without({{Region::superior_articular, Side::left}}) == 1);
    CHECK(without({{Region::inferior_articular, Side::right}}) == 1);
    CHECK(without({{Region::spinous, Side::left}, {Region::spinous, Side::right}}) == 1);
  }
}

TEST_CASE("blocks of an arch are its regions, left like right", "[spine][unit]") {
  const Spine s;
  for (const Vertebra v : spine::all_vertebrae) {
    std::map<std::pair<Region, Side>, std::set<int>> of_blocks;
    for (const spine::BoneBlock& block : s.arch(v).blocks) {
      CHECK(block.elements.size() == static_cast<std::size_t>(block.size[0] * block.size[1] * block.size[2]));
      of_blocks[{block.region, block.side}].insert(block.elements.begin(), block.elements.end());
    }
    for (const auto& [part, elements] : of_blocks) {
      const auto tagged = s.mesh.elements(v, part.first, part.second);
      CHECK(std::set<int>(tagged.begin(), tagged.end()) == elements);
      CHECK(of_blocks.at({part.first, part.second == Side::left ? Side::right : Side::left}).size() == elements.size());
    }
    CHECK(s.mesh.elements(Tissue::posterior_bone, static_cast<int>(v)).size() <= 150);
    if (v != Vertebra::S1)
      CHECK(of_blocks.size() == 14);
  }
}

TEST_CASE("canal, pedicles and processes have their sizes", "[spine][unit]") {
  const Spine s;
  const Vertebra v = Vertebra::L3;
  const spine::VertebraSpec& shape = s.spec[v];
  const auto& pedicle = s.arch(v).blocks.front();
  REQUIRE(pedicle.region == Region::pedicle);
  REQUIRE(pedicle.size == std::array{2, 2, 2});
  // Lower corners of the elements at the isthmus; local node 0 is the inner front lower one on the left side.
  const auto isthmus = [&](int i, int k, std::size_t corner) {
    const int e = pedicle.elements[static_cast<std::size_t>((k * 2 + 1) * 2 + i)];
    return s.local(v, s.mesh.mesh.hexahedra[static_cast<std::size_t>(e)][corner]);
  };
  const Vector3d inner = isthmus(0, 1, 0), outer = isthmus(1, 1, 1);
  CHECK((outer - inner).norm() == Approx(shape.pedicle_width));
  CHECK(inner.y() == Approx(0.5 * shape.canal_width));
  CHECK(isthmus(0, 1, 5).z() - isthmus(0, 0, 1).z() == Approx(shape.pedicle_height));

  double wall = test::infinity, lamina = -test::infinity;
  const auto& middle = s.mesh.body_planes[static_cast<std::size_t>(v)][2];
  for (int n : s.mesh.section.wall)
    wall = std::min(wall, s.local(v, middle[static_cast<std::size_t>(n)]).x() +
                              1e3 * std::abs(s.local(v, middle[static_cast<std::size_t>(n)]).y()));
  for (int n : s.nodes(s.mesh.elements(v, Region::lamina))) {
    const Vector3d x = s.local(v, n);
    if (std::abs(x.y()) < 1e-9 && std::abs(x.z() - 0.5 * (shape.lamina_superior_z + shape.lamina_inferior_z)) < 1e-6)
      lamina = std::max(lamina, x.x());
  }
  CHECK(std::abs(wall - lamina - shape.canal_depth) < 0.5);

  double spinous = 0, transverse = 0;
  for (int n : s.nodes(s.mesh.elements(v, Region::spinous)))
    spinous = std::min(spinous, s.local(v, n).x());
  for (int n : s.nodes(s.mesh.elements(v, Region::transverse, Side::left)))
    transverse = std::max(transverse, s.local(v, n).y());
  CHECK(spinous == Approx(shape.spinous_tip.x));
  CHECK(std::abs(transverse - shape.transverse_tip.y) < 1);
}

TEST_CASE("neighbors touch nowhere: facets are a gap apart, laminae and spinous processes further", "[spine][unit]") {
  const Spine s;
  for (const spine::Level level : spine::all_levels) {
    for (const auto& [from, to] : {std::pair{upper(level), lower(level)}, {lower(level), upper(level)}}) {
      const std::vector<int> others = s.bone(to);
      std::set<int> processes;
      for (const Region region : {Region::inferior_articular, Region::superior_articular})
        processes.merge(s.nodes(s.mesh.elements(from, region)));
      double articular = test::infinity, elsewhere = test::infinity;
      for (int n : s.arch(from).nodes) {
        const double distance = (fem::embed(s.mesh.mesh, others, s.x(n)).reference(s.mesh.mesh) - s.x(n)).norm();
        double& least = processes.contains(n) ? articular : elsewhere;
        least = std::min(least, distance);
      }
      CAPTURE(name(level), name(from));
      CHECK(articular > 0.4);  // past the edges of a facet the planes lean towards one another
      CHECK(articular <= 0.5 + test::round_off(100));
      CHECK(elsewhere > 2);
    }
  }
}

}  // namespace
