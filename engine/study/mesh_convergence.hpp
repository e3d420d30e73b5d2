// How much the mesh matters: the same loads at several resolutions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/experiment.hpp"

namespace spondyl::study {

/// The intact spine at one resolution.
struct MeshRun {
  spine::Resolution resolution = spine::Resolution::interactive;
  std::size_t n_elements = 0;
  std::vector<CaseResult> cases;  ///< without states
};

/// Flexion, extension, bending and axial rotation to the left under the moment and follower load of the parameters, from
/// the coarsest mesh to `finest`. Nothing when stopped.
std::optional<std::vector<MeshRun>> mesh_convergence(const core::ParameterTable& parameters, spine::Resolution finest,
                                                     int threads, const ExperimentProgress& progress = {});

/// One quantity between a mesh and the next finer one, over all levels and cases.
struct MeshDifference {
  std::string quantity;  ///< a name of level_quantities()
  spine::Resolution coarse, fine;
  double largest = 0;  ///< relative to the finer mesh; facet forces to the greatest of the case
  double mean = 0;
  double accepted = 0;      ///< what the largest may be
  double coarse_error = 0;  ///< estimated: largest difference from the value extrapolated with the square of the
                            ///< element size from the two finest meshes; zero for two meshes alone
};
std::vector<MeshDifference> mesh_differences(const std::vector<MeshRun>& runs);

/// Markdown, also fit for a terminal.
std::string mesh_convergence_document(const std::vector<MeshRun>& runs, const core::ParameterTable& parameters);

}  // namespace spondyl::study
