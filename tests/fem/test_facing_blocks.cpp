// Two elastic blocks face to face, as articular processes are: pressed, slid past the rim, and drawn apart. No chatter:
// few iterations at every step, and forces without jumps.

#include <catch2/catch.hpp>

#include "fem/newton.hpp"
#include "fem/patch_contact.hpp"
#include "fem/solid_block.hpp"
#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

constexpr double gap = 0.5, thickness = 1.6, modulus = 64, toe = 0.2, half = 6;

/// Lower block held at its base, the upper one moved at its top by two amplitudes (mm): x across, z apart.
class FacingBlocks {
 public:
  FacingBlocks() {
    ModelDefinition d;
    const int lower = add_block(d.mesh, -6), upper = add_block(d.mesh, gap);
    BlockElements all;
    for (int e = 0; e < static_cast<int>(d.mesh.hexahedra.size()); ++e)
      all.elements.push_back(e);
    d.add_term(make_block(d.mesh, LinearElastic{3500, 0.25}, all));
    const int slide = d.add_load("slide_mm"), lift = d.add_load("lift_mm");
    for (int k = 0; k < 9; ++k) {
      for (int axis = 0; axis < 3; ++axis) {
        d.supports.push_back({lower + k, axis});
        if (axis == 1)
          d.supports.push_back({upper + 9 + k, axis});
      }
      d.driven.push_back({DrivenDisplacement::Target::node, upper + 9 + k, 0, slide, 1.0});
      d.driven.push_back({DrivenDisplacement::Target::node, upper + 9 + k, 2, lift, 1.0});
    }
    std::vector<int> face;
    for (int k = 0; k < 9; ++k)
      face.push_back(lower + 9 + k);
    std::vector<ContactPoint> points;
    for (int q : {0, 1, 3, 4}) {
      const std::vector<int> quad{upper + q, upper + q + 1, upper + q + 4, upper + q + 3};
      for (const auto& [a, b] : {std::pair{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}}) {
        const std::vector<double> weights{(1 - a) * (1 - b), a * (1 - b), a * b, (1 - a) * b};
        points.push_back({{quad, weights}, 9.0, thickness, {modulus * 9.0, 0.0, toe}});
      }
    }
    contact_ = &d.add_term(std::make_unique<PatchContact>(
        d.mesh, make_contact_patch(d.mesh, face, Vector3::Zero(), Vector3::UnitX(), Vector3::UnitY(), half, half, 3),
        std::move(points)));
    model_ = std::make_unique<Model>(std::move(d));
    state_ = model_->initial_state();
  }

  /// Iterations to bring the upper block there.
  int move(double slide, double lift) {
    Target target{state_.load, {}};
    target.load << slide, lift;
    const Report report = solve(*model_, state_, target);
    REQUIRE(report.converged());
    REQUIRE(report.cuts == 0);
    return report.iterations();
  }
  double force() const {
    double sum = 0;
    for (double f : contact_->forces(state_))
      sum += f;
    return sum;
  }
  double area() const { return contact_->area(state_); }

 private:
  /// Two by two elements of 6 mm, 6 mm high, from z on; returns its first node (nine below, nine above).
  static int add_block(Mesh& mesh, double z) {
    const int first = static_cast<int>(mesh.nodes.size());
    for (int k = 0; k < 2; ++k) {
      for (int j = -1; j <= 1; ++j) {
        for (int i = -1; i <= 1; ++i)
          mesh.add_node({half * i, half * j, z + 6.0 * k});
      }
    }
    for (int q : {0, 1, 3, 4}) {
      const int n = first + q;
      mesh.hexahedra.push_back({n, n + 1, n + 4, n + 3, n + 9, n + 10, n + 13, n + 12});
    }
    return first;
  }

  std::unique_ptr<const Model> model_;
  const PatchContact* contact_ = nullptr;
  State state_;
};

/// Largest change of the force in one of n equal steps along a path, and the most iterations of a step.
struct Walk {
  double jump = 0, greatest = 0;
  int iterations = 0;
};

Walk walk(int n) {
  constexpr std::array<std::array<double, 2>, 6> stations{
      {{0, 0}, {0, -0.9}, {4, -0.9}, {4, 0.3}, {4, -0.8}, {14, -0.8}}};
  FacingBlocks blocks;
  Walk out;
  double last = 0;
  for (std::size_t s = 0; s + 1 < stations.size(); ++s) {
    for (int k = 1; k <= n; ++k) {
      const double f = static_cast<double>(k) / n;
      const double slide = (1 - f) * stations[s][0] + f * stations[s + 1][0];
      const double lift = (1 - f) * stations[s][1] + f * stations[s + 1][1];
      out.iterations = std::max(out.iterations, blocks.move(slide, lift));
      const double force = blocks.force();
      out.jump = std::max(out.jump, std::abs(force - last));
      out.greatest = std::max(out.greatest, force);
      last = force;
    }
  }
  CHECK(last == 0.0);  // past the rim and its margin
  return out;
}

}  // namespace

TEST_CASE("blocks pressed, slid, parted and slid past the rim: few iterations, force without jumps",
          "[fem][verification]") {
  const Walk coarse = walk(5), fine = walk(20);
  check_at_most({"Contact", "most Newton iterations of a step", "two blocks, steps of up to 2 mm"}, coarse.iterations,
                10);
  check_at_most({"Contact", "most Newton iterations of a step", "two blocks, steps of up to 0.5 mm"}, fine.iterations,
                8);
  // A continuous force changes a quarter as much in a quarter of the step; a jump would not shrink.
  check_at_most({"Contact", "largest change of force in a step, quarter steps over whole ones", "two blocks"},
                fine.jump / coarse.jump, 0.5);
  CHECK(coarse.greatest > 100);
}

TEST_CASE("blocks pressed flat carry what their layer carries, over the whole face", "[fem][verification]") {
  FacingBlocks blocks;
  blocks.move(0, -gap - 0.6);
  // The layer takes nearly all of the approach: the bone is 50 times as stiff as its linear part.
  const double strain = 0.6 / thickness, layer = modulus * 144 * (strain - toe / 2);
  CHECK(blocks.area() == Approx(144));
  CHECK(blocks.force() < layer);
  CHECK(blocks.force() > 0.8 * layer);
  blocks.move(0, -gap + 1e-3);
  CHECK(blocks.force() == 0.0);
  CHECK(blocks.area() == 0.0);
}
