// The few controls that panels are made of, each with a name that tests and keyboard find it by.
#pragma once

#include <imgui.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "view/landmarks.hpp"

namespace spondyl::view {

/// A list of names; the chosen place when another was chosen. `shown`: what the names are called here, or empty.
std::optional<std::size_t> choice(Landmarks& landmarks, const char* label, std::size_t present,
                                  std::span<const std::string_view> names, std::span<const char* const> shown = {});
/// The new value while it is dragged.
std::optional<double> slider(Landmarks& landmarks, const char* label, double present, double low, double high,
                             const char* format);
bool button(Landmarks& landmarks, const char* label, bool is_enabled = true);
/// The new state when it was switched.
std::optional<bool> tick(Landmarks& landmarks, const char* label, bool present);
/// One of several that exclude each other; whether it was chosen.
bool option(Landmarks& landmarks, const char* label, bool is_on);
/// A sentence that says why something cannot be done, with a sign as well as a color.
void refusal(const std::string& sentence);
/// Wrapped small text in the color of less important things.
void remark(const std::string& text);

}  // namespace spondyl::view
