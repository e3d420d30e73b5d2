// The same problem for CalculiX: an input file of 20-node bricks with reduced integration (C3D20R) on our hexahedra,
// with a node in the middle of every edge, and what CalculiX answers. Its stresses come at the same 2 x 2 x 2 points.

#pragma once

#include <string>
#include <vector>

#include "problems.hpp"

namespace spondyl::fem::test {

/// A problem both programs solve: node values as in ModelDefinition at an amplitude of one, dead traction on faces.
struct SharedProblem {
  Mesh mesh;
  std::vector<Support> supports;
  std::vector<DrivenDisplacement> driven;
  std::vector<std::array<int, 4>> loaded_faces;
  Vector3 traction = Vector3::Zero();  ///< MPa of the reference
};

struct CalculixAnswer {
  std::vector<Vector3> displacement;  ///< of the nodes of the mesh
  std::vector<Matrix3> stress;        ///< at eight points of every element, in our order
};

/// Writes and runs the job `name`; `material` are the lines below *MATERIAL, `step` those of *STATIC (first step, end).
/// Fails the test when CalculiX does.
CalculixAnswer solve_with_calculix(const SharedProblem& problem, const std::string& name, const std::string& material,
                                   const std::string& step);

}  // namespace spondyl::fem::test
