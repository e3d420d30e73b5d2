// Elements under strong compression. The energy of the law is polyconvex: a block whose surface is held in a homogeneous
// deformation has no other equilibrium inside (Ball 1977). A zigzag from node to node is then the element's own doing.

#include <Eigen/SparseCholesky>
#include <catch2/catch.hpp>

#include "problems.hpp"
#include "support.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

const MooneyRivlin annulus{0.25, 0.0625, 6.0};

/// Homogeneous plane strain without change of volume: height over that at rest.
Map pressed_to(double stretch) {
  return [stretch](const Vector3& x) { return Vector3((1 / stretch - 1) * x[0], 0, (stretch - 1) * x[2]); };
}

/// 8 x 1 x 8 elements of height 1 in plane strain, their surface held.
Model make_layers(double width) {
  const Box box = make_brick({8, 1, 8}, {8 * width, width, 8});
  ModelDefinition d;
  d.mesh = box.mesh;
  d.add_load("squeeze");
  d.add_term(make_block(d.mesh, annulus, all_elements(d.mesh)));
  for (int k = 0; k <= 8; ++k) {
    for (int i = 0; i <= 8; ++i) {
      const bool is_surface = i == 0 || i == 8 || k == 0 || k == 8;
      for (int axis = 0; axis < 3; ++axis) {
        if (is_surface || axis == 1)
          hold(d, {box.node(i, 0, k), box.node(i, 1, k)}, axis);
      }
    }
  }
  return Model(std::move(d));
}

/// True if all small movements of the nodes inside cost energy, the layers pressed to `stretch` of their height.
bool is_stable(const Model& model, double stretch) {
  State state = model.initial_state();
  const Map pressed = pressed_to(stretch);
  for (int node = 0; node < static_cast<int>(model.mesh().nodes.size()); ++node)
    state.node(node) = pressed(model.mesh().nodes[static_cast<std::size_t>(node)]);
  relax_internal(model, state);
  Assembly assembly = model.make_assembly(1);
  Eigen::VectorXd residual;
  if (model.tangent(state, assembly, residual) != Evaluation::ok)
    return false;
  REQUIRE(residual.norm() < 1e-10);
  const Eigen::SimplicialLLT<Eigen::SparseMatrix<double>> factor(assembly.matrix());
  return factor.info() == Eigen::Success;
}

/// Height over that at rest at which layers of elements of this width over height give way to a zigzag.
double critical_stretch(double width) {
  const Model model = make_layers(width);
  double stretch = 1;
  while (stretch > 0.4 && is_stable(model, stretch))
    stretch -= 0.005;
  return stretch;
}

}  // namespace

TEST_CASE("layers pressed flat do not zigzag", "[fem][verification]") {
  const auto check = [](int width, double bound) {
    const std::string setting = "8 x 8 elements, width over height " + std::to_string(width);
    check_at_most({"Zigzag under compression", "height over that at rest where it begins", setting},
                  critical_stretch(width), bound);
  };
  check(1, 0.6);
  check(2, 0.45);
  check(4, 0.45);
  check(13, 0.45);
}

/// Pressed flat and the enhanced parameters far from zero, so that what they cost outweighs the law.
TEST_CASE("residual and tangent of elements pressed flat are derivatives of the energy", "[fem][verification]") {
  ModelDefinition d;
  d.mesh = patch_mesh();
  d.add_term(make_block(d.mesh, annulus, all_elements(d.mesh)));
  const Model model(std::move(d));
  State state = random_state(model, 0.01, 0.1, 3);
  const Map pressed = pressed_to(0.6);
  for (int node = 0; node < static_cast<int>(model.mesh().nodes.size()); ++node)
    state.node(node) += pressed(model.mesh().nodes[static_cast<std::size_t>(node)]);
  const Slopes s = taylor_slopes(model, state, 1e-3, 11);
  const std::string setting = "7 distorted hexahedra, pressed to 0.6 of their height";
  check_at_least({"Taylor slopes", "residual, pressed flat", setting}, s.residual, 1.9);
  check_at_least({"Taylor slopes", "tangent, pressed flat", setting}, s.tangent, 1.9);
  check_at_least({"Taylor slopes", "internal residual, pressed flat", setting}, s.internal, 1.9);
}
