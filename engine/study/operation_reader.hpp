// Reading [[operation]] and [healing] of a scene file; docs/operations.md lists the keys. Internal to the readers of
// study.
#pragma once

#include "study/toml_table.hpp"
#include "surgery/operation.hpp"

namespace spondyl::study {

/// What the keys months, union and graft say; `otherwise` where one is missing. Throws bad_input.
surgery::Healing read_healing(const TomlTable& table, surgery::Healing otherwise);

/// One operation, every key checked for its type and its list; whether it can be done is for surgery to say.
surgery::Operation read_operation(const TomlTable& table, const surgery::Healing& of_plan);

}  // namespace spondyl::study
