// The common problem of the benchmarks: an elliptical column of bone blocks with discs between them (Mooney-Rivlin annulus,
// nearly incompressible nucleus), bottom held, 500 N on the plates of every disc and 7.5 Nm of flexion on top. mm, N, MPa.
#pragma once

#include <array>
#include <iosfwd>
#include <string>

#include "fem/model.hpp"
#include "fem/nodal_force.hpp"

namespace spondyl::fem::test {

/// Elements: along a side of the core, rings of nucleus and annulus outside it, layers of a vertebra and of a disc.
struct ColumnSize {
  const char* name;
  int core, nucleus_rings, annulus_rings, vertebra_layers, disc_layers;
  int discs = 5;
};
inline constexpr ColumnSize column_5k{"column of 5k nodes", 6, 1, 3, 3, 3};
/// One disc of it, on which the elements that do not lock agree as the mesh is refined.
inline constexpr ColumnSize one_disc{"one disc of the column", 6, 2, 4, 2, 4, 1};
inline constexpr ColumnSize column_20k{"column of 20k nodes", 10, 2, 4, 4, 6};

/// A face with a force along z: per area, at its corners.
struct LoadedFace {
  std::array<int, 4> nodes;
  std::array<double, 4> traction;
};

struct Column {
  Mesh mesh;
  std::vector<int> bone, annulus, nucleus;  ///< elements
  std::vector<int> bottom;                  ///< nodes
  std::vector<std::vector<int>> blocks;     ///< nodes of each block of bone, from below
  std::vector<NodalForce> forces;
  std::vector<LoadedFace> loaded_faces;  ///< what these forces are made from
  int front, back;                       ///< nodes of the upper end
};
Column make_column(const ColumnSize& size);
/// Rigid blocks move as one, the lowest not at all: as vertebrae do on the quick route.
enum class Blocks { elastic, rigid };
Model make_model(const Column& column, Blocks blocks = Blocks::elastic);
/// Rotation of the upper end in flexion, deg.
double rotation_deg(const Column& column, const std::vector<Vector3>& displacement);

/// The same as an input file of CalculiX with one of its elements of 8 or 20 nodes: C3D8 in ten increments, the others in four
/// or in as many as they need to go on. `load` is the part of the forces that acts.
void write_calculix(std::ostream& out, const Column& column, const std::string& element, double load = 1);

}  // namespace spondyl::fem::test
