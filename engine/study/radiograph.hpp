// Reads the corner points of a lateral radiograph from a file as a spreadsheet writes it (docs/radiograph.md):
//
//   # mm_per_px = 0.21          only for pixels
//   vertebra,corner,x_px,y_px   or vertebra,corner,x_mm,z_mm
//   L1,superior_anterior,812,433
//   ...
//   S1,posterior,655,1310
//
// Pixels count y downwards, millimeters z upwards; the origin does not matter. Cells may be separated by commas,
// semicolons or tabs; with the latter two a decimal comma is allowed.
#pragma once

#include <filesystem>
#include <vector>

#include "spine/sagittal_points.hpp"

namespace spondyl::study {

/// The points in mm, x forward and z up, whichever way the picture faces. Throws io if the file cannot be read,
/// bad_input naming file, line, vertebra or level if a point is missing, given twice, not a number, or where no spine
/// has it.
spine::SagittalPoints read_radiograph(const std::filesystem::path& file);

/// What the points say about the parameters of the table; the places of a message are those of the file.
std::vector<spine::Measure> radiograph_measures(const std::filesystem::path& file);

}  // namespace spondyl::study
