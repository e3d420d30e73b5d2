// Where models/ and scenes/ are found.

#pragma once

#include <filesystem>

namespace spondyl::study {

/// The folder holding models/ and scenes/: what the environment variable SPONDYL_DATA names, else the data installed
/// beside the program, else the source tree it was built from. Throws io if none of them is there; a SPONDYL_DATA
/// without models/ is an error rather than passed over.
std::filesystem::path find_data_dir();

}  // namespace spondyl::study
