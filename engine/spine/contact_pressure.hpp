// How hard surfaces of a solved spine press on each other: what a picture draws on facets and cages. MPa.
#pragma once

#include <map>
#include <vector>

#include "spine/spine_model.hpp"

namespace spondyl::spine {

/// Nodes of the surfaces that may press on each other, each once, in rising order: both articular surfaces of every facet
/// joint, and the faces of cages that have not grown on altogether.
std::vector<int> contact_nodes(const SpineModel& spine);

/// Pressure (MPa) at each of these nodes: the contact forces that fall to a node over the area that does. A force of a
/// facet joint acts on the upper surface in its point and on the lower one at the foot of this point, or at the rim where
/// the foot lies past it. So the pressure on either surface, bilinear between nodes, adds up to the joint's contact force
/// (LevelMeasures::facet_force); of a surface that is cut, over what is left of it. A cage has at a node the force of
/// its tie, if that presses, over the area of the node, as CageFaceMeasures::peak_pressure has.
std::map<int, double> contact_pressure(const SpineModel& spine, const fem::State& state);

}  // namespace spondyl::spine
