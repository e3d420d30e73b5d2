// Plain words for patients (assets/texts/patient_*.toml) with what this model says about the plan on the screen.
#pragma once

#include <string>
#include <vector>

#include "study/text_sections.hpp"
#include "view/gui.hpp"

namespace spondyl::view {

/// `neighbors` stands where a text says {neighbors}; `risk` is published, not of the model.
void patient_page(const Fonts& fonts, const std::vector<study::TextSection>& sections, const std::string& neighbors,
                  const std::string& risk);

}  // namespace spondyl::view
