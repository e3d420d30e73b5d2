// Study files for tests.
#pragma once

#include <string>

#include "../study/temporary_folder.hpp"
#include "shipped_parameters.hpp"
#include "sweep/study_file.hpp"

namespace spondyl::test {

inline const std::string study_head = "format = \"spondyl-sweep\"\nversion = 1\n";

/// Of the Ishigami function over its usual cube.
inline std::string function_study(const std::string& design, const std::string& function = "ishigami",
                                  const std::string& half_width = "3.141592653589793") {
  std::string text = study_head + "function = \"" + function + "\"\n[design]\n" + design;
  for (const char* x : {"x1", "x2", "x3"})
    text += std::string("[[axis]]\npath = \"") + x + "\"\ndistribution = \"uniform\"\nlow = -" + half_width +
            "\nhigh = " + half_width + "\n";
  return text;
}

inline sweep::Study read_study(const std::string& text) {
  const TemporaryFolder folder;
  return sweep::read_study(folder.write("study.toml", text), shipped_parameters());
}

/// A spine pressed by next to nothing: the cheapest case there is.
inline const std::string cheap_scene =
    "format = \"spondyl-scene\"\nversion = 1\n[parameters]\n\"load.compression_N\" = 10\n"
    "[loads]\ncases = [\"compression\"]\nprotocols = [\"load_control\"]\n";

inline const std::string pressure_output =
    "[[output]]\nname = \"pressure\"\nquantity = \"intradiscal_pressure_MPa\"\nlevel = \"L4-L5\"\n";

}  // namespace spondyl::test
