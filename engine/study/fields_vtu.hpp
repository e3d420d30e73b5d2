// fields/*.vtu: one solved state for ParaView. Reference mesh with displacement (warp by it) and contact pressure as
// point data, and what each element carries as cell data.

#pragma once

#include <string>

#include "fem/state.hpp"
#include "spine/spine_model.hpp"

namespace spondyl::study {

/// The content of a VTK XML unstructured grid, binary. Cell stresses derive from the mean of the Cauchy stress over the
/// element's points, weighted by present volume. region: number into the field array region_names; level: 0 = L1-L2 …,
/// -1 for bone; vertebra: 0 = L1 …, -1 outside bone. Contact pressure is point data (spine::contact_pressure), 0 off joints.
std::string fields_vtu(const spine::SpineModel& spine, const fem::State& state);

}  // namespace spondyl::study
