// What a solved case is called in a picture.
#pragma once

#include <string>

#include "study/experiment.hpp"
#include "study/implant_list.hpp"

namespace spondyl::view {

/// "Flexion, hybrid: 11.7 Nm, follower load 400 N"; in plain words "Bent forward, as far as before the operation".
std::string loads_text(const study::CaseResult& solved, bool is_plain = false);
/// What was cut and implanted, and how far it has healed; a word for the intact spine.
std::string plan_text(const study::StateResult& state);
/// Of a picture of differences: "Operated minus intact (gray: only in one of the two)".
std::string difference_text(const std::string& operated, const std::string& other);
/// "Intact", or the plan with what the case turns in total.
std::string caption_text(const study::StateResult& state, const study::CaseResult& solved,
                         const std::string& plan_name);

/// What an implant carries, a line for each value: "von Mises 87.1 MPa". Factors are those against the limits of its material.
std::string implant_text(const study::ImplantEntry& implant);

/// A text of a file, its lines joined, with what this model says of the neighbors in the place of {neighbors}.
std::string with_neighbors(std::string text, const std::string& neighbors);

/// First letter as a capital, underscores as spaces.
std::string spoken(std::string_view name);

}  // namespace spondyl::view
