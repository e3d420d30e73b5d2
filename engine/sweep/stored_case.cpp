#include "sweep/stored_case.hpp"

namespace spondyl::sweep {

using core::Error;
using core::ErrorCode;

const CaseValues& stored_values(const Study& study, std::size_t id, const std::string& store) {
  if (id < 1 || id > study.cases.size())
    throw Error(ErrorCode::bad_input, {.file = store, .key = "--case"}, std::to_string(id),
                "a case from 1 to " + std::to_string(study.cases.size()));
  return study.cases[id - 1];
}

SpineCase stored_case(const Study& study, std::size_t id, const std::string& store) {
  const CaseValues& values = stored_values(study, id, store);
  if (!study.spine)
    throw Error(ErrorCode::bad_input, {.file = store, .key = "--case"}, "a study of a function", "a study of a spine");
  SpineCase out = spine_case(*study.spine, values);
  out.scene.name += ", case " + std::to_string(id) + " of " + study.name;
  return out;
}

}  // namespace spondyl::sweep
