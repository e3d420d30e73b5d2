// The shipped rows, and rows made of a few lines of text.

#pragma once

#include <string>

#include "made_up_result.hpp"
#include "study/validation_file.hpp"
#include "temporary_folder.hpp"

namespace spondyl::test {

inline const study::ValidationData& shipped_rows() {
  static const study::ValidationData data =
      study::read_validation(std::string(SPONDYL_SOURCE_DIR) + "/models/validation", shipped_parameters());
  return data;
}

inline const study::ValidationRow& shipped_row(const std::string& id) {
  for (const study::ValidationRow& row : shipped_rows().rows) {
    if (row.id == id)
      return row;
  }
  throw std::runtime_error("no row " + id);
}

/// A row whose lines are those of a plain rotation, with `more` after them.
inline std::string row_text(const std::string& id, const std::string& more,
                            const std::string& load = "load_case = \"flexion\"\nmoment_Nm = 10\nlevel = \"L1-L2\"\n") {
  return "[[row]]\nid = \"" + id + "\"\ngroup = \"g\"\nquantity = \"rotation_deg\"\nspecimen_kind = \"in_vitro\"\n" +
         "source = \"KEY\"\nconfidence = \"primary\"\n" + load + more + "\n";
}

inline study::ValidationData read_rows(const TemporaryFolder& folder, const std::string& rows) {
  folder.write("sources.toml", "[sources]\nKEY = \"citation\"\n");
  folder.write("rows.toml", rows);
  return study::read_validation(folder.path(), shipped_parameters());
}

inline study::ValidationData read_rows(const std::string& rows) {
  const TemporaryFolder folder;
  return read_rows(folder, rows);
}

}  // namespace spondyl::test
