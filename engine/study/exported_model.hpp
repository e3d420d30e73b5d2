// A spine as other programs take it: named groups of elements, strands between two nodes, rigid bodies. What all export
// formats share. Node and element numbers count from 0 here and from 1 in the files.
#pragma once

#include <string>
#include <vector>

#include "fem/uniaxial_law.hpp"
#include "spine/spine_model.hpp"

namespace spondyl::study {

/// Elements of one tissue of one vertebra, disc or graft; those through which a cut passes apart.
struct ElementGroup {
  std::string name;  ///< "L4_cortical_bone", "L4_L5_annulus", "L4_posterior_bone_cut_1"
  spine::Tissue tissue;
  int part;
  double kept = 1;  ///< share of the stiffness that a cut has left
  std::vector<int> elements;
};
/// In the order of parts and tissues; together all elements, each once.
std::vector<ElementGroup> element_groups(const spine::SpineModel& spine);

/// Linear elastic constants of a tissue that is bone or graft; null for disc tissue.
const spine::BoneSpec* bone_of(const spine::SpineSpec& spec, spine::Tissue tissue);

/// Strands of a ligament of a level that have the same law and pre-strain; a strand that ends between nodes is moved to the nearest of them and keeps its strain.
struct ExportedStrand {
  int from, to;
  double rest_length;  ///< mm
  fem::UniaxialLaw<double> law;
};
struct ExportedLigament {
  std::string name;  ///< "L4_L5_ALL"; where the strands differ because of a cut, "L4_L5_LF_2" and so on besides
  std::vector<ExportedStrand> strands;
};
std::vector<ExportedLigament> exported_ligaments(const spine::SpineModel& spine);

/// Nodes of elements, strands, rigid bodies and supports; the others (contact points, for example) are left out.
std::vector<char> used_nodes(const spine::SpineModel& spine);

/// "L4_L5": names with a hyphen are read as differences by some programs.
std::string file_name(spine::Level level);

}  // namespace spondyl::study
