// What decides the rows of a study, flat: for comparing a study file with the store it once began.
#pragma once

#include <string>

#include "study/toml_table.hpp"
#include "sweep/study_file.hpp"

namespace spondyl::sweep {

/// Adds every value of a document as PREFIX.key.1.key = value, but for what only people read (name, description,
/// expectation at the top).
void add_document(Definition& definition, const std::string& prefix, const study::TomlTable& document);

/// SHA-256 of all keys and values.
std::string sha256(const Definition& definition);

/// "design.n: 64 → 128; ..." the first few differences; empty where there is none.
std::string difference(const Definition& before, const Definition& now);

}  // namespace spondyl::sweep
