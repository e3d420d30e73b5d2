// A state of one spine as a first guess for another: the same after an edit, with other implants, or with bone of the
// other fidelity. A guess is no answer: a solve starts from it.
#pragma once

#include <optional>

#include "spine/spine_model.hpp"

namespace spondyl::spine {

/// `state` of `from` on the nodes of `to`: bone and disc take the displacements of the same nodes, rigid bodies and what
/// else there is (implants, attachments) go with the vertebrae they lie between; internal parameters of elements are kept
/// where a block has as many. Loads are those of `state`; poses count from where they are now (fem::mark_neutral).
/// Nothing if the meshes differ in more than the places of nodes (another resolution).
std::optional<fem::State> transferred(const SpineModel& from, const fem::State& state, const SpineModel& to);

/// `guess` with what the spine it comes from leaves out, such as the deformation of bone: `start_guess` comes from there as
/// well, `start` is what it should have been. Their difference is added, turned with the vertebrae. Poses count from where
/// they are now.
fem::State amended(const SpineModel& spine, const fem::State& guess, const fem::State& start_guess,
                   const fem::State& start);

}  // namespace spondyl::spine
