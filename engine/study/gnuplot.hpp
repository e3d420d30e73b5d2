// Plots as SVG or PNG, drawn by the program gnuplot: no window library, no display, the same bytes for the same script.
#pragma once

#include <string>

namespace spondyl::study {

/// The SVG that `script` draws; terminal and output are set here. Throws io if gnuplot is not there, with the package
/// to install, or if it does not understand the script, with what it says.
std::string draw_svg(const std::string& script, int width, int height);

/// The same as PNG, with twice as many pixels as the SVG has units.
std::string draw_png(const std::string& script, int width, int height);

/// A text between double quotes of gnuplot, without its markup.
std::string gnuplot_text(const std::string& text);

}  // namespace spondyl::study
