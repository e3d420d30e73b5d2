// Where models/ and scenes/ are found, and the files in them.

#pragma once

#include <filesystem>
#include <vector>

namespace spondyl::study {

/// The folder holding models/ and scenes/: what the environment variable SPONDYL_DATA names, else the data installed
/// beside the program, else the source tree it was built from. Throws io if none of them is there; a SPONDYL_DATA
/// without models/ is an error rather than passed over.
std::filesystem::path find_data_dir();

/// The .toml files of a folder by their names. Throws core::Error (io) for a folder that cannot be read.
std::vector<std::filesystem::path> toml_files(const std::filesystem::path& folder);

}  // namespace spondyl::study
